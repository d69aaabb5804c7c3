/* An open database with two tables, for the tests of the plumbing. */
#pragma once

#include "base/auto.h"
#include "database.h"
#include "store/sql.h"

struct fixture {
	struct test_database database;
	struct sql *sql;
};

static inline void fixture_close(struct fixture *f)
{
	sql_close(&f->sql);
	test_database_close(&f->database);
}

static inline bool fixture_open(struct fixture *f, const char *schema)
{
	struct err err = { 0 };

	test_database_open(&f->database);
	return CHECK_OK(sql_open(&f->sql, f->database.url, SQL_READ_WRITE, &err)) &&
	       CHECK_OK(sql_script(f->sql, schema, &err));
}

#define FIXTURE_WITH(schema)                                                                       \
	AUTO(fixture_close) struct fixture f = { 0 };                                              \
	struct err err = { 0 };                                                                    \
	if (!fixture_open(&f, (schema)))                                                           \
	return

#define EMPTY_FIXTURE FIXTURE_WITH("")
#define FIXTURE                                                                                    \
	FIXTURE_WITH("CREATE TABLE parent (id BIGINT PRIMARY KEY);"                                \
	             "CREATE TABLE thing (id BIGINT PRIMARY KEY, name TEXT, data BYTEA,"           \
	             " real DOUBLE PRECISION, parent BIGINT REFERENCES parent (id))")

#define ADD "INSERT INTO thing (id, name) VALUES ($1, $2)"

static inline int64_t count(struct sql *sql)
{
	struct err err = { 0 };
	int64_t n = -1;

	CHECK_OK(sql_one_int(sql, "SELECT COUNT(*) FROM thing", SQL_NO_ARGS, &n, &err));
	return n;
}
