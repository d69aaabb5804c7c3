/* The books as a whole: first day, opening, keys, clock. */
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "domain/setup.h"
#include "world.h"

static bool init(struct world *w, const struct setup *setup, struct err *err)
{
	char password[PASSWORD_TEXT_SIZE];

	return setup_init(&w->options, setup, password, err);
}

static void books_are_made_once(void)
{
	WORLD;
	struct setup setup = { 9, "pass.example", "admin", world_begins_at(), 0 };
	struct app_options elsewhere = w.options;
	struct app *app = NULL;

	CHECK_UNCHANGED(CHECK_NAMED(init(&w, &setup, &err), ERR_CONFLICT, "already_initialised"));
	setup.issuer = 0;
	CHECK_NAMED(init(&w, &setup, &err), ERR_INPUT, "bad_issuer");
	setup.issuer = 65536;
	CHECK_NAMED(init(&w, &setup, &err), ERR_INPUT, "bad_issuer");
	setup.issuer = 1;
	setup.host = "a host";
	CHECK_NAMED(init(&w, &setup, &err), ERR_INPUT, "bad_host");
	setup.host = "this-host.is-too-long.example";
	CHECK_NAMED(init(&w, &setup, &err), ERR_INPUT, "bad_host");
	setup.host = "pass.example";
	setup.login = "";
	CHECK_NAMED(init(&w, &setup, &err), ERR_INPUT, "bad_login");
	setup.login = "Jeanne Martin";
	CHECK_NAMED(init(&w, &setup, &err), ERR_INPUT, "bad_login");
	elsewhere.database = NULL;
	elsewhere.data = "/nowhere/at/all";
	CHECK_NAMED(app_open(&app, &elsewhere, &err), ERR_MISSING, "not_initialised");
	CHECK(!app);
}

static void empty_books_are_not_initialised(void)
{
	struct test_database database;
	struct app_options options = { .data = "/nowhere", .database = database.url };
	struct app *app = NULL;
	struct err err = { 0 };

	test_database_open(&database);
	CHECK_NAMED(app_open(&app, &options, &err), ERR_MISSING, "not_initialised");
	test_database_close(&database);
}

static void only_the_right_key_file_opens_the_keys(void)
{
	WORLD;
	AUTO(app_close) struct app *app = NULL;
	char path[200], true_path[200];

	snprintf(true_path, sizeof true_path, "%s/key", w.data);
	snprintf(path, sizeof path, "%s/wrong", w.data);
	w.options.key_file = path;
	CHECK_OK(app_open(&app, &w.options, &err));
	CHECK_ERR(app_unlock(app, &w.options, &err), ERR_MISSING);
	CHECK_OK(file_write(path, "something else\n", 15, 0600, &err));
	CHECK_NAMED(app_unlock(app, &w.options, &err), ERR_REFUSED, "wrong_key_file");
	CHECK_OK(file_write(path, "", 0, 0600, &err));
	CHECK_NAMED(app_unlock(app, &w.options, &err), ERR_INPUT, "empty_key_file");
	CHECK(!app->vault);
	w.options.key_file = true_path;
	CHECK(chmod(true_path, 0644) == 0);
	CHECK_ERR(app_unlock(app, &w.options, &err), ERR_REFUSED);
	CHECK(chmod(true_path, 0600) == 0);
	CHECK_OK(app_unlock(app, &w.options, &err));
}

static void a_clock_set_back_is_noticed(void)
{
	WORLD;
	struct pass pass = world_issue(&w);
	const char *token = world_token(&w, &pass, 1);

	world_at(&w, world_begins_at() + DAY_SECONDS);
	CHECK_OK(programme_fund(w.app, w.programme.id, 1000, &err));
	world_at(&w, world_begins_at() + DAY_SECONDS - 3601);
	w.last = world_item(w.centre, token);
	CHECK_UNCHANGED(
		CHECK_NAMED(redeem_one(w.app, &w.last, &err), ERR_SYSTEM, "clock_set_back"));
	CHECK_UNCHANGED(CHECK_NAMED(programme_fund(w.app, w.programme.id, 1, &err), ERR_SYSTEM,
	                            "clock_set_back"));
	CHECK_TEXT(world_check(&w, 0, token), "redeemed"); /* reading goes on */
	world_at(&w, world_begins_at() + DAY_SECONDS - 3600);
	CHECK_TEXT(world_redeem(&w, w.centre, token), "redeemed");
}

