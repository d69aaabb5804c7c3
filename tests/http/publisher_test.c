/* Who answers for the service, over HTTP. */
#include "desk.h"

static struct desk desk;
static const char at[] = "/api/v1/publisher";

#define WHOLE                                                                                      \
	"{\"name\":\"Mairie\",\"address\":\"1 rue A\",\"phone\":\"+33536491000\","                 \
	"\"director\":\"La maire\",\"hosting\":\"Hôte\"}"

static int patch(enum who who, const char *body)
{
	return desk_call(&desk, who, "PATCH", at, "%s", body);
}

static void it_is_said_whole_and_edited_as_it_was_seen(void)
{
	desk_open(&desk);
	CHECK_INT(desk_call(&desk, WHO_AUDITOR, "GET", at, "%s", ""), 200);
	CHECK(!desk_text(&desk, "name"));
	CHECK_TEXT(desk_header(&desk, "ETag"), "\"v1\"");
	desk.if_match = "\"v1\"";
	CHECK_INT(patch(WHO_OPERATOR, WHOLE), 200);
	CHECK_TEXT(desk_header(&desk, "ETag"), "\"v2\"");
	CHECK_INT(patch(WHO_OPERATOR, "{\"name\":\"Autre\"}"), 412);
	desk.if_match = "\"v2\"";
	CHECK_INT(patch(WHO_OPERATOR, "{\"email\":\"m@b.example\",\"phone\":null}"), 200);
	CHECK_TEXT(desk_text(&desk, "name"), "Mairie");
	CHECK(!desk_text(&desk, "phone"));
	CHECK_INT(desk_int(&desk, "version"), 3);
	desk.bare = true;
	desk.if_match = NULL;
	CHECK_INT(patch(WHO_OPERATOR, "{\"name\":\"Autre\"}"), 428);
	desk_close(&desk);
}

static void what_is_missing_names_its_field(void)
{
	static const struct {
		const char *body, *field, *code;
	} cases[] = {
		{ "{\"name\":null}", "name", "publisher_incomplete" },
		{ "{\"address\":\"\"}", "address", "publisher_incomplete" },
		{ "{\"phone\":null}", "phone", "publisher_incomplete" },
		{ "{\"director\":null}", "director", "publisher_incomplete" },
		{ "{\"hosting\":null}", "hosting", "publisher_incomplete" },
		{ "{\"email\":\"mairie\"}", "email", "bad_email" },
	};

	desk_open(&desk);
	CHECK_INT(patch(WHO_OPERATOR, WHOLE), 200);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		CHECK_INT(patch(WHO_OPERATOR, cases[i].body), 400);
		CHECK_TEXT(desk_text(&desk, "code"), cases[i].code);
		CHECK_TEXT(desk_text(&desk, "field"), cases[i].field);
	}
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "GET", at, "%s", ""), 200);
	CHECK_INT(desk_int(&desk, "version"), 2);
	desk_close(&desk);
}

static void only_the_operator_says_it(void)
{
	desk_open(&desk);
	for (int who = WHO_OPERATOR; who < WHO__COUNT; who++)
		if (who != WHO_OPERATOR) {
			int status = patch((enum who)who, WHOLE);

			CHECK(status == 403 || status == 401);
		}
	CHECK_INT(desk_call(&desk, WHO_FUNDER, "GET", at, "%s", ""), 403);
	CHECK_INT(desk_call(&desk, WHO_OPERATOR, "GET", at, "%s", ""), 200);
	CHECK(!desk_text(&desk, "name"));
	desk_close(&desk);
}

DATABASE_MAIN({ "it_is_said_whole_and_edited_as_it_was_seen",
                it_is_said_whole_and_edited_as_it_was_seen },
              { "what_is_missing_names_its_field", what_is_missing_names_its_field },
              { "only_the_operator_says_it", only_the_operator_says_it })
