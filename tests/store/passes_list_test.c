/* Lists of passes. */
#include "books.h"
#include "store/passes.h"

static struct pass pass_of(int64_t id)
{
	return (struct pass){ .id = id,
		              .serial = id * 10,
		              .programme = 1,
		              .desk = 1,
		              .issued_at = 1774350000 + id,
		              .handed_out_at = 1774350001,
		              .total = 8,
		              .cents = 1000,
		              .last_day = 20818 };
}

/* One use of a voucher. */
static bool use(struct sql *sql, int64_t pass, int number, int64_t at, struct err *err)
{
	return sql_run(sql,
	               "INSERT INTO spent (id, cause, programme, at, cents)"
	               " VALUES ($1, 1, 1, $2, 1000)",
	               SQL_ARGS(sql_int(spent_id(voucher_id(pass, number), 0)), sql_int(at)), err);
}

struct seen {
	int64_t ids, used;
};

static bool note_seen(void *context, const struct pass *pass, int used, int grace_days,
                      struct err *err)
{
	struct seen *seen = context;

	(void)err;
	CHECK_INT(grace_days, 30);
	seen->ids = seen->ids * 10 + pass->id;
	seen->used = seen->used * 10 + used;
	return true;
}

/* All of desk 1, but for what a test changes. */
static const struct passes_page all = { .desk = 1,
	                                .before_serial = INT64_MAX,
	                                .stage = -1,
	                                .handed_out_by = INT64_MAX,
	                                .day = 20600,
	                                .limit = 9 };

static int64_t ids_of(struct sql *sql, struct passes_page page)
{
	struct err err = { 0 };
	struct seen seen = { 0 };

	CHECK_OK(passes_each(sql, &page, note_seen, &seen, &err));
	return seen.ids;
}

static void a_desk_s_passes_come_newest_first(void)
{
	BOOKS_WITH_PROGRAMME;
	struct passes_page page = all;
	struct seen seen = { 0 };
	struct pass passes[5];

	for (int i = 0; i < 5; i++)
		passes[i] = pass_of(i + 1);
	passes[2].desk = 2;
	passes[3].issued_at = 1; /* the order is that of the serials */
	COMMITTED(passes_add(f.sql, passes, 5, &err));
	COMMITTED(use(f.sql, 4, 1, 1774360000, &err));
	COMMITTED(use(f.sql, 4, 15, 1774360000, &err));
	COMMITTED(use(f.sql, 5, 1, 1774360000, &err));
	COMMITTED(sql_script(f.sql, "INSERT INTO reversal VALUES (1296, 1, 1774360001, 1, 'x')",
	                     &err));
	CHECK_OK(passes_each(f.sql, &page, note_seen, &seen, &err));
	CHECK_INT(seen.ids, 5421);
	CHECK_INT(seen.used, 200);
	page.limit = 2;
	CHECK_INT(ids_of(f.sql, page), 54);
	page.before_serial = passes[3].serial;
	CHECK_INT(ids_of(f.sql, page), 21);
	page.desk = 0;
	CHECK_INT(ids_of(f.sql, page), 32);
	page.programme = 2;
	CHECK_INT(ids_of(f.sql, page), 0);
}

struct counted {
	int stage;
	int64_t count;
};

static bool count_of_stage(void *context, const struct pass *pass, int used, int grace_days,
                           struct err *err)
{
	struct counted *counted = context;

	(void)err;
	CHECK_INT(pass_stage(pass, used, grace_days, all.day), counted->stage);
	counted->count++;
	return true;
}

/* Every pass that differs in what a stage depends on is in the page of its stage and in no other.
 */
static void a_page_of_a_stage_has_the_passes_of_that_stage(void)
{
	enum { MANY = 4 * 2 * 2 * 3 };
	BOOKS_WITH_PROGRAMME;
	int64_t want[STAGE__COUNT] = { 0 }, rest = 0;
	struct pass passes[MANY];

	CHECK_OK(sql_begin(f.sql, &err));
	for (int i = 0; i < MANY; i++) {
		struct pass *p = &passes[i];
		int used = i % 3 == 2 ? 2 : i % 3;

		*p = pass_of(i + 1);
		p->total = 2;
		p->handed_out_at = i / 3 % 2;
		p->last_day = all.day - 30 - i / 6 % 2;
		p->state = (enum pass_state)(i / 12);
		for (int k = 0; k < used; k++)
			CHECK_OK(use(f.sql, p->id, k + 1, 1774360000, &err));
		want[pass_stage(p, used, 30, all.day)]++;
	}
	CHECK_OK(passes_add(f.sql, passes, MANY, &err));
	CHECK_OK(sql_commit(f.sql, &err));
	for (int stage = 0; stage < STAGE__COUNT; stage++) {
		struct passes_page page = all;
		struct counted counted = { .stage = stage };

		page.stage = stage;
		page.limit = MANY;
		CHECK_OK(passes_each(f.sql, &page, count_of_stage, &counted, &err));
		CHECK(want[stage] > 0);
		CHECK_INT(counted.count, want[stage]);
		rest += counted.count;
	}
	CHECK_INT(rest, MANY);
}

static void dormant_passes_were_handed_out_by_then(void)
{
	BOOKS_WITH_PROGRAMME;
	struct passes_page page = all;
	struct pass passes[3];

	for (int i = 0; i < 3; i++) {
		passes[i] = pass_of(i + 1);
		passes[i].handed_out_at = 1774350000 + i;
	}
	passes[2].handed_out_at = 0;
	COMMITTED(passes_add(f.sql, passes, 3, &err));
	page.stage = STAGE_HANDED_OUT;
	CHECK_INT(ids_of(f.sql, page), 21);
	page.handed_out_by = 1774350000;
	CHECK_INT(ids_of(f.sql, page), 1);
	COMMITTED(use(f.sql, 1, 1, 1774360000, &err));
	CHECK_INT(ids_of(f.sql, page), 0);
}

DATABASE_MAIN({ "a_desk_s_passes_come_newest_first", a_desk_s_passes_come_newest_first },
              { "a_page_of_a_stage_has_the_passes_of_that_stage",
                a_page_of_a_stage_has_the_passes_of_that_stage },
              { "dormant_passes_were_handed_out_by_then", dormant_passes_were_handed_out_by_then })
