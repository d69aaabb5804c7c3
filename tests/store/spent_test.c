/* Redemptions, revocations, reversals; the ledger; wrong codes. */
#include "spent_books.h"
#include "store/ledger.h"
#include "store/wrong_codes.h"

static void a_voucher_ends_once_and_every_field_survives(void)
{
	SPENT_BOOKS;
	struct spent_entry entries[] = { { use(1, 0), false }, { use(1, 0), true } };
	struct redemption found;
	int64_t reversed_at = -1;

	COMMITTED(spent_add(f.sql, entries, 2, &err));
	CHECK(entries[0].done && !entries[1].done);
	COMMITTED(spent_add(f.sql, entries, 1, &err));
	CHECK(!entries[0].done);
	CHECK_OK(spent_find(f.sql, use(1, 0).id, &found, &reversed_at, &err));
	CHECK_INT(reversed_at, 0);
	CHECK_INT(found.id, use(1, 0).id);
	CHECK_INT(found.cause, SPENT_REDEEMED);
	CHECK_INT(found.programme, 1);
	CHECK_INT(found.at, use(1, 0).at);
	CHECK_INT(found.cents, 1000);
	CHECK_INT(found.centre, 2);
	CHECK_INT(found.account, 9);
	CHECK_INT(found.kind, 1);
	CHECK_INT(found.minutes, 90);
	CHECK_INT(found.level, LEVEL_PARTLY);
	CHECK_INT(found.mode, MODE_OFFLINE);
	CHECK_INT(found.device_at, 1774350001);
	CHECK_INT(found.nonce, INT64_MAX);
	CHECK_INT(found.siret, 99999999999999);
	CHECK_INT(found.siren, 5550045);
}

static void an_inquiry_says_what_the_books_say(void)
{
	SPENT_BOOKS;
	struct spent_entry entry = { use(2, 0), false };
	struct reversal reversal = { use(2, 0).id, 1, 1774370000, 9, "erreur" };
	struct spent_inquiry asked[] = { { .pass = 70, .number = 2, .centre = 2 },
		                         { .pass = 70, .number = 3 },
		                         { .pass = 71, .number = 2, .centre = 2 } };
	const struct voucher_facts *facts = &asked[0].facts;
	bool done = false;

	COMMITTED(spent_add(f.sql, &entry, 1, &err));
	CHECK_OK(sql_script(
		f.sql,
		"INSERT INTO approval (programme, site, state, changed_at) VALUES (1, 2, 1, 0)",
		&err));
	COMMITTED(spent_inquire(f.sql, asked, 3, &err));
	CHECK(facts->known && asked[1].facts.known && !asked[2].facts.known);
	CHECK_INT(facts->pass.id, 70);
	CHECK_INT(facts->pass.total, 5);
	CHECK_INT(facts->programme_state, PROGRAMME_OPEN);
	CHECK_INT(facts->from_day, 20454);
	CHECK_INT(facts->funder, 1);
	CHECK_INT(facts->grace_days, 30);
	CHECK_TEXT(facts->territory, "16");
	CHECK_TEXT(facts->kinds, "1 2");
	CHECK(facts->centre_approved && facts->centre_of_programme);
	CHECK(!asked[1].facts.centre_approved && !asked[1].facts.centre_of_programme);
	CHECK_TEXT(facts->insee, "16015");
	CHECK_INT(facts->siret, 0);
	CHECK_INT(facts->siren, 211600150);
	CHECK_INT(facts->attempt, 0);
	CHECK_INT(facts->spent.id, use(2, 0).id);
	CHECK_INT(facts->spent.nonce, INT64_MAX);
	CHECK_INT(asked[1].facts.spent.cause, SPENT_NONE);
	/* Once it is taken back the next attempt is open. */
	COMMITTED(reversals_add(f.sql, &reversal, &done, &err));
	CHECK(done);
	COMMITTED(reversals_add(f.sql, &reversal, &done, &err));
	CHECK(!done);
	COMMITTED(spent_inquire(f.sql, asked, 1, &err));
	CHECK_INT(facts->attempt, 1);
	CHECK_INT(facts->spent.cause, SPENT_NONE);
}

static void the_rest_of_a_pass_ends_at_once(void)
{
	SPENT_BOOKS;
	struct spent_entry entries[] = { { use(1, 0), false }, { use(4, 0), false } };
	struct reversal reversal = { use(4, 0).id, 1, 1774370000, 9, "erreur" };
	unsigned numbers, used, ended;
	int64_t reversed_at;
	struct redemption found;
	bool done;

	COMMITTED(spent_add(f.sql, entries, 2, &err));
	COMMITTED(reversals_add(f.sql, &reversal, &done, &err));
	COMMITTED(spent_end_rest(f.sql, &pass, SPENT_BLOCKED, 1774380000, &numbers, &err));
	CHECK_INT(numbers, 1 << 2 | 1 << 3 | 1 << 4 | 1 << 5);
	CHECK_OK(spent_of_pass(f.sql, 70, &used, &ended, &err));
	CHECK_INT(used, 1 << 1);
	CHECK_INT(ended, 62);
	COMMITTED(spent_end_rest(f.sql, &pass, SPENT_BLOCKED, 1774380000, &numbers, &err));
	CHECK_INT(numbers, 0);
	CHECK_OK(spent_find(f.sql, use(4, 0).id, &found, &reversed_at, &err));
	CHECK_INT(reversed_at, 1774370000);
	REFUSED(spent_find(f.sql, use(4, 1).id, &found, &reversed_at, &err), ERR_MISSING,
	        "no_redemption");
}

