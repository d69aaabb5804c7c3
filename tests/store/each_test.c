/* sql_each(): many rows of one statement. The expectations are the same on both databases, though
 * one pipes and the other steps. */
#include <stdlib.h>

#include "fixture.h"

enum { ROWS = 300, BIG = 8192 }; /* more than one pipeline's length; more than one buffer */

struct batch {
	struct sql *sql;
	char text[BIG];
	size_t taken, hits, stop_at;
	bool in_order, disturb;
};

static void fill(void *context, size_t row, struct sql_value *args)
{
	struct batch *batch = context;

	memset(batch->text, 'a' + (int)(row % 26), sizeof batch->text - 1);
	args[0] = sql_int((int64_t)row / 2); /* every second one is there already */
	args[1] = row % 3 ? sql_text(batch->text) : sql_null();
}

static bool take(void *context, size_t row, const struct query *q, struct err *err)
{
	struct batch *batch = context;

	batch->in_order &= row == batch->taken++;
	if (q) {
		batch->hits++;
		batch->in_order &= query_int(q, 0) == (int64_t)row / 2;
		batch->in_order &= query_is_null(q, 1) == (row % 3 == 0);
		if (row % 3)
			batch->in_order &= query_text(q, 1)[BIG - 2] == 'a' + (int)(row % 26);
	}
	if (batch->disturb)
		return sql_run(batch->sql, "DELETE FROM thing", SQL_NO_ARGS, err);
	return batch->taken != batch->stop_at || err_named(err, ERR_REFUSED, "enough", "enough");
}

static const struct sql_each each = {
	.text = "INSERT INTO thing (id, name) VALUES ($1, $2) ON CONFLICT (id) DO NOTHING"
		" RETURNING id, name",
	.rows_count = ROWS,
	.args_count = 2,
	.fill = fill,
	.take = take,
};

static bool run(struct batch *batch, const char *text, struct err *err)
{
	struct sql_each mine = each;

	mine.context = batch;
	mine.text = text ? text : each.text;
	batch->in_order = true;
	return sql_each(batch->sql, &mine, err);
}

static void rows_run_in_order_and_each_sees_those_before(void)
{
	FIXTURE;
	struct batch batch = { .sql = f.sql };

	CHECK_OK(sql_begin(f.sql, &err));
	CHECK_OK(run(&batch, NULL, &err));
	CHECK_INT(count(f.sql), ROWS / 2);
	CHECK_OK(sql_commit(f.sql, &err));
	CHECK_INT(batch.taken, ROWS);
	CHECK_INT(batch.hits, ROWS / 2);
	CHECK(batch.in_order);
	CHECK_INT(count(f.sql), ROWS / 2);
}

static void no_rows_is_fine_and_no_taker_too(void)
{
	FIXTURE;
	struct batch batch = { .sql = f.sql };
	struct sql_each mine = each;

	mine.context = &batch;
	mine.take = NULL;
	CHECK_OK(sql_begin(f.sql, &err));
	CHECK_OK(sql_each(f.sql, &mine, &err));
	mine.rows_count = 0;
	CHECK_OK(sql_each(f.sql, &mine, &err));
	CHECK_OK(sql_commit(f.sql, &err));
	CHECK_INT(count(f.sql), ROWS / 2);
}

static void a_transaction_is_needed(void)
{
	FIXTURE;
	struct batch batch = { .sql = f.sql };

	CHECK_ERR(run(&batch, NULL, &err), ERR_SYSTEM);
	CHECK_INT(batch.taken, 0);
	CHECK_INT(count(f.sql), 0);
}

static void a_taker_that_fails_stops_and_spoils(void)
{
	FIXTURE;
	struct batch batch = { .sql = f.sql, .stop_at = 200 };

	CHECK_OK(sql_begin(f.sql, &err));
	CHECK_ERR(run(&batch, NULL, &err), ERR_REFUSED);
	CHECK_TEXT(err.name, "enough");
	CHECK_INT(batch.taken, 200);
	CHECK_ERR(sql_commit(f.sql, &err), ERR_SYSTEM);
	CHECK_INT(count(f.sql), 0);
}

static void a_row_that_fails_stops_and_spoils(void)
{
	static const char nowhere[] = "INSERT INTO nowhere VALUES ($1, $2)";
	static const char text[] =
		"INSERT INTO thing (id, name) VALUES ($1, $2) RETURNING id, name";
	FIXTURE;
	struct batch batch = { .sql = f.sql };

	for (int again = 0; again < 2; again++) {
		batch.taken = 0;
		CHECK_OK(sql_begin(f.sql, &err));
		CHECK_ERR(run(&batch, text, &err), ERR_CONFLICT);
		CHECK_TEXT(err.name, "duplicate");
		CHECK_INT(batch.taken, 1);
		sql_rollback(f.sql);
		CHECK_INT(count(f.sql), 0);
	}
	CHECK_OK(sql_begin(f.sql, &err));
	CHECK_ERR(run(&batch, nowhere, &err), ERR_SYSTEM);
	sql_rollback(f.sql);
	CHECK_OK(sql_script(f.sql, "CREATE TABLE nowhere (id BIGINT, name TEXT)", &err));
	for (int again = 0; again < 2; again++) {
		CHECK_OK(sql_begin(f.sql, &err));
		CHECK_OK(run(&batch, again ? NULL : nowhere, &err));
		CHECK_OK(sql_commit(f.sql, &err));
	}
	CHECK_INT(count(f.sql), ROWS / 2);
}

static void the_taker_may_not_use_the_connection(void)
{
	FIXTURE;
	struct batch batch = { .sql = f.sql, .disturb = true };

	CHECK_OK(sql_begin(f.sql, &err));
	CHECK_ERR(run(&batch, NULL, &err), ERR_SYSTEM);
	CHECK_INT(batch.taken, 1);
	sql_rollback(f.sql);
}

DATABASE_MAIN({ "rows_run_in_order_and_each_sees_those_before",
                rows_run_in_order_and_each_sees_those_before },
              { "no_rows_is_fine_and_no_taker_too", no_rows_is_fine_and_no_taker_too },
              { "a_transaction_is_needed", a_transaction_is_needed },
              { "a_taker_that_fails_stops_and_spoils", a_taker_that_fails_stops_and_spoils },
              { "a_row_that_fails_stops_and_spoils", a_row_that_fails_stops_and_spoils },
              { "the_taker_may_not_use_the_connection", the_taker_may_not_use_the_connection })
