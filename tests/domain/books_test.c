/* The books copied while they are open, and brought back. */
#include <stdlib.h>

#include "domain/books.h"
#include "world.h"

static void a_backup_brings_every_redemption_back(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	char path[160], data[160], key[160];
	struct app_options elsewhere = { .data = data, .key_file = key };
	struct app *live = w.app, *back = NULL;

	snprintf(path, sizeof path, "%s/backup", w.database.folder);
	snprintf(data, sizeof data, "%s/restored", w.database.folder);
	snprintf(key, sizeof key, "%s/key", w.data);
	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, 1)), "redeemed");
	if (test_database_is_postgres()) {
		CHECK_NAMED(books_backup(w.app, path, &err), ERR_INPUT, "backup_pg_dump");
		return;
	}
	CHECK_OK(books_backup(w.app, path, &err));
	CHECK_TEXT(world_redeem(&w, w.centre, world_token(&w, &pass, 2)), "redeemed");
	CHECK_OK(books_restore(path, &elsewhere, &err));
	CHECK_OK(app_open(&back, &elsewhere, &err));
	CHECK_OK(app_unlock(back, &elsewhere, &err));
	back->fixed_at = world_begins_at();
	w.app = back;
	CHECK_TEXT(world_check(&w, w.other_centre, world_token(&w, &pass, 1)), "already_used");
	CHECK_TEXT(world_check(&w, w.other_centre, world_token(&w, &pass, 2)), "redeemed");
	CHECK_INT(world_money(&w, w.programme.id).cents[ACCOUNT_OWED], WORLD_CENTS);
	w.app = live;
	app_close(&back);
	CHECK_NAMED(books_restore(path, &elsewhere, &err), ERR_CONFLICT, "database_exists");
}

static void books_of_this_version_need_no_upgrade(void)
{
	WORLD;

	CHECK_UNCHANGED(CHECK_OK(books_upgrade(&w.options, NULL, &err)));
}

DATABASE_MAIN({ "a_backup_brings_every_redemption_back", a_backup_brings_every_redemption_back },
              { "books_of_this_version_need_no_upgrade", books_of_this_version_need_no_upgrade })
