/* Imports as long work: step by step, two who would do the same, what ends one; in no case a part
 * of it. */
#include "domain/import_job.h"

#include "import_runs.h"
#include "store/accounts.h"

static void an_import_is_done_in_steps_that_are_seen(void)
{
	AUTO(buf_release) struct buf report = { 0 };
	WORLD;
	struct import_run asked = ask_many(&w, ROWS), run;
	struct import_job *job;
	int64_t last = 0;
	int looks = 0;

	CHECK_TEXT(import_state_name(asked.state), "waiting");
	CHECK_INT(brought(&w), 0);
	CHECK_INT(parts(&w), 1);
	job = claim(w.app);
	CHECK_TEXT(import_state_name(shown(&w, asked.id).state), "running");
	CHECK_INT(shown(&w, asked.id).total, 0);
	reach(&w, job, asked.id, IMPORT_COMPARING);
	CHECK_INT(shown(&w, asked.id).total, ROWS);
	while ((run = shown(&w, asked.id)).phase == IMPORT_COMPARING) {
		CHECK(run.done >= last);
		looks += run.done > last;
		last = run.done;
		CHECK_INT(brought(&w), 0);
		if (!CHECK_OK(import_job_work(job, &err)))
			break;
	}
	CHECK(looks > 1);
	finish(job);
	CHECK_INT(import_job_rows(job), ROWS);
	check_whole(&w, asked.id, ROWS);
	CHECK_OK(import_find(w.app, &w.office, asked.id, &run, &report, &err));
	CHECK_INT(run.ended_at, app_now(w.app));
	CHECK(strstr(buf_text(&report), "\"added\":3000,"));
	CHECK(!claim(w.app));
	import_job_close(&job);
}

static void a_file_of_many_parts_is_the_same_file(void)
{
	WORLD;
	struct import_run asked = ask_many(&w, 11500);
	struct import_job *job;

	CHECK(parts(&w) > 1);
	job = claim(w.app);
	finish(job);
	check_whole(&w, asked.id, 11500);
	import_job_close(&job);
}

static void the_same_file_again_changes_nothing(void)
{
	AUTO(buf_release) struct buf report = { 0 };
	WORLD;
	struct import_run run;
	struct import_job *job;

	ask_many(&w, 300);
	job = claim(w.app);
	finish(job);
	import_job_close(&job);
	run = ask_many(&w, 300);
	CHECK_PLACES_STAY({
		job = claim(w.app);
		finish(job);
	});
	import_job_close(&job);
	CHECK_OK(import_find(w.app, &w.office, run.id, &run, &report, &err));
	CHECK(strstr(buf_text(&report), "\"added\":0,\"changed\":0,\"unchanged\":300,"));
}

static void a_broken_file_says_where_and_leaves_nothing(void)
{
	static const struct {
		const char *text, *error;
		int64_t row;
	} cases[] = {
		{ HEADER LIBRARY "x,\"y", "bad_csv", 3 },
		{ HEADER LIBRARY "x,caf\xe9\n", "windows_1252", 3 },
		{ "a,b,c\n1,2,3\n", "not_centres", 0 },
	};
	WORLD;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct import_run run = ask(&w, cases[i].text);
		struct import_job *job = claim(w.app);

		CHECK_PLACES_STAY(finish(job));
		import_job_close(&job);
		run = shown(&w, run.id);
		CHECK_TEXT(import_state_name(run.state), "failed");
		CHECK_TEXT(run.error, cases[i].error);
		if (cases[i].row)
			CHECK_INT(run.error_row, cases[i].row);
		CHECK_INT(parts(&w), 0);
		CHECK_INT(lines(&w, "centres.fail"), (int64_t)i + 1);
		CHECK(!claim(w.app));
	}
}

