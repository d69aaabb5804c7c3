#include "base/auto.h"
#include "cli/cmd.h"
#include "domain/books.h"

struct given {
	const char *file;
};

static const struct option list[] = {
	{ "FILE", OPTION_TEXT(struct given, file), .about = "the backup", .required = true },
};
const struct options cmd_backup_options = OPTIONS(list, struct given);
const struct options cmd_restore_options = OPTIONS(list, struct given);
const struct options cmd_upgrade_options = { .size = 1 };

bool cmd_backup(struct cli *cli, void *given_, struct err *err)
{
	const struct given *given = given_;

	return books_backup(cli->app, given->file, err);
}

bool cmd_restore(struct cli *cli, void *given_, struct err *err)
{
	const struct given *given = given_;

	return books_restore(given->file, &cli->where, err);
}

bool cmd_upgrade(struct cli *cli, void *given, struct err *err)
{
	(void)given;
	return books_upgrade(&cli->where, err);
}
