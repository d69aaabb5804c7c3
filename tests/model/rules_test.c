/* The rules of a presentation and their order: the first that says no is what people are told. */
#include "base/clock.h"
#include "check.h"
#include "model/redemption.h"

enum { NOW = 1774350000, TODAY = 20536, CENTRE = 2 }; /* 2026-03-24 12:00 in Paris */

static struct voucher_facts good_facts(void)
{
	return (struct voucher_facts){ .known = true,
		                       .pass = { .id = 70,
		                                 .total = 5,
		                                 .cents = 1000,
		                                 .last_day = TODAY + 10,
		                                 .programme = 1 },
		                       .programme_state = PROGRAMME_OPEN,
		                       .from_day = TODAY - 10,
		                       .grace_days = 30,
		                       .territory = "16 200071827",
		                       .kinds = "1 2",
		                       .centre_approved = true,
		                       .centre_of_programme = true,
		                       .insee = "16015" };
}

static struct presentation good_shown(void)
{
	return (struct presentation){ .token = { .pass = 70,
		                                 .number = 5,
		                                 .total = 5,
		                                 .cents = 1000,
		                                 .last_day = TODAY + 10 },
		                      .centre = CENTRE,
		                      .used_at = NOW,
		                      .now = NOW };
}

/* Each spoils one thing, in the order of the rules. */
static void not_issued(struct voucher_facts *f, struct presentation *p)
{
	(void)f;
	p->token.cents = 2000;
}

static void used(struct voucher_facts *f, struct presentation *p)
{
	(void)p;
	f->spent = (struct redemption){ .cause = SPENT_REDEEMED, .at = NOW - 60, .centre = 3 };
}

static void blocked(struct voucher_facts *f, struct presentation *p)
{
	(void)p;
	f->pass.state = PASS_BLOCKED;
}

static void no_funds(struct voucher_facts *f, struct presentation *p)
{
	(void)p;
	f->programme_state = PROGRAMME_DRAFT;
}

static void too_late(struct voucher_facts *f, struct presentation *p)
{
	(void)f;
	p->used_at += (int64_t)41 * DAY_SECONDS;
}

static void elsewhere(struct voucher_facts *f, struct presentation *p)
{
	(void)p;
	snprintf(f->insee, sizeof f->insee, "64445");
}

static void other_kind(struct voucher_facts *f, struct presentation *p)
{
	(void)f;
	p->kind = 3;
}

static void of_two_reasons_the_earlier_rule_is_told(void)
{
	static const struct {
		void (*spoil)(struct voucher_facts *, struct presentation *);
		enum outcome outcome;
	} rules[] = {
		{ not_issued, OUTCOME_BAD_SIGNATURE },
		{ used, OUTCOME_ALREADY_USED },
		{ blocked, OUTCOME_BLOCKED },
		{ no_funds, OUTCOME_NOT_FUNDED },
		{ too_late, OUTCOME_EXPIRED },
		{ elsewhere, OUTCOME_WRONG_TERRITORY },
		{ other_kind, OUTCOME_KIND_NOT_ALLOWED },
	};
	size_t count = sizeof rules / sizeof *rules;

	CHECK_TEXT(outcome_name(rules_outcome(&(struct voucher_facts){ 0 },
	                                      &(struct presentation){ 0 })),
	           "bad_signature");
	for (unsigned set = 0; set < 1u << count; set++) {
		struct voucher_facts f = good_facts();
		struct presentation p = good_shown();
		enum outcome want = OUTCOME_REDEEMED;

		for (size_t i = count; i-- > 0;)
			if (set & 1u << i) {
				rules[i].spoil(&f, &p);
				want = rules[i].outcome;
			}
		if (rules_outcome(&f, &p) != want)
			CHECK_FAIL("reasons %x: %s, not %s", set,
			           outcome_name(rules_outcome(&f, &p)), outcome_name(want));
	}
}

#define CASE(f_, p_, want)                                                                         \
	do {                                                                                       \
		struct voucher_facts f = good_facts();                                             \
		struct presentation p = good_shown();                                              \
		f_;                                                                                \
		p_;                                                                                \
		CHECK_TEXT(outcome_name(rules_outcome(&f, &p)), want);                             \
	} while (0)

