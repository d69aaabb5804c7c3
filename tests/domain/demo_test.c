/* What the demonstration holds, and how it is made. */
#include "domain/demo.h"

#include <unistd.h>

#include "base/file.h"
#include "codec/hours.h"
#include "demo_stage.h"
#include "domain/demo_sites.h"

/* ---- what there is ---- */

static void every_state_occurs(void)
{
	static const char *const some[] = {
		"SELECT COUNT(*) FROM pass WHERE state = 0",
		"SELECT COUNT(*) FROM pass WHERE state = 1",
		"SELECT COUNT(*) FROM pass WHERE state = 2 AND replaced_by IS NOT NULL",
		"SELECT COUNT(*) FROM pass WHERE state = 3",
		"SELECT COUNT(*) FROM pass WHERE specimen = 1",
		"SELECT COUNT(*) FROM pass WHERE state = 0 AND handed_out_at IS NULL",
		"SELECT COUNT(*) FROM pass WHERE handed_out_at > issued_at",
		"SELECT COUNT(*) FROM spent WHERE cause = 1 AND mode = 0",
		"SELECT COUNT(*) FROM spent WHERE cause = 1 AND mode = 1",
		"SELECT COUNT(*) FROM spent WHERE cause = 1 AND mode = 2",
		"SELECT COUNT(*) FROM spent WHERE cause = 2",
		"SELECT COUNT(*) FROM spent WHERE cause = 3",
		"SELECT COUNT(*) FROM spent WHERE id % 16 > 0", /* used again after a reversal */
		"SELECT COUNT(*) FROM spent WHERE device_at < at",
		"SELECT COUNT(*) FROM reversal",
		"SELECT COUNT(*) FROM wrong_code WHERE count > 0",
		"SELECT COUNT(*) FROM signing_key WHERE purpose = 1 AND status = 0",
		"SELECT COUNT(*) FROM signing_key WHERE purpose = 1 AND status = 1",
		"SELECT COUNT(*) FROM signing_key WHERE purpose = 1 AND status = 2",
		"SELECT COUNT(*) FROM site WHERE approval = 0",
		"SELECT COUNT(*) FROM site WHERE parent IS NOT NULL",
		"SELECT COUNT(*) FROM site WHERE desk = 1 AND centre = 1",
		"SELECT COUNT(*) FROM site WHERE mobile = 1",
		"SELECT COUNT(*) FROM approval WHERE state = 0",
		"SELECT COUNT(*) FROM approval WHERE state = 1",
		"SELECT COUNT(*) FROM approval WHERE state = 2",
		"SELECT COUNT(*) FROM programme WHERE state = 2",
		"SELECT COUNT(*) FROM programme WHERE state = 4",
		"SELECT COUNT(*) FROM account WHERE disabled_at IS NOT NULL",
	};
	static const char *const all[] = {
		"SELECT COUNT(DISTINCT language) - 7 FROM pass",
		"SELECT COUNT(DISTINCT print_size) - 2 FROM pass",
		"SELECT COUNT(DISTINCT start_level) - 3 FROM pass",
		"SELECT COUNT(DISTINCT level) - 3 FROM spent WHERE level > 0",
		"SELECT COUNT(DISTINCT kind) - 7 FROM spent WHERE cause = 1",
		"SELECT COUNT(DISTINCT kind) - 6 FROM ledger",
		"SELECT COUNT(DISTINCT role) - 5 FROM account",
		"SELECT COUNT(*) - 2 FROM funder",
		"SELECT COUNT(*) - 3 FROM programme",
	};

	for (size_t i = 0; i < COUNT_OF(some); i++)
		if (demo_stage_count(demo_stage(), some[i]) <= 0)
			CHECK_FAIL("none: %s", some[i]);
	for (size_t i = 0; i < COUNT_OF(all); i++)
		if (demo_stage_count(demo_stage(), all[i]) != 0)
			CHECK_FAIL("not all: %s", all[i]);
}

static void volumes_are_those_of_a_departement(void)
{
	struct demo_stage *s = demo_stage();

	CHECK_INT(s->demo.desks_count, 6);
	CHECK_WITHIN(s->demo.centres_count, 44, 60);
	CHECK_INT(demo_stage_count(s, "SELECT COUNT(*) FROM site"), demo_sites_count);
	CHECK_WITHIN(demo_stage_count(s, "SELECT COUNT(*) FROM pass"), 1200, 4000);
	CHECK_WITHIN(demo_stage_count(s, "SELECT COUNT(*) FROM spent WHERE cause = 1"), 3000,
	             10000);
	CHECK_WITHIN(demo_stage_count(s, "SELECT COUNT(DISTINCT centre) FROM spent"), 12, 40);
}

