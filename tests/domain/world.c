#include "world.h"

#include <stdlib.h>

#include "base/buf.h"
#include "base/text.h"
#include "domain/setup.h"
#include "store/ledger.h"

static void insist(bool done, const struct err *err)
{
	if (done)
		return;
	printf("Bail out! %s: %s\n", err->name, err->text);
	fflush(stdout);
	abort();
}

int64_t world_begins_at(void)
{
	int64_t day = 0;

	day_parse("2026-03-24", &day);
	return paris_day_begins_at(day) + 12 * 3600;
}

static int64_t add_site(struct world *w, const char *name, bool desk, const char *insee)
{
	static const struct geo_point angouleme = { 45648400, 156200 };
	struct site site = { .desk = desk,
		             .centre = !desk,
		             .approval = APPROVAL_APPROVED,
		             .place = { .has_point = true, .point = angouleme } };
	struct err err = { 0 };

	TEXT_COPY(site.place.name, name);
	TEXT_COPY(site.place.code_insee, insee);
	site.place.point.latitude_e6 += 10000 * (int64_t)strlen(name);
	insist(sites_add(w->app->sql, &site, app_now(w->app), &err), &err);
	return site.id;
}

static void approve(struct world *w, int64_t programme, int64_t site)
{
	struct err err = { 0 };

	insist(site_approve(w->app, site, programme, APPROVAL_APPROVED, &err), &err);
}

static bool take_rules(void *context, void *programme, struct err *err)
{
	(void)err;
	*(struct programme *)programme = *(const struct programme *)context;
	return true;
}

bool world_change(struct world *w, const struct programme *programme, struct err *err)
{
	struct programme rules = *programme, changed;
	const struct edit edit = { .id = rules.id, .apply = take_rules, .context = &rules };

	return programme_change(w->app, &edit, &changed, err);
}

void world_programme(struct world *w, struct programme *ret, int64_t cents)
{
	struct programme programme = { .funder = w->funder.id,
		                       .name = "Charente numérique",
		                       .cents = WORLD_CENTS,
		                       .vouchers_min = 5,
		                       .vouchers_max = 10,
		                       .vouchers_usual = "10 8 5",
		                       .grace_days = 30,
		                       .stop_days = 15,
		                       .territory = "16",
		                       .kinds = "1 2 3" };
	struct err err = { 0 };

	day_parse("2026-01-01", &programme.from_day);
	day_parse("2026-12-31", &programme.until_day);
	insist(programme_add(w->app, &programme, &err) &&
	               programme_fund(w->app, programme.id, cents, &err) &&
	               programme_set_state(w->app, programme.id, PROGRAMME_OPEN, &err),
	       &err);
	approve(w, programme.id, w->desk);
	approve(w, programme.id, w->centre);
	approve(w, programme.id, w->other_centre);
	approve(w, programme.id, w->far_centre);
	*ret = programme;
}

static void people(struct world *w)
{
	w->office = caller_operator();
	w->agent = (struct caller){ .role = ROLE_AGENT, .account = 11, .site = w->desk };
	w->mediator = (struct caller){ .role = ROLE_MEDIATOR, .account = 12, .site = w->centre };
	w->other_mediator =
		(struct caller){ .role = ROLE_MEDIATOR, .account = 13, .site = w->other_centre };
	w->payer = (struct caller){ .role = ROLE_FUNDER, .account = 14, .funder = w->funder.id };
}

/* One database serves all tests of a program, emptied between them: making one is slow. */
static struct test_database kept;

static void kept_close(void)
{
	test_database_close(&kept);
}

static void data_of(struct world *w)
{
	snprintf(w->data, sizeof w->data, "%s/data", w->database.folder);
}

static void first_day(struct world *w)
{
	struct setup setup = {
		.issuer = 7, .host = "pass.example", .login = "admin", .fixed_at = world_begins_at()
	};
	char password[PASSWORD_TEXT_SIZE];
	struct err err = { 0 };

	test_database_open(&kept);
	atexit(kept_close);
	w->database = kept;
	data_of(w);
	insist(setup_init(&w->options, &setup, password, &err), &err);
}

