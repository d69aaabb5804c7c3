#include "cli/program.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "cli/commands.h"
#include "cli/deed.h"
#include "cli/help.h"
#include "domain/callers.h"

enum { TRIES_MAX = 4 };

bool cli_open(struct cli *cli, unsigned needs, struct err *err)
{
	struct app_options where = cli->where;

	where.read_only = !(needs & NEEDS_WRITE);
	return (!(needs & NEEDS_BOOKS) || app_open(&cli->app, &where, err)) &&
	       (!(needs & NEEDS_KEYS) || app_unlock(cli->app, &where, err));
}

bool cli_flush(struct cli *cli, struct err *err)
{
	if (!buf_check(&cli->out, err))
		return false;
	if (fwrite(buf_text(&cli->out), 1, cli->out.size, stdout) != cli->out.size ||
	    fflush(stdout) != 0)
		return err_set(err, ERR_SYSTEM, "the results could not be written: %s",
		               strerror(errno));
	buf_clear(&cli->out);
	return true;
}

bool cli_read_again(struct cli *cli, void *given, struct err *err)
{
	struct app_options where;
	const struct options_target targets[] = { { cli->command->options, given },
		                                  { &commands_common, &where } };

	return options_read(targets, COUNT_OF(targets), cli->words, err);
}

static void memory_release(void **memory)
{
	free(*memory);
}

/* Once: when it lost a race, all that it had read is read again. */
static bool run_once(struct cli *cli, struct err *err)
{
	bool done;
	AUTO(memory_release) void *given = calloc(1, cli->command->options->size);
	const struct options_target targets[] = { { cli->command->options, given },
		                                  { &commands_common, &cli->where } };

	if (!given)
		return err_memory(err);
	if (!options_prepare(&targets[0], err) || !options_prepare(&targets[1], err))
		return false;
	if (!options_read(targets, COUNT_OF(targets), cli->words, err) ||
	    (!cli->app && !cli_open(cli, cli->command->needs, err)))
		return false;
	deed_begin(cli);
	done = cli->command->run(cli, given, err) && deed_commit(cli, err);
	deed_end(cli);
	return done;
}

static bool run(struct cli *cli, struct err *err)
{
	int64_t begun_ns = clock_ticks_ns();

	for (; !run_once(cli, err); cli->tries++) {
		if (!cli->command->verb || cli->is_done || !joint_try_again(err, begun_ns) ||
		    cli->tries == TRIES_MAX)
			return false;
		buf_clear(&cli->out);
	}
	return cli_flush(cli, err);
}

/* The command that the words begin with: two of them, or one. `*ret_rest` comes after it. */
static const struct command *find(char *const *words, char *const **ret_rest)
{
	for (size_t i = 0; i < commands_count; i++) {
		const char *name = commands[i].name;
		size_t size = strcspn(name, " ");

		if (strncmp(words[0], name, size) || words[0][size])
			continue;
		if (name[size] && (!words[1] || strcmp(words[1], name + size + 1)))
			continue;
		*ret_rest = words + (name[size] ? 2 : 1);
		return &commands[i];
	}
	return NULL;
}

static bool is_help(const char *word)
{
	return strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0;
}

/* Does anybody ask for help before "--"? */
static bool asks_help(char *const *words)
{
	for (; *words && strcmp(*words, "--"); words++)
		if (is_help(*words))
			return true;
	return false;
}

/* One line, whatever a database or a file name put into it. */
static enum exit_code complain(const struct cli *cli, struct err *err)
{
	for (char *p = err->text; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = ' ';
	fprintf(stderr, "passnum%s%s: %s\n", cli->command ? " " : "",
	        cli->command ? cli->command->name : "", err->text);
	return exit_of_error(err->code);
}

static bool run_words(struct cli *cli, char *const *words, struct err *err)
{
	bool help = *words && (is_help(*words) || strcmp(*words, "help") == 0);

	if (help && !*++words) {
		help_all(&cli->out);
		return cli_flush(cli, err);
	}
	cli->command = *words ? find(words, &cli->words) : NULL;
	if (!cli->command)
		return err_named(err, ERR_INPUT, "unknown_command",
		                 "there is no such command; passnum help lists them");
	if (!help && !asks_help(cli->words))
		return run(cli, err);
	help_command(cli->command, &cli->out);
	return cli_flush(cli, err);
}

int program_run(int argc, char *const *argv)
{
	struct cli cli = { .caller = caller_operator() };
	struct err err = { 0 };

	/* A closed pipe and a full quota are failed writes, told like any other. */
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	if (!run_words(&cli, argc > 0 ? argv + 1 : argv, &err))
		cli.exit = complain(&cli, &err);
	app_close(&cli.app);
	buf_release(&cli.out);
	return (int)cli.exit;
}