/* Everything happened within eight months, and nobody handed out on a Sunday or at night. */
static void history_keeps_office_hours(void)
{
	AUTO(query_close) struct query *q = NULL;
	struct demo_stage *s = demo_stage();
	struct err err = { 0 };
	int64_t first = INT64_MAX, n = 0;

	if (!CHECK_OK(
		    query_open(&q, s->app->sql,
	                       "SELECT handed_out_at FROM pass WHERE handed_out_at IS NOT NULL"
	                       " UNION ALL SELECT at FROM spent UNION ALL SELECT at FROM reversal",
	                       SQL_NO_ARGS, &err)))
		return;
	for (; query_next(q, &err) == STEP_ROW; n++) {
		int64_t at = query_int(q, 0), day = paris_day(at);
		int64_t hour = (at - paris_day_begins_at(day)) / 3600;

		if (at > s->ends_at || day_weekday(day) == 6 || hour < 8 || hour > 19)
			CHECK_FAIL("something happened at %" PRId64, at);
		first = at < first ? at : first;
	}
	CHECK(n > 4000);
	CHECK_WITHIN((s->ends_at - first) / DAY_SECONDS, 235, 244);
}

static void places_are_invented_and_complete(void)
{
	static const char *const fiction[] = { "+33536490", "+33639980" };
	struct hours hours;
	size_t understood = 0, said = 0;

	for (size_t i = 0; i < demo_sites_count; i++) {
		const struct demo_site *site = &demo_sites[i];
		bool good = !site->phone[0];

		for (size_t k = 0; k < COUNT_OF(fiction) && !good; k++)
			good = strncmp(site->phone, fiction[k], strlen(fiction[k])) == 0 &&
			       strlen(site->phone) == 12;
		if (!good)
			CHECK_FAIL("%s: %s is no number of fiction", site->name, site->phone);
		/* The third and fourth digits of a public body's SIREN are its département. */
		CHECK_BYTES(site->siret + 2, "96", 2);
		CHECK_INT(siret_kind(site->siret), SIRET_IS_SIRET);
		said += site->hours[0] != '\0';
		understood += site->hours[0] && hours_parse(site->hours, &hours);
	}
	CHECK(said > demo_sites_count - 6);
	CHECK_INT(understood, said - 1); /* one is as real files have them: not understood */
}

/* ---- making it ---- */

static void books_in_use_are_left_alone(void)
{
	struct demo_stage *s = demo_stage();
	struct demo_wish wish = { .host = "other.example.fr" };
	int64_t before = demo_stage_count(s, "SELECT COUNT(*) FROM ledger");
	static struct demo demo;
	struct err err = { 0 };

	CHECK_ERR(demo_make(&s->options, &wish, &demo, &err), ERR_CONFLICT);
	CHECK_TEXT(err.name, "already_initialised");
	CHECK_INT(demo_stage_count(s, "SELECT COUNT(*) FROM ledger"), before);
	CHECK(file_exists(s->key));
}

/* A history that no token can date fails after the books were begun. */
static void failure_leaves_nothing_behind(void)
{
	AUTO(demo_stage_close) struct demo_stage s = { 0 };
	struct demo_wish wish = { .host = "demo.example.fr",
		                  .fixed_at = demo_stage_day("2019-03-01") };
	struct err err = { 0 };

	demo_stage_begin(&s);
	if (!test_database_is_postgres())
		unlink(s.database.path);
	CHECK_ERR(demo_make(&s.options, &wish, &s.demo, &err), ERR_INPUT);
	CHECK_TEXT(err.name, "bad_programme");
	CHECK(!file_exists(s.key));
	CHECK(test_database_is_postgres() || !file_exists(s.database.path));
	CHECK_INT(s.demo.accounts_count, 0);
}

static void same_seed_same_history_other_secrets(void)
{
	static const char *const counts[] = {
		"SELECT COUNT(*) FROM pass",
		"SELECT COUNT(*) FROM spent",
		"SELECT COUNT(*) FROM reversal",
		"SELECT CAST(SUM(handed_out_at) AS BIGINT) FROM pass",
		"SELECT CAST(SUM(centre * 100 + kind) AS BIGINT) FROM spent",
	};
	AUTO(demo_stage_close) struct demo_stage again = { 0 };
	struct demo_stage *s = demo_stage();

	if (!demo_stage_open(&again, 1))
		return;
	for (size_t i = 0; i < COUNT_OF(counts); i++)
		CHECK_INT(demo_stage_count(&again, counts[i]), demo_stage_count(s, counts[i]));
	CHECK(strcmp(again.demo.accounts[0].token, s->demo.accounts[0].token) != 0);
	CHECK(strcmp(again.demo.accounts[0].password, s->demo.accounts[0].password) != 0);
	CHECK(again.demo.first_pass != s->demo.first_pass);
}

DEMO_MAIN({ "every_state_occurs", every_state_occurs },
          { "volumes_are_those_of_a_departement", volumes_are_those_of_a_departement },
          { "history_keeps_office_hours", history_keeps_office_hours },
          { "places_are_invented_and_complete", places_are_invented_and_complete },
          { "books_in_use_are_left_alone", books_in_use_are_left_alone },
          { "failure_leaves_nothing_behind", failure_leaves_nothing_behind },
          { "same_seed_same_history_other_secrets", same_seed_same_history_other_secrets })
