#include "cli/completion_bash.h"

#include "cli/commands.h"
#include "cli/completion.h"

static const char head[] =
	"# Completion of passnum for bash, written by: passnum completion bash\n"
	"_passnum() {\n"
	"\tlocal word=${COMP_WORDS[COMP_CWORD]} words='' kind='' said=' ' i\n"
	"\tfor ((i = 1; i < COMP_CWORD; i++)); do said+=\"${COMP_WORDS[i]} \"; done\n"
	"\tsaid=${said/# help / }\n"
	"\tcase $said in\n";

static const char tail[] =
	"\tesac\n"
	"\tmapfile -t COMPREPLY < <(compgen -W \"$words\" -- \"$word\")\n"
	"\tif [ -n \"$kind\" ]; then\n"
	"\t\tmapfile -t -O \"${#COMPREPLY[@]}\" COMPREPLY < <(compgen -A \"$kind\" -- \"$word\")\n"
	"\t\tcompopt -o filenames 2>/dev/null\n"
	"\tfi\n"
	"} && complete -F _passnum passnum\n";

/* What is offered where a value is wanted: "words='...'", "kind=..." or nothing. */
static void add_offer(struct buf *out, const struct option *option)
{
	switch (completion_offer(option)) {
	case OFFER_WORDS:
		buf_adds(out, "words='");
		completion_words(out, option);
		buf_addc(out, '\'');
		return;
	case OFFER_FILES:
		buf_adds(out, "kind='file'");
		return;
	case OFFER_FOLDERS:
		buf_adds(out, "kind=directory");
		return;
	case OFFER_NONE:
	case OFFER_FLAG:
		return;
	}
}

/* After "--name ": its value. */
static void add_values(struct buf *out, const char *command, const struct options *options)
{
	for (size_t i = 0; i < options->count; i++) {
		const struct option *option = &options->list[i];

		if (completion_is_positional(option) || option->kind == OPTION_IS_FLAG)
			continue;
		buf_addf(out, "\t%s%s%s*'%s ') ", *command ? "' " : "", command,
		         *command ? " '" : "", option->name);
		add_offer(out, option);
		buf_adds(out, " ;;\n");
	}
}

static void add_names(struct buf *out, const struct options *options)
{
	for (size_t i = 0; i < options->count; i++)
		if (!completion_is_positional(&options->list[i]))
			buf_addf(out, " %s", options->list[i].name);
}

/* After the command: its options, and what may stand there without a name. */
static void add_command(struct buf *out, const struct command *command)
{
	const struct options *options = command->options;

	buf_addf(out, "\t' %s '*) ", command->name);
	for (size_t i = 0; i < options->count; i++)
		if (completion_is_positional(&options->list[i])) {
			add_offer(out, &options->list[i]);
			buf_addc(out, ' ');
		}
	buf_adds(out, "words+='");
	add_names(out, options);
	add_names(out, &commands_common);
	buf_adds(out, " --help' ;;\n");
}

static void add_seconds(struct buf *out, const struct command *first)
{
	buf_addf(out, "\t' %.*s ') words='", (int)completion_first(first), first->name);
	completion_seconds(out, first, " ");
	buf_adds(out, "' ;;\n");
}

void completion_bash(struct buf *out)
{
	buf_adds(out, head);
	buf_adds(out, "\t' ') words='help");
	for (size_t i = 0; i < commands_count; i++)
		if (completion_first(&commands[i]))
			buf_addf(out, " %.*s", (int)completion_first(&commands[i]),
			         commands[i].name);
	buf_adds(out, "' ;;\n");
	for (size_t i = 0; i < commands_count; i++)
		if (completion_second(&commands[i]) && completion_first(&commands[i]))
			add_seconds(out, &commands[i]);
	add_values(out, "", &commands_common);
	for (size_t i = 0; i < commands_count; i++)
		add_values(out, commands[i].name, commands[i].options);
	for (size_t i = 0; i < commands_count; i++)
		add_command(out, &commands[i]);
	buf_adds(out, tail);
}
