/* Passes shown: lists, look-ups, the stock. */
#include "desk.h"

#include <stdlib.h>

#include "base/auto.h"
#include "codec/json.h"
#include "store/sql.h"

static struct desk desk;

static int get(enum who who, const char *path)
{
	return desk_call(&desk, who, "GET", path, "%s", "");
}

/* A new pass of the agent's desk; its id stays until the next. */
static const char *issue(const char *rest)
{
	static char id[16];

	CHECK_INT(desk_call(&desk, WHO_AGENT, "POST", "/api/v1/passes",
	                    "{\"programme\":\"%lld\"%s}", (long long)desk.fixture.programme, rest),
	          201);
	snprintf(id, sizeof id, "%s", desk_text(&desk, "id"));
	return id;
}

static const char *path_of(const char *id, const char *rest)
{
	static char path[80];

	snprintf(path, sizeof path, "/api/v1/passes/%s%s", id, rest);
	return path;
}

static size_t items(void)
{
	return json_count(json_get(desk.json, "items"));
}

static const char *item(size_t index, const char *name)
{
	return json_text(json_get(json_at(json_get(desk.json, "items"), index), name));
}

static void a_desk_sees_its_passes_newest_first_page_by_page(void)
{
	char first[16], second[16], third[16], after[16];
	size_t count, total = 2;

	desk_open(&desk);
	snprintf(first, sizeof first, "%s", issue(""));
	snprintf(second, sizeof second, "%s", issue(""));
	snprintf(third, sizeof third, "%s", issue(",\"language\":\"ar\""));
	desk.query = (struct http_pair){ "limit", "2" };
	CHECK_INT(get(WHO_AGENT, "/api/v1/passes"), 200);
	CHECK_INT(items(), 2);
	CHECK_TEXT(item(0, "id"), third);
	CHECK_TEXT(item(0, "language"), "ar");
	CHECK_TEXT(item(0, "state"), "handed_out");
	CHECK_TEXT(item(1, "id"), second);
	CHECK(strstr(desk_header(&desk, "Link"), second));
	for (count = 2; count == 2; total += count) {
		snprintf(after, sizeof after, "%s", item(1, "id"));
		desk.more = (struct http_pair){ "after", after };
		CHECK_INT(get(WHO_AGENT, "/api/v1/passes"), 200);
		if (total == 2)
			CHECK_TEXT(item(0, "id"), first);
		count = items();
		CHECK((count == 2 && desk_header(&desk, "Link")) || !desk_header(&desk, "Link"));
		if (!desk_header(&desk, "Link"))
			break;
	}
	total += count;
	desk.query = (struct http_pair){ "limit", "200" };
	desk.more = (struct http_pair){ 0 };
	CHECK_INT(get(WHO_AGENT, "/api/v1/passes"), 200);
	CHECK_INT(items(), total);
	CHECK(!desk_header(&desk, "Link"));
	desk_close(&desk);
}

static void what_is_asked_of_a_list_is_read(void)
{
	static const struct {
		struct http_pair query, more;
		int status;
		const char *code;
	} cases[] = {
		{ { "state", "lost" }, { 0 }, 400, "bad_state" },
		{ { "dormant_days", "0" }, { 0 }, 400, "out_of_range" },
		{ { "dormant_days", "30" }, { "state", "issued" }, 400, "bad_state" },
		{ { "after", "zzz" }, { 0 }, 400, "bad_after" },
		{ { "after", "000000000000" }, { 0 }, 400, "bad_after" },
		{ { "programme", "x" }, { 0 }, 400, "bad_id" },
		{ { "desk", "999" }, { 0 }, 404, "no_site" },
		{ { "limit", "201" }, { 0 }, 400, "bad_limit" },
		{ { "name", "Dupont" }, { 0 }, 400, "unknown_field" },
	};

	desk_open(&desk);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		desk.query = cases[i].query;
		desk.more = cases[i].more;
		CHECK_INT(get(WHO_AGENT, "/api/v1/passes"), cases[i].status);
		CHECK_TEXT(desk_text(&desk, "code"), cases[i].code);
	}
	desk_close(&desk);
}

