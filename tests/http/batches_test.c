/* The calls about batches of passes, with the thread that makes them. */
#include "desk.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/auto.h"
#include "codec/json.h"

static struct desk desk;

static int ask(enum who who, const char *rest)
{
	return desk_call(&desk, who, "POST", "/api/v1/batches", "{\"programme\":\"%lld\"%s}",
	                 (long long)desk.fixture.programme, rest);
}

static const char *path_of(const char *id, const char *rest)
{
	static char path[120];

	snprintf(path, sizeof path, "/api/v1/batches/%s%s", id, rest);
	return path;
}

/* Look until it is over. */
static void wait_for(const char *id)
{
	for (int i = 0; i < 2000; i++) {
		CHECK_INT(desk_call(&desk, WHO_AGENT, "GET", path_of(id, ""), "%s", ""), 200);
		if (strcmp(desk_text(&desk, "state"), "waiting") != 0 &&
		    strcmp(desk_text(&desk, "state"), "running") != 0)
			return;
		usleep(10000);
	}
	CHECK_FAIL("the batch is %s", desk_text(&desk, "state"));
}

static int document(enum who who, const char *id, const char *from, const char *count)
{
	int status;

	desk.query = (struct http_pair){ "from", from ? from : "1" };
	desk.more = (struct http_pair){ count ? "count" : NULL, count };
	status = desk_call(&desk, who, "GET", path_of(id, "/document.pdf"), "%s", "");
	desk.query = desk.more = (struct http_pair){ NULL, NULL };
	return status;
}

/* Of the last answer. */
static size_t size_of(void)
{
	size_t size;

	http_reply_bytes(desk.reply, &size);
	return size;
}

static void a_batch_is_asked_for_made_and_printed(void)
{
	char id[24], tag[80];
	size_t all;

	desk_open(&desk);
	CHECK_INT(ask(WHO_AGENT, ",\"passes\":60,\"vouchers\":5,\"language\":\"ar\""), 202);
	CHECK_TEXT(desk_text(&desk, "state"), "waiting");
	CHECK_INT(desk_int(&desk, "total"), 60);
	CHECK_INT(desk_int(&desk, "done"), 0);
	CHECK(!desk_text(&desk, "document"));
	snprintf(id, sizeof id, "%s", desk_text(&desk, "id"));
	CHECK_TEXT(desk_header(&desk, "Location"), path_of(id, ""));
	wait_for(id);
	CHECK_TEXT(desk_text(&desk, "state"), "done");
	CHECK_INT(desk_int(&desk, "done"), 60);
	CHECK(!desk_text(&desk, "error"));
	CHECK_TEXT(desk_text(&desk, "language"), "ar");
	snprintf(tag, sizeof tag, "%s", desk_header(&desk, "ETag"));
	desk.if_none_match = tag;
	CHECK_INT(desk_call(&desk, WHO_AGENT, "GET", path_of(id, ""), "%s", ""), 304);
	desk.if_none_match = NULL;
	CHECK_INT(document(WHO_AGENT, id, NULL, NULL), 200);
	all = size_of();
	CHECK_INT(document(WHO_OPERATOR, id, "59", "100"), 200);
	CHECK(all > size_of() + (size_t)58 * 4096); /* a pass takes some 12 kB */
	CHECK(strstr(desk_header(&desk, "Content-Disposition"), "-59-60.pdf") != NULL);
	CHECK_INT(document(WHO_AGENT, id, "61", NULL), 409);
	CHECK_TEXT(desk_text(&desk, "code"), "nothing_to_print");
	CHECK_INT(document(WHO_AGENT, id, "0", NULL), 400);
	CHECK_INT(document(WHO_AGENT, id, NULL, "1001"), 400);
	CHECK_INT(desk_call(&desk, WHO_AGENT, "POST", path_of(id, "/cancellation"), "%s", ""), 409);
	CHECK_TEXT(desk_text(&desk, "code"), "batch_over");
	desk_close(&desk);
}

