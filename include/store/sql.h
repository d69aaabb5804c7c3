/* One SQL dialect over two databases: what SQLite 3.35+ and PostgreSQL 15+ share. Parameters are
 * $1, $2, ...; column types are BIGINT, TEXT, BYTEA and DOUBLE PRECISION. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct sql;   /* an open connection; one per thread */
struct query; /* a statement being run */

enum { SQL_ARGS_MAX = 64 };

enum sql_kind { SQL_NULL, SQL_INT, SQL_REAL, SQL_TEXT, SQL_BYTES };

/* One argument. What it points to is borrowed until the call that takes it returns. */
struct sql_value {
	enum sql_kind kind;
	union {
		int64_t number;
		double real;
		size_t size; /* of SQL_BYTES */
	};
	const void *data; /* SQL_TEXT (ends with '\0'), SQL_BYTES */
};

static inline struct sql_value sql_null(void)
{
	return (struct sql_value){ .kind = SQL_NULL };
}

static inline struct sql_value sql_int(int64_t number)
{
	return (struct sql_value){ .kind = SQL_INT, .number = number };
}

static inline struct sql_value sql_real(double real)
{
	return (struct sql_value){ .kind = SQL_REAL, .real = real };
}

/* NULL text and NULL data are the database's NULL; "" and zero bytes are not. */
static inline struct sql_value sql_text(const char *text)
{
	return (struct sql_value){ .kind = text ? SQL_TEXT : SQL_NULL, .data = text };
}

static inline struct sql_value sql_bytes(const void *data, size_t size)
{
	return (struct sql_value){ .kind = data ? SQL_BYTES : SQL_NULL,
		                   .size = size,
		                   .data = data };
}

/* The number when it is there, else NULL. */
static inline struct sql_value sql_int_if(bool there, int64_t number)
{
	return there ? sql_int(number) : sql_null();
}

static inline struct sql_value sql_real_if(bool there, double real)
{
	return there ? sql_real(real) : sql_null();
}

/* The values of $1, $2, ... in order, for a pair of parameters `args, count`:
 * SQL_ARGS(sql_text(code), sql_int(now)). Without any: SQL_NO_ARGS. */
#define SQL_ARGS(...)                                                                              \
	(const struct sql_value[]){ __VA_ARGS__ },                                                 \
		sizeof((const struct sql_value[]){ __VA_ARGS__ }) / sizeof(struct sql_value)
#define SQL_NO_ARGS NULL, 0

enum sql_mode {
	SQL_READ_WRITE, /* ERR_MISSING when there is no such database */
	SQL_READ_ONLY,
	SQL_CREATE /* makes the SQLite file when there is none */
};

/* Open "sqlite:PATH" or "postgresql://...". The caller owns `*ret`.
 *
 * What any call below may say: ERR_BUSY "database_busy" (another writer was too slow: try again);
 * ERR_CONFLICT "duplicate" or "reference" (a UNIQUE or a REFERENCES forbids it); ERR_SYSTEM
 * "disk_full", "database_read_only", "database_corrupt", "not_a_database", "connection_lost". */
bool sql_open(struct sql **ret, const char *url, enum sql_mode mode, struct err *err);

/* Every query must be closed before. What was not committed is rolled back. */
void sql_close(struct sql **sql);

/* Begin to write; to change the schema, one process at a time; to read, every query seeing the
 * same moment. Transactions do not nest. After any failed statement inside one, all further ones
 * and the commit fail too, on both databases: the only way on is sql_rollback(). A lost PostgreSQL
 * connection comes back at the next begin or the next query outside a transaction. */
bool sql_begin(struct sql *sql, struct err *err);

/* The same for who cannot wait: hardly any time is spent on another's locks. */
bool sql_begin_at_once(struct sql *sql, struct err *err);
bool sql_begin_alone(struct sql *sql, struct err *err);
bool sql_begin_read(struct sql *sql, struct err *err);

/* True only when all is on disk. False: nothing is kept and the transaction is over (only after
 * "connection_lost" the outcome is unknown). */
bool sql_commit(struct sql *sql, struct err *err);

/* Does nothing when there is no transaction. */
void sql_rollback(struct sql *sql);

/* Move what was committed into its final place while others work on (SQLite's checkpoint), so that
 * no committer has to. For a quiet thread with a connection of its own; call it every second. */
bool sql_tidy(struct sql *sql, struct err *err);

/* Commits of this connection need not wait for the disk from now on: for data that can be made
 * again. After a power cut the latest may be missing; SQLite's file may be damaged. */
bool sql_hurry(struct sql *sql, struct err *err);

/* Run statements that take no argument and return no row; `text` may hold several. */
bool sql_script(struct sql *sql, const char *text, struct err *err);

/* Run one write to its very end; rows it returns are dropped. */
bool sql_run(struct sql *sql, const char *text, const struct sql_value *args, size_t count,
             struct err *err);

/* Run one write that ends with RETURNING to its very end; say whether it touched a row. */
bool sql_touch(struct sql *sql, const char *text, const struct sql_value *args, size_t count,
               bool *ret_touched, struct err *err);

/* The one integer of the one row that `text` selects (0 for NULL). ERR_MISSING without a row. */
bool sql_one_int(struct sql *sql, const char *text, const struct sql_value *args, size_t count,
                 int64_t *ret, struct err *err);

/* One statement run once per row, in order, in few round trips: what the hot verbs use. */
struct sql_each {
	const char *text;
	size_t rows_count, args_count;
	/* Set the arguments of one row; what they point to is borrowed until the next call. Must
	 * not depend on what earlier rows returned. */
	void (*fill)(void *context, size_t row, struct sql_value *args);
	/* Called once per row, in order: `q` stands on the first row it returned, or is NULL when
	 * it returned none. Must not use the connection. May be NULL. */
	bool (*take)(void *context, size_t row, const struct query *q, struct err *err);
	void *context;
};

/* Inside a transaction only. False: roll back (rows after the failing one were not taken). */
bool sql_each(struct sql *sql, const struct sql_each *each, struct err *err);

/* Start one statement; rows come from query_next(). The caller owns `*ret`. Statements are kept
 * prepared, so the same text again costs no parsing; the same text may be open twice at once.
 * PostgreSQL hands a result over whole: read long lists in pages, by key. */
bool query_open(struct query **ret, struct sql *sql, const char *text, const struct sql_value *args,
                size_t count, struct err *err);
void query_close(struct query **query);

enum step { STEP_ROW, STEP_DONE, STEP_FAILED };
enum step query_next(struct query *query, struct err *err);

/* Step onto the first row and say whether there is one. */
bool query_first(struct query *query, bool *ret_found, struct err *err);

/* Columns of the present row, from 0; read each as what it is. NULL reads as 0, 0.0, NULL.
 * Text and bytes are borrowed until the next step. */
int64_t query_int(const struct query *query, int column);
double query_real(const struct query *query, int column);
const char *query_text(const struct query *query, int column);
const void *query_bytes(const struct query *query, int column, size_t *ret_size);
bool query_is_null(const struct query *query, int column);
