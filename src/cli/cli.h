/* A command being run: what it may use, and where its results go. */
#pragma once

#include "base/buf.h"
#include "cli/exits.h"
#include "cli/options.h"
#include "domain/app.h"
#include "domain/joint.h"
#include "model/account.h"

enum { NEEDS_NOTHING = 0, NEEDS_BOOKS = 1 << 0, NEEDS_WRITE = 1 << 1, NEEDS_KEYS = 1 << 2 };
enum { DETAIL_SIZE = 40 };

struct cli {
	const struct command *command;
	char *const *words;       /* after the command's name, ended by NULL */
	struct app_options where; /* the books and the key file */
	struct app *app;          /* open when the command needs books; else NULL */
	struct caller caller;     /* the operator */
	struct buf out;           /* for standard output, written when the command is done */
	enum exit_code exit;      /* of a command that did not fail: what its answer means */
	struct joint joint;       /* what it changes, and the journal's line: cli/deed */
	char object[JOURNAL_OBJECT_SIZE], detail[DETAIL_SIZE];
	bool is_done; /* on disk */
	int tries;    /* before this one, which lost a race */
};

/* Does it, or says in a sentence why not. `given` is the struct that its options filled. */
typedef bool command_fn(struct cli *cli, void *given, struct err *err);

enum command_group {
	GROUP_START,
	GROUP_PROGRAMME,
	GROUP_DESK,
	GROUP_CENTRE,
	GROUP_FUNDER,
	GROUP_PEOPLE,
	GROUP_KEYS,
	GROUP_KEEP,
	GROUP__COUNT
};

struct command {
	const char *name; /* one word or two */
	command_fn *run;
	const struct options *options;
	unsigned needs;   /* opened before `run`, closed after it */
	const char *verb; /* for the journal; NULL = it changes nothing, or is told of elsewhere */
	enum command_group group;
	const char *about;
};

/* Open what is needed and is not open yet; for commands that find out by themselves. */
bool cli_open(struct cli *cli, unsigned needs, struct err *err);

/* Write what is in `out` at once, for commands that go on for long. */
bool cli_flush(struct cli *cli, struct err *err);

/* Read the words again, over a struct that was filled since: what they do not name stays. */
bool cli_read_again(struct cli *cli, void *given, struct err *err);
