/* What an offline device takes along of a programme's passes. */
#include "books.h"
#include "store/live_passes.h"
#include "store/passes.h"
#include "store/spent.h"

enum { DAY = 20600, AT = 1774350000 };

static struct pass pass_of(int64_t id)
{
	return (struct pass){ .id = id,
		              .serial = id,
		              .programme = 1,
		              .desk = 1,
		              .issued_at = AT + id,
		              .total = 8,
		              .cents = 1000,
		              .last_day = DAY };
}

static bool end(struct sql *sql, int64_t pass, int number, int attempt, int cause, struct err *err)
{
	return sql_run(
		sql,
		"INSERT INTO spent (id, cause, programme, at, cents) VALUES ($1, $2, 1, $3, 1)",
		SQL_ARGS(sql_int(spent_id(voucher_id(pass, number), attempt)), sql_int(cause),
	                 sql_int(AT + 100)),
		err);
}

struct seen {
	int count;
	int64_t ids; /* their sum */
	struct live_pass of[10];
};

static bool note(void *context, const struct live_pass *pass, struct err *err)
{
	struct seen *seen = context;

	(void)err;
	seen->count++;
	seen->ids += pass->id;
	if (pass->id < 10)
		seen->of[pass->id] = *pass;
	return true;
}

static struct seen read(struct sql *sql, int64_t day)
{
	struct seen seen = { 0 };
	struct err err = { 0 };

	CHECK_OK(sql_begin_read(sql, &err));
	CHECK_OK(live_passes_each(sql, 1, day, note, &seen, &err));
	sql_rollback(sql);
	return seen;
}

static void each_pass_comes_with_its_ended_vouchers(void)
{
	struct pass passes[] = { pass_of(1), pass_of(2), pass_of(3), pass_of(4) };
	struct reversal reversal = { .redemption = spent_id(voucher_id(1, 2), 0), .programme = 1 };
	struct seen seen;
	bool done;
	BOOKS_WITH_PROGRAMME;

	passes[1].total = 15;
	passes[2].state = PASS_REPLACED;
	COMMITTED(passes_add(f.sql, passes, 4, &err));
	COMMITTED(end(f.sql, 1, 1, 0, SPENT_REDEEMED, &err));
	COMMITTED(end(f.sql, 1, 2, 0, SPENT_REDEEMED, &err));
	COMMITTED(end(f.sql, 2, 15, 0, SPENT_REDEEMED, &err));
	COMMITTED(end(f.sql, 3, 8, 0, SPENT_REPLACED, &err));
	seen = read(f.sql, DAY);
	CHECK_INT(seen.count, 4);
	CHECK_INT(seen.of[1].ended, 3);
	CHECK_INT(seen.of[1].total, 8);
	CHECK_INT(seen.of[2].ended, 1 << 14);
	CHECK_INT(seen.of[2].total, 15);
	CHECK_INT(seen.of[3].ended, 1 << 7);
	CHECK_INT(seen.of[3].state, PASS_REPLACED);
	CHECK_INT(seen.of[4].ended, 0);
	COMMITTED(reversals_add(f.sql, &reversal, &done, &err));
	CHECK_INT(read(f.sql, DAY).of[1].ended, 1);
	COMMITTED(end(f.sql, 1, 2, 1, SPENT_REDEEMED, &err)); /* and used again */
	CHECK_INT(read(f.sql, DAY).of[1].ended, 3);
}

static void what_no_centre_will_meet_stays_here(void)
{
	struct pass passes[] = { pass_of(1), pass_of(2), pass_of(3), pass_of(4), pass_of(5) };
	struct seen seen;
	BOOKS_WITH_PROGRAMME;

	passes[0].last_day = DAY - 1;
	passes[1].specimen = true;
	passes[2].programme = 2;
	passes[3].state = PASS_CLOSED;
	COMMITTED(passes_add(f.sql, passes, 5, &err));
	seen = read(f.sql, DAY);
	CHECK_INT(seen.count, 1);
	CHECK_INT(seen.ids, 5);
	CHECK_INT(read(f.sql, DAY + 1).count, 0);
	CHECK_INT(read(f.sql, DAY - 1).count, 2);
}

/* Twice as many as a page holds, most of one second. */
static void a_large_programme_comes_whole(void)
{
	static const char many[] =
		"INSERT INTO pass (id, serial, programme, desk, agent, issued_at, total, cents, "
		"kind, last_day, key_number, specimen, language, print_size, state)"
		" WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40003)"
		" SELECT i, i, 1, 1, 0, i / 30000, 8, 1000, 0, 20600, 0, 0, 0, 0, 0 FROM n";
	struct seen seen;
	BOOKS_WITH_PROGRAMME;

	CHECK_OK(sql_script(f.sql, many, &err));
	seen = read(f.sql, DAY);
	CHECK_INT(seen.count, 40003);
	CHECK_INT(seen.ids, INT64_C(40003) * 40004 / 2);
}

static void whatever_happens_is_news(void)
{
	struct pass pass = pass_of(1);
	struct reversal reversal = { .redemption = spent_id(voucher_id(1, 2), 0),
		                     .programme = 1,
		                     .at = AT + 200 };
	struct live_passes_news news;
	bool done;
	BOOKS_WITH_PROGRAMME;

	CHECK_OK(live_passes_news(f.sql, 1, &news, &err));
	CHECK(!news.issued_at && !news.ended_at && !news.reversed_at);
	COMMITTED(passes_add(f.sql, &pass, 1, &err));
	CHECK_OK(live_passes_news(f.sql, 1, &news, &err));
	CHECK_INT(news.issued_at, AT + 1);
	COMMITTED(end(f.sql, 1, 2, 0, SPENT_BLOCKED, &err));
	COMMITTED(reversals_add(f.sql, &reversal, &done, &err));
	CHECK_OK(live_passes_news(f.sql, 1, &news, &err));
	CHECK_INT(news.ended_at, AT + 100);
	CHECK_INT(news.reversed_at, AT + 200);
	CHECK_OK(live_passes_news(f.sql, 2, &news, &err));
	CHECK(!news.issued_at && !news.ended_at && !news.reversed_at);
}

DATABASE_MAIN({ "each_pass_comes_with_its_ended_vouchers",
                each_pass_comes_with_its_ended_vouchers },
              { "what_no_centre_will_meet_stays_here", what_no_centre_will_meet_stays_here },
              { "a_large_programme_comes_whole", a_large_programme_comes_whole },
              { "whatever_happens_is_news", whatever_happens_is_news })
