/* Passes: every field, and every question asked of them. */
#include "books.h"
#include "store/passes.h"

static struct pass pass_of(int64_t id)
{
	struct pass pass = { .id = id,
		             .serial = id * 10,
		             .programme = 1,
		             .desk = 1,
		             .agent = 5,
		             .issued_at = 1774350000 + id,
		             .handed_out_at = 1774350001,
		             .total = 8,
		             .cents = 1000,
		             .kind = 2,
		             .last_day = 20818,
		             .key_number = 3,
		             .language = LANGUAGE_AR,
		             .print_size = PRINT_LARGE,
		             .has_pseudonym = true,
		             .start_level = LEVEL_PARTLY,
		             .age_band = 4,
		             .situation = 6 };

	memset(pass.pseudonym, 9, sizeof pass.pseudonym);
	return pass;
}

static void check_same(const struct pass *have, const struct pass *want)
{
	CHECK_INT(have->id, want->id);
	CHECK_INT(have->serial, want->serial);
	CHECK_INT(have->programme, want->programme);
	CHECK_INT(have->desk, want->desk);
	CHECK_INT(have->agent, want->agent);
	CHECK_INT(have->issued_at, want->issued_at);
	CHECK_INT(have->handed_out_at, want->handed_out_at);
	CHECK_INT(have->total, want->total);
	CHECK_INT(have->cents, want->cents);
	CHECK_INT(have->kind, want->kind);
	CHECK_INT(have->last_day, want->last_day);
	CHECK_INT(have->key_number, want->key_number);
	CHECK_INT(have->specimen, want->specimen);
	CHECK_INT(have->language, want->language);
	CHECK_INT(have->print_size, want->print_size);
	CHECK_INT(have->has_pseudonym, want->has_pseudonym);
	CHECK_INT(have->start_level, want->start_level);
	CHECK_INT(have->age_band, want->age_band);
	CHECK_INT(have->situation, want->situation);
	CHECK_INT(have->state, want->state);
	CHECK_INT(have->state_at, want->state_at);
	CHECK_TEXT(have->reason, want->reason);
	CHECK_INT(have->replaced_by, want->replaced_by);
	if (want->has_pseudonym)
		CHECK_BYTES(have->pseudonym, want->pseudonym, PSEUDONYM_SIZE);
}

static void every_field_survives(void)
{
	BOOKS_WITH_PROGRAMME;
	struct pass full = pass_of((INT64_C(1) << 48) - 1), bare = pass_of(2), found;
	bool is_there = false;

	bare.handed_out_at = bare.age_band = bare.situation = 0;
	bare.has_pseudonym = false;
	bare.start_level = LEVEL_NONE;
	bare.specimen = true;
	COMMITTED(passes_add(f.sql, (struct pass[]){ full, bare }, 2, &err));
	CHECK_OK(passes_find(f.sql, full.id, &found, &err));
	check_same(&found, &full);
	CHECK_OK(passes_find_serial(f.sql, bare.serial, &found, &is_there, &err));
	CHECK(is_there);
	check_same(&found, &bare);
	CHECK_OK(passes_find_serial(f.sql, 12345, &found, &is_there, &err));
	CHECK(!is_there);
	full.state = PASS_REPLACED;
	full.state_at = 1774360000;
	full.replaced_by = 77;
	snprintf(full.reason, sizeof full.reason, "perdu à l'arrêt");
	COMMITTED(passes_change_state(f.sql, &full, &err));
	COMMITTED(passes_hold(f.sql, full.id, &found, &err));
	check_same(&found, &full);
	REFUSED(passes_hold(f.sql, 4, &found, &err), ERR_MISSING, "no_pass");
	REFUSED(passes_find(f.sql, 4, &found, &err), ERR_MISSING, "no_pass");
}

static void an_id_or_serial_is_taken_once(void)
{
	BOOKS_WITH_PROGRAMME;
	struct pass pass = pass_of(1), twin = pass_of(2);

	COMMITTED(passes_add(f.sql, &pass, 1, &err));
	REFUSED(passes_add(f.sql, &pass, 1, &err), ERR_CONFLICT, "duplicate");
	twin.serial = pass.serial;
	REFUSED(passes_add(f.sql, &twin, 1, &err), ERR_CONFLICT, "duplicate");
}

