/* What funders ask for. */
#include "desk.h"

#include <stdlib.h>

#include "codec/json.h"

static struct desk desk;

static int get(enum who who, const char *path)
{
	return desk_call(&desk, who, "GET", path, "%s", "");
}

static void figures_are_for_who_pays(void)
{
	char path[80], other[80];

	desk_open(&desk);
	snprintf(path, sizeof path, "/api/v1/programmes/%lld/figures",
	         (long long)desk.fixture.programme);
	snprintf(other, sizeof other, "/api/v1/programmes/9999/figures");
	CHECK_INT(get(WHO_FUNDER, path), 200);
	CHECK_INT(json_kind(json_get(desk.json, "passes")), JSON_IS_OBJECT);
	CHECK_INT(json_kind(json_get(desk.json, "cents")), JSON_IS_OBJECT);
	CHECK_INT(get(WHO_OPERATOR, path), 200);
	CHECK_INT(get(WHO_AGENT, path), 403);
	CHECK_INT(get(WHO__COUNT, path), 401);
	CHECK_INT(get(WHO_FUNDER, other), 404);
	CHECK_INT(get(WHO_FUNDER, "/api/v1/programmes/x/figures"), 404);
	desk.query = (struct http_pair){ "from", "2026-02-30" };
	CHECK_INT(get(WHO_FUNDER, path), 400);
	CHECK_TEXT(desk_text(&desk, "code"), "bad_date");
	desk.query = (struct http_pair){ "from", "2020-01-01" };
	CHECK_INT(get(WHO_FUNDER, path), 200);
	desk_close(&desk);
}

static void breakdowns_are_for_who_pays_in_every_form(void)
{
	char path[80];

	desk_open(&desk);
	snprintf(path, sizeof path, "/api/v1/programmes/%lld/breakdown",
	         (long long)desk.fixture.programme);
	CHECK_INT(get(WHO_FUNDER, path), 200);
	CHECK_TEXT(desk_text(&desk, "by"), "centre");
	CHECK_INT(get(WHO_AGENT, path), 403);
	desk.query = (struct http_pair){ "by", "desk" };
	CHECK_INT(get(WHO_FUNDER, path), 200);
	CHECK_INT(json_kind(json_get(desk.json, "rows")), JSON_IS_ARRAY);
	desk.query = (struct http_pair){ "by", "year" };
	CHECK_INT(get(WHO_FUNDER, path), 400);
	CHECK_TEXT(desk_text(&desk, "code"), "bad_breakdown");
	desk.query = (struct http_pair){ "as", "ods" };
	CHECK_INT(get(WHO_FUNDER, path), 400);
	CHECK_TEXT(desk_text(&desk, "code"), "bad_form");
	desk_close(&desk);
}

DATABASE_MAIN({ "figures_are_for_who_pays", figures_are_for_who_pays },
              { "breakdowns_are_for_who_pays_in_every_form",
                breakdowns_are_for_who_pays_in_every_form })
