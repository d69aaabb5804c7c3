#include "cli/manual.h"

#include <string.h>

#include "base/auto.h"
#include "cli/commands.h"
#include "cli/help.h"

enum { LINE_WIDTH = 60 };

static const char *const description[] = {
	"passnum issues signed vouchers, prints them as QR codes and typed codes on ordinary "
	"paper, "
	"redeems each of them once, and keeps the books of what was funded, promised, owed and "
	"paid.",
	"The books are one SQLite file, or a PostgreSQL database. A key file, kept apart from "
	"them, "
	"opens the signing keys that are sealed in the books: a command that signs, reads typed "
	"codes or redeems needs both.",
	"Results go to standard output. A failure is one sentence on standard error; the exit "
	"status "
	"says what kind it was.",
};

static const struct {
	const char *name, *about;
} files[] = {
	{ "/etc/passnum/passnum.env", "settings of the service: the variables above, one a line" },
	{ "/etc/passnum/key", "key file of the service" },
	{ "/var/lib/passnum/passnum.db", "books of the service" },
	{ "/var/lib/passnum/backup", "daily backups, the last fourteen" },
};

static const struct {
	const char *command, *about;
} examples[] = {
	{ "passnum init --issuer 16 --host pass.example --login admin",
	  "Make the books in the folder var, with their keys and a first administrator." },
	{ "passnum issue --programme 1 --site 3 --vouchers 5 --out pass.pdf",
	  "Sign and print a pass of five vouchers." },
	{ "passnum check -", "Say what a voucher typed or scanned on standard input is worth." },
	{ "passnum redeem - --centre 1", "Use it, once." },
	{ "passnum serve --listen 127.0.0.1:8080", "Answer the HTTP API." },
	{ "passnum backup /srv/copies/passnum.db", "Copy the books while they are used." },
};

/* A character that troff would take for its own is written so that it does not; others than ASCII
 * by their number, so that the page is the same in every locale. */
static void add_char(struct buf *out, const char **text)
{
	const unsigned char *p = (const unsigned char *)*text;
	int more = *p < 0x80 ? 0 : *p < 0xe0 ? 1 : *p < 0xf0 ? 2 : 3;
	unsigned code = *p < 0x80 ? *p : *p & (0x3fu >> more);

	for (int i = 1; i <= more; i++)
		code = code << 6 | (p[i] & 0x3f);
	if (code == '\\')
		buf_adds(out, "\\e");
	else if (code == '-')
		buf_adds(out, "\\-");
	else if (code < 0x80)
		buf_addc(out, (char)code);
	else
		buf_addf(out, "\\[u%04X]", code);
	*text += more;
}

static void add_text(struct buf *out, const char *text)
{
	for (; *text; text++)
		add_char(out, &text);
}

/* A paragraph on lines of its own, none of which begins like a command of troff. */
static void add_prose(struct buf *out, const char *text)
{
	size_t start = out->size;

	buf_adds(out, strchr(".'", *text) ? "\\&" : "");
	for (; *text; text++)
		if (*text == ' ' && out->size - start > LINE_WIDTH && !strchr(".'", text[1])) {
			buf_addc(out, '\n');
			start = out->size;
		} else {
			add_char(out, &text);
		}
	buf_addc(out, '\n');
}

static void add_styled(struct buf *out, char style, const char *text)
{
	buf_addf(out, "\\f%c", style);
	add_text(out, text);
	buf_adds(out, "\\fR");
}

/* "--name VALUE" or "VALUE"; a flag has no value. */
static void add_option_name(struct buf *out, const struct option *option)
{
	bool named = strncmp(option->name, "--", 2) == 0;

	add_styled(out, named ? 'B' : 'I', option->name);
	if (!named || option->kind == OPTION_IS_FLAG)
		return;
	buf_addc(out, ' ');
	add_styled(out, 'I', option->value ? option->value : "N");
}