static void a_pass_is_handed_out_once_and_while_it_lives(void)
{
	BOOKS_WITH_PROGRAMME;
	struct pass pass = pass_of(1), blocked = pass_of(2), found;
	bool done = false;

	pass.handed_out_at = blocked.handed_out_at = 0;
	blocked.state = PASS_BLOCKED;
	COMMITTED(passes_add(f.sql, (struct pass[]){ pass, blocked }, 2, &err));
	CHECK_OK(passes_hand_out(f.sql, &pass, 1774351111, &done, &err));
	CHECK(done);
	CHECK_OK(passes_hand_out(f.sql, &pass, 1774352222, &done, &err));
	CHECK(!done);
	CHECK_OK(passes_find(f.sql, 1, &found, &err));
	CHECK_INT(found.handed_out_at, 1774351111);
	CHECK_OK(passes_hand_out(f.sql, &blocked, 1774351111, &done, &err));
	CHECK(!done);
}

static void what_a_person_had_is_counted(void)
{
	BOOKS_WITH_PROGRAMME;
	struct pass passes[4];
	int64_t count;

	for (int i = 0; i < 4; i++)
		passes[i] = pass_of(i + 1);
	passes[1].state = PASS_REPLACED;
	passes[2].programme = 2;
	passes[3].pseudonym[15]++;
	COMMITTED(passes_add(f.sql, passes, 4, &err));
	CHECK_OK(passes_count_person(f.sql, 1, passes[0].pseudonym, 0, &count, &err));
	CHECK_INT(count, 1);
	CHECK_OK(passes_count_person(f.sql, 1, passes[0].pseudonym, passes[0].issued_at, &count,
	                             &err));
	CHECK_INT(count, 1);
	CHECK_OK(passes_count_person(f.sql, 1, passes[0].pseudonym, passes[0].issued_at + 1, &count,
	                             &err));
	CHECK_INT(count, 0);
}

/* One use of a voucher. */
static bool use(struct sql *sql, int64_t pass, int number, int64_t at, struct err *err)
{
	return sql_run(sql,
	               "INSERT INTO spent (id, cause, programme, at, cents)"
	               " VALUES ($1, 1, 1, $2, 1000)",
	               SQL_ARGS(sql_int(spent_id(voucher_id(pass, number), 0)), sql_int(at)), err);
}

static int64_t linked(struct sql *sql)
{
	struct err err = { 0 };
	int64_t ids = -1;

	CHECK_OK(sql_one_int(sql,
	                     "SELECT CAST(COALESCE(SUM(id), 0) AS BIGINT) FROM pass"
	                     " WHERE pseudonym IS NOT NULL",
	                     SQL_NO_ARGS, &ids, &err));
	return ids;
}

static void links_to_persons_end_after_the_last_contact(void)
{
	enum { AT = 1774350100 };
	BOOKS_WITH_PROGRAMME;
	struct pass passes[6];
	int64_t ids[8] = { 0 };
	size_t count;

	/* Each of a person of their own, but for 10 and 20. */
	for (int i = 0; i < 6; i++) {
		passes[i] = pass_of(i < 5 ? 1 << i : 64);
		passes[i].serial = i;
		passes[i].issued_at = passes[i].handed_out_at = AT - 50;
		passes[i].pseudonym[0] = (unsigned char)i;
	}
	passes[1].handed_out_at = AT; /* given from the stock later */
	passes[3].pseudonym[0] = passes[4].pseudonym[0];
	passes[4].issued_at = AT;
	passes[5].has_pseudonym = false;
	COMMITTED(passes_add(f.sql, passes, 6, &err));
	COMMITTED(use(f.sql, 1, 1, AT - 1, &err));
	COMMITTED(use(f.sql, 4, 1, AT, &err));
	CHECK_OK(passes_lapsed(f.sql, AT, 8, ids, &count, &err));
	CHECK_INT(count, 1);
	CHECK_INT(ids[0], 1);
	for (int i = 0; i < 6; i++)
		COMMITTED(passes_forget(f.sql, passes[i].id, AT, &err));
	CHECK_INT(linked(f.sql), 2 + 4 + 8 + 16);
	CHECK_OK(passes_lapsed(f.sql, AT + 1, 2, ids, &count, &err));
	CHECK_INT(count, 2);
	for (int i = 0; i < 6; i++)
		COMMITTED(passes_forget(f.sql, passes[i].id, AT + 1, &err));
	CHECK_INT(linked(f.sql), 0);
}

DATABASE_MAIN({ "every_field_survives", every_field_survives },
              { "an_id_or_serial_is_taken_once", an_id_or_serial_is_taken_once },
              { "a_pass_is_handed_out_once_and_while_it_lives",
                a_pass_is_handed_out_once_and_while_it_lives },
              { "what_a_person_had_is_counted", what_a_person_had_is_counted },
              { "links_to_persons_end_after_the_last_contact",
                links_to_persons_end_after_the_last_contact })
