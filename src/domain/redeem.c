#include "domain/redeem.h"

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "model/ledger.h"
#include "domain/redeem_parts.h"
#include "store/ledger.h"
#include "store/passes.h"
#include "store/spent.h"
#include "store/wrong_codes.h"
#include "domain/vault.h"

enum { WRONG_A_DAY = 20, WRONG_IN_ROW = 5, PAUSE_SECONDS = 15 * 60, ROUNDS_MAX = 4 };

/* The items of one transaction and the room they need. */
struct batch {
	struct redeem_item *const *items;
	size_t count;
	struct spent_inquiry *inquiries; /* as many as items */
	struct spent_entry *entries;
	struct ledger_line *lines;
	size_t *asked; /* which item each inquiry or entry is of */
};

static void batch_release(struct batch *b)
{
	free(b->inquiries);
	free(b->entries);
	free(b->lines);
	free(b->asked);
}

static bool batch_init(struct batch *b, struct err *err)
{
	b->inquiries = calloc(b->count, sizeof *b->inquiries);
	b->entries = calloc(b->count, sizeof *b->entries);
	b->lines = calloc(b->count, sizeof *b->lines);
	b->asked = calloc(b->count, sizeof *b->asked);
	return (b->inquiries && b->entries && b->lines && b->asked) || err_memory(err);
}

static void settle(struct redeem_item *item, enum outcome outcome)
{
	item->outcome = outcome;
	item->settled = true;
}

/* ---- typed codes ---- */

/* Count a wrong code; the fifth in a row, or the twentieth of a day, begins a pause. */
static void count_wrong(struct wrong_codes *w, int64_t now)
{
	if (w->day != paris_day(now))
		w->count = 0;
	w->day = paris_day(now);
	w->count++;
	w->in_row++;
	if (w->in_row >= WRONG_IN_ROW) {
		w->in_row = 0;
		w->until_at = now + PAUSE_SECONDS;
	}
	if (w->count >= WRONG_A_DAY)
		w->until_at = paris_day_begins_at(w->day + 1);
}

/* Which pass does the code name? The operator's own look-ups (no centre) are not counted. */
static bool resolve_code(struct app *app, struct redeem_item *item, struct err *err)
{
	struct wrong_codes counts = { 0 };
	bool found = false, in_row;
	struct pass pass;

	if (item->centre && !wrong_codes_hold(app->sql, item->centre, &counts, err))
		return false;
	if (counts.until_at > item->shown.now) {
		settle(item, OUTCOME_TOO_MANY_WRONG_CODES);
		item->proposal[0] = '\0';
		return true;
	}
	if (item->serial >= 0 && !passes_find_serial(app->sql, item->serial, &pass, &found, err))
		return false;
	found = found && item->shown.token.number <= pass.total;
	if (found)
		item->shown.token.pass = pass.id;
	else
		settle(item, OUTCOME_UNKNOWN_CODE);
	if (!item->centre)
		return true;
	in_row = counts.in_row > 0;
	if (found)
		counts.in_row = 0;
	else
		count_wrong(&counts, item->shown.now);
	return (found && !in_row) || wrong_codes_set(app->sql, item->centre, &counts, err);
}

/* ---- settling ---- */

/* What the rules say of every item that is still open. */
static bool inquire(struct app *app, struct batch *b, struct err *err)
{
	size_t n = 0;

	for (size_t i = 0; i < b->count; i++) {
		const struct redeem_item *item = b->items[i];

		if (item->settled)
			continue;
		b->asked[n] = i;
		b->inquiries[n++] = (struct spent_inquiry){ .pass = item->shown.token.pass,
			                                    .number = item->shown.token.number,
			                                    .centre = item->centre };
	}
	if (n && !spent_inquire(app->sql, b->inquiries, n, err))
		return false;
	for (size_t k = 0; k < n; k++) {
		struct redeem_item *item = b->items[b->asked[k]];

		item->facts = b->inquiries[k].facts;
		item->outcome = rules_outcome(&item->facts, &item->shown);
		item->settled = item->outcome != OUTCOME_REDEEMED || item->check_only;
		if (item->outcome == OUTCOME_ALREADY_YOURS)
			item->redemption = item->facts.spent;
	}
	return true;
}

static struct redemption redemption_of(const struct redeem_item *item)
{
	const struct voucher_facts *f = &item->facts;
	enum redeem_mode mode = item->shown.typed  ? MODE_TYPED
	                        : item->scanned_at ? MODE_OFFLINE
	                                           : MODE_ONLINE;
	int64_t voucher = voucher_id(f->pass.id, item->shown.token.number);

	return (struct redemption){ .id = spent_id(voucher, f->attempt),
		                    .cause = SPENT_REDEEMED,
		                    .programme = f->pass.programme,
		                    .at = item->shown.now,
		                    .cents = f->pass.cents,
		                    .centre = item->centre,
		                    .account = item->caller.account,
		                    .kind = item->kind ? item->kind : f->pass.kind,
		                    .minutes = item->minutes,
		                    .level = item->level,
		                    .mode = mode,
		                    .device_at = item->scanned_at,
		                    .nonce = item->shown.nonce,
		                    .siret = f->siret,
		                    .siren = f->siren };
}