static void who_stops_it_has_nothing_of_it(void)
{
	WORLD;
	struct caller auditor = { .role = ROLE_AUDITOR };
	struct import_run asked = ask_many(&w, ROWS), run;
	struct import_job *job = claim(w.app);

	reach(&w, job, asked.id, IMPORT_COMPARING);
	CHECK_NAMED(import_cancel(w.app, &auditor, asked.id, &run, &err), ERR_FORBIDDEN,
	            "not_your_role");
	CHECK_NAMED(import_cancel(w.app, &w.office, 99, &run, &err), ERR_MISSING, "no_import");
	CHECK_OK(import_cancel(w.app, &w.office, asked.id, &run, &err));
	CHECK_TEXT(import_state_name(run.state), "cancelled");
	CHECK_INT(parts(&w), 0);
	CHECK_PLACES_STAY(CHECK_OK(import_job_work(job, &err)));
	CHECK(!import_job_is_held(job));
	import_job_close(&job);
	CHECK_NAMED(import_cancel(w.app, &w.office, asked.id, &run, &err), ERR_CONFLICT,
	            "import_over");
	/* Stopped at the last moment, when all is ready to be written. */
	asked = ask_many(&w, ROWS);
	job = claim(w.app);
	reach(&w, job, asked.id, IMPORT_COMPARING);
	while (import_job_rows(job) < ROWS && CHECK_OK(import_job_work(job, &err)))
		;
	CHECK_OK(import_cancel(w.app, &w.office, asked.id, &run, &err));
	CHECK_PLACES_STAY({
		while (import_job_is_held(job) && CHECK_OK(import_job_work(job, &err)))
			;
	});
	CHECK_TEXT(import_state_name(shown(&w, asked.id).state), "cancelled");
	import_job_close(&job);
}

static void what_cannot_be_asked_is_refused(void)
{
	static const char text[] = HEADER LIBRARY;
	WORLD;
	const struct import_file file = { .data = text,
		                          .size = sizeof text - 1,
		                          .form = CENTRES_CSV };
	struct import_wish wish = { .programme = 99 };
	struct import_run run;

	CHECK_NAMED(import_ask(w.app, &w.office, &file, &wish, &run, &err), ERR_MISSING,
	            "no_programme");
	wish.programme = 0;
	CHECK_NAMED(import_ask(w.app, &w.agent, &file, &wish, &run, &err), ERR_FORBIDDEN,
	            "not_your_role");
	CHECK_INT(parts(&w), 0);
	for (int i = 0; i < IMPORTS_OPEN_MAX; i++)
		CHECK_OK(import_ask(w.app, &w.office, &file, &wish, &run, &err));
	CHECK_NAMED(import_ask(w.app, &w.office, &file, &wish, &run, &err), ERR_CONFLICT,
	            "too_many_imports");
	CHECK_INT(parts(&w), IMPORTS_OPEN_MAX);
	CHECK_NAMED(import_find(w.app, &w.agent, run.id, &run, NULL, &err), ERR_FORBIDDEN,
	            "not_your_role");
}

static void a_closed_account_brings_nothing_in(void)
{
	WORLD;
	struct account account = { .login = "operatrice", .role = ROLE_OPERATOR };
	struct caller caller = { .role = ROLE_OPERATOR };
	struct import_run run;
	struct import_job *job;

	CHECK_OK(accounts_add(w.app->sql, &account, &err));
	caller.account = account.id;
	run = ask_as(&w, &caller, HEADER LIBRARY);
	job = claim(w.app);
	reach(&w, job, run.id, IMPORT_COMPARING);
	account.disabled_at = app_now(w.app);
	CHECK_OK(accounts_change(w.app->sql, &account, &err));
	CHECK_PLACES_STAY(finish(job));
	CHECK_TEXT(shown(&w, run.id).error, "asker_disabled");
	CHECK_TEXT(import_state_name(shown(&w, run.id).state), "failed");
	import_job_close(&job);
}

DATABASE_MAIN({ "an_import_is_done_in_steps_that_are_seen",
                an_import_is_done_in_steps_that_are_seen },
              { "a_file_of_many_parts_is_the_same_file", a_file_of_many_parts_is_the_same_file },
              { "the_same_file_again_changes_nothing", the_same_file_again_changes_nothing },
              { "a_broken_file_says_where_and_leaves_nothing",
                a_broken_file_says_where_and_leaves_nothing },
              { "who_stops_it_has_nothing_of_it", who_stops_it_has_nothing_of_it },
              { "what_cannot_be_asked_is_refused", what_cannot_be_asked_is_refused },
              { "a_closed_account_brings_nothing_in", a_closed_account_brings_nothing_in })
