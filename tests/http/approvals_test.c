/* Sites in a programme over HTTP. */
#include "desk.h"

#include <string.h>

#include "base/auto.h"
#include "codec/json.h"
#include "domain/sites.h"
#include "store/sql.h"

static struct desk desk;
static char path[60];

static int put(enum who who, int64_t site, const char *state)
{
	snprintf(path, sizeof path, "/api/v1/programmes/%lld/approvals/%lld",
	         (long long)desk.fixture.programme, (long long)site);
	return desk_call(&desk, who, "PUT", path, "{\"state\":\"%s\"}", state);
}

static int put_why(int64_t site, const char *state, const char *reason)
{
	snprintf(path, sizeof path, "/api/v1/programmes/%lld/approvals/%lld",
	         (long long)desk.fixture.programme, (long long)site);
	return desk_call(&desk, WHO_FUNDER, "PUT", path, "{\"state\":\"%s\",\"reason\":\"%s\"}",
	                 state, reason);
}

static int64_t listed(enum who who)
{
	snprintf(path, sizeof path, "/api/v1/programmes/%lld/approvals",
	         (long long)desk.fixture.programme);
	CHECK_INT(desk_call(&desk, who, "GET", path, "%s", ""), 200);
	return (int64_t)json_count(json_get(desk.json, "items"));
}

static int64_t candidate(void)
{
	struct site site = { .centre = true,
		             .place = { .name = "Nouveau", .code_insee = "17300" } };
	struct err err;

	CHECK_OK(site_add(desk.fixture.app, &site, "", &err));
	return site.id;
}

static void a_funder_lets_sites_in_and_suspends_them(void)
{
	desk_open(&desk);
	CHECK_INT(put(WHO_FUNDER, desk.fixture.desk, "suspended"), 200);
	CHECK_TEXT(desk_text(&desk, "name"), "France Services");
	CHECK_TEXT(desk_text(&desk, "state"), "suspended");
	CHECK_INT(desk_int(&desk, "in_territory"), true);
	CHECK_INT(desk_call(&desk, WHO_AGENT, "POST", "/api/v1/passes", "{\"programme\":%lld}",
	                    (long long)desk.fixture.programme),
	          403);
	CHECK_INT(put(WHO_FUNDER, desk.fixture.desk, "approved"), 200);
	CHECK_INT(desk_call(&desk, WHO_AGENT, "POST", "/api/v1/passes", "{\"programme\":%lld}",
	                    (long long)desk.fixture.programme),
	          201);
	CHECK_INT(put(WHO_FUNDER, 99, "approved"), 404);
	CHECK_INT(put(WHO_FUNDER, desk.fixture.desk, "yes"), 400);
	CHECK_TEXT(desk_text(&desk, "code"), "bad_approval");
	desk_close(&desk);
}

static void a_funder_does_not_speak_for_the_operator(void)
{
	int64_t site;

	desk_open(&desk);
	site = candidate();
	CHECK_INT(put(WHO_FUNDER, site, "approved"), 404); /* none that it knows */
	CHECK_INT(put(WHO_OPERATOR, site, "candidate"), 200);
	CHECK_INT(put(WHO_FUNDER, site, "approved"), 200);
	CHECK_TEXT(desk_text(&desk, "site_approval"), "candidate");
	CHECK_INT(desk_int(&desk, "in_territory"), false);
	CHECK_INT(put(WHO_OPERATOR, site, "approved"), 200);
	CHECK_TEXT(desk_text(&desk, "site_approval"), "approved");
	desk_close(&desk);
}

static void lists_are_the_funders_own(void)
{
	int64_t all;

	desk_open(&desk);
	all = listed(WHO_FUNDER);
	CHECK(all >= 3);
	CHECK_INT(listed(WHO_OPERATOR), all);
	CHECK_INT(listed(WHO_AUDITOR), all);
	CHECK_INT(desk_call(&desk, WHO_PATRON, "GET", path, "%s", ""), 404);
	CHECK_INT(desk_call(&desk, WHO_AGENT, "GET", path, "%s", ""), 403);
	CHECK_INT(put(WHO_PATRON, desk.fixture.desk, "suspended"), 404);
	CHECK_INT(put(WHO_AGENT, desk.fixture.desk, "approved"), 403);
	CHECK_INT(put(WHO_AUDITOR, desk.fixture.desk, "approved"), 403);
	CHECK_INT(put(WHO_OPERATOR, candidate(), "candidate"), 200);
	desk.query = (struct http_pair){ "state", "candidate" };
	CHECK_INT(listed(WHO_FUNDER), 1);
	desk_close(&desk);
}

