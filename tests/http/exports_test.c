/* The calls about exports, with the thread that makes them. */
#include "desk.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/auto.h"
#include "codec/json.h"

static struct desk desk;

static int ask(enum who who, const char *rest)
{
	return desk_call(&desk, who, "POST", "/api/v1/exports", "{\"programme\":\"%lld\"%s}",
	                 (long long)desk.fixture.programme, rest);
}

static const char *path_of(const char *id, const char *rest)
{
	static char path[120];

	snprintf(path, sizeof path, "/api/v1/exports/%s%s", id, rest);
	return path;
}

static int get(enum who who, const char *path)
{
	return desk_call(&desk, who, "GET", path, "%s", "");
}

/* Look until it is over. */
static void wait_for(enum who who, const char *id)
{
	for (int i = 0; i < 2000; i++) {
		CHECK_INT(get(who, path_of(id, "")), 200);
		if (strcmp(desk_text(&desk, "state"), "waiting") != 0 &&
		    strcmp(desk_text(&desk, "state"), "running") != 0)
			return;
		usleep(10000);
	}
	CHECK_FAIL("the export is %s", desk_text(&desk, "state"));
}

/* Of the last answer, which is a file. */
static void read_file(struct buf *to)
{
	char part[4096];
	ssize_t size;

	CHECK(desk.reply->has_file);
	for (off_t at = 0; (size = pread(desk.reply->file, part, sizeof part, at)) > 0; at += size)
		buf_add(to, part, (size_t)size);
}

static void an_export_is_asked_for_made_and_fetched(void)
{
	AUTO(buf_release) struct buf file = { 0 };
	char id[24], tag[80];

	desk_open(&desk);
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/redemptions",
	                    "{\"voucher\":\"%s\",\"level\":2}",
	                    desk.fixture.vouchers[OUTCOME_REDEEMED]),
	          201);
	CHECK_INT(ask(WHO_FUNDER, ",\"what\":\"redemptions\",\"as\":\"csv\""), 202);
	CHECK_TEXT(desk_text(&desk, "state"), "waiting");
	CHECK(!desk_text(&desk, "file"));
	CHECK(!desk_text(&desk, "from"));
	CHECK_INT(desk_int(&desk, "total"), -1); /* null */
	snprintf(id, sizeof id, "%s", desk_text(&desk, "id"));
	CHECK_TEXT(desk_header(&desk, "Location"), path_of(id, ""));
	wait_for(WHO_FUNDER, id);
	CHECK_TEXT(desk_text(&desk, "state"), "done");
	CHECK_INT(desk_int(&desk, "done"), 1);
	CHECK_INT(desk_int(&desk, "total"), 1);
	CHECK_TEXT(desk_text(&desk, "file"), path_of(id, "/file"));
	snprintf(tag, sizeof tag, "%s", desk_header(&desk, "ETag"));
	desk.if_none_match = tag;
	CHECK_INT(get(WHO_FUNDER, path_of(id, "")), 304);
	desk.if_none_match = NULL;
	CHECK_INT(get(WHO_FUNDER, path_of(id, "/file")), 200);
	CHECK(strstr(desk_header(&desk, "Content-Disposition"), "attachment; filename=\"utilis"));
	read_file(&file);
	CHECK_INT(http_reply_size(desk.reply), file.size);
	CHECK(strncmp(buf_text(&file), "redemption,day,time,centre,", 27) == 0);
	CHECK(strstr(buf_text(&file), ",1000,1000,standing,"));
	CHECK(!strstr(buf_text(&file), "partly"));
	snprintf(tag, sizeof tag, "%s", desk_header(&desk, "ETag"));
	desk.if_none_match = tag;
	CHECK_INT(get(WHO_FUNDER, path_of(id, "/file")), 304);
	CHECK(!desk.reply->has_file);
	desk.if_none_match = NULL;
	CHECK_INT(desk_call(&desk, WHO_FUNDER, "DELETE", path_of(id, ""), "%s", ""), 204);
	CHECK_INT(get(WHO_FUNDER, path_of(id, "/file")), 404);
	CHECK_TEXT(desk_text(&desk, "code"), "no_export");
	desk_close(&desk);
}

