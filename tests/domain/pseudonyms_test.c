#include "world.h"

#include "base/text.h"
#include "domain/pseudonyms.h"

static struct world w;

/* The generator of the group: a valid element. */
static void element(unsigned char to[VOPRF_SIZE])
{
	CHECK(text_unhex(to, VOPRF_SIZE,
	                 "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76"));
}

static int64_t lines(void)
{
	int64_t count = -1;
	struct err err;

	CHECK_OK(sql_one_int(w.app->sql, "SELECT COUNT(*) FROM journal WHERE account = 11",
	                     SQL_NO_ARGS, &count, &err));
	return count;
}

static void the_same_element_gives_the_same_value_and_a_fresh_proof(void)
{
	struct pseudonym_evaluation one, other;
	unsigned char blinded[VOPRF_SIZE], key[VOPRF_SIZE];
	struct err err;

	world_open(&w);
	element(blinded);
	CHECK_OK(pseudonym_evaluate(w.app, &w.agent, blinded, &one, &err));
	CHECK_OK(pseudonym_evaluate(w.app, &w.agent, blinded, &other, &err));
	CHECK_BYTES(one.evaluated, other.evaluated, VOPRF_SIZE);
	CHECK(memcmp(one.proof, other.proof, VOPRF_PROOF_SIZE) != 0);
	pseudonym_public_key(w.app, key); /* k times the generator is the public key */
	CHECK_BYTES(one.evaluated, key, VOPRF_SIZE);
	CHECK_INT(lines(), 2);
	world_close(&w);
}

static void an_agent_has_a_share_of_the_day(void)
{
	unsigned char blinded[VOPRF_SIZE];
	struct pseudonym_evaluation made;
	struct caller colleague;
	struct err err;

	world_open(&w);
	element(blinded);
	for (int i = 0; i < PSEUDONYMS_A_DAY; i++)
		CHECK_OK(pseudonym_evaluate(w.app, &w.agent, blinded, &made, &err));
	CHECK_ERR(pseudonym_evaluate(w.app, &w.agent, blinded, &made, &err), ERR_REFUSED);
	CHECK_TEXT(err.name, "too_many_pseudonyms");
	colleague = w.agent;
	colleague.account = 99;
	CHECK_OK(pseudonym_evaluate(w.app, &colleague, blinded, &made, &err));
	world_at(&w, world_begins_at() + 12 * 3600 - 1);
	CHECK_ERR(pseudonym_evaluate(w.app, &w.agent, blinded, &made, &err), ERR_REFUSED);
	world_at(&w, world_begins_at() + 12 * 3600); /* midnight in Paris */
	CHECK_OK(pseudonym_evaluate(w.app, &w.agent, blinded, &made, &err));
	world_close(&w);
}

static void who_asked_is_forgotten_after_a_year(void)
{
	unsigned char blinded[VOPRF_SIZE];
	struct pseudonym_evaluation made;
	struct err err;

	world_open(&w);
	element(blinded);
	CHECK_OK(pseudonym_evaluate(w.app, &w.agent, blinded, &made, &err));
	world_at(&w, world_begins_at() + PSEUDONYM_JOURNAL_SECONDS);
	CHECK_OK(pseudonyms_forget(w.app, &err));
	CHECK_INT(lines(), 1);
	world_at(&w, world_begins_at() + PSEUDONYM_JOURNAL_SECONDS + 1);
	CHECK_OK(pseudonyms_forget(w.app, &err));
	CHECK_INT(lines(), 0);
	world_close(&w);
}

DATABASE_MAIN({ "the_same_element_gives_the_same_value_and_a_fresh_proof",
                the_same_element_gives_the_same_value_and_a_fresh_proof },
              { "an_agent_has_a_share_of_the_day", an_agent_has_a_share_of_the_day },
              { "who_asked_is_forgotten_after_a_year", who_asked_is_forgotten_after_a_year })
