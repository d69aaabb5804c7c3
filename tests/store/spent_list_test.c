/* Lists of redemptions. */
#include "spent_books.h"

static bool note_number(void *context, const struct redemption *r, int64_t reversed_at,
                        struct err *err)
{
	int64_t *sum = context;

	(void)err;
	*sum = *sum * 10 + (reversed_at ? 9 : spent_number(r->id));
	return true;
}

static void the_way_of_a_person_goes_through_all_their_passes(void)
{
	SPENT_BOOKS;
	struct spent_entry entries[] = { { use(3, 0), false },
		                         { use(1, 0), false },
		                         { use(2, 0), false },
		                         { use(4, 0), false },
		                         { use(5, 0), false } };
	struct reversal reversal = { use(2, 0).id, 1, 1774370000, 9, "erreur" };
	struct pass others[3] = { pass, pass, pass }, person = pass;
	int64_t way = 0, level;
	unsigned numbers;
	bool done;

	/* Pass 71 is of the same person, 72 of the same in another programme, 73 of another. */
	for (int i = 0; i < 3; i++) {
		others[i].id = 71 + i;
		others[i].serial = 2 + i;
		others[i].has_pseudonym = true;
		others[i].start_level = LEVEL_PARTLY;
		memset(others[i].pseudonym, i == 2 ? 8 : 9, PSEUDONYM_SIZE);
	}
	others[1].programme = 2;
	others[0].start_level = LEVEL_AUTONOMOUS;
	for (int i = 0; i < 2; i++)
		entries[3 + i].redemption.id =
			spent_id(voucher_id(71 + 2 * i, spent_number(use(4 + i, 0).id)), 0);
	COMMITTED(passes_add(f.sql, others, 3, &err));
	COMMITTED(spent_add(f.sql, entries, 5, &err));
	COMMITTED(reversals_add(f.sql, &reversal, &done, &err));
	COMMITTED(spent_end_rest(f.sql, &pass, SPENT_BLOCKED, 1774380000, &numbers, &err));
	CHECK_OK(spent_each_of_person(f.sql, &pass, note_number, &way, &err));
	CHECK_INT(way, 193);
	CHECK_OK(passes_start_level(f.sql, &pass, &level, &err));
	CHECK_INT(level, LEVEL_NONE);
	person.has_pseudonym = true;
	memset(person.pseudonym, 9, PSEUDONYM_SIZE);
	way = 0;
	CHECK_OK(spent_each_of_person(f.sql, &person, note_number, &way, &err));
	CHECK_INT(way, 1934);
	CHECK_OK(passes_start_level(f.sql, &person, &level, &err));
	CHECK_INT(level, LEVEL_AUTONOMOUS);
}

static int64_t numbers_of(struct sql *sql, struct spent_page page)
{
	struct err err = { 0 };
	int64_t numbers = 0;

	CHECK_OK(spent_each(sql, &page, note_number, &numbers, &err));
	return numbers;
}

/* Times 1 2 3 3 3 of vouchers 1 to 5; the third was taken back, the last is of another centre. */
static void redemptions_come_newest_first_in_pages(void)
{
	SPENT_BOOKS;
	struct spent_page centre = { .centre = 2,
		                     .from_at = 0,
		                     .to_at = INT64_MAX,
		                     .before_id = INT64_MAX,
		                     .reversed = SPENT_ANY,
		                     .limit = 9 };
	struct spent_page programme = centre, some = centre;
	struct spent_entry entries[5] = { 0 };
	struct reversal reversal = { use(3, 0).id, 1, 1774370000, 9, "erreur" }, found;
	bool done;

	for (int i = 0; i < 5; i++) {
		entries[i].redemption = use(i + 1, 0);
		entries[i].redemption.at = i < 2 ? i + 1 : 3;
	}
	entries[4].redemption.centre = 3;
	entries[1].redemption.programme = 2;
	COMMITTED(spent_add(f.sql, entries, 5, &err));
	COMMITTED(reversals_add(f.sql, &reversal, &done, &err));
	programme.centre = 0;
	programme.programme = 1;
	CHECK_INT(numbers_of(f.sql, centre), 4921);
	CHECK_INT(numbers_of(f.sql, programme), 5491);
	some.programme = 1;
	CHECK_INT(numbers_of(f.sql, some), 491);
	some.from_at = 3;
	CHECK_INT(numbers_of(f.sql, some), 49);
	some.before_id = use(4, 0).id;
	some.to_at = 3;
	CHECK_INT(numbers_of(f.sql, some), 9);
	some.from_at = 0;
	some.to_at = 2;
	some.before_id = INT64_MAX;
	CHECK_INT(numbers_of(f.sql, some), 1);
	centre.limit = 2;
	CHECK_INT(numbers_of(f.sql, centre), 49);
	centre.reversed = programme.reversed = SPENT_REVERSED_ONLY;
	CHECK_INT(numbers_of(f.sql, centre), 9);
	CHECK_INT(numbers_of(f.sql, programme), 9);
	programme.to_at = 2;
	CHECK_INT(numbers_of(f.sql, programme), 0);
	programme.to_at = INT64_MAX;
	programme.reversed = centre.reversed = SPENT_STANDING_ONLY;
	CHECK_INT(numbers_of(f.sql, centre), 42);
	CHECK_INT(numbers_of(f.sql, programme), 541);
	CHECK_OK(reversals_find(f.sql, use(3, 0).id, &found, &done, &err));
	CHECK(done);
	CHECK_TEXT(found.reason, "erreur");
	CHECK_INT(found.at, reversal.at);
	CHECK_OK(reversals_find(f.sql, use(4, 0).id, &found, &done, &err));
	CHECK(!done);
}

DATABASE_MAIN({ "the_way_of_a_person_goes_through_all_their_passes",
                the_way_of_a_person_goes_through_all_their_passes },
              { "redemptions_come_newest_first_in_pages", redemptions_come_newest_first_in_pages })