static void it_is_its_desks_alone(void)
{
	char id[24];

	desk_open(&desk);
	CHECK_INT(ask(WHO_AGENT, ",\"passes\":3"), 202);
	snprintf(id, sizeof id, "%s", desk_text(&desk, "id"));
	wait_for(id);
	CHECK_INT(desk_call(&desk, WHO_NEIGHBOUR, "GET", path_of(id, ""), "%s", ""), 404);
	CHECK_INT(document(WHO_NEIGHBOUR, id, NULL, NULL), 404);
	CHECK_TEXT(desk_text(&desk, "code"), "no_batch");
	CHECK_INT(desk_call(&desk, WHO_NEIGHBOUR, "POST", path_of(id, "/cancellation"), "%s", ""),
	          404);
	CHECK_INT(desk_call(&desk, WHO_AUDITOR, "GET", path_of(id, ""), "%s", ""), 200);
	CHECK_INT(document(WHO_AUDITOR, id, NULL, NULL), 403);
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "GET", path_of(id, ""), "%s", ""), 403);
	CHECK_INT(desk_call(&desk, WHO_NEIGHBOUR, "GET", "/api/v1/batches", "%s", ""), 200);
	CHECK_INT(json_count(json_get(desk.json, "items")), 0);
	CHECK_INT(desk_call(&desk, WHO_AGENT, "GET", "/api/v1/batches", "%s", ""), 200);
	CHECK_INT(json_count(json_get(desk.json, "items")), 1);
	desk_close(&desk);
}

static void what_breaks_a_rule_is_refused_beside_its_field(void)
{
	static const struct {
		const char *rest, *code, *field;
		int status;
	} cases[] = {
		{ ",\"passes\":1001", "out_of_range", "passes", 400 },
		{ ",\"passes\":0", "out_of_range", "passes", 400 },
		{ "", "missing_field", "passes", 400 },
		{ ",\"passes\":5,\"vouchers\":4", "too_few_vouchers", NULL, 400 },
		{ ",\"passes\":5,\"language\":\"xx\"", "bad_language", "language", 400 },
		{ ",\"passes\":5,\"print_size\":\"x\"", "bad_print_size", "print_size", 400 },
		{ ",\"passes\":5,\"desk\":\"999\"", "wrong_desk", NULL, 403 },
		{ ",\"passes\":5,\"desk\":\"x\"", "bad_id", "desk", 400 },
		{ ",\"passes\":5,\"hand_out\":true", "unknown_field", NULL, 400 },
	};

	desk_open(&desk);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		CHECK_INT(ask(WHO_AGENT, cases[i].rest), cases[i].status);
		CHECK_TEXT(desk_text(&desk, "code"), cases[i].code);
		if (cases[i].field)
			CHECK_TEXT(desk_text(&desk, "field"), cases[i].field);
	}
	CHECK_INT(ask(WHO_MEDIATOR, ",\"passes\":5"), 403);
	desk_close(&desk);
}

/* Redemptions go on while a thousand passes are made, and looks at them are quick. */
static void a_long_one_is_stopped_between_two_chunks(void)
{
	int64_t done;
	char id[24];

	desk_open(&desk);
	CHECK_INT(ask(WHO_AGENT, ",\"passes\":1000,\"vouchers\":5"), 202);
	snprintf(id, sizeof id, "%s", desk_text(&desk, "id"));
	do
		CHECK_INT(desk_call(&desk, WHO_AGENT, "GET", path_of(id, ""), "%s", ""), 200);
	while (desk_int(&desk, "done") < 25);
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/redemptions",
	                    "{\"voucher\":\"%s\"}", desk.fixture.vouchers[OUTCOME_REDEEMED]),
	          201);
	CHECK_INT(desk_call(&desk, WHO_AGENT, "POST", path_of(id, "/cancellation"), "%s", ""), 200);
	CHECK_TEXT(desk_text(&desk, "state"), "cancelled");
	done = desk_int(&desk, "done");
	CHECK(done >= 25 && done < 1000);
	usleep(100000);
	CHECK_INT(desk_call(&desk, WHO_AGENT, "GET", path_of(id, ""), "%s", ""), 200);
	CHECK_INT(desk_int(&desk, "done"), done);
	CHECK_INT(document(WHO_AGENT, id, "1", "2"), 200);
	desk_close(&desk);
}

DATABASE_MAIN({ "a_batch_is_asked_for_made_and_printed", a_batch_is_asked_for_made_and_printed },
              { "it_is_its_desks_alone", it_is_its_desks_alone },
              { "what_breaks_a_rule_is_refused_beside_its_field",
                what_breaks_a_rule_is_refused_beside_its_field },
              { "a_long_one_is_stopped_between_two_chunks",
                a_long_one_is_stopped_between_two_chunks })
