#include "cli/completion.h"

#include <string.h>

#include "base/auto.h"
#include "cli/commands.h"

/* Help's name of a value says what it is: "FILE", "FILE.pdf", "DIR". */
enum offer completion_offer(const struct option *option)
{
	const char *value = completion_is_positional(option) ? option->name : option->value;

	switch (option->kind) {
	case OPTION_IS_FLAG:
		return OFFER_FLAG;
	case OPTION_IS_WORD:
		return OFFER_WORDS;
	case OPTION_IS_TEXT:
		return strcmp(value, "DIR") == 0        ? OFFER_FOLDERS
		       : strncmp(value, "FILE", 4) == 0 ? OFFER_FILES
		                                        : OFFER_NONE;
	case OPTION_IS_COPY:
	case OPTION_IS_INT:
	case OPTION_IS_DAY:
	case OPTION_IS_TIME:
	case OPTION_IS_PASS:
		return OFFER_NONE;
	}
	return OFFER_NONE;
}

bool completion_is_positional(const struct option *option)
{
	return strncmp(option->name, "--", 2) != 0;
}

void completion_words(struct buf *out, const struct option *option)
{
	for (const char *p = option->value; *p; p++)
		buf_addc(out, *p == '|' ? ' ' : *p);
}

void completion_text(struct buf *out, const char *text, const char *special)
{
	for (; *text; text++) {
		if (strchr(special, *text))
			buf_addc(out, '\\');
		buf_addc(out, *text);
	}
}

size_t completion_first(const struct command *command)
{
	size_t size = strcspn(command->name, " ");

	for (const struct command *c = commands; c < command; c++)
		if (strcspn(c->name, " ") == size && strncmp(c->name, command->name, size) == 0)
			return 0;
	return size;
}

const char *completion_second(const struct command *command)
{
	const char *blank = strchr(command->name, ' ');

	return blank ? blank + 1 : NULL;
}

void completion_seconds(struct buf *out, const struct command *first, const char *between)
{
	size_t size = strcspn(first->name, " ") + 1;

	for (const struct command *c = first; c < commands + commands_count; c++)
		if (completion_second(c) && strncmp(c->name, first->name, size) == 0)
			buf_addf(out, "%s%s", c == first ? "" : between, c->name + size);
}
