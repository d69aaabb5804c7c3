#include "cli/completion_zsh.h"

#include <string.h>

#include "base/auto.h"
#include "cli/commands.h"
#include "cli/completion.h"

/* Inside single quotes, as _arguments and _describe want it. */
static void add_text(struct buf *out, const char *text)
{
	for (; *text; text++)
		if (*text == '\'')
			buf_adds(out, "'\\''");
		else
			completion_text(out, (const char[]){ *text, '\0' }, ":[]\\");
}

/* ":VALUE:what may stand there" */
static void add_value(struct buf *out, const struct option *option)
{
	buf_addc(out, ':');
	add_text(out, completion_is_positional(option) ? option->name
	              : option->value                  ? option->value
	                                               : "N");
	buf_addc(out, ':');
	switch (completion_offer(option)) {
	case OFFER_WORDS:
		buf_addc(out, '(');
		completion_words(out, option);
		buf_addc(out, ')');
		return;
	case OFFER_FILES:
		buf_adds(out, "_files");
		return;
	case OFFER_FOLDERS:
		buf_adds(out, "_files -/");
		return;
	case OFFER_NONE:
	case OFFER_FLAG:
		return;
	}
}

static void add_options(struct buf *out, const struct options *options)
{
	for (size_t i = 0; i < options->count; i++) {
		const struct option *option = &options->list[i];

		buf_adds(out, " \\\n\t\t'");
		if (!completion_is_positional(option)) {
			buf_addf(out, "%s[", option->name);
			add_text(out, option->about);
			buf_addc(out, ']');
		}
		if (option->kind != OPTION_IS_FLAG)
			add_value(out, option);
		buf_addc(out, '\'');
	}
}

static void add_item(struct buf *out, const char *name, size_t size, const char *about)
{
	buf_addf(out, " \\\n\t\t'%.*s:", (int)size, name);
	add_text(out, about);
	buf_addc(out, '\'');
}

/* What may be the first word; of two, the second ones are what there is to say. */
static void add_firsts(struct buf *out)
{
	buf_adds(out, "\tif (( CURRENT == 2 )); then\n\t\titems=(");
	add_item(out, "help", 4, "Say what there is.");
	for (size_t i = 0; i < commands_count; i++) {
		const struct command *command = &commands[i];
		AUTO(buf_release) struct buf seconds = { 0 };

		if (!completion_first(command))
			continue;
		completion_seconds(&seconds, command, ", ");
		add_item(out, command->name, completion_first(command),
		         seconds.size ? buf_text(&seconds) : command->about);
	}
	buf_adds(out, ")\n\t\t_describe command items; return\n\tfi\n");
}

static void add_seconds(struct buf *out, const struct command *first, size_t size)
{
	buf_addf(out, "\t%.*s)\n\t\titems=(", (int)size, first->name);
	for (const struct command *c = first; c < commands + commands_count; c++)
		if (strncmp(c->name, first->name, size + 1) == 0)
			add_item(out, c->name + size + 1, strlen(c->name) - size - 1, c->about);
	buf_adds(out, ")\n\t\t_describe command items; return ;;\n");
}

/* The words before the command's own are cut off: _arguments counts from there. */
static void add_command(struct buf *out, const struct command *command)
{
	int count = completion_second(command) ? 2 : 1;

	buf_addf(out, "\t'%s%s)\n\t\t(( CURRENT -= %d )); shift %d words\n\t\t_arguments -S",
	         command->name, count == 1 ? " '*" : "'", count, count);
	add_options(out, command->options);
	add_options(out, &commands_common);
	buf_adds(out, " \\\n\t\t'--help[Say more of this command]' ;;\n");
}

void completion_zsh(struct buf *out)
{
	buf_adds(out, "#compdef passnum\n"
	              "# Completion of passnum for zsh, written by: passnum completion zsh\n"
	              "_passnum() {\n"
	              "\tlocal -a items\n"
	              "\tif [[ $words[2] = help ]] && (( CURRENT > 2 )); then\n"
	              "\t\t(( CURRENT-- )); shift words\n"
	              "\tfi\n");
	add_firsts(out);
	buf_adds(out, "\t(( CURRENT == 3 )) && case $words[2] in\n");
	for (size_t i = 0; i < commands_count; i++)
		if (completion_first(&commands[i]) && completion_second(&commands[i]))
			add_seconds(out, &commands[i], completion_first(&commands[i]));
	buf_adds(out, "\tesac\n\tcase \"$words[2] $words[3]\" in\n");
	for (size_t i = 0; i < commands_count; i++)
		add_command(out, &commands[i]);
	buf_adds(out, "\tesac\n}\ncompdef _passnum passnum 2>/dev/null\n"
	              "[[ $funcstack[1] != _passnum ]] || _passnum \"$@\"\n");
}
