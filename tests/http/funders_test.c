/* Who pays, over HTTP. */
#include "desk.h"

#include "codec/json.h"
#include "store/sql.h"

static struct desk desk;

static int64_t items(void)
{
	return (int64_t)json_count(json_get(desk.json, "items"));
}

static void a_funder_knows_itself_alone(void)
{
	desk_open(&desk);
	CHECK_INT(desk_call(&desk, WHO_FUNDER, "GET", "/api/v1/funders/1", "%s", ""), 200);
	CHECK_INT(desk_call(&desk, WHO_FUNDER, "GET", "/api/v1/funders/2", "%s", ""), 404);
	CHECK_INT(desk_call(&desk, WHO_PATRON, "GET", "/api/v1/funders/2", "%s", ""), 200);
	CHECK_INT(desk_call(&desk, WHO_FUNDER, "GET", "/api/v1/funders", "%s", ""), 200);
	CHECK_INT(items(), 1);
	CHECK_INT(desk_call(&desk, WHO_AUDITOR, "GET", "/api/v1/funders", "%s", ""), 200);
	CHECK_INT(items(), 2);
	CHECK_INT(desk_call(&desk, WHO_FUNDER, "PATCH", "/api/v1/funders/1", "{\"name\":\"X\"}"),
	          403);
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "PATCH", "/api/v1/funders/1", "{\"name\":\"X\"}"),
	          200);
	CHECK_TEXT(desk_text(&desk, "siret"), "22160001800016");
	desk_close(&desk);
}

static void the_journal_has_what_was_asked(void)
{
	int64_t count = 0;
	struct err err;

	desk_open(&desk);
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "PATCH", "/api/v1/funders/2",
	                    "{\"name\":\"Ville\"}"),
	          200);
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "POST", "/api/v1/funders",
	                    "{\"name\":\"A\",\"siret\":\"21170300000011\"}"),
	          201);
	CHECK_OK(sql_one_int(desk.fixture.app->sql,
	                     "SELECT COUNT(*) FROM journal WHERE account = $1"
	                     " AND (verb = 'funder.change' AND object = '2'"
	                     " AND detail = '{\"name\":\"Ville\"}'"
	                     " OR verb = 'funder.add' AND object = '3')",
	                     SQL_ARGS(sql_int(desk.fixture.accounts[WHO_OPERATOR])), &count, &err));
	CHECK_INT(count, 2);
	desk_close(&desk);
}

DATABASE_MAIN({ "a_funder_knows_itself_alone", a_funder_knows_itself_alone },
              { "the_journal_has_what_was_asked", the_journal_has_what_was_asked })