static void the_journal_names_programme_and_site(void)
{
	int64_t count = 0;
	char object[40];
	struct err err;

	desk_open(&desk);
	CHECK_INT(put(WHO_FUNDER, desk.fixture.centre, "suspended"), 200);
	snprintf(object, sizeof object, "%lld/%lld", (long long)desk.fixture.programme,
	         (long long)desk.fixture.centre);
	CHECK_OK(sql_one_int(desk.fixture.app->sql,
	                     "SELECT COUNT(*) FROM journal WHERE verb = 'approval.set'"
	                     " AND object = $1 AND detail LIKE '%suspended%'",
	                     SQL_ARGS(sql_text(object)), &count, &err));
	CHECK_INT(count, 1);
	desk_close(&desk);
}

static void a_suspension_says_why_and_who(void)
{
	char mine[60];

	desk_open(&desk);
	snprintf(mine, sizeof mine, "/api/v1/sites/%lld/approvals", (long long)desk.fixture.centre);
	CHECK_INT(put_why(desk.fixture.centre, "suspended", "closed"), 200);
	CHECK_TEXT(desk_text(&desk, "reason"), "closed");
	CHECK(desk_text(&desk, "login"));
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "GET", mine, "%s", ""), 200);
	CHECK(strstr(buf_text(&desk.reply->body), "\"state\":\"suspended\""));
	CHECK(strstr(buf_text(&desk.reply->body), "\"reason\":\"closed\""));
	CHECK_INT(desk_call(&desk, WHO_AGENT, "GET", mine, "%s", ""), 404);
	CHECK_INT(put_why(desk.fixture.centre, "approved", "closed"), 400);
	CHECK_TEXT(desk_text(&desk, "code"), "bad_suspension");
	CHECK_INT(put_why(desk.fixture.centre, "suspended", "unsaid"), 400);
	CHECK_TEXT(desk_text(&desk, "field"), "reason");
	CHECK_INT(put(WHO_FUNDER, desk.fixture.centre, "approved"), 200);
	CHECK(!desk_text(&desk, "reason"));
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "GET", mine, "%s", ""), 200);
	CHECK(strstr(buf_text(&desk.reply->body), "\"reason\":null"));
	desk_close(&desk);
}

static void all_of_the_territory_come_in(void)
{
	struct site waits = { .centre = true,
		              .place = { .name = "Pas encore agréé", .code_insee = "16015" } };
	struct err err;
	char all[60];

	desk_open(&desk);
	CHECK_OK(site_add(desk.fixture.app, &waits, "", &err));
	snprintf(all, sizeof all, "/api/v1/programmes/%lld/approvals",
	         (long long)desk.fixture.programme);
	CHECK_INT(put(WHO_FUNDER, desk.fixture.centre, "suspended"), 200);
	CHECK_INT(put(WHO_FUNDER, desk.fixture.rival, "candidate"), 200);
	CHECK_INT(desk_call(&desk, WHO_FUNDER, "POST", all, "{}"), 200);
	CHECK_INT(desk_int(&desk, "sites"), 4);
	CHECK_INT(desk_int(&desk, "fresh"), 1);
	CHECK(!desk_text(&desk, "next"));
	CHECK_INT(desk_call(&desk, WHO_FUNDER, "POST", all, "{\"after\":\"9999\"}"), 200);
	CHECK_INT(desk_int(&desk, "sites"), 0);
	CHECK_INT(desk_call(&desk, WHO_PATRON, "POST", all, "{}"), 404);
	CHECK_INT(desk_call(&desk, WHO_AUDITOR, "POST", all, "{}"), 403);
	desk.query = (struct http_pair){ "state", "suspended" };
	CHECK_INT(listed(WHO_FUNDER), 1);
	desk_close(&desk);
}

DATABASE_MAIN({ "all_of_the_territory_come_in", all_of_the_territory_come_in },
              { "a_suspension_says_why_and_who", a_suspension_says_why_and_who },
              { "a_funder_lets_sites_in_and_suspends_them",
                a_funder_lets_sites_in_and_suspends_them },
              { "a_funder_does_not_speak_for_the_operator",
                a_funder_does_not_speak_for_the_operator },
              { "lists_are_the_funders_own", lists_are_the_funders_own },
              { "the_journal_names_programme_and_site", the_journal_names_programme_and_site })