/* Back to the first day. */
static void empty(struct world *w)
{
	static const char text[] =
		"DELETE FROM export_part; DELETE FROM export;"
		"DELETE FROM batch_part; DELETE FROM batch; DELETE FROM import_part; DELETE FROM "
	        "import_run;"
		"DELETE FROM reversal; DELETE FROM spent; DELETE FROM ledger; DELETE FROM pass;"
		"DELETE FROM funding;"
		"DELETE FROM idempotency; DELETE FROM journal; DELETE FROM session;"
		"DELETE FROM second_factor; DELETE FROM login_pause;"
		"DELETE FROM wrong_code; DELETE FROM approval; DELETE FROM access_token;"
		"DELETE FROM account WHERE id > 1; DELETE FROM site; DELETE FROM programme;"
		"DELETE FROM funder; DELETE FROM organisation;"
		"DELETE FROM key_list WHERE version > 1;"
		"DELETE FROM signing_key WHERE purpose IN (1, 3);"
		"DELETE FROM signing_key WHERE number > 0;"
		"UPDATE instance SET next_serial = 1, clock_at = 0";
	AUTO(sql_close) struct sql *sql = NULL;
	struct err err = { 0 };

	insist(sql_open(&sql, w->database.url, SQL_READ_WRITE, &err) && sql_begin(sql, &err) &&
	               sql_script(sql, text, &err) && sql_commit(sql, &err),
	       &err);
}

void world_open(struct world *w)
{
	struct err err = { 0 };

	*w = (struct world){ .database = kept,
		             .funder = { .name = "Département de la Charente",
		                         .siret = "22160001800016" } };
	w->options = (struct app_options){ .data = w->data, .database = w->database.url };
	data_of(w);
	if (*kept.folder)
		empty(w);
	else
		first_day(w);
	insist(app_open(&w->app, &w->options, &err) && app_unlock(w->app, &w->options, &err), &err);
	w->app->fixed_at = world_begins_at();
	insist(funder_add(w->app, &w->funder, &err), &err);
	w->desk = add_site(w, "Maison France Services", true, "16015");
	w->centre = add_site(w, "Médiathèque", false, "16015");
	w->other_centre = add_site(w, "Centre social", false, "16102");
	w->far_centre = add_site(w, "Tiers-lieu de Pau", false, "64445");
	people(w);
	world_programme(w, &w->programme, WORLD_FUNDED_CENTS);
}

void world_close(struct world *w)
{
	app_close(&w->app);
}

void world_at(struct world *w, int64_t at)
{
	w->app->fixed_at = at;
}

void world_on(struct world *w, const char *day_text)
{
	int64_t day = 0;

	day_parse(day_text, &day);
	world_at(w, paris_day_begins_at(day) + 12 * 3600);
}

struct issue_request world_request(const struct world *w)
{
	return (struct issue_request){ .programme = w->programme.id,
		                       .desk = w->desk,
		                       .vouchers = WORLD_VOUCHERS,
		                       .passes = 1,
		                       .hand_out = true,
		                       .start_level = LEVEL_ACCOMPANIED };
}

struct pass world_issue(struct world *w)
{
	struct issue_request request = world_request(w);
	struct err err = { 0 };
	struct pass pass;

	insist(issue_passes(w->app, &w->agent, &request, &pass, &err), &err);
	return pass;
}

static const struct sheet_voucher *printed(struct world *w, const struct pass *pass, int number)
{
	static _Thread_local struct sheet_voucher vouchers[VOUCHERS_MAX];
	struct err err = { 0 };

	insist(issue_vouchers(w->app, pass, vouchers, &err), &err);
	return &vouchers[number - 1];
}

const char *world_token(struct world *w, const struct pass *pass, int number)
{
	return printed(w, pass, number)->digits;
}

const char *world_code(struct world *w, const struct pass *pass, int number)
{
	return printed(w, pass, number)->code;
}

struct redeem_item world_item(int64_t centre, const char *text)
{
	struct redeem_item item = {
		.caller = { .role = ROLE_MEDIATOR, .account = 12, .site = centre }, .centre = centre
	};

	TEXT_COPY(item.voucher, text);
	return item;
}

const char *world_redeem(struct world *w, int64_t centre, const char *text)
{
	struct err err = { 0 };

	w->last = world_item(centre, text);
	return redeem_one(w->app, &w->last, &err) ? outcome_name(w->last.outcome) : "failed";
}

