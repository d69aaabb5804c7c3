/* Exports: whose they are, what is refused, two who would do the same, what ends one, what is
 * removed. */
#include "exports_stage.h"

static void one_of_two_servers_does_it(void)
{
	STAGE;
	AUTO(app_close) struct app *other = NULL;
	struct export first, second;

	fill(&w, 2 * EXPORT_LINES);
	CHECK_OK(app_clone(&other, w.app, false, &err));
	ask(&w, EXPORT_REDEMPTIONS, EXPORT_CSV);
	CHECK(claim(w.app, &first));
	other->fixed_at = app_now(w.app) + EXPORT_LEASE_SECONDS - 1;
	CHECK(!claim(other, &second));
	other->fixed_at++;
	CHECK(claim(other, &second));
	CHECK_OK(export_work(w.app, &first, &err)); /* it was too slow */
	CHECK_INT(first.lease, 0);
	finish(other, &second);
	CHECK_INT(shown(&w, second.id).state, EXPORT_DONE);
}

static void who_stops_lets_the_next_go_on_at_once(void)
{
	STAGE;
	struct export export;

	fill(&w, 2 * EXPORT_LINES);
	ask(&w, EXPORT_REDEMPTIONS, EXPORT_XLSX);
	CHECK(claim(w.app, &export));
	CHECK_OK(export_work(w.app, &export, &err));
	CHECK_OK(export_let_go(w.app, &export, &err));
	CHECK(claim(w.app, &export));
	finish(w.app, &export);
	CHECK_INT(shown(&w, export.id).state, EXPORT_DONE);
}

static void what_cannot_be_made_is_refused(void)
{
	STAGE;
	const struct caller stranger = { .role = ROLE_FUNDER, .account = 1, .funder = 999 };
	struct caller limited = w.payer;
	struct export_request request = { w.programme.id, EXPORT_FIGURES, EXPORT_CSV, 0, 0 };
	struct export export;

	CHECK_NAMED(export_ask(w.app, &w.payer, &request, &export, &err), ERR_INPUT, "many_tables");
	request.form = EXPORT_XLSX;
	request.from_day = app_today(w.app) + 1;
	CHECK_NAMED(export_ask(w.app, &w.payer, &request, &export, &err), ERR_INPUT, "bad_period");
	CHECK_TEXT(err.field, "until");
	request.from_day = 0;
	CHECK_NAMED(export_ask(w.app, &stranger, &request, &export, &err), ERR_MISSING,
	            "no_programme");
	CHECK_NAMED(export_ask(w.app, &w.agent, &request, &export, &err), ERR_FORBIDDEN,
	            "not_your_role");
	limited.scopes = SCOPE_CHANGE(SCOPE_FIGURES);
	request.what = EXPORT_REDEMPTIONS;
	CHECK_NAMED(export_ask(w.app, &limited, &request, &export, &err), ERR_FORBIDDEN,
	            "not_your_scope");
	for (int i = 0; i < EXPORTS_OPEN_MAX; i++)
		CHECK_OK(export_ask(w.app, &w.payer, &request, &export, &err));
	CHECK_NAMED(export_ask(w.app, &w.payer, &request, &export, &err), ERR_CONFLICT,
	            "too_many_exports");
	CHECK_OK(export_drop(w.app, &w.payer, export.id, &err));
	CHECK_OK(export_ask(w.app, &w.payer, &request, &export, &err));
}

static void so_many_are_kept(void)
{
	STAGE;
	const struct export_request request = { w.programme.id, EXPORT_REDEMPTIONS, EXPORT_CSV, 0,
		                                0 };
	AUTO(buf_release) struct buf file = { 0 };
	struct export export;

	for (int i = 0; i < EXPORTS_KEPT_MAX; i++)
		made(&w, EXPORT_REDEMPTIONS, EXPORT_CSV, &file);
	CHECK_NAMED(export_ask(w.app, &w.payer, &request, &export, &err), ERR_CONFLICT,
	            "exports_full");
}