static void a_fact_is_posted_once_and_every_sum_is_zero(void)
{
	BOOKS_WITH_PROGRAMME;
	const struct ledger_line lines[] = {
		{ 1, 100, LEDGER_FUNDED, 1, ACCOUNT_FUNDER, ACCOUNT_BUDGET, 5000000000000 },
		{ 1, 200, LEDGER_ISSUED, 7, ACCOUNT_BUDGET, ACCOUNT_COMMITTED, 5000 },
		{ 1, 300, LEDGER_REDEEMED, 8, ACCOUNT_COMMITTED, ACCOUNT_OWED, 1000 },
		{ 2, 300, LEDGER_REDEEMED, 8, ACCOUNT_COMMITTED, ACCOUNT_OWED, 1000 },
	};
	struct ledger_line bad = lines[0];
	struct ledger_moves moves;
	struct balances b;
	int64_t next;

	COMMITTED(ledger_add(f.sql, lines, 4, &err));
	REFUSED(ledger_add(f.sql, lines, 1, &err), ERR_CONFLICT, "duplicate");
	bad.ref = 2;
	bad.cents = 0;
	REFUSED(ledger_add(f.sql, &bad, 1, &err), ERR_SYSTEM, "constraint");
	CHECK_OK(ledger_balances(f.sql, 1, 301, &b, &err));
	CHECK_INT(b.cents[ACCOUNT_FUNDER], -5000000000000);
	CHECK_INT(b.cents[ACCOUNT_BUDGET], 5000000000000 - 5000);
	CHECK_INT(b.cents[ACCOUNT_COMMITTED], 4000);
	CHECK_INT(b.cents[ACCOUNT_OWED], 1000);
	CHECK_OK(ledger_balances(f.sql, 1, 300, &b, &err));
	CHECK_INT(b.cents[ACCOUNT_OWED], 0);
	CHECK_OK(ledger_moves(f.sql, 1, 200, 300, &moves, &err));
	CHECK_INT(moves.lines[LEDGER_ISSUED], 1);
	CHECK_INT(moves.cents[LEDGER_ISSUED], 5000);
	CHECK_INT(moves.lines[LEDGER_FUNDED] + moves.lines[LEDGER_REDEEMED], 0);
	CHECK_OK(ledger_next_ref(f.sql, 1, LEDGER_FUNDED, &next, &err));
	CHECK_INT(next, 2);
	CHECK_OK(ledger_next_ref(f.sql, 3, LEDGER_FUNDED, &next, &err));
	CHECK_INT(next, 1);
}

static void wrong_codes_are_kept_per_centre(void)
{
	BOOKS_WITH_PROGRAMME;
	struct wrong_codes counts = { 1, 2, 3, 4 };

	COMMITTED(wrong_codes_hold(f.sql, 2, &counts, &err));
	CHECK_INT(counts.day + counts.count + counts.in_row + counts.until_at, 0);
	counts = (struct wrong_codes){ 20536, 7, 3, INT64_MAX };
	COMMITTED(wrong_codes_set(f.sql, 2, &counts, &err));
	counts.count = 8;
	COMMITTED(wrong_codes_set(f.sql, 2, &counts, &err));
	COMMITTED(wrong_codes_set(f.sql, 3, &(struct wrong_codes){ 0 }, &err));
	memset(&counts, 0, sizeof counts);
	COMMITTED(wrong_codes_hold(f.sql, 2, &counts, &err));
	CHECK_INT(counts.day, 20536);
	CHECK_INT(counts.count, 8);
	CHECK_INT(counts.in_row, 3);
	CHECK_INT(counts.until_at, INT64_MAX);
}

DATABASE_MAIN({ "a_voucher_ends_once_and_every_field_survives",
                a_voucher_ends_once_and_every_field_survives },
              { "an_inquiry_says_what_the_books_say", an_inquiry_says_what_the_books_say },
              { "the_rest_of_a_pass_ends_at_once", the_rest_of_a_pass_ends_at_once },
              { "a_fact_is_posted_once_and_every_sum_is_zero",
                a_fact_is_posted_once_and_every_sum_is_zero },
              { "wrong_codes_are_kept_per_centre", wrong_codes_are_kept_per_centre })
