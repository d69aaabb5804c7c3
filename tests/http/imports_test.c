/* Files of places over HTTP. */
#include "desk.h"

#include <unistd.h>

#include "base/auto.h"
#include "base/text.h"
#include "codec/json.h"
#include "domain/imports.h"
#include "store/imports.h"
#include "store/sql.h"

#define HEAD "id,nom,commune,code_postal,latitude,longitude,telephone,source\n"
#define PARK "lieu-park,Lieu du Parc,Angoulême,16000,45.65,0.16,0545932222,carto\n"
#define PORT "lieu-port,Lieu du Port,Cognac,16100,45.69,-0.32,12,carto\n"

static struct desk desk;

static int import(const char *text)
{
	desk.content_type = "text/csv";
	return desk_call(&desk, WHO_OPERATOR, "POST", "/api/v1/imports/centres", "%s", text);
}

static int64_t count(const char *table)
{
	char text[240];
	struct err err;
	int64_t n = -1;

	snprintf(text, sizeof text, "SELECT COUNT(*) FROM %s", table);
	CHECK_OK(sql_one_int(desk.fixture.app->sql, text, SQL_NO_ARGS, &n, &err));
	return n;
}

/* What came of it, or would. */
static const struct json *report(void)
{
	const struct json *found = json_get(desk.json, "report");

	return found ? found : desk.json;
}

static int64_t figure(const char *name)
{
	int64_t n = -1;

	json_int(json_get(report(), name), &n);
	return n;
}

static const char *doubt(size_t i, const char *name)
{
	return json_text(json_get(json_at(json_get(report(), "doubts"), i), name));
}

static const char *path_of(const char *id, const char *rest)
{
	static char path[120];

	snprintf(path, sizeof path, "/api/v1/imports/centres/%s%s", id, rest);
	return path;
}

/* Look until it is over: the state it ends in. */
static const char *wait_for(const char *id)
{
	char kept[24];

	snprintf(kept, sizeof kept, "%s", id);
	for (int i = 0; i < 2000; i++) {
		CHECK_INT(desk_call(&desk, WHO_OPERATOR, "GET", path_of(kept, ""), "%s", ""), 200);
		if (strcmp(desk_text(&desk, "state"), "waiting") != 0 &&
		    strcmp(desk_text(&desk, "state"), "running") != 0)
			break;
		usleep(10000);
	}
	return desk_text(&desk, "state");
}

/* Bring it in, and wait for the end. */
static void bring(const char *text)
{
	CHECK_INT(import(text), 202);
	desk.query = desk.more = (struct http_pair){ NULL, NULL };
	CHECK_TEXT(wait_for(desk_text(&desk, "id")), "done");
}

static void a_file_comes_in_with_its_doubts(void)
{
	int64_t sites;
	char id[24], tag[80];

	desk_open(&desk);
	sites = count("site");
	CHECK_INT(import(HEAD PARK PORT), 202);
	CHECK_TEXT(desk_text(&desk, "state"), "waiting");
	snprintf(id, sizeof id, "%s", desk_text(&desk, "id"));
	CHECK_TEXT(desk_header(&desk, "Location"), path_of(id, ""));
	CHECK_TEXT(wait_for(id), "done");
	CHECK_INT(figure("rows"), 2);
	CHECK_INT(figure("added"), 2);
	CHECK_INT(desk_int(&desk, "total"), 2);
	CHECK_INT(count("site"), sites + 2);
	CHECK_TEXT(doubt(1, "code"), "no_pivot");
	CHECK_TEXT(doubt(2, "code"), "bad_phone");
	CHECK_TEXT(doubt(2, "severity"), "ignored");
	CHECK_INT(count("journal WHERE verb = 'centres.ask' AND detail = ''"), 1);
	CHECK_INT(count("journal WHERE verb = 'centres.done' AND object = '1'"), 1);
	CHECK_INT(count("import_part"), 0);
	snprintf(tag, sizeof tag, "%s", desk_header(&desk, "ETag"));
	desk.if_none_match = tag;
	CHECK_INT(desk_call(&desk, WHO_AUDITOR, "GET", path_of(id, ""), "%s", ""), 304);
	desk.if_none_match = NULL;
	bring(HEAD PARK PORT);
	CHECK_INT(figure("unchanged"), 2);
	desk_close(&desk);
}