static int64_t end_of(const struct redeem_item *item)
{
	return spent_id(voucher_id(item->facts.pass.id, item->shown.token.number),
	                item->facts.attempt);
}

/* By what they insert, then as they came: everyone locks in this order, so that no two batches wait
 * for each other, and the first of two equal ones wins. */
static int by_end(const void *a, const void *b, void *context)
{
	const struct batch *batch = context;
	size_t i = *(const size_t *)a, k = *(const size_t *)b;
	int64_t x = end_of(batch->items[i]), y = end_of(batch->items[k]);

	return x != y ? (x > y) - (x < y) : (i > k) - (i < k);
}

/* End the vouchers of open items and move their money. An item that lost a race stays open. */
static bool end_open(struct app *app, struct batch *b, size_t *ret_open, struct err *err)
{
	size_t n = 0, done = 0;

	for (size_t i = 0; i < b->count; i++)
		if (!b->items[i]->settled)
			b->asked[n++] = i;
	if (n)
		qsort_r(b->asked, n, sizeof *b->asked, by_end, b);
	for (size_t k = 0; k < n; k++)
		b->entries[k].redemption = redemption_of(b->items[b->asked[k]]);
	if (n && !spent_add(app->sql, b->entries, n, err))
		return false;
	for (size_t k = 0; k < n; k++) {
		struct redeem_item *item = b->items[b->asked[k]];
		const struct redemption *r = &b->entries[k].redemption;

		if (!b->entries[k].done)
			continue;
		item->redemption = *r;
		item->settled = true;
		b->lines[done++] = (struct ledger_line){ .programme = r->programme,
			                                 .at = r->at,
			                                 .kind = LEDGER_REDEEMED,
			                                 .ref = r->id,
			                                 .debit = ACCOUNT_COMMITTED,
			                                 .credit = ACCOUNT_OWED,
			                                 .cents = r->cents };
	}
	*ret_open = n - done;
	return !done || ledger_add(app->sql, b->lines, done, err);
}

/* Another process may have made or revoked a key since the tokens were verified: they are verified
 * again when the key list has changed. */
static bool look_again(struct app *app, struct batch *b, struct err *err)
{
	bool changed;

	if (!vault_refresh(app->vault, app->sql, &changed, err))
		return false;
	for (size_t i = 0; i < b->count; i++) {
		struct redeem_item *item = b->items[i];

		if (item->settled || item->shown.typed)
			continue;
		if (item->key_list != vault_version(app->vault))
			redeem_prepare_token(app, item);
		item->settled |= item->outcome == OUTCOME_UNKNOWN_KEY;
	}
	return true;
}

/* The same, from the beginning, when a transaction is tried again. */
static void reopen(struct batch *b)
{
	for (size_t i = 0; i < b->count; i++) {
		struct redeem_item *item = b->items[i];

		item->claimed = item->key_reused = false;
		if (item->facts.known || item->shown.typed)
			item->settled = false;
	}
}

static bool batch_work(struct app *app, void *context, struct err *err)
{
	struct batch *b = context;
	size_t open = 1;

	reopen(b);
	if (!look_again(app, b, err))
		return false;
	for (size_t i = 0; i < b->count; i++)
		if (!b->items[i]->settled && b->items[i]->shown.typed &&
		    !resolve_code(app, b->items[i], err))
			return false;
	for (int round = 0; open && round < ROUNDS_MAX; round++)
		if (!inquire(app, b, err) || !redeem_keys_claim(app, b->items, b->count, err) ||
		    !end_open(app, b, &open, err))
			return false;
	return !open || err_set(err, ERR_BUSY, "others kept winning the race for a voucher");
}

bool redeem_batch(struct app *app, struct redeem_item *const *items, size_t count, struct err *err)
{
	AUTO(batch_release) struct batch b = { .items = items, .count = count };

	if (count == 0)
		return true;
	if (count > REDEEM_BATCH_MAX)
		return err_set(err, ERR_SYSTEM, "more than %d redemptions at once",
		               REDEEM_BATCH_MAX);
	return batch_init(&b, err) && transact(app, batch_work, &b, err);
}

bool redeem_one(struct app *app, struct redeem_item *item, struct err *err)
{
	return redeem_prepare(app, item, err) &&
	       (item->settled || redeem_batch(app, &item, 1, err));
}

static bool check_read(struct app *app, void *context, struct err *err)
{
	struct redeem_item *item = context;
	struct batch b = { .items = &item, .count = 1 };
	struct spent_inquiry inquiry;
	size_t asked;

	b.inquiries = &inquiry;
	b.asked = &asked;
	return look_again(app, &b, err) &&
	       (item->settled || !item->shown.typed || resolve_code(app, item, err)) &&
	       inquire(app, &b, err);
}

bool redeem_check(struct app *app, struct redeem_item *item, struct err *err)
{
	item->check_only = true;
	if (!redeem_prepare(app, item, err))
		return false;
	if (item->settled)
		return true;
	/* A centre's typed code may have to be counted: that is a write. */
	return item->shown.typed && item->centre ? redeem_batch(app, &item, 1, err)
	                                         : transact_read(app, check_read, item, err);
}