static void who_only_reads_writes_nothing(void)
{
	WORLD;
	AUTO(app_close) struct app *reader = NULL;
	struct pass pass = world_issue(&w);
	struct redeem_item item = world_item(0, world_token(&w, &pass, 1));
	struct report report;

	CHECK_OK(app_clone(&reader, w.app, true, &err));
	CHECK_OK(redeem_check(reader, &item, &err));
	CHECK_TEXT(outcome_name(item.outcome), "redeemed");
	CHECK_OK(report_make(reader, &w.payer, &(struct report_wish){ .programme = w.programme.id },
	                     &report, &err));
	CHECK_UNCHANGED({
		item = world_item(w.centre, world_token(&w, &pass, 1));
		CHECK_NAMED(redeem_one(reader, &item, &err), ERR_SYSTEM, "database_read_only");
		CHECK_NAMED(programme_fund(reader, w.programme.id, 1000, &err), ERR_SYSTEM,
		            "database_read_only");
	});
}

static void books_of_a_newer_program_are_left_alone(void)
{
	WORLD;
	struct app *app = NULL;
	static const char newer[] = "INSERT INTO migration (number, name)"
				    " SELECT MAX(number) + 1, 'later' FROM migration";

	CHECK_OK(sql_script(w.app->sql, newer, &err));
	CHECK_NAMED(app_open(&app, &w.options, &err), ERR_CONFLICT, "database_newer");
	CHECK_OK(sql_script(w.app->sql, "DELETE FROM migration WHERE name = 'later'", &err));
	CHECK_OK(app_open(&app, &w.options, &err));
	app_close(&app);
}

static int tries;

static bool loses(struct app *app, void *context, struct err *err)
{
	(void)app, (void)context;
	tries++;
	return err_named(err, ERR_CONFLICT, "duplicate", "another took the number");
}

static bool refuses(struct app *app, void *context, struct err *err)
{
	(void)app, (void)context;
	tries++;
	return err_set(err, ERR_REFUSED, "no");
}

static void a_lost_race_is_run_again_and_a_refusal_is_not(void)
{
	WORLD;

	tries = 0;
	CHECK_ERR(transact(w.app, loses, NULL, &err), ERR_CONFLICT);
	CHECK_INT(tries, 5);
	tries = 0;
	CHECK_ERR(transact(w.app, refuses, NULL, &err), ERR_REFUSED);
	CHECK_INT(tries, 1);
	CHECK_OK(app_tidy(w.app, &err));
}

static void a_probe_writes(void)
{
	WORLD;
	AUTO(app_close) struct app *reader = NULL;

	CHECK_UNCHANGED(CHECK_OK(app_probe(w.app, &err)));
	CHECK_OK(app_clone(&reader, w.app, true, &err));
	CHECK(!app_probe(reader, &err));
}

DATABASE_MAIN({ "books_are_made_once", books_are_made_once },
              { "empty_books_are_not_initialised", empty_books_are_not_initialised },
              { "only_the_right_key_file_opens_the_keys", only_the_right_key_file_opens_the_keys },
              { "a_clock_set_back_is_noticed", a_clock_set_back_is_noticed },
              { "who_only_reads_writes_nothing", who_only_reads_writes_nothing },
              { "books_of_a_newer_program_are_left_alone",
                books_of_a_newer_program_are_left_alone },
              { "a_lost_race_is_run_again_and_a_refusal_is_not",
                a_lost_race_is_run_again_and_a_refusal_is_not },
              { "a_probe_writes", a_probe_writes })
