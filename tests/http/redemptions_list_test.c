/* Redemptions shown: whose they are, what is told of them, in what order; and a centre's page. */
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

static size_t items(void)
{
	return json_count(json_get(desk.json, "items"));
}

static const struct json *item(size_t index)
{
	return json_at(json_get(desk.json, "items"), index);
}

static const char *item_text(size_t index, const char *name)
{
	return json_text(json_get(item(index), name));
}

/* Redeem a voucher of the fixture, of the programme of that outcome; its id as shown. */
static void redeem(enum who who, enum outcome outcome, char to[static REDEMPTION_TEXT_SIZE])
{
	CHECK_INT(desk_call(&desk, who, "POST", "/api/v1/redemptions",
	                    "{\"voucher\":\"%s\",\"kind\":1,\"minutes\":60,\"level\":2}",
	                    desk.fixture.vouchers[outcome]),
	          201);
	snprintf(to, REDEMPTION_TEXT_SIZE, "%s", desk_text(&desk, "redemption"));
}

static char path[80];

static const char *path_of(const char *id, const char *rest)
{
	snprintf(path, sizeof path, "/api/v1/redemptions/%s%s", id, rest);
	return path;
}

static void a_centre_sees_its_own_with_the_receipt_it_got(void)
{
	AUTO(buf_release) struct buf receipt = { 0 };
	char id[REDEMPTION_TEXT_SIZE];

	desk_open(&desk);
	redeem(WHO_MEDIATOR, OUTCOME_REDEEMED, id);
	buf_adds(&receipt, desk_text(&desk, "receipt"));
	CHECK_INT(get(WHO_MEDIATOR, "/api/v1/redemptions"), 200);
	CHECK_INT(items(), 1);
	CHECK_TEXT(item_text(0, "id"), id);
	CHECK_TEXT(item_text(0, "state"), "standing");
	CHECK_TEXT(item_text(0, "mode"), "online");
	CHECK_TEXT(item_text(0, "level"), "partly");
	CHECK(!json_get(item(0), "pass"));
	CHECK(!json_get(item(0), "receipt"));
	desk.query = (struct http_pair){ "receipts", "true" };
	CHECK_INT(get(WHO_MEDIATOR, "/api/v1/redemptions"), 200);
	CHECK_TEXT(item_text(0, "receipt"), buf_text(&receipt));
	desk.query = (struct http_pair){ 0 };
	CHECK_INT(get(WHO_MEDIATOR, path_of(id, "")), 200);
	CHECK_TEXT(desk_text(&desk, "receipt"), buf_text(&receipt));
	CHECK_INT(desk_int(&desk, "cents"), 1000);
	CHECK_INT(desk_int(&desk, "minutes"), 60);
	CHECK_INT(get(WHO_RIVAL, "/api/v1/redemptions"), 200);
	CHECK_INT(items(), 0);
	CHECK_INT(get(WHO_RIVAL, path_of(id, "")), 404);
	CHECK_TEXT(desk_text(&desk, "code"), "no_redemption");
	CHECK_INT(get(WHO_MEDIATOR, path_of("aaaaaaaaaaaa", "")), 404);
	CHECK_INT(get(WHO_MEDIATOR, path_of("x", "")), 404);
	CHECK_INT(get(WHO_AGENT, path_of(id, "")), 403);
	desk.query = (struct http_pair){ "after", id };
	CHECK_INT(get(WHO_RIVAL, "/api/v1/redemptions"), 400);
	CHECK_TEXT(desk_text(&desk, "code"), "bad_after");
	desk_close(&desk);
}

