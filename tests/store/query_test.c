#include "fixture.h"

static void every_kind_comes_back_as_it_went(void)
{
	FIXTURE;
	static const unsigned char odd[] = { 0, 1, 0xff, 0, '\\', 'x' };
	static const char text[] =
		"INSERT INTO thing (id, name, data, real) VALUES ($1, $4, $3, $2)";
	AUTO(query_close) struct query *q = NULL;
	const void *data;
	size_t size;

	CHECK_OK(sql_run(f.sql, text,
	                 SQL_ARGS(sql_int(INT64_MIN), sql_real(-48.85661400000001),
	                          sql_bytes(odd, sizeof odd), sql_text("Évry «€»")),
	                 &err));
	CHECK_OK(sql_run(f.sql, text,
	                 SQL_ARGS(sql_int(INT64_MAX), sql_null(), sql_bytes("", 0), sql_text("")),
	                 &err));
	CHECK_OK(sql_run(
		f.sql, text,
		SQL_ARGS(sql_int(0), sql_real_if(false, 1), sql_bytes(NULL, 3), sql_text(NULL)),
		&err));
	CHECK_OK(query_open(&q, f.sql, "SELECT id, name, data, real, id = 0 FROM thing ORDER BY id",
	                    SQL_NO_ARGS, &err));
	CHECK_INT(query_next(q, &err), STEP_ROW);
	CHECK_INT(query_int(q, 0), INT64_MIN);
	CHECK_TEXT(query_text(q, 1), "Évry «€»");
	data = query_bytes(q, 2, &size);
	if (CHECK_INT(size, sizeof odd))
		CHECK_BYTES(data, odd, sizeof odd);
	CHECK(query_real(q, 3) == -48.85661400000001);
	CHECK_INT(query_int(q, 4), 0);
	CHECK_INT(query_next(q, &err), STEP_ROW);
	CHECK(query_is_null(q, 1) && !query_text(q, 1));
	CHECK(query_is_null(q, 2) && !query_bytes(q, 2, &size) && size == 0);
	CHECK(query_is_null(q, 3) && query_real(q, 3) == 0 && query_int(q, 3) == 0);
	CHECK_INT(query_int(q, 4), 1);
	CHECK_INT(query_next(q, &err), STEP_ROW);
	CHECK_INT(query_int(q, 0), INT64_MAX);
	CHECK_TEXT(query_text(q, 1), "");
	CHECK(!query_is_null(q, 2) && query_bytes(q, 2, &size) && size == 0);
	CHECK_INT(query_next(q, &err), STEP_DONE);
	CHECK_INT(query_next(q, &err), STEP_DONE);
}

static void null_and_value_take_turns_in_one_text(void)
{
	FIXTURE;
	static const char text[] = "INSERT INTO thing (id, parent) VALUES ($1, $2)";

	CHECK_OK(sql_script(f.sql, "INSERT INTO parent VALUES (7)", &err));
	for (int64_t i = 0; i < 6; i++)
		CHECK_OK(sql_run(f.sql, text, SQL_ARGS(sql_int(i), sql_int_if(i & 1, 7)), &err));
	CHECK_INT(count(f.sql), 6);
}

static void same_text_can_be_open_twice_at_once(void)
{
	FIXTURE;
	static const char text[] = "SELECT id FROM thing WHERE id >= $1 ORDER BY id";
	AUTO(query_close) struct query *a = NULL;
	AUTO(query_close) struct query *b = NULL;

	for (int64_t i = 0; i < 4; i++)
		CHECK_OK(sql_run(f.sql, ADD, SQL_ARGS(sql_int(i), sql_null()), &err));
	CHECK_OK(query_open(&a, f.sql, text, SQL_ARGS(sql_int(0)), &err));
	CHECK_INT(query_next(a, &err), STEP_ROW);
	CHECK_OK(query_open(&b, f.sql, text, SQL_ARGS(sql_int(2)), &err));
	CHECK_INT(query_next(b, &err), STEP_ROW);
	CHECK_INT(query_next(a, &err), STEP_ROW);
	CHECK_INT(query_int(a, 0), 1);
	CHECK_INT(query_int(b, 0), 2);
	query_close(&a);
	query_close(&b);
}

static void another_text_at_the_same_address_is_another_statement(void)
{
	FIXTURE;
	char text[64];
	int64_t n;

	for (int64_t i = 0; i < 1000; i++) { /* more than are kept */
		snprintf(text, sizeof text, "SELECT CAST(%d AS BIGINT) + $1", (int)i);
		CHECK_OK(sql_one_int(f.sql, text, SQL_ARGS(sql_int(1)), &n, &err));
		if (!CHECK_INT(n, i + 1))
			return;
	}
	CHECK_INT(count(f.sql), 0);
}