static void what_the_books_do_not_know_was_not_issued(void)
{
	CASE(f.known = false, (void)0, "bad_signature");
	CASE(f.known = false, p.typed = true, "unknown_code");
	CASE((void)0, p.token.number = 6, "bad_signature");
	CASE((void)0, (p.token.number = 6, p.typed = true), "unknown_code");
	CASE((void)0, p.token.total = 6, "bad_signature");
	CASE((void)0, p.token.last_day++, "bad_signature");
	CASE((void)0, p.token.kind = 1, "bad_signature");
	/* A typed code says nothing but pass and number. */
	CASE((void)0, (p.typed = true, p.token.cents = 0), "redeemed");
	CASE(f.pass.specimen = true, (void)0, "specimen");
	CASE(f.known = false, p.specimen = true, "specimen");
}

static void a_retry_is_the_same_centre_soon_or_with_the_same_nonce(void)
{
#define USED(centre_, ago, nonce_)                                                                 \
	f.spent = (struct redemption){                                                             \
		.cause = SPENT_REDEEMED, .at = NOW - (ago), .centre = (centre_), .nonce = (nonce_) \
	}
	CASE(USED(CENTRE, 900, 0), (void)0, "already_yours");
	CASE(USED(CENTRE, 901, 0), (void)0, "already_used");
	CASE(USED(CENTRE, -30, 0), (void)0, "already_yours");
	CASE(USED(CENTRE, 90000, 5), p.nonce = 5, "already_yours");
	CASE(USED(CENTRE, 90000, 5), p.nonce = 6, "already_used");
	CASE(USED(CENTRE, 90000, 0), p.nonce = 0, "already_used");
	CASE(USED(3, 1, 5), p.nonce = 5, "already_used");
	CASE(USED(0, 1, 0), p.centre = 0, "already_used");
	CASE(f.spent.cause = SPENT_REPLACED, (void)0, "replaced");
	CASE(f.spent.cause = SPENT_BLOCKED, (void)0, "blocked");
	/* A redemption that stands is told as such, whatever became of the pass. */
	CASE(USED(CENTRE, 60, 0); f.pass.state = PASS_REPLACED, (void)0, "already_yours");
}

static void states_and_days(void)
{
	CASE(f.pass.state = PASS_REPLACED, (void)0, "replaced");
	CASE(f.pass.state = PASS_CLOSED, (void)0, "expired");
	CASE(f.programme_state = PROGRAMME_FUNDED, (void)0, "not_yet_valid");
	CASE(f.programme_state = PROGRAMME_CLOSING, (void)0, "redeemed");
	CASE(f.programme_state = PROGRAMME_CLOSED, (void)0, "expired");
	CASE(f.from_day = TODAY, (void)0, "redeemed");
	CASE(f.from_day = TODAY + 1, (void)0, "not_yet_valid");
	CASE((void)0, p.used_at += (int64_t)40 * DAY_SECONDS, "redeemed");
	CASE((void)0, p.now += (int64_t)45 * DAY_SECONDS, "redeemed"); /* scanned before */
}

static void centres_and_kinds(void)
{
	CASE(f.centre_approved = false, (void)0, "wrong_territory");
	CASE(f.centre_of_programme = false, (void)0, "wrong_territory");
	CASE((f.centre_approved = false, f.insee[0] = 0), p.centre = 0, "redeemed");
	CASE((snprintf(f.insee, 6, "33063"), snprintf(f.epci, 10, "200071827")), (void)0,
	     "redeemed");
	CASE(f.territory[0] = '\0', (void)0, "redeemed");
	CASE((void)0, p.kind = 2, "redeemed");
	CASE(f.kinds[0] = '\0', p.kind = 99, "redeemed");
	CASE(f.pass.kind = 2, (p.token.kind = 2, p.kind = 1), "kind_not_allowed");
	CASE(f.pass.kind = 2, (p.token.kind = 2, p.kind = 2), "redeemed");
	CASE(f.pass.kind = 2, (p.token.kind = 2, p.kind = 0), "redeemed");
}

CHECK_MAIN({ "of_two_reasons_the_earlier_rule_is_told", of_two_reasons_the_earlier_rule_is_told },
           { "what_the_books_do_not_know_was_not_issued",
             what_the_books_do_not_know_was_not_issued },
           { "a_retry_is_the_same_centre_soon_or_with_the_same_nonce",
             a_retry_is_the_same_centre_soon_or_with_the_same_nonce },
           { "states_and_days", states_and_days }, { "centres_and_kinds", centres_and_kinds })
