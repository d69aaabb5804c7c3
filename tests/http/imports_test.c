/* Files of places over HTTP. */
#include "desk.h"

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

static const char *doubt(size_t i, const char *name)
{
	return json_text(json_get(json_at(json_get(desk.json, "doubts"), i), name));
}

static void a_file_comes_in_with_its_doubts(void)
{
	int64_t sites;

	desk_open(&desk);
	sites = count("site");
	CHECK_INT(import(HEAD PARK PORT), 200);
	CHECK_INT(desk_int(&desk, "rows"), 2);
	CHECK_INT(desk_int(&desk, "added"), 2);
	CHECK_INT(desk_int(&desk, "dry_run"), false);
	CHECK_INT(count("site"), sites + 2);
	CHECK_TEXT(doubt(1, "code"), "no_pivot");
	CHECK_TEXT(doubt(2, "code"), "bad_phone");
	CHECK_TEXT(doubt(2, "severity"), "ignored");
	CHECK_INT(count("journal WHERE verb = 'centres.import' AND detail = ''"), 1);
	CHECK_INT(import(HEAD PARK PORT), 200);
	CHECK_INT(desk_int(&desk, "unchanged"), 2);
	desk_close(&desk);
}

static void the_latest_are_kept(void)
{
	const struct json *items, *report;
	int64_t unchanged = 0;

	desk_open(&desk);
	for (int i = 0; i < IMPORTS_KEPT + 3; i++)
		CHECK_INT(import(HEAD PARK PORT), 200);
	CHECK_INT(desk_call(&desk, WHO_AUDITOR, "GET", "/api/v1/imports/centres", "%s", ""), 200);
	items = json_get(desk.json, "items");
	CHECK_INT(json_count(items), IMPORTS_KEPT);
	CHECK_TEXT(json_text(json_get(json_at(items, 0), "id")), "23");
	report = json_get(json_at(items, 0), "report");
	CHECK(json_int(json_get(report, "unchanged"), &unchanged));
	CHECK_INT(unchanged, 2);
	CHECK_INT(json_count(json_get(report, "doubts")), 3);
	CHECK_INT(desk_call(&desk, WHO_AGENT, "GET", "/api/v1/imports/centres", "%s", ""), 403);
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
	CHECK_INT(count("journal WHERE verb = 'centres.import'"), 0);
	desk.query = (struct http_pair){ "dry_run", "false" };
	CHECK_INT(import(HEAD PARK), 200);
	buf_adds(&said, buf_text(&desk.reply->body));
	CHECK_INT(import(HEAD PARK), 200);
	CHECK_TEXT(buf_text(&desk.reply->body), buf_text(&said));
	CHECK_TEXT(desk_header(&desk, "Idempotency-Replayed"), "true");
	desk.query = (struct http_pair){ "dry_run", "true" };
	CHECK_INT(import(HEAD PARK), 422);
	CHECK_TEXT(desk_text(&desk, "code"), "key_reused");
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

	desk_open(&desk);
	sites = count("site");
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		desk.content_type = cases[i].type;
		CHECK_INT(desk_call(&desk, WHO_OPERATOR, "POST", "/api/v1/imports/centres", "%s",
		                    cases[i].body),
		          cases[i].status);
		CHECK_TEXT(desk_text(&desk, "code"), cases[i].code);
		if (!strstr(desk_text(&desk, "detail"), cases[i].detail))
			CHECK_TEXT(desk_text(&desk, "detail"), cases[i].detail);
	}
	CHECK_INT(count("site"), sites);
	desk_close(&desk);
}

static void doubts_are_listed_up_to_a_number_and_counted_to_the_end(void)
{
	AUTO(buf_release) struct buf text = { 0 };

	desk_open(&desk);
	buf_adds(&text, HEAD);
	for (int i = 0; i < 300; i++)
		buf_addf(&text, "lieu-%04d,,Cognac,16100,45.69,-0.32,,carto\n", i);
	buf_adds(&text, PORT);
	CHECK_INT(import(buf_text(&text)), 200);
	CHECK_INT(desk_int(&desk, "dropped"), 300);
	CHECK_INT((int64_t)json_count(json_get(desk.json, "doubts")), 250 + 2);
	CHECK_TEXT(doubt(251, "code"), "bad_phone");
	desk_close(&desk);
}

static void approval_comes_with_the_file_when_it_is_asked_for(void)
{
	char programme[24];

	desk_open(&desk);
	snprintf(programme, sizeof programme, "%lld", (long long)desk.fixture.programme);
	desk.query = (struct http_pair){ "programme", programme };
	desk.more = (struct http_pair){ "approve", "true" };
	CHECK_INT(import(HEAD PARK PORT), 200);
	CHECK_INT(desk_int(&desk, "approved"), 2);
	CHECK_INT(count("site s JOIN approval a ON a.site = s.id WHERE s.approval = 1"
	                " AND a.state = 1 AND s.source_id LIKE 'lieu-p%'"),
	          2);
	desk.more = (struct http_pair){ "approve", "yes" };
	CHECK_INT(import(HEAD), 400);
	desk_close(&desk);
}

DATABASE_MAIN({ "a_file_comes_in_with_its_doubts", a_file_comes_in_with_its_doubts },
              { "the_latest_are_kept", the_latest_are_kept },
              { "a_dry_run_says_it_and_leaves_the_key_free",
                a_dry_run_says_it_and_leaves_the_key_free },
              { "what_is_broken_names_its_row_in_french", what_is_broken_names_its_row_in_french },
              { "doubts_are_listed_up_to_a_number_and_counted_to_the_end",
                doubts_are_listed_up_to_a_number_and_counted_to_the_end },
              { "approval_comes_with_the_file_when_it_is_asked_for",
                approval_comes_with_the_file_when_it_is_asked_for })