static void the_latest_are_kept(void)
{
	const struct json *items, *kept;
	int64_t unchanged = 0;
	struct err err;

	desk_open(&desk);
	bring(HEAD PARK PORT);
	for (int id = 2; id < IMPORTS_KEPT + 3; id++)
		CHECK_OK(sql_run(desk.fixture.app->sql,
		                 "INSERT INTO import_run (id, account, at, programme, report)"
		                 " SELECT $1, account, at, programme, report FROM import_run"
		                 " WHERE id = 1",
		                 SQL_ARGS(sql_int(id)), &err));
	bring(HEAD PARK PORT);
	CHECK_INT(desk_call(&desk, WHO_AUDITOR, "GET", "/api/v1/imports/centres", "%s", ""), 200);
	items = json_get(desk.json, "items");
	CHECK_INT(json_count(items), IMPORTS_KEPT);
	CHECK_TEXT(json_text(json_get(json_at(items, 0), "id")), "23");
	kept = json_get(json_at(items, 0), "report");
	CHECK(json_int(json_get(kept, "unchanged"), &unchanged));
	CHECK_INT(unchanged, 2);
	CHECK_INT(json_count(json_get(kept, "doubts")), 3);
	CHECK_INT(desk_call(&desk, WHO_AGENT, "GET", "/api/v1/imports/centres", "%s", ""), 403);
	CHECK_INT(desk_call(&desk, WHO_AGENT, "GET", path_of("23", ""), "%s", ""), 403);
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "GET", path_of("1", ""), "%s", ""), 404);
	CHECK_TEXT(desk_text(&desk, "code"), "no_import");
	desk_close(&desk);
}

static void a_dry_run_says_it_and_leaves_the_key_free(void)
{
	AUTO(buf_release) struct buf said = { 0 };
	int64_t sites;

	desk_open(&desk);
	sites = count("site");
	desk.idempotency_key = "once";
	desk.query = (struct http_pair){ "dry_run", "true" };
	CHECK_INT(import(HEAD PARK), 200);
	CHECK_INT(desk_int(&desk, "added"), 1);
	CHECK_INT(desk_int(&desk, "dry_run"), true);
	CHECK_INT(count("site"), sites);
	CHECK_INT(count("import_run"), 0);
	CHECK_INT(count("journal WHERE verb = 'centres.ask'"), 0);
	desk.query = (struct http_pair){ "dry_run", "false" };
	CHECK_INT(import(HEAD PARK), 202);
	buf_adds(&said, buf_text(&desk.reply->body));
	CHECK_INT(import(HEAD PARK), 202);
	CHECK_TEXT(buf_text(&desk.reply->body), buf_text(&said));
	CHECK_TEXT(desk_header(&desk, "Idempotency-Replayed"), "true");
	CHECK_INT(count("import_run"), 1);
	desk.query = (struct http_pair){ "dry_run", "true" };
	CHECK_INT(import(HEAD PARK), 422);
	CHECK_TEXT(desk_text(&desk, "code"), "key_reused");
	desk_close(&desk);
}

static void who_stops_one_that_is_over_is_told(void)
{
	char id[24];

	desk_open(&desk);
	bring(HEAD PARK);
	snprintf(id, sizeof id, "%s", desk_text(&desk, "id"));
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "POST", path_of(id, "/cancellation"), "%s", ""),
	          409);
	CHECK_TEXT(desk_text(&desk, "code"), "import_over");
	CHECK_INT(desk_call(&desk, WHO_AUDITOR, "POST", path_of(id, "/cancellation"), "%s", ""),
	          403);
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "POST", path_of("99", "/cancellation"), "%s", ""),
	          404);
	desk_close(&desk);
}

