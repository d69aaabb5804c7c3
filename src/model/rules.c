#include "model/redemption.h"

#include "base/auto.h"
#include "base/clock.h"

static const char *const modes[] = { "online", "offline", "typed" };
_Static_assert(COUNT_OF(modes) == MODE__COUNT, "every mode has a name");

const char *redeem_mode_name(enum redeem_mode mode)
{
	return modes[mode];
}

typedef enum outcome rule(const struct voucher_facts *f, const struct presentation *p);

/* An authentic token whose pass is not in the books, or says otherwise than the books, was made
 * with a stolen key: nobody here issued it. */
static enum outcome rule_issued_here(const struct voucher_facts *f, const struct presentation *p)
{
	if (p->specimen || (f->known && f->pass.specimen))
		return OUTCOME_SPECIMEN;
	if (!f->known)
		return p->typed ? OUTCOME_UNKNOWN_CODE : OUTCOME_BAD_SIGNATURE;
	if (p->token.number > f->pass.total)
		return p->typed ? OUTCOME_UNKNOWN_CODE : OUTCOME_BAD_SIGNATURE;
	if (!p->typed && (p->token.total != f->pass.total || p->token.cents != f->pass.cents ||
	                  p->token.last_day != f->pass.last_day || p->token.kind != f->pass.kind))
		return OUTCOME_BAD_SIGNATURE;
	return OUTCOME_REDEEMED;
}

static bool is_retry(const struct redemption *spent, const struct presentation *p)
{
	if (!p->centre || spent->centre != p->centre)
		return false;
	return (p->nonce && p->nonce == spent->nonce) || p->now - spent->at <= RETRY_WINDOW_SECONDS;
}

static enum outcome rule_not_ended(const struct voucher_facts *f, const struct presentation *p)
{
	switch (f->spent.cause) {
	case SPENT_NONE:
		return OUTCOME_REDEEMED;
	case SPENT_REDEEMED:
		return is_retry(&f->spent, p) ? OUTCOME_ALREADY_YOURS : OUTCOME_ALREADY_USED;
	case SPENT_REPLACED:
		return OUTCOME_REPLACED;
	case SPENT_BLOCKED:
		return OUTCOME_BLOCKED;
	}
	return OUTCOME_BLOCKED;
}

static enum outcome rule_pass_live(const struct voucher_facts *f, const struct presentation *p)
{
	static const enum outcome of[] = { [PASS_LIVE] = OUTCOME_REDEEMED,
		                           [PASS_BLOCKED] = OUTCOME_BLOCKED,
		                           [PASS_REPLACED] = OUTCOME_REPLACED,
		                           [PASS_CLOSED] = OUTCOME_EXPIRED };

	(void)p;
	return of[f->pass.state];
}

static enum outcome rule_in_time(const struct voucher_facts *f, const struct presentation *p)
{
	int64_t day = paris_day(p->used_at);

	if (day > f->pass.last_day + f->grace_days || f->programme_state == PROGRAMME_CLOSED)
		return OUTCOME_EXPIRED;
	if (day < f->from_day || f->programme_state == PROGRAMME_FUNDED)
		return OUTCOME_NOT_YET_VALID;
	return OUTCOME_REDEEMED;
}

static enum outcome rule_funded(const struct voucher_facts *f, const struct presentation *p)
{
	(void)p;
	return f->programme_state == PROGRAMME_DRAFT ? OUTCOME_NOT_FUNDED : OUTCOME_REDEEMED;
}

static enum outcome rule_centre(const struct voucher_facts *f, const struct presentation *p)
{
	bool good = !p->centre ||
	            (f->centre_approved && f->centre_of_programme &&
	             territory_covers_place(f->territory, f->insee, f->postcode, f->epci));

	return good ? OUTCOME_REDEEMED : OUTCOME_WRONG_TERRITORY;
}

static enum outcome rule_kind(const struct voucher_facts *f, const struct presentation *p)
{
	bool good = !p->kind || ((!f->kinds[0] || list_has_number(f->kinds, p->kind)) &&
	                         (!f->pass.kind || f->pass.kind == p->kind));

	return good ? OUTCOME_REDEEMED : OUTCOME_KIND_NOT_ALLOWED;
}

enum outcome rules_outcome(const struct voucher_facts *facts, const struct presentation *shown)
{
	static rule *const rules[] = { rule_issued_here, rule_not_ended, rule_pass_live,
		                       rule_funded,      rule_in_time,   rule_centre,
		                       rule_kind };

	for (size_t i = 0; i < COUNT_OF(rules); i++) {
		enum outcome outcome = rules[i](facts, shown);

		if (outcome != OUTCOME_REDEEMED)
			return outcome;
	}
	return OUTCOME_REDEEMED;
}