static void wrong_number_of_arguments_is_refused(void)
{
	FIXTURE;

	CHECK_ERR(sql_run(f.sql, ADD, SQL_ARGS(sql_int(1)), &err), ERR_SYSTEM);
	CHECK_ERR(sql_run(f.sql, ADD, SQL_ARGS(sql_int(1), sql_null(), sql_null()), &err),
	          ERR_SYSTEM);
	CHECK_ERR(sql_run(f.sql, "SELECT nonsense", SQL_NO_ARGS, &err), ERR_SYSTEM);
	CHECK_OK(sql_run(f.sql, ADD, SQL_ARGS(sql_int(1), sql_null()), &err));
	CHECK_INT(count(f.sql), 1);
}

static void a_finished_write_is_not_run_again(void)
{
	FIXTURE;
	AUTO(query_close) struct query *q = NULL;

	CHECK_OK(query_open(&q, f.sql, "UPDATE thing SET id = id + 1", SQL_NO_ARGS, &err));
	CHECK_INT(query_next(q, &err), STEP_DONE);
	CHECK_OK(sql_run(f.sql, ADD, SQL_ARGS(sql_int(1), sql_null()), &err));
	CHECK_INT(query_next(q, &err), STEP_DONE);
	query_close(&q);
	CHECK_OK(sql_run(f.sql, "DELETE FROM thing WHERE id = 1", SQL_NO_ARGS, &err));
	CHECK_INT(count(f.sql), 0);
}

static void a_null_first_does_not_narrow_the_numbers_after_it(void)
{
	static const char text[] = "SELECT COALESCE($1, 0)";
	FIXTURE;
	int64_t n;

	CHECK_OK(sql_one_int(f.sql, text, SQL_ARGS(sql_null()), &n, &err));
	CHECK_INT(n, 0);
	CHECK_OK(sql_one_int(f.sql, text, SQL_ARGS(sql_int(INT64_MAX)), &n, &err));
	CHECK_INT(n, INT64_MAX);
}

static void an_open_statement_outlives_many_others(void)
{
	FIXTURE;
	AUTO(query_close) struct query *q = NULL;
	char text[64] = "SELECT id FROM thing ORDER BY id";
	int64_t n;

	for (int64_t i = 0; i < 2; i++)
		CHECK_OK(sql_run(f.sql, ADD, SQL_ARGS(sql_int(i), sql_null()), &err));
	CHECK_OK(query_open(&q, f.sql, text, SQL_NO_ARGS, &err));
	CHECK_INT(query_next(q, &err), STEP_ROW);
	for (int i = 0; i < 20; i++) { /* the same address, so the same bucket */
		snprintf(text, sizeof text, "SELECT CAST(%d AS BIGINT)", i);
		CHECK_OK(sql_one_int(f.sql, text, SQL_NO_ARGS, &n, &err));
	}
	CHECK_INT(query_next(q, &err), STEP_ROW);
	CHECK_INT(query_int(q, 0), 1);
}

static void arguments_are_borrowed_only_while_opening(void)
{
	FIXTURE;
	AUTO(query_close) struct query *q = NULL;
	char name[] = "before", data[] = "before";
	static const char text[] = "INSERT INTO thing (id, name, data) VALUES (1, $1, $2)"
				   " RETURNING name, data";
	size_t size;

	CHECK_OK(query_open(&q, f.sql, text, SQL_ARGS(sql_text(name), sql_bytes(data, 6)), &err));
	memset(name, 'x', 6);
	memset(data, 'x', 6);
	CHECK_INT(query_next(q, &err), STEP_ROW);
	CHECK_TEXT(query_text(q, 0), "before");
	CHECK_BYTES((const char *)query_bytes(q, 1, &size), "before", 6);
	CHECK_INT(query_next(q, &err), STEP_DONE);
}

DATABASE_MAIN({ "a_null_first_does_not_narrow_the_numbers_after_it",
                a_null_first_does_not_narrow_the_numbers_after_it },
              { "an_open_statement_outlives_many_others", an_open_statement_outlives_many_others },
              { "arguments_are_borrowed_only_while_opening",
                arguments_are_borrowed_only_while_opening },
              { "every_kind_comes_back_as_it_went", every_kind_comes_back_as_it_went },
              { "null_and_value_take_turns_in_one_text", null_and_value_take_turns_in_one_text },
              { "same_text_can_be_open_twice_at_once", same_text_can_be_open_twice_at_once },
              { "another_text_at_the_same_address_is_another_statement",
                another_text_at_the_same_address_is_another_statement },
              { "wrong_number_of_arguments_is_refused", wrong_number_of_arguments_is_refused },
              { "a_finished_write_is_not_run_again", a_finished_write_is_not_run_again })
