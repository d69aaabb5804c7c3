/* What a centre's device takes along, over the API. */
#include "desk.h"

#include "base/auto.h"
#include "crypto/bundle.h"
#include "domain/keys.h"

static struct desk desk;

static int get(enum who who)
{
	return desk_call(&desk, who, "GET", "/api/v1/bundle", "%s", "");
}

/* The centre of the bundle that was answered. */
static int64_t centre(void)
{
	struct bundle bundle;
	struct note note;
	struct err err;

	return CHECK_OK(bundle_parse(&bundle, &note, desk.reply->body.data, desk.reply->body.size,
	                             &err))
	               ? bundle.centre
	               : -1;
}

static void a_centre_gets_its_own(void)
{
	desk_open(&desk);
	CHECK_INT(get(WHO_MEDIATOR), 200);
	CHECK_INT(desk.reply->kind, HTTP_BUNDLE);
	CHECK_INT(centre(), desk.fixture.centre);
	CHECK_INT(get(WHO_RIVAL), 200);
	CHECK_INT(centre(), desk.fixture.rival);
	desk_close(&desk);
}

static void who_has_it_gets_it_again_when_something_happened(void)
{
	char tag[HTTP_HEADER_SIZE];
	struct signing_work work;
	struct err err;

	desk_open(&desk);
	CHECK_INT(get(WHO_MEDIATOR), 200);
	snprintf(tag, sizeof tag, "%s", desk_header(&desk, "ETag"));
	desk.if_none_match = tag;
	CHECK_INT(get(WHO_MEDIATOR), 304);
	CHECK_INT(desk.reply->body.size, 0);
	CHECK_TEXT(desk_header(&desk, "ETag"), tag);
	CHECK_INT(get(WHO_RIVAL), 200); /* another centre's is another */
	CHECK_OK(keys_revoke(desk.fixture.app, 0, NULL, &work, &err));
	CHECK_INT(get(WHO_MEDIATOR), 200);
	CHECK(strcmp(desk_header(&desk, "ETag"), tag) != 0);
	desk.if_none_match = NULL;
	desk_close(&desk);
}

static void nobody_else_gets_one(void)
{
	static const enum who others[] = { WHO_OPERATOR, WHO_FUNDER, WHO_AGENT, WHO_AUDITOR };

	desk_open(&desk);
	for (size_t i = 0; i < COUNT_OF(others); i++)
		CHECK_INT(get(others[i]), 403);
	CHECK_INT(get(WHO_STRANGER), 401);
	CHECK_INT(get(WHO__COUNT), 401);
	desk_close(&desk);
}

DATABASE_MAIN({ "a_centre_gets_its_own", a_centre_gets_its_own },
              { "who_has_it_gets_it_again_when_something_happened",
                who_has_it_gets_it_again_when_something_happened },
              { "nobody_else_gets_one", nobody_else_gets_one })
