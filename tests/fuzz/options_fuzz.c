/* The words of a command line, one a line: read by the tables of every command. */
#include "cli/commands.h"

#include "base/text.h"
#include "fuzz.h"

enum { WORDS_MAX = 200 };

static void fill_words(char *text, char **words)
{
	size_t count = 0;

	for (char *word; count < WORDS_MAX && (word = strsep(&text, "\n"));)
		words[count++] = word;
	words[count] = NULL;
}

/* What an option wrote, if anything, is a value of its kind. */
static void check_value(const struct option *option, const char *into)
{
	const char *at = into + option->offset;
	int64_t number = 0;
	int narrow = 0;

	switch (option->kind) {
	case OPTION_IS_COPY:
		MUST(strnlen(at, option->size) < option->size);
		MUST(text_is_utf8(at, strlen(at)));
		break;
	case OPTION_IS_INT:
		if (option->size == sizeof number)
			memcpy(&number, at, sizeof number);
		else
			memcpy(&narrow, at, sizeof narrow), number = narrow;
		MUST(!number || (number >= option->min && number <= option->max));
		break;
	case OPTION_IS_WORD:
		memcpy(&narrow, at, sizeof narrow);
		MUST(narrow >= 0);
		break;
	case OPTION_IS_FLAG:
		MUST(*at == 0 || *at == 1);
		break;
	case OPTION_IS_TEXT:
	case OPTION_IS_DAY:
	case OPTION_IS_TIME:
	case OPTION_IS_PASS:
		break;
	}
}

static void read_by(const struct command *command, char *const *words)
{
	AUTO(fuzz_free) char *given = calloc(1, command->options->size);
	struct app_options where = { 0 };
	const struct options_target targets[] = { { command->options, given },
		                                  { &commands_common, &where } };
	struct err err = { 0 };

	MUST(given && options_prepare(&targets[0], &err) && options_prepare(&targets[1], &err));
	if (!options_read(targets, COUNT_OF(targets), words, &err)) {
		MUST(err.code == ERR_INPUT && err.name[0]);
		return;
	}
	for (size_t i = 0; i < command->options->count; i++)
		check_value(&command->options->list[i], given);
	MUST(where.data);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(fuzz_free) char *text = fuzz_text(data, size);
	char *words[WORDS_MAX + 1];

	fill_words(text, words);
	for (size_t i = 0; i < commands_count; i++)
		if (text_same(commands[i].name, words[0])) {
			read_by(&commands[i], words + 1);
			return 0;
		}
	for (size_t i = 0; i < commands_count; i++)
		read_by(&commands[i], words);
	return 0;
}