static void a_closed_account_gets_no_more(void)
{
	STAGE;
	struct export export, after;

	fill(&w, 2 * EXPORT_LINES);
	ask(&w, EXPORT_REDEMPTIONS, EXPORT_CSV);
	CHECK(claim(w.app, &export));
	CHECK_OK(export_work(w.app, &export, &err));
	CHECK_OK(sql_script(w.app->sql, "UPDATE account SET disabled_at = 1", &err));
	CHECK_OK(export_work(w.app, &export, &err));
	CHECK_INT(export.lease, 0);
	after = shown(&w, export.id);
	CHECK_INT(after.state, EXPORT_FAILED);
	CHECK_TEXT(after.error, "asker_disabled");
	CHECK_NAMED(export_file(w.app, &w.payer, &after, collect, NULL, &err), ERR_CONFLICT,
	            "export_not_ready");
}

static void who_may_not_see_the_programme_any_more_gets_no_file(void)
{
	STAGE;
	AUTO(buf_release) struct buf file = { 0 };
	struct export export;

	made(&w, EXPORT_REDEMPTIONS, EXPORT_CSV, &file);
	export = shown(&w, 1);
	w.payer.funder = 999;
	CHECK_NAMED(export_file(w.app, &w.payer, &export, collect, &file, &err), ERR_MISSING,
	            "no_export");
}

static bool count_one(void *context, const struct export *export, struct err *err)
{
	(void)export, (void)err;
	++*(int *)context;
	return true;
}

static void an_export_is_its_accounts(void)
{
	STAGE;
	const struct exports_wish all = { .limit = 10 };
	struct caller office = w.office;
	struct export export = ask(&w, EXPORT_REDEMPTIONS, EXPORT_CSV);
	int seen = 0;

	office.account = w.payer.account + 1;
	CHECK_NAMED(export_find(w.app, &office, export.id, &export, &err), ERR_MISSING,
	            "no_export");
	CHECK_NAMED(export_drop(w.app, &office, export.id, &err), ERR_MISSING, "no_export");
	CHECK_OK(exports_list(w.app, &office, &all, count_one, &seen, &err));
	CHECK_INT(seen, 0);
	CHECK_OK(exports_list(w.app, &w.payer, &all, count_one, &seen, &err));
	CHECK_INT(seen, 1);
	CHECK_OK(export_drop(w.app, &w.payer, export.id, &err));
	CHECK_NAMED(export_find(w.app, &w.payer, export.id, &export, &err), ERR_MISSING,
	            "no_export");
}

static void what_is_old_or_thrown_away_is_removed(void)
{
	STAGE;
	AUTO(buf_release) struct buf file = { 0 };
	int removed;

	fill(&w, 3 * EXPORT_LINES);
	made(&w, EXPORT_REDEMPTIONS, EXPORT_CSV, &file);
	made(&w, EXPORT_REDEMPTIONS, EXPORT_JSON, &file);
	CHECK_OK(export_drop(w.app, &w.payer, 1, &err));
	CHECK_OK(exports_forget(w.app, 2, &removed, &err));
	CHECK_INT(removed, 2);
	for (int i = 0; i < 20 && removed; i++)
		CHECK_OK(exports_forget(w.app, 2, &removed, &err));
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM export"), 1);
	CHECK(world_count(&w, "SELECT COUNT(*) FROM export_part") > 0);
	world_at(&w, app_now(w.app) + EXPORTS_DAYS * DAY_SECONDS + 1);
	CHECK_OK(exports_forget(w.app, 100, &removed, &err));
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM export"), 0);
	CHECK_INT(world_count(&w, "SELECT COUNT(*) FROM export_part"), 0);
}

DATABASE_MAIN({ "one_of_two_servers_does_it", one_of_two_servers_does_it },
              { "who_stops_lets_the_next_go_on_at_once", who_stops_lets_the_next_go_on_at_once },
              { "what_cannot_be_made_is_refused", what_cannot_be_made_is_refused },
              { "so_many_are_kept", so_many_are_kept },
              { "a_closed_account_gets_no_more", a_closed_account_gets_no_more },
              { "who_may_not_see_the_programme_any_more_gets_no_file",
                who_may_not_see_the_programme_any_more_gets_no_file },
              { "an_export_is_its_accounts", an_export_is_its_accounts },
              { "what_is_old_or_thrown_away_is_removed", what_is_old_or_thrown_away_is_removed })
