#include "model.h"

#include <string.h>

#include "base/auto.h"
#include "base/clock.h"

void model_move(struct model *m, int64_t at, enum ledger_account debit, enum ledger_account credit,
                int64_t cents)
{
	m->moves[m->moves_count++] = (struct model_move){ at, debit, credit, cents };
}

struct balances model_balances(const struct model *m, int64_t until_at)
{
	struct balances b = { 0 };

	for (size_t i = 0; i < m->moves_count; i++) {
		if (m->moves[i].at >= until_at)
			continue;
		b.cents[m->moves[i].debit] -= m->moves[i].cents;
		b.cents[m->moves[i].credit] += m->moves[i].cents;
	}
	return b;
}

void model_issue(struct model *m, const struct pass *pass)
{
	struct model_pass *p = &m->passes[m->passes_count++];

	*p = (struct model_pass){ .pass = *pass };
	for (int n = 1; n <= pass->total; n++)
		p->open[n] = true;
}

struct model_use *model_end(struct model *m, int pass, int number, enum spent_cause cause,
                            int64_t at)
{
	struct model_use *use = &m->uses[m->uses_count++];

	*use = (struct model_use){ .pass = pass, .number = number, .cause = cause, .at = at };
	m->passes[pass].open[number] = false;
	m->passes[pass].used[number] = cause == SPENT_REDEEMED;
	return use;
}

int model_end_rest(struct model *m, int pass, enum spent_cause cause, int64_t at)
{
	int count = 0;

	if (m->passes[pass].pass.specimen)
		return 0;
	for (int n = 1; n <= m->passes[pass].pass.total; n++)
		if (m->passes[pass].open[n]) {
			model_end(m, pass, n, cause, at);
			count++;
		}
	return count;
}

int model_left(const struct model *m, int pass)
{
	int count = 0;

	for (int n = 1; n <= m->passes[pass].pass.total; n++)
		count += m->passes[pass].open[n];
	return m->passes[pass].pass.specimen ? 0 : count;
}

void model_reverse(struct model *m, struct model_use *use, int64_t at)
{
	static const enum ledger_account back[] = { ACCOUNT_COMMITTED, ACCOUNT_BUDGET,
		                                    ACCOUNT_BUDGET, ACCOUNT_EXPIRED };
	struct model_pass *p = &m->passes[use->pass];

	use->reversed_at = at;
	p->used[use->number] = false;
	p->open[use->number] = true;
	model_move(m, at, ACCOUNT_OWED, back[p->pass.state], p->pass.cents);
}

const struct model_use *model_last(const struct model *m, int pass, int number)
{
	for (size_t i = m->uses_count; i-- > 0;)
		if (m->uses[i].pass == pass && m->uses[i].number == number &&
		    !m->uses[i].reversed_at)
			return &m->uses[i];
	return NULL;
}

static const char *used_before(const struct model_use *use, const struct redeem_item *item,
                               int64_t now)
{
	if (use->cause == SPENT_REPLACED)
		return "replaced";
	if (use->cause == SPENT_BLOCKED)
		return "blocked";
	if (use->centre == item->centre &&
	    (now - use->at <= 15 * 60 || (*item->nonce && !strcmp(item->nonce, use->nonce))))
		return "already_yours";
	return "already_used";
}

const char *model_outcome(const struct model *m, int pass, int number,
                          const struct redeem_item *item, int64_t now)
{
	static const char *const ended[] = { "", "blocked", "replaced", "expired" };
	const struct model_pass *p = &m->passes[pass];
	const struct model_use *use = model_last(m, pass, number);
	int64_t day = paris_day(item->scanned_at ? item->scanned_at : now);

	if (p->pass.specimen)
		return "specimen";
	if (use)
		return used_before(use, item, now);
	if (p->pass.state != PASS_LIVE)
		return ended[p->pass.state];
	if (m->programme.state == PROGRAMME_DRAFT)
		return "not_funded";
	if (day > p->pass.last_day + m->programme.grace_days ||
	    m->programme.state == PROGRAMME_CLOSED)
		return "expired";
	return m->programme.state == PROGRAMME_FUNDED ? "not_yet_valid" : "redeemed";
}

/* ---- figures ---- */

/* One pass as it stood before `until`. */
struct stood {
	int ever, standing;
	int64_t seen_at;
	enum level seen;
};

static struct stood pass_stood(const struct model *m, int pass, int64_t until)
{
	struct stood s = { 0 };

	for (size_t i = 0; i < m->uses_count; i++) {
		const struct model_use *u = &m->uses[i];
		bool stands = !u->reversed_at || u->reversed_at >= until;

		if (u->pass != pass || u->cause != SPENT_REDEEMED || u->at >= until)
			continue;
		s.ever++;
		s.standing += stands;
		if (stands && u->level &&
		    (u->at > s.seen_at || (u->at == s.seen_at && u->level > s.seen))) {
			s.seen_at = u->at;
			s.seen = u->level;
		}
	}
	return s;
}

static void count_pass(const struct model *m, int pass, const struct report *r, int64_t until,
                       struct figures_passes *f)
{
	const struct pass *p = &m->passes[pass].pass;
	struct stood s = pass_stood(m, pass, until);
	enum pass_state state = p->state_at < until ? p->state : PASS_LIVE;
	bool finished = s.standing >= p->total;

	f->issued++;
	f->handed_out += (p->handed_out_at && p->handed_out_at < until) || s.ever;
	f->started += s.ever > 0;
	f->used += s.standing > 0;
	f->finished += finished;
	f->blocked += state == PASS_BLOCKED;
	f->replaced += state == PASS_REPLACED;
	f->expired +=
		!finished &&
		(state == PASS_CLOSED ||
	         (state == PASS_LIVE && p->last_day + m->programme.grace_days < r->until_day));
	f->levels[p->start_level][s.seen]++;
}

void model_report(const struct model *m, struct report *r)
{
	int64_t from = r->from_day ? paris_day_begins_at(r->from_day) : 0;
	int64_t until = paris_day_begins_at(r->until_day + 1);

	memset(&r->passes, 0, sizeof r->passes);
	memset(&r->vouchers, 0, sizeof r->vouchers);
	for (size_t i = 0; i < m->passes_count; i++) {
		const struct pass *p = &m->passes[i].pass;

		if (p->specimen || p->issued_at < from || p->issued_at >= until)
			continue;
		r->vouchers.issued += p->total;
		count_pass(m, (int)i, r, until, &r->passes);
	}
	for (size_t i = 0; i < m->uses_count; i++) {
		const struct model_use *u = &m->uses[i];
		bool in = u->at >= from && u->at < until;

		r->vouchers.revoked += in && u->cause != SPENT_REDEEMED;
		if (in && u->cause == SPENT_REDEEMED &&
		    (!u->reversed_at || u->reversed_at >= until)) {
			r->vouchers.redeemed++;
			r->vouchers.redeemed_cents += m->programme.cents;
		}
		r->vouchers.reversed +=
			u->reversed_at && u->reversed_at >= from && u->reversed_at < until;
	}
	r->balances = model_balances(m, until);
}
