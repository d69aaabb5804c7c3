#include "desk.h"

#include "base/auto.h"

static struct desk desk;

static int ask(enum who who, const char *blinded)
{
	return desk_call(&desk, who, "POST", "/api/v1/pseudonyms", "{\"blinded\":\"%s\"}", blinded);
}

static void an_agent_gets_a_value_and_a_proof(void)
{
	static const char generator[] =
		"e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76";
	AUTO(buf_release) struct buf evaluated = { 0 };

	desk_open(&desk);
	CHECK_INT(ask(WHO_AGENT, generator), 200);
	CHECK_INT(strlen(desk_text(&desk, "proof")), 128);
	buf_adds(&evaluated, desk_text(&desk, "evaluated"));
	CHECK_INT(desk_call(&desk, WHO__COUNT, "GET", "/api/v1/pseudonyms/key", "%s", ""), 200);
	CHECK_TEXT(desk_text(&desk, "public_key"), buf_text(&evaluated));
	CHECK_TEXT(desk_text(&desk, "mode"), "VOPRF");
	desk_close(&desk);
}

static void what_is_no_element_is_refused_and_costs_nothing(void)
{
	static const char *const bad[] = {
		"", "00", "zz", "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d7",
		"0000000000000000000000000000000000000000000000000000000000000000"
	};

	desk_open(&desk);
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		CHECK_INT(ask(WHO_AGENT, bad[i]), 400);
		CHECK_TEXT(desk_text(&desk, "code"), "bad_element");
	}
	CHECK_INT(ask(WHO_MEDIATOR, bad[0]), 403);
	desk_close(&desk);
}

DATABASE_MAIN({ "an_agent_gets_a_value_and_a_proof", an_agent_gets_a_value_and_a_proof },
              { "what_is_no_element_is_refused_and_costs_nothing",
                what_is_no_element_is_refused_and_costs_nothing })