static void add_option(struct buf *out, const struct option *option)
{
	AUTO(buf_release) struct buf about = { 0 };

	buf_adds(out, ".TP\n");
	add_option_name(out, option);
	buf_addc(out, '\n');
	buf_adds(&about, option->about);
	if (option->usual && *option->usual)
		buf_addf(&about, " (usual: %s)", option->usual);
	add_prose(out, buf_text(&about));
}

static void add_options(struct buf *out, const struct options *options)
{
	for (size_t i = 0; i < options->count; i++)
		add_option(out, &options->list[i]);
}

/* Its name with what it cannot do without, what it does, its options. */
static void add_command(struct buf *out, const struct command *command)
{
	const struct options *options = command->options;
	AUTO(buf_release) struct buf about = { 0 };

	buf_adds(&about, command->about);
	if (command->verb)
		buf_addf(&about, " The journal calls it %s.", command->verb);
	buf_adds(out, ".TP\n");
	add_styled(out, 'B', "passnum ");
	add_styled(out, 'B', command->name);
	for (size_t i = 0; i < options->count; i++)
		if (options->list[i].required) {
			buf_addc(out, ' ');
			add_option_name(out, &options->list[i]);
		}
	buf_addc(out, '\n');
	add_prose(out, buf_text(&about));
	if (!options->count)
		return;
	buf_adds(out, ".RS\n");
	add_options(out, options);
	buf_adds(out, ".RE\n");
}

static void add_commands(struct buf *out)
{
	for (int group = 0; group < GROUP__COUNT; group++) {
		buf_addf(out, ".SS %s\n", help_group((enum command_group)group));
		for (size_t i = 0; i < commands_count; i++)
			if ((int)commands[i].group == group)
				add_command(out, &commands[i]);
	}
}

static void add_variable(void *out, const struct command *command, const struct option *option)
{
	buf_adds(out, ".TP\n");
	add_styled(out, 'B', option->variable);
	buf_adds(out, "\nwhere ");
	add_styled(out, 'B', option->name);
	if (command) {
		buf_adds(out, " of ");
		add_styled(out, 'B', command->name);
	}
	buf_adds(out, " is not given\n");
}

static void add_pair(struct buf *out, const char *name, const char *about)
{
	buf_adds(out, ".TP\n");
	add_styled(out, 'B', name);
	buf_addc(out, '\n');
	add_prose(out, about);
}

static void add_exits(struct buf *out)
{
	for (int code = 0; code < EXIT__COUNT; code++)
		add_pair(out, (const char[]){ (char)('0' + code), '\0' },
		         exit_about((enum exit_code)code));
}

void manual(struct buf *out)
{
	buf_adds(out, ".TH PASSNUM 1 \"\" \"passnum " PASSNUM_VERSION "\" \"User Commands\"\n"
	              ".SH NAME\npassnum \\- signed vouchers, printed and redeemed once\n"
	              ".SH SYNOPSIS\n\\fBpassnum\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR...]\n"
	              ".PP\n\\fBpassnum help\\fR [\\fICOMMAND\\fR]\n"
	              ".SH DESCRIPTION\n");
	for (size_t i = 0; i < COUNT_OF(description); i++) {
		buf_adds(out, i ? ".PP\n" : "");
		add_prose(out, description[i]);
	}
	buf_adds(out, ".SH COMMANDS\n");
	add_commands(out);
	buf_adds(out, ".SH OPTIONS OF ALL COMMANDS\n");
	add_options(out, &commands_common);
	buf_adds(out, ".SH EXIT STATUS\n");
	add_exits(out);
	buf_adds(out, ".SH ENVIRONMENT\n");
	commands_each_variable(add_variable, out);
	buf_adds(out, ".SH FILES\n");
	for (size_t i = 0; i < COUNT_OF(files); i++)
		add_pair(out, files[i].name, files[i].about);
	buf_adds(out, ".SH EXAMPLES\n");
	for (size_t i = 0; i < COUNT_OF(examples); i++)
		add_pair(out, examples[i].command, examples[i].about);
}