static void lists_are_narrowed_by_stage_and_by_long_silence(void)
{
	char stock[16], silent[16], blocked[16];
	struct err err;

	desk_open(&desk);
	snprintf(stock, sizeof stock, "%s", issue(",\"hand_out\":false"));
	snprintf(silent, sizeof silent, "%s", issue(""));
	snprintf(blocked, sizeof blocked, "%s", issue(""));
	CHECK_OK(sql_run(desk.fixture.app->sql,
	                 "UPDATE pass SET handed_out_at = handed_out_at - 864000 WHERE serial ="
	                 " (SELECT MAX(serial) - 1 FROM pass)",
	                 SQL_NO_ARGS, &err));
	CHECK_INT(desk_call(&desk, WHO_AGENT, "POST", path_of(blocked, "/blocking"),
	                    "{\"reason\":\"vol\"}"),
	          200);
	desk.query = (struct http_pair){ "state", "issued" };
	CHECK_INT(get(WHO_AGENT, "/api/v1/passes"), 200);
	CHECK_INT(items(), 1);
	CHECK_TEXT(item(0, "id"), stock);
	desk.query = (struct http_pair){ "state", "blocked" };
	CHECK_INT(get(WHO_AGENT, "/api/v1/passes"), 200);
	CHECK_TEXT(item(0, "id"), blocked);
	desk.query = (struct http_pair){ "dormant_days", "10" };
	CHECK_INT(get(WHO_AGENT, "/api/v1/passes"), 200);
	CHECK_INT(items(), 1);
	CHECK_TEXT(item(0, "id"), silent);
	desk.query = (struct http_pair){ "dormant_days", "11" };
	CHECK_INT(get(WHO_AGENT, "/api/v1/passes"), 200);
	CHECK_INT(items(), 0);
	desk_close(&desk);
}

static void another_desk_s_pass_does_not_exist(void)
{
	static const char *const paths[] = { "", "/progress", "/document.pdf" };
	char id[16], code[16], number[24];

	desk_open(&desk);
	snprintf(id, sizeof id, "%s", issue(",\"hand_out\":false"));
	snprintf(code, sizeof code, "%s", desk_text(&desk, "code"));
	for (size_t i = 0; i < COUNT_OF(paths); i++)
		CHECK_INT(get(WHO_NEIGHBOUR, path_of(id, paths[i])), 404);
	CHECK_INT(desk_call(&desk, WHO_NEIGHBOUR, "POST", path_of(id, "/hand-out"), "{}"), 404);
	CHECK_INT(desk_call(&desk, WHO_NEIGHBOUR, "POST", "/api/v1/passes/lookup",
	                    "{\"code\":\"%s\"}", code),
	          404);
	CHECK_TEXT(desk_text(&desk, "code"), "no_pass");
	CHECK_INT(get(WHO_NEIGHBOUR, "/api/v1/passes"), 200);
	CHECK_INT(items(), 0);
	desk.query = (struct http_pair){ "after", id };
	CHECK_INT(get(WHO_NEIGHBOUR, "/api/v1/passes"), 400);
	snprintf(number, sizeof number, "%lld", (long long)desk.fixture.neighbour);
	desk.query = (struct http_pair){ "desk", number };
	CHECK_INT(get(WHO_AGENT, "/api/v1/passes"), 404);
	CHECK_INT(get(WHO_AUDITOR, "/api/v1/passes"), 200);
	CHECK_INT(items(), 0);
	desk.query = (struct http_pair){ 0 };
	CHECK_INT(get(WHO_AUDITOR, "/api/v1/passes"), 200);
	CHECK_TEXT(item(0, "id"), id);
	CHECK_INT(get(WHO_FUNDER, "/api/v1/passes"), 403);
	CHECK_INT(get(WHO_MEDIATOR, "/api/v1/passes"), 403);
	desk_close(&desk);
}

static int look_up(const char *code)
{
	return desk_call(&desk, WHO_AGENT, "POST", "/api/v1/passes/lookup", "{\"code\":\"%s\"}",
	                 code);
}

