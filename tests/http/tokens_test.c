/* Bearer tokens over HTTP. */
#include "people.h"

#include "base/auto.h"

static void a_token_does_what_it_is_for(void)
{
	char path[80], secret[64], id[24];

	desk_open(&desk);
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", people_path(WHO_MEDIATOR, "/tokens"),
	                    "{\"label\":\"caisse\",\"scope\":\"accounts self:read\",\"days\":2}"),
	          201);
	CHECK_TEXT(desk_text(&desk, "scope"), "self:read accounts");
	snprintf(secret, sizeof secret, "%s", desk_text(&desk, "token"));
	snprintf(id, sizeof id, "%s", desk_text(&desk, "id"));
	snprintf(path, sizeof path, "/api/v1/tokens/%s", id);
	CHECK_TEXT(desk_header(&desk, "Location"), path);
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "GET", people_path(WHO_MEDIATOR, "/tokens"), "%s",
	                    ""),
	          200);
	CHECK_INT(people_items(), 2);
	CHECK(!strstr(buf_text(&desk.reply->body), secret));
	snprintf(desk.fixture.tokens[WHO_STRANGER], sizeof desk.fixture.tokens[0], "%s", secret);
	CHECK_INT(desk_call(&desk, WHO_STRANGER, "GET", "/api/v1/session", "%s", ""), 200);
	CHECK_TEXT(desk_text(&desk, "scope"), "self:read accounts");
	CHECK(desk_text(&desk, "expires_at"));
	CHECK_INT(desk_call(&desk, WHO_STRANGER, "DELETE", "/api/v1/session", "%s", ""), 403);
	CHECK_TEXT(desk_text(&desk, "code"), "not_your_scope");
	CHECK_INT(desk_call(&desk, WHO_STRANGER, "POST", "/api/v1/vouchers/check", "{}"), 403);
	CHECK_INT(desk_call(&desk, WHO_STRANGER, "POST", people_path(WHO_MEDIATOR, "/tokens"),
	                    "{\"label\":\"plus\"}"),
	          422);
	CHECK_TEXT(desk_text(&desk, "code"), "scope_too_wide");
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", people_path(WHO_MEDIATOR, "/tokens"),
	                    "{\"label\":\"x\",\"scope\":\"king\"}"),
	          400);
	CHECK_TEXT(desk_text(&desk, "field"), "scope");
	CHECK_INT(desk_call(&desk, WHO_RIVAL, "DELETE", path, "%s", ""), 404);
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "DELETE", path, "%s", ""), 204);
	CHECK_INT(desk_call(&desk, WHO_STRANGER, "GET", "/api/v1/session", "%s", ""), 401);
	desk_close(&desk);
}

DATABASE_MAIN({ "a_token_does_what_it_is_for", a_token_does_what_it_is_for })
