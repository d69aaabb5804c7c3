/* How far a person has come, and who is told. */
#include "desk.h"

#include "base/auto.h"
#include "codec/json.h"

static struct desk desk;

static const char *path_of(const char *id, const char *rest)
{
	static char path[80];

	snprintf(path, sizeof path, "/api/v1/passes/%s%s", id, rest);
	return path;
}

static int progress(enum who who, const char *voucher)
{
	return desk_call(&desk, who, "POST", "/api/v1/vouchers/progress", "{\"voucher\":\"%s\"}",
	                 voucher);
}

/* Through a replacement too; and to nobody who could not redeem the voucher now. */
static void the_way_of_a_person_is_told_to_who_has_them_in_front(void)
{
	const struct json *workshop;
	char id[16], first[200], second[200];

	desk_open(&desk);
	CHECK_INT(desk_call(&desk, WHO_AGENT, "POST", "/api/v1/passes",
	                    "{\"programme\":\"%lld\",\"start\":1}",
	                    (long long)desk.fixture.programme),
	          201);
	snprintf(id, sizeof id, "%s", desk_text(&desk, "id"));
	snprintf(first, sizeof first, "%s",
	         json_text(json_get(json_at(json_get(desk.json, "vouchers"), 0), "token")));
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/redemptions",
	                    "{\"voucher\":\"%s\",\"level\":2,\"kind\":4,\"minutes\":90}", first),
	          201);
	CHECK_INT(progress(WHO_MEDIATOR, first), 200);
	CHECK_INT(progress(WHO_RIVAL, first), 409);
	CHECK_TEXT(desk_text(&desk, "code"), "already_used");
	CHECK(!desk_text(&desk, "latest"));
	CHECK_INT(desk_call(&desk, WHO_AGENT, "POST", path_of(id, "/replacement"),
	                    "{\"reason\":\"perdu\"}"),
	          201);
	snprintf(second, sizeof second, "%s",
	         json_text(json_get(json_at(json_get(desk.json, "vouchers"), 0), "token")));
	CHECK_INT(progress(WHO_RIVAL, second), 200);
	CHECK_TEXT(desk_text(&desk, "start"), "accompanied");
	CHECK_TEXT(desk_text(&desk, "latest"), "partly");
	CHECK_INT(json_count(json_get(desk.json, "workshops")), 1);
	workshop = json_at(json_get(desk.json, "workshops"), 0);
	CHECK_TEXT(json_text(json_get(workshop, "level")), "partly");
	CHECK_INT(strlen(json_text(json_get(workshop, "on"))), 10);
	CHECK_INT(json_count(workshop), 4); /* on, kind, minutes, level: not where */
	CHECK_INT(progress(WHO_MEDIATOR, desk.fixture.vouchers[OUTCOME_BLOCKED]), 410);
	CHECK_INT(progress(WHO_MEDIATOR, desk.fixture.vouchers[OUTCOME_BAD_SIGNATURE]), 422);
	CHECK_INT(progress(WHO_MEDIATOR, desk.fixture.vouchers[OUTCOME_UNKNOWN_CODE]), 404);
	CHECK_INT(progress(WHO_AGENT, second), 403);
	CHECK_INT(desk_call(&desk, WHO_AGENT, "GET", path_of(id, "/progress"), "%s", ""), 200);
	CHECK_INT(json_count(json_get(desk.json, "workshops")), 1);
	desk_close(&desk);
}

DATABASE_MAIN({ "the_way_of_a_person_is_told_to_who_has_them_in_front",
                the_way_of_a_person_is_told_to_who_has_them_in_front })
