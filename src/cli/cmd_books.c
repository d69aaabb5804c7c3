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

static const struct option upgrade_list[] = {
	{ "--backup", OPTION_TEXT(struct given, file), .value = "FILE",
	  .about = "copy older books there first; with PostgreSQL: refuse to change them" },
};
const struct options cmd_upgrade_options = OPTIONS(upgrade_list, struct given);

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

bool cmd_upgrade(struct cli *cli, void *given_, struct err *err)
{
	const struct given *given = given_;

	return books_upgrade(&cli->where, given->file, err);
}