static void what_is_broken_names_its_row_in_french(void)
{
	static const struct {
		const char *type, *body, *code, *detail;
		int status;
	} cases[] = {
		{ "text/csv", HEAD PARK "x,caf\xe9\n", "windows_1252",
		  "Ligne 3. Ce fichier semble être en Windows-1252", 400 },
		{ "text/csv", HEAD PARK "x,\"y", "bad_csv", "Ligne 3. Ce fichier CSV", 400 },
		{ "text/csv", HEAD PARK "x,y", "truncated", "Ligne 3. Ce fichier est incomplet",
		  400 },
		{ "text/csv", "[]", "not_centres", "Ce fichier ne contient pas de lieux", 400 },
		{ "application/json", HEAD, "bad_json", "Ligne 1. La demande", 400 },
		{ "application/json", "[{\"id\":\"a\",\"nom\":\"A\",\"commune\":\"B\"},{x}]",
		  "bad_json", "Ligne 2. La demande", 400 },
		{ "text/plain", HEAD, "not_places_file", "Envoyez un fichier CSV", 415 },
		{ "text/csv; charset=utf-8", "", "empty_body", "La demande est vide", 400 },
	};
	int64_t sites;

	char said[400];

	desk_open(&desk);
	sites = count("site");
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		desk.content_type = cases[i].type;
		desk.query = (struct http_pair){ "dry_run", "true" };
		CHECK_INT(desk_call(&desk, WHO_OPERATOR, "POST", "/api/v1/imports/centres", "%s",
		                    cases[i].body),
		          cases[i].status);
		CHECK_TEXT(desk_text(&desk, "code"), cases[i].code);
		if (!strstr(desk_text(&desk, "detail"), cases[i].detail))
			CHECK_TEXT(desk_text(&desk, "detail"), cases[i].detail);
		if (cases[i].status != 400 || !*cases[i].body)
			continue;
		/* The same is found when it is too late to refuse it. */
		snprintf(said, sizeof said, "%s", desk_text(&desk, "detail"));
		desk.query = (struct http_pair){ NULL, NULL };
		CHECK_INT(desk_call(&desk, WHO_OPERATOR, "POST", "/api/v1/imports/centres", "%s",
		                    cases[i].body),
		          202);
		CHECK_TEXT(wait_for(desk_text(&desk, "id")), "failed");
		CHECK_TEXT(desk_text(&desk, "error"), cases[i].code);
		CHECK_TEXT(desk_text(&desk, "detail"), said);
	}
	CHECK_INT(count("site"), sites);
	desk_close(&desk);
}

static void doubts_are_listed_up_to_a_number_and_counted_to_the_end(void)
{
	AUTO(buf_release) struct buf text = { 0 };

	desk_open(&desk);
	buf_adds(&text, HEAD);
	for (int i = 0; i < 1200; i++)
		buf_addf(&text, "lieu-%04d,,Cognac,16100,45.69,-0.32,,carto\n", i);
	buf_adds(&text, PORT);
	bring(buf_text(&text));
	CHECK_INT(figure("dropped"), 1200);
	CHECK_INT((int64_t)json_count(json_get(report(), "doubts")), 1000 + 2);
	CHECK_TEXT(doubt(1001, "code"), "bad_phone");
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "GET", "/api/v1/imports/centres", "%s", ""), 200);
	CHECK_INT((int64_t)json_count(json_get(
			  json_get(json_at(json_get(desk.json, "items"), 0), "report"), "doubts")),
	          25 + 2);
	desk_close(&desk);
}

static void approval_comes_with_the_file_when_it_is_asked_for(void)
{
	char programme[24];

	desk_open(&desk);
	snprintf(programme, sizeof programme, "%lld", (long long)desk.fixture.programme);
	desk.query = (struct http_pair){ "programme", programme };
	desk.more = (struct http_pair){ "approve", "true" };
	bring(HEAD PARK PORT);
	CHECK_INT(figure("approved"), 2);
	CHECK_INT(count("site s JOIN approval a ON a.site = s.id WHERE s.approval = 1"
	                " AND a.state = 1 AND a.account > 0 AND s.source_id LIKE 'lieu-p%'"),
	          2);
	desk.query = (struct http_pair){ "approve", "yes" };
	CHECK_INT(import(HEAD), 400);
	desk_close(&desk);
}

DATABASE_MAIN({ "a_file_comes_in_with_its_doubts", a_file_comes_in_with_its_doubts },
              { "the_latest_are_kept", the_latest_are_kept },
              { "a_dry_run_says_it_and_leaves_the_key_free",
                a_dry_run_says_it_and_leaves_the_key_free },
              { "who_stops_one_that_is_over_is_told", who_stops_one_that_is_over_is_told },
              { "what_is_broken_names_its_row_in_french", what_is_broken_names_its_row_in_french },
              { "doubts_are_listed_up_to_a_number_and_counted_to_the_end",
                doubts_are_listed_up_to_a_number_and_counted_to_the_end },
              { "approval_comes_with_the_file_when_it_is_asked_for",
                approval_comes_with_the_file_when_it_is_asked_for })