static void who_pays_sees_what_is_paid_and_not_for_whom(void)
{
	static const char *const secret[] = { "pass",    "number",     "level",
		                              "account", "scanned_at", "receipt" };
	char id[REDEMPTION_TEXT_SIZE], programme[24];

	desk_open(&desk);
	redeem(WHO_MEDIATOR, OUTCOME_REDEEMED, id);
	CHECK_INT(get(WHO_FUNDER, "/api/v1/redemptions"), 200);
	CHECK_INT(items(), 1);
	CHECK_TEXT(item_text(0, "id"), id);
	desk.query = (struct http_pair){ "receipts", "true" };
	CHECK_INT(get(WHO_FUNDER, "/api/v1/redemptions"), 200);
	for (size_t i = 0; i < COUNT_OF(secret); i++)
		CHECK(!json_get(item(0), secret[i]));
	desk.query = (struct http_pair){ 0 };
	CHECK_INT(get(WHO_FUNDER, path_of(id, "")), 200);
	for (size_t i = 0; i < COUNT_OF(secret); i++)
		CHECK(!json_get(desk.json, secret[i]));
	CHECK_INT(get(WHO_PATRON, path_of(id, "")), 404);
	CHECK_INT(get(WHO_PATRON, "/api/v1/redemptions"), 200);
	CHECK_INT(items(), 0);
	snprintf(programme, sizeof programme, "%lld", (long long)desk.fixture.programme);
	desk.query = (struct http_pair){ "programme", programme };
	CHECK_INT(get(WHO_PATRON, "/api/v1/redemptions"), 404);
	CHECK_TEXT(desk_text(&desk, "code"), "no_programme");
	CHECK_INT(get(WHO_FUNDER, "/api/v1/redemptions"), 200);
	CHECK_INT(items(), 1);
	desk.query = (struct http_pair){ 0 };
	CHECK_INT(get(WHO_AUDITOR, "/api/v1/redemptions"), 200);
	CHECK(json_get(item(0), "pass"));
	CHECK_INT(get(WHO_AUDITOR, path_of(id, "")), 200);
	CHECK(desk_text(&desk, "receipt"));
	CHECK_INT(get(WHO_AGENT, "/api/v1/redemptions"), 403);
	desk_close(&desk);
}

/* Four of two programmes and two centres, some of the same second. */
static void make_four(char ids[4][REDEMPTION_TEXT_SIZE])
{
	static const int late[] = { 30, 20, 20, 10 };
	struct err err;

	redeem(WHO_MEDIATOR, OUTCOME_REDEEMED, ids[0]);
	redeem(WHO_RIVAL, OUTCOME_KIND_NOT_ALLOWED, ids[1]);
	snprintf(desk.fixture.vouchers[OUTCOME_REDEEMED], VOUCHER_TEXT_MAX, "%s", "");
	for (int i = 2; i < 4; i++) {
		char digits[10][VOUCHER_DIGITS_SIZE];

		CHECK(fixture_issue(&desk.fixture, 1, digits));
		snprintf(desk.fixture.vouchers[OUTCOME_REDEEMED], VOUCHER_TEXT_MAX, "%s",
		         digits[0]);
		redeem(WHO_MEDIATOR, OUTCOME_REDEEMED, ids[i]);
	}
	for (int i = 0; i < 4; i++) {
		int64_t id;

		CHECK(redemption_parse(desk.fixture.app, ids[i], &id));
		CHECK_OK(sql_run(desk.fixture.app->sql, "UPDATE spent SET at = $2 WHERE id = $1",
		                 SQL_ARGS(sql_int(id), sql_int(1774350000 + late[i] * 86400)),
		                 &err));
	}
}

static bool is_before(int64_t at, const char *id, int64_t before_at, const char *before_id)
{
	int64_t x = 0, y = 0;

	redemption_parse(desk.fixture.app, id, &x);
	redemption_parse(desk.fixture.app, before_id, &y);
	return at != before_at ? at > before_at : x > y;
}

static void pages_go_through_several_programmes_in_order_of_time(void)
{
	char ids[4][REDEMPTION_TEXT_SIZE], seen[4][REDEMPTION_TEXT_SIZE];

	desk_open(&desk);
	make_four(ids);
	desk.query = (struct http_pair){ "limit", "1" };
	for (int i = 0; i < 4; i++) {
		CHECK_INT(get(WHO_FUNDER, "/api/v1/redemptions"), 200);
		CHECK_INT(items(), 1);
		snprintf(seen[i], sizeof seen[i], "%s", item_text(0, "id"));
		CHECK_INT(desk_header(&desk, "Link") != NULL, i < 3);
		desk.more = (struct http_pair){ "after", seen[i] };
	}
	CHECK_INT(get(WHO_FUNDER, "/api/v1/redemptions"), 200);
	CHECK_INT(items(), 0);
	CHECK_TEXT(seen[0], ids[0]);
	CHECK_TEXT(seen[3], ids[3]);
	CHECK(is_before(0, seen[1], 0, seen[2]));
	CHECK(strcmp(seen[1], ids[1]) == 0 || strcmp(seen[1], ids[2]) == 0);
	desk.query = desk.more = (struct http_pair){ 0 };
	CHECK_INT(get(WHO_MEDIATOR, "/api/v1/redemptions"), 200);
	CHECK_INT(items(), 3);
	CHECK_INT(get(WHO_OPERATOR, "/api/v1/redemptions"), 200);
	CHECK_INT(items(), 4);
	desk_close(&desk);
}