static void every_form_of_the_figures_is_a_file(void)
{
	static const char *const forms[] = { "xlsx", "json" };

	desk_open(&desk);
	for (size_t i = 0; i < COUNT_OF(forms); i++) {
		AUTO(buf_release) struct buf file = { 0 };
		char rest[80], id[24];

		snprintf(rest, sizeof rest, ",\"what\":\"figures\",\"as\":\"%s\"", forms[i]);
		CHECK_INT(ask(WHO_AUDITOR, rest), 202);
		snprintf(id, sizeof id, "%s", desk_text(&desk, "id"));
		wait_for(WHO_AUDITOR, id);
		CHECK_INT(get(WHO_AUDITOR, path_of(id, "/file")), 200);
		read_file(&file);
		CHECK(strncmp(buf_text(&file), i ? "{\"figures\":{" : "PK", i ? 12 : 2) == 0);
	}
	desk_close(&desk);
}

static void it_is_its_accounts_alone(void)
{
	char id[24];

	desk_open(&desk);
	CHECK_INT(ask(WHO_FUNDER, ",\"what\":\"redemptions\",\"as\":\"json\""), 202);
	snprintf(id, sizeof id, "%s", desk_text(&desk, "id"));
	CHECK_INT(ask(WHO_PATRON, ",\"what\":\"redemptions\",\"as\":\"json\""), 404);
	CHECK_TEXT(desk_text(&desk, "code"), "no_programme");
	CHECK_TEXT(desk_text(&desk, "field"), "programme");
	wait_for(WHO_FUNDER, id);
	for (int who = 0; who < WHO__COUNT; who++) {
		bool may = who == WHO_PATRON || who == WHO_OPERATOR || who == WHO_AUDITOR;
		int want = who == WHO_STRANGER ? 401 : may ? 404 : 403;

		if (who == WHO_FUNDER)
			continue;
		CHECK_INT(get((enum who)who, path_of(id, "")), want);
		CHECK_INT(get((enum who)who, path_of(id, "/file")), want);
		CHECK_INT(desk_call(&desk, (enum who)who, "DELETE", path_of(id, ""), "%s", ""),
		          want);
	}
	CHECK_INT(get(WHO_OPERATOR, "/api/v1/exports"), 200);
	CHECK_INT(json_count(json_get(desk.json, "items")), 0);
	CHECK_INT(get(WHO_FUNDER, "/api/v1/exports"), 200);
	CHECK_INT(json_count(json_get(desk.json, "items")), 1);
	desk_close(&desk);
}

static void what_breaks_a_rule_is_refused_beside_its_field(void)
{
	static const struct {
		const char *rest, *code, *field;
	} cases[] = {
		{ ",\"what\":\"redemptions\"", "missing_field", "as" },
		{ ",\"what\":\"x\",\"as\":\"csv\"", "bad_export", "what" },
		{ ",\"what\":\"figures\",\"as\":\"ods\"", "bad_form", "as" },
		{ ",\"what\":\"figures\",\"as\":\"excel\"", "many_tables", "as" },
		{ ",\"what\":\"figures\",\"as\":\"xlsx\",\"from\":\"2026-02-30\"", "bad_date",
		  "from" },
		{ ",\"what\":\"figures\",\"as\":\"xlsx\",\"until\":\"x\"", "bad_date", "until" },
		{ ",\"what\":\"figures\",\"as\":\"xlsx\",\"from\":\"2026-02-02\",\"until\":"
		  "\"2026-02-01\"",
		  "bad_period", "until" },
		{ ",\"what\":\"figures\",\"as\":\"xlsx\",\"by\":\"month\"", "unknown_field", NULL },
	};

	desk_open(&desk);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		CHECK_INT(ask(WHO_FUNDER, cases[i].rest), 400);
		CHECK_TEXT(desk_text(&desk, "code"), cases[i].code);
		if (cases[i].field)
			CHECK_TEXT(desk_text(&desk, "field"), cases[i].field);
	}
	CHECK_INT(ask(WHO_AGENT, ",\"what\":\"figures\",\"as\":\"xlsx\""), 403);
	desk_close(&desk);
}

DATABASE_MAIN({ "an_export_is_asked_for_made_and_fetched",
                an_export_is_asked_for_made_and_fetched },
              { "every_form_of_the_figures_is_a_file", every_form_of_the_figures_is_a_file },
              { "it_is_its_accounts_alone", it_is_its_accounts_alone },
              { "what_breaks_a_rule_is_refused_beside_its_field",
                what_breaks_a_rule_is_refused_beside_its_field })
