#include "cli/completion_fish.h"

#include <string.h>

#include "base/auto.h"
#include "cli/commands.h"
#include "cli/completion.h"

static const char head[] =
	"# Completion of passnum for fish, written by: passnum completion fish\n"
	"function __passnum_said --description 'the words before the cursor, without help'\n"
	"\tset -l said (commandline -opc)[2..]\n"
	"\ttest \"$said[1]\" = help; and set -e said[1]\n"
	"\tprintf '%s\\n' $said\n"
	"end\n"
	"function __passnum_at --description 'exactly these words stand before the cursor'\n"
	"\tset -l said (__passnum_said)\n"
	"\ttest \"$said\" = \"$argv\"\n"
	"end\n"
	"function __passnum_in --description 'the words before the cursor begin so'\n"
	"\tset -l said (__passnum_said)\n"
	"\ttest (count $said) -ge (count $argv); and test \"$said[1..\"(count $argv)\"]\" = "
	"\"$argv\"\n"
	"end\n"
	"complete -c passnum -f\n";

static void add_quoted(struct buf *out, const char *text)
{
	buf_addc(out, '\'');
	completion_text(out, text, "'\\");
	buf_addc(out, '\'');
}

/* What may stand where the value is wanted, or nothing. */
static void add_offer(struct buf *out, const struct option *option)
{
	switch (completion_offer(option)) {
	case OFFER_WORDS:
		buf_adds(out, " -a '");
		completion_words(out, option);
		buf_addc(out, '\'');
		return;
	case OFFER_FILES:
		buf_adds(out, " -F");
		return;
	case OFFER_FOLDERS:
		buf_adds(out, " -a '(__fish_complete_directories)'");
		return;
	case OFFER_NONE:
	case OFFER_FLAG:
		return;
	}
}

static void add_options(struct buf *out, const struct command *command,
                        const struct options *options)
{
	for (size_t i = 0; i < options->count; i++) {
		const struct option *option = &options->list[i];
		bool positional = completion_is_positional(option);

		if (positional && completion_offer(option) == OFFER_NONE)
			continue;
		buf_addf(out, "complete -c passnum -n '__passnum_in %s'", command->name);
		if (!positional)
			buf_addf(out, " -l %s%s", option->name + 2,
			         completion_offer(option) == OFFER_FLAG    ? ""
			         : completion_offer(option) == OFFER_FILES ? " -r"
			                                                   : " -x");
		add_offer(out, option);
		buf_adds(out, " -d ");
		add_quoted(out, option->about);
		buf_addc(out, '\n');
	}
}

/* A word that may stand after those in `before`. */
static void add_word(struct buf *out, const char *before, const char *word, const char *about)
{
	buf_addf(out, "complete -c passnum -n '__passnum_at%s' -a %s -d ", before, word);
	add_quoted(out, about);
	buf_addc(out, '\n');
}

static void add_command(struct buf *out, const struct command *command)
{
	AUTO(buf_release) struct buf first = { 0 };
	AUTO(buf_release) struct buf seconds = { 0 };
	const char *second = completion_second(command);

	buf_addf(&first, " %.*s", (int)strcspn(command->name, " "), command->name);
	completion_seconds(&seconds, command, ", ");
	if (completion_first(command))
		add_word(out, "", buf_text(&first) + 1,
		         second ? buf_text(&seconds) : command->about);
	if (second)
		add_word(out, buf_text(&first), second, command->about);
	add_options(out, command, command->options);
	add_options(out, command, &commands_common);
}

void completion_fish(struct buf *out)
{
	buf_adds(out, head);
	add_word(out, "", "help", "Say what there is.");
	for (size_t i = 0; i < commands_count; i++)
		add_command(out, &commands[i]);
	buf_adds(out, "complete -c passnum -l help -d 'Say more of this command.'\n");
}
