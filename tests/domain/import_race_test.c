/* Imports beside others: who dies, who comes second, who writes meanwhile. In no case a part of
 * one. */
#include "import_runs.h"
#include "store/imports.h"
#include "store/sites_many.h"

/* Killed in each phase: nothing is in, and whoever comes next does all of it. */
static void who_dies_in_any_phase_leaves_all_of_it_to_do(void)
{
	static const enum import_phase phases[] = { IMPORT_CHECKING, IMPORT_COMPARING,
		                                    IMPORT_WRITING };

	for (size_t i = 0; i < COUNT_OF(phases); i++) {
		WORLD;
		AUTO(app_close) struct app *other = NULL;
		struct import_run asked = ask_many(&w, ROWS);
		struct import_job *job = claim(w.app), *next;

		CHECK_OK(app_clone(&other, w.app, false, &err));
		reach(&w, job, asked.id, phases[i]);
		CHECK_INT(brought(&w), 0);
		CHECK(!claim(other));
		other->fixed_at = app_now(w.app) + IMPORT_LEASE_SECONDS;
		next = claim(other);
		if (!CHECK(next))
			continue;
		CHECK_INT(shown(&w, asked.id).done, 0);
		/* Who was thought dead wakes up, and notices. */
		CHECK_OK(import_job_work(job, &err));
		CHECK(!import_job_is_held(job));
		CHECK_INT(brought(&w), 0);
		finish(next);
		check_whole(&w, asked.id, ROWS);
		import_job_close(&job);
		import_job_close(&next);
	}
}

static void one_of_two_servers_does_one_at_a_time(void)
{
	WORLD;
	AUTO(app_close) struct app *other = NULL;
	struct import_run first = ask_many(&w, 300), second = ask_many(&w, 300);
	struct import_job *job, *next;
	bool held = true;

	CHECK_OK(app_clone(&other, w.app, false, &err));
	job = claim(w.app);
	CHECK(!claim(other));
	/* Who saw either free a moment ago comes too late. */
	for (int64_t id = first.id; id <= second.id; id++) {
		CHECK_OK(imports_claim(other->sql,
		                       &(struct import_lease){ id, 7, app_now(w.app), INT64_MAX },
		                       &held, &err));
		CHECK(!held);
	}
	/* Who leaves in peace lets the next one in at once. */
	CHECK_OK(import_job_let_go(job, &err));
	import_job_close(&job);
	job = claim(other);
	finish(job);
	import_job_close(&job);
	next = claim(w.app);
	CHECK_TEXT(import_state_name(shown(&w, second.id).state), "running");
	finish(next);
	CHECK_TEXT(import_state_name(shown(&w, second.id).state), "done");
	import_job_close(&next);
}

static bool suspend_one(struct world *w)
{
	struct site site = site_of(w, "place-00007");
	struct err err;

	site.approval = APPROVAL_SUSPENDED;
	TEXT_COPY(site.place.name, "Autre nom");
	return CHECK_OK(sites_change(w->app->sql, &site, 7, &err));
}

/* Between the reading and the writing: the place is compared again, the others are not. */
static void what_another_writes_meanwhile_stays_his(void)
{
	WORLD;
	struct site fresh = { .desk = true,
		              .place = { .name = "Avant", .source_id = "place-00301" } };
	struct import_run run = ask_many(&w, 300);
	struct import_job *job = claim(w.app);

	finish(job);
	import_job_close(&job);
	CHECK_OK(sql_run(w.app->sql, "UPDATE site SET phone = '' WHERE source_id LIKE 'place-%'",
	                 SQL_NO_ARGS, &err));
	CHECK_OK(sql_run(w.app->sql,
	                 "UPDATE site SET name = 'Vieux' WHERE source_id LIKE 'place-%'",
	                 SQL_NO_ARGS, &err));
	run = ask_many(&w, 310);
	job = claim(w.app);
	reach(&w, job, run.id, IMPORT_COMPARING);
	while (import_job_rows(job) < 310 && CHECK_OK(import_job_work(job, &err)))
		;
	suspend_one(&w);
	CHECK_OK(sites_add(w.app->sql, &fresh, 7, &err));
	finish(job);
	import_job_close(&job);
	CHECK_TEXT(import_state_name(shown(&w, run.id).state), "done");
	CHECK_INT(brought(&w), 310);
	CHECK_INT(site_of(&w, "place-00007").approval, APPROVAL_SUSPENDED);
	CHECK_TEXT(site_of(&w, "place-00007").place.name, "Lieu 7");
	CHECK(site_of(&w, "place-00301").desk && !site_of(&w, "place-00301").centre);
	CHECK_TEXT(site_of(&w, "place-00301").place.name, "Lieu 301");
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM site WHERE name LIKE 'Lieu %'"
	                          " AND source_id LIKE 'place-%'"),
	          310);
}

/* Those that others were faster with are told, and stay as they are. */
static void of_many_sites_each_says_whether_it_is_in(void)
{
	WORLD;
	struct site a = { .place = { .name = "A", .source_id = "many-a" } }, b = a, c = a;
	struct site *fresh[] = { &a, &b }, *old[] = { &a, &c };
	bool done[2];

	CHECK_OK(sql_begin(w.app->sql, &err));
	CHECK_OK(sites_add_many(w.app->sql, fresh, 2, 7, done, &err));
	CHECK(done[0] && !done[1]);
	TEXT_COPY(a.place.name, "B");
	c = a;
	CHECK_OK(sites_change_many(w.app->sql, old, 2, 8, done, &err));
	CHECK(done[0] && !done[1]);
	CHECK_OK(sql_commit(w.app->sql, &err));
	CHECK_TEXT(site_of(&w, "many-a").place.name, "B");
	CHECK_INT(site_of(&w, "many-a").version, 2);
}

DATABASE_MAIN({ "who_dies_in_any_phase_leaves_all_of_it_to_do",
                who_dies_in_any_phase_leaves_all_of_it_to_do },
              { "one_of_two_servers_does_one_at_a_time", one_of_two_servers_does_one_at_a_time },
              { "what_another_writes_meanwhile_stays_his",
                what_another_writes_meanwhile_stays_his },
              { "of_many_sites_each_says_whether_it_is_in",
                of_many_sites_each_says_whether_it_is_in })