static void a_pass_is_found_by_what_is_printed_on_it(void)
{
	const struct json *voucher;
	char id[16], cover[16], code[16], token[200], url[240];

	desk_open(&desk);
	snprintf(id, sizeof id, "%s", issue(""));
	snprintf(cover, sizeof cover, "%s", desk_text(&desk, "code"));
	voucher = json_at(json_get(desk.json, "vouchers"), 2);
	snprintf(code, sizeof code, "%s", json_text(json_get(voucher, "code")));
	snprintf(token, sizeof token, "%s", json_text(json_get(voucher, "token")));
	snprintf(url, sizeof url, "%s", json_text(json_get(voucher, "url")));
	CHECK_INT(desk_call(&desk, WHO_AGENT, "POST", path_of(id, "/blocking"),
	                    "{\"reason\":\"vol\"}"),
	          200);
	for (size_t i = 0; i < 4; i++) {
		CHECK_INT(look_up((const char *const[]){ cover, code, token, url }[i]), 200);
		CHECK_TEXT(desk_text(&desk, "id"), id);
		CHECK_TEXT(desk_text(&desk, "state"), "blocked");
	}
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "POST", "/api/v1/passes/lookup",
	                    "{\"code\":\"%s\"}", cover),
	          200);
	for (size_t i = 0; i < 3; i++) {
		CHECK_INT(look_up((const char *const[]){
				  "", "12345", desk.fixture.vouchers[OUTCOME_UNKNOWN_CODE] }[i]),
		          404);
		CHECK_TEXT(desk_text(&desk, "code"), "no_pass");
		CHECK(!desk_text(&desk, "proposal"));
	}
	snprintf(code, sizeof code, "%s", cover);
	code[0] = code[0] == '2' ? '3' : '2';
	CHECK_INT(look_up(code), 404);
	CHECK_TEXT(desk_text(&desk, "proposal"), cover);
	desk_close(&desk);
}

static void the_stock_is_handed_out_once(void)
{
	char id[16];

	desk_open(&desk);
	CHECK_INT(desk_call(&desk, WHO_AGENT, "POST", "/api/v1/passes",
	                    "{\"programme\":\"%lld\",\"hand_out\":false,\"start\":1}",
	                    (long long)desk.fixture.programme),
	          400);
	CHECK_TEXT(desk_text(&desk, "code"), "nobody_yet");
	snprintf(id, sizeof id, "%s", issue(",\"hand_out\":false,\"language\":\"uk\""));
	CHECK_INT(get(WHO_AGENT, path_of(id, "")), 200);
	CHECK_TEXT(desk_text(&desk, "state"), "issued");
	CHECK(!desk_text(&desk, "handed_out_at"));
	CHECK_INT(
		desk_call(&desk, WHO_AGENT, "POST", path_of(id, "/hand-out"), "{\"start\":\"x\"}"),
		400);
	CHECK_INT(desk_call(&desk, WHO_AGENT, "POST", path_of(id, "/hand-out"),
	                    "{\"start\":2,\"print_size\":\"large\",\"age_band\":3,"
	                    "\"pseudonym\":\"00112233445566778899aabbccddeeff\"}"),
	          200);
	CHECK_TEXT(desk_text(&desk, "state"), "handed_out");
	CHECK_TEXT(desk_text(&desk, "language"), "uk");
	CHECK_TEXT(desk_text(&desk, "print_size"), "large");
	CHECK_INT(desk_call(&desk, WHO_AGENT, "POST", path_of(id, "/hand-out"), "{}"), 409);
	CHECK_TEXT(desk_text(&desk, "code"), "not_in_stock");
	CHECK_INT(get(WHO_AGENT, path_of(id, "/progress")), 200);
	CHECK_TEXT(desk_text(&desk, "start"), "partly");
	desk_close(&desk);
}

DATABASE_MAIN({ "a_desk_sees_its_passes_newest_first_page_by_page",
                a_desk_sees_its_passes_newest_first_page_by_page },
              { "what_is_asked_of_a_list_is_read", what_is_asked_of_a_list_is_read },
              { "lists_are_narrowed_by_stage_and_by_long_silence",
                lists_are_narrowed_by_stage_and_by_long_silence },
              { "another_desk_s_pass_does_not_exist", another_desk_s_pass_does_not_exist },
              { "a_pass_is_found_by_what_is_printed_on_it",
                a_pass_is_found_by_what_is_printed_on_it },
              { "the_stock_is_handed_out_once", the_stock_is_handed_out_once })
