/* Who did what, over HTTP. */
#include "domain/journal.h"
#include "desk.h"

#include "base/auto.h"
#include "codec/json.h"

static struct desk desk;

static const char *newest(const char *name)
{
	return json_text(json_get(json_at(json_get(desk.json, "items"), 0), name));
}

static int64_t listed(enum who who)
{
	CHECK_INT(desk_call(&desk, who, "GET", "/api/v1/journal", "%s", ""), 200);
	return (int64_t)json_count(json_get(desk.json, "items"));
}

static void the_newest_comes_first_with_who_and_what(void)
{
	desk_open(&desk);
	CHECK_INT(listed(WHO_OPERATOR), 0);
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "PATCH", "/api/v1/funders/2", "{\"name\":\"A\"}"),
	          200);
	CHECK_INT(listed(WHO_AUDITOR), 1);
	CHECK_TEXT(newest("verb"), "funder.change");
	CHECK_TEXT(newest("object"), "2");
	CHECK_TEXT(newest("login"), "operatrice");
	CHECK_TEXT(newest("detail"), "{\"name\":\"A\"}");
	desk.query = (struct http_pair){ "until", "2001-01-01" };
	CHECK_INT(listed(WHO_AUDITOR), 0);
	desk.query = (struct http_pair){ "from", "2001-01-01" };
	CHECK_INT(listed(WHO_AUDITOR), 1);
	desk.query = (struct http_pair){ "account", "9999" };
	CHECK_INT(listed(WHO_AUDITOR), 0);
	desk_close(&desk);
}

static void others_do_not_read_it(void)
{
	static const enum who others[] = { WHO_FUNDER, WHO_AGENT, WHO_MEDIATOR };

	desk_open(&desk);
	for (size_t i = 0; i < COUNT_OF(others); i++)
		CHECK_INT(desk_call(&desk, others[i], "GET", "/api/v1/journal", "%s", ""), 403);
	desk_close(&desk);
}

DATABASE_MAIN({ "the_newest_comes_first_with_who_and_what",
                the_newest_comes_first_with_who_and_what },
              { "others_do_not_read_it", others_do_not_read_it })