static void lists_are_narrowed_by_day_centre_and_state(void)
{
	char ids[4][REDEMPTION_TEXT_SIZE], number[24];

	desk_open(&desk);
	make_four(ids);
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", path_of(ids[3], "/reversal"),
	                    "{\"reason\":\"erreur\"}"),
	          200);
	desk.query = (struct http_pair){ "state", "reversed" };
	for (enum who who = WHO_OPERATOR; who <= WHO_MEDIATOR; who++) {
		if (who == WHO_AGENT)
			continue;
		CHECK_INT(get(who, "/api/v1/redemptions"), 200);
		CHECK_INT(items(), 1);
		CHECK_TEXT(item_text(0, "id"), ids[3]);
		CHECK(item_text(0, "reversed_at"));
	}
	CHECK_INT(get(WHO_MEDIATOR, path_of(ids[3], "")), 200);
	CHECK_TEXT(desk_text(&desk, "reason"), "erreur");
	desk.query = (struct http_pair){ "state", "standing" };
	CHECK_INT(get(WHO_FUNDER, "/api/v1/redemptions"), 200);
	CHECK_INT(items(), 3);
	/* 1774350000 is 2026-03-24 12:00 in Paris, summer time begins on the 29th. */
	desk.query = (struct http_pair){ "from", "2026-04-13" };
	desk.more = (struct http_pair){ "until", "2026-04-13" };
	CHECK_INT(get(WHO_FUNDER, "/api/v1/redemptions"), 200);
	CHECK_INT(items(), 2);
	desk.more = (struct http_pair){ "until", "2026-04-12" };
	CHECK_INT(get(WHO_FUNDER, "/api/v1/redemptions"), 400);
	CHECK_TEXT(desk_text(&desk, "code"), "bad_period");
	desk.more = (struct http_pair){ 0 };
	snprintf(number, sizeof number, "%lld", (long long)desk.fixture.rival);
	desk.query = (struct http_pair){ "centre", number };
	CHECK_INT(get(WHO_FUNDER, "/api/v1/redemptions"), 200);
	CHECK_INT(items(), 1);
	CHECK_TEXT(item_text(0, "id"), ids[1]);
	CHECK_INT(get(WHO_MEDIATOR, "/api/v1/redemptions"), 404);
	CHECK_TEXT(desk_text(&desk, "code"), "no_site");
	CHECK_INT(get(WHO_PATRON, "/api/v1/redemptions"), 200);
	CHECK_INT(items(), 0);
	desk_close(&desk);
}

static void an_approved_centre_has_a_page_for_everyone(void)
{
	char centre[80];
	struct err err;

	desk_open(&desk);
	CHECK_OK(sql_run(desk.fixture.app->sql,
	                 "UPDATE site SET services = 'a|b c', hours = 'Mo 09:00-12:00' WHERE id = "
	                 "$1",
	                 SQL_ARGS(sql_int(desk.fixture.centre)), &err));
	snprintf(centre, sizeof centre, "/api/v1/centres/%lld", (long long)desk.fixture.centre);
	CHECK_INT(get(WHO__COUNT, centre), 200);
	CHECK_TEXT(desk_text(&desk, "name"), "Médiathèque");
	CHECK_TEXT(desk_text(&desk, "hours"), "Mo 09:00-12:00");
	CHECK_INT(json_count(json_get(desk.json, "services")), 2);
	CHECK_TEXT(json_text(json_at(json_get(desk.json, "services"), 1)), "b c");
	CHECK_INT(json_count(json_get(desk.json, "publics")), 0);
	CHECK(!desk_text(&desk, "fees"));
	CHECK_OK(sql_run(desk.fixture.app->sql, "UPDATE site SET approval = 2 WHERE id = $1",
	                 SQL_ARGS(sql_int(desk.fixture.centre)), &err));
	CHECK_INT(get(WHO__COUNT, centre), 404);
	CHECK_TEXT(desk_text(&desk, "code"), "no_site");
	snprintf(centre, sizeof centre, "/api/v1/centres/%lld", (long long)desk.fixture.desk);
	CHECK_INT(get(WHO__COUNT, centre), 404);
	CHECK_INT(get(WHO__COUNT, "/api/v1/centres/x"), 404);
	desk_close(&desk);
}

DATABASE_MAIN({ "a_centre_sees_its_own_with_the_receipt_it_got",
                a_centre_sees_its_own_with_the_receipt_it_got },
              { "who_pays_sees_what_is_paid_and_not_for_whom",
                who_pays_sees_what_is_paid_and_not_for_whom },
              { "pages_go_through_several_programmes_in_order_of_time",
                pages_go_through_several_programmes_in_order_of_time },
              { "lists_are_narrowed_by_day_centre_and_state",
                lists_are_narrowed_by_day_centre_and_state },
              { "an_approved_centre_has_a_page_for_everyone",
                an_approved_centre_has_a_page_for_everyone })