const char *world_check(struct world *w, int64_t centre, const char *text)
{
	struct err err = { 0 };

	w->last = world_item(centre, text);
	return redeem_check(w->app, &w->last, &err) ? outcome_name(w->last.outcome) : "failed";
}

const char *world_redemption(struct world *w)
{
	static _Thread_local char text[REDEMPTION_TEXT_SIZE];

	redemption_format(w->app, w->last.redemption.id, text);
	return text;
}

static void print_table(struct world *w, const char *text, struct buf *to)
{
	AUTO(query_close) struct query *q = NULL;
	struct err err = { 0 };

	buf_addf(to, "%s\n", text);
	insist(query_open(&q, w->app->sql, text, SQL_NO_ARGS, &err), &err);
	while (query_next(q, &err) == STEP_ROW) {
		for (int i = 0; i < 6; i++)
			buf_addf(to, "%lld ", (long long)query_int(q, i));
		buf_addf(to, "%s\n", query_text(q, 6) ? query_text(q, 6) : "-");
	}
}

char *world_books(struct world *w)
{
	static const char *const tables[] = {
		"SELECT programme, at, kind, ref, debit, credit * 1000000 + cents, '' FROM ledger"
		" ORDER BY programme, at, kind, ref",
		"SELECT id, cause, at, cents, COALESCE(centre, 0), COALESCE(nonce, 0), '' FROM "
		"spent"
		" ORDER BY id",
		"SELECT redemption, programme, at, account, 0, 0, reason FROM reversal"
		" ORDER BY redemption",
		"SELECT id, serial, handed_out_at, state, state_at, COALESCE(replaced_by, 0), "
		"reason"
		" FROM pass ORDER BY id",
		"SELECT id, state, free_cents, until_day, cents, grace_days, name FROM programme"
		" ORDER BY id",
		"SELECT purpose, number, status, not_after_day, 0, 0, name FROM signing_key"
		" ORDER BY purpose, number",
		"SELECT version, issued_day, expires_day, 0, 0, 0, '' FROM key_list"
		" ORDER BY version",
		"SELECT id, role, disabled_at, 0, 0, 0, login FROM account ORDER BY id",
		"SELECT id, desk, total, done, state, lease_until, error FROM batch ORDER BY id",
		"SELECT next_serial, issuer, 0, 0, 0, 0, host FROM instance",
		"SELECT programme, site, state, 0, 0, 0, '' FROM approval ORDER BY programme, site",
		"SELECT id, funder, 0, 0, 0, 0, name FROM (SELECT id, id AS funder, name FROM "
		"funder)"
		" f ORDER BY id",
	};
	struct buf to = { 0 };

	for (size_t i = 0; i < COUNT_OF(tables); i++)
		print_table(w, tables[i], &to);
	return buf_take(&to);
}

bool world_same(const char *before, const char *after, const char *file, int line)
{
	size_t at = 0;

	while (before[at] && before[at] == after[at])
		at++;
	if (before[at] == after[at])
		return true;
	while (at && before[at - 1] != '\n')
		at--;
	return check_fail(file, line, "the books changed: \"%.80s\" is now \"%.80s\"", before + at,
	                  after + at);
}

int64_t world_count(struct world *w, const char *text)
{
	struct err err = { 0 };
	int64_t count = -1;

	insist(sql_one_int(w->app->sql, text, SQL_NO_ARGS, &count, &err), &err);
	return count;
}

struct balances world_money(struct world *w, int64_t programme)
{
	struct balances balances = { 0 };
	struct err err = { 0 };
	int64_t sum = 0, free_cents = -1;

	insist(ledger_balances(w->app->sql, programme, INT64_MAX, &balances, &err) &&
	               sql_one_int(w->app->sql, "SELECT free_cents FROM programme WHERE id = $1",
	                           SQL_ARGS(sql_int(programme)), &free_cents, &err),
	       &err);
	for (int i = 0; i < ACCOUNT__COUNT; i++)
		sum += balances.cents[i];
	CHECK_INT(sum, 0);
	CHECK_INT(balances.cents[ACCOUNT_BUDGET], free_cents);
	return balances;
}
