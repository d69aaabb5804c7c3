#include <endian.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "store/driver.h"

/* Rows sent before their answers are read; PostgreSQL's numbers of the types we share. */
enum { PIPE_ROWS = 128, OID_BYTES = 17, OID_INT8 = 20, OID_TEXT = 25, OID_REAL = 701 };
static const Oid shared[] = { OID_BYTES, OID_INT8, OID_TEXT, OID_REAL, 16, 21, 23 };

/* SQLSTATEs, or the class that all of its states share. */
static const struct failure {
	const char *state;
	enum err_code class;
	const char *name;
} failures[] = {
	{ "40", ERR_BUSY, "database_busy" },    /* serialization, deadlock */
	{ "55P03", ERR_BUSY, "database_busy" }, /* lock_timeout */
	{ "57014", ERR_BUSY, "database_busy" }, /* statement_timeout */
	{ "23505", ERR_CONFLICT, "duplicate" },
	{ "23503", ERR_CONFLICT, "reference" },
	{ "23", ERR_SYSTEM, "constraint" },
	{ "53100", ERR_SYSTEM, "disk_full" },
	{ "25006", ERR_SYSTEM, "database_read_only" },
	{ "57P", ERR_SYSTEM, "connection_lost" },
	{ "XX001", ERR_SYSTEM, "database_corrupt" },
	{ "XX002", ERR_SYSTEM, "database_corrupt" },
};

static bool failed(struct sql *sql, const PGresult *result, struct err *err)
{
	const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
	const char *text = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);

	if (PQstatus(sql->handle) == CONNECTION_BAD)
		return err_named(err, ERR_SYSTEM, "connection_lost", "the database went away");
	if (!text)
		text = PQerrorMessage(sql->handle);
	for (size_t i = 0; state && i < COUNT_OF(failures); i++)
		if (strncmp(state, failures[i].state, strlen(failures[i].state)) == 0)
			return err_named(err, failures[i].class, failures[i].name, "%s", text);
	return err_set(err, ERR_SYSTEM, "%.*s", (int)strcspn(text, "\n"), text);
}

static bool succeeded(const PGresult *result)
{
	ExecStatusType status = PQresultStatus(result);

	return status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK ||
	       status == PGRES_EMPTY_QUERY;
}

static void result_close(PGresult **result)
{
	PQclear(TAKE(*result));
}

static bool pg_script(struct sql *sql, const char *text, struct err *err)
{
	AUTO(result_close) PGresult *result = PQexec(sql->handle, text);

	if (!succeeded(result))
		return failed(sql, result, err);
	/* PostgreSQL calls it a success when it answers COMMIT with a rollback. */
	if (strcmp(text, "COMMIT") == 0 && strcmp(PQcmdStatus(result), "COMMIT"))
		return err_set(err, ERR_SYSTEM, "the transaction was rolled back");
	return true;
}

/* synchronous_commit: an answer that says "redeemed" is on disk, whatever the server's default. */
static bool configure(struct sql *sql, struct err *err)
{
	if (!pg_script(sql,
	               "SET client_min_messages = warning; SET synchronous_commit = on;"
	               "SET statement_timeout = '60s'; SET lock_timeout = '5s'",
	               err))
		return false;
	return sql->mode != SQL_READ_ONLY ||
	       pg_script(sql, "SET default_transaction_read_only = on", err);
}

/* Why there is no connection, without libpq's line breaks; it never holds the password. */
static bool unreachable(struct sql *sql, struct err *err)
{
	const char *text = PQerrorMessage(sql->handle);
	int size = (int)strcspn(text, "\n");

	return err_named(err, ERR_SYSTEM, "database_unreachable", "%.*s", size, text);
}

/* libpq would write to standard error, which is the log; what matters comes as a failure. */
static void say_nothing(void *context, const char *message)
{
	(void)context, (void)message;
}

static bool pg_open(struct sql *sql, const char *url, struct err *err)
{
	/* What stands after the address wins over it, what stands before gives way. */
	static const char *const names[] = { "connect_timeout", "application_name", "dbname",
		                             "client_encoding", NULL };
	const char *const values[] = { "10", "passnum", url, "UTF8", NULL };

	sql->handle = PQconnectdbParams(names, values, true);
	if (PQstatus(sql->handle) != CONNECTION_OK)
		return unreachable(sql, err);
	PQsetNoticeProcessor(sql->handle, say_nothing, NULL);
	return configure(sql, err);
}

static void pg_close(struct sql *sql)
{
	PQfinish(sql->handle);
}

/* A server that restarted has said farewell already: the first read takes its words, the second
 * meets the end. What was prepared there is gone with it. */
static bool pg_ready(struct sql *sql, struct err *err)
{
	if (PQstatus(sql->handle) == CONNECTION_OK && PQconsumeInput(sql->handle))
		PQconsumeInput(sql->handle);
	if (PQstatus(sql->handle) == CONNECTION_OK)
		return true;
	PQreset(sql->handle);
	sql->sessions++;
	if (PQstatus(sql->handle) != CONNECTION_OK)
		return unreachable(sql, err);
	return configure(sql, err);
}

static bool pg_settle(struct sql *sql, struct err *err)
{
	const char *encoding = PQparameterStatus(sql->handle, "server_encoding");

	return (encoding && strcmp(encoding, "UTF8") == 0) ||
	       err_named(err, ERR_SYSTEM, "database_encoding",
	                 "the database must be made with ENCODING 'UTF8'");
}

/* Arguments as libpq wants them; numbers travel as eight bytes, big end first. */
struct arguments {
	Oid types[SQL_ARGS_MAX];
	const char *values[SQL_ARGS_MAX];
	int sizes[SQL_ARGS_MAX], binary[SQL_ARGS_MAX];
	uint64_t wide[SQL_ARGS_MAX];
};

static void arguments_set(struct arguments *to, const struct sql_value *args, size_t count)
{
	/* 0: a NULL takes the type that the statement gives it. */
	static const Oid types[] = { 0, OID_INT8, OID_REAL, OID_TEXT, OID_BYTES };
	_Static_assert(SQL_INT == 1 && SQL_BYTES == 4, "in the order of enum sql_kind");

	for (size_t i = 0; i < count; i++) {
		bool wide = args[i].kind == SQL_INT || args[i].kind == SQL_REAL;

		/* The union holds either; both are eight bytes. */
		to->wide[i] = htobe64((uint64_t)args[i].number);
		to->types[i] = types[args[i].kind];
		to->values[i] = wide ? (const char *)&to->wide[i] : args[i].data;
		to->sizes[i] = wide ? 8 : (int)args[i].size;
		to->binary[i] = args[i].kind != SQL_TEXT;
	}
}

static void name_anew(struct query *query)
{
	snprintf(query->name, sizeof query->name, "q%u", ++query->sql->names);
	query->session = query->sql->sessions;
}

static bool prepare(struct query *query, const struct arguments *args, struct err *err)
{
	AUTO(result_close) PGresult *result = NULL;

	name_anew(query);
	result = PQprepare(query->sql->handle, query->name, query->text, (int)query->args_count,
	                   args->types);
	if (succeeded(result))
		return true;
	query->session = 0;
	return failed(query->sql, result, err);
}

/* Only the types that both databases share come back; a sum must be cast to BIGINT. */
static bool readable(const PGresult *result, struct err *err)
{
	for (int column = 0; column < PQnfields(result); column++) {
		size_t i = 0;

		while (i < COUNT_OF(shared) && shared[i] != PQftype(result, column))
			i++;
		if (i == COUNT_OF(shared))
			return err_set(err, ERR_SYSTEM, "column %d wants a CAST", column);
	}
	return true;
}

static bool pg_run(struct query *query, const struct sql_value *args, size_t count, struct err *err)
{
	struct arguments sent;

	arguments_set(&sent, args, count);
	if (query->session != query->sql->sessions && !prepare(query, &sent, err))
		return false;
	query->result = PQexecPrepared(query->sql->handle, query->name, (int)count, sent.values,
	                               sent.sizes, sent.binary, 1);
	if (!succeeded(query->result))
		return failed(query->sql, query->result, err);
	return readable(query->result, err);
}

static enum step pg_next(struct query *query, struct err *err)
{
	(void)err;
	return ++query->row < PQntuples(query->result) ? STEP_ROW : STEP_DONE;
}

static void pg_reset(struct query *query)
{
	PQclear(TAKE(query->result));
}

static void pg_forget(struct query *query)
{
	struct sql *sql = query->sql;
	char text[32];

	PQclear(TAKE(query->result));
	if (query->session != sql->sessions || PQpipelineStatus(sql->handle) != PQ_PIPELINE_OFF)
		return;
	snprintf(text, sizeof text, "DEALLOCATE %s", query->name);
	PQclear(PQexec(sql->handle, text));
}

static bool pg_is_null(const struct query *query, int column)
{
	return PQgetisnull(query->result, query->row, column);
}

static const void *pg_bytes(const struct query *query, int column, size_t *ret_size)
{
	*ret_size = (size_t)PQgetlength(query->result, query->row, column);
	return pg_is_null(query, column) ? NULL : PQgetvalue(query->result, query->row, column);
}

static const char *pg_chars(const struct query *query, int column)
{
	return pg_bytes(query, column, &(size_t){ 0 });
}

/* Whatever its width: a yes or no is one byte, a count eight. */
static int64_t pg_number(const struct query *query, int column)
{
	size_t size;
	const unsigned char *data = pg_bytes(query, column, &size);
	uint64_t number = data && size && data[0] & 0x80 ? UINT64_MAX : 0;

	for (size_t i = 0; data && i < size; i++)
		number = number << 8 | data[i];
	return (int64_t)number;
}

static double pg_real(const struct query *query, int column)
{
	int64_t number = pg_number(query, column);
	double real = (double)number;

	if (PQftype(query->result, column) == OID_REAL)
		memcpy(&real, &number, sizeof real);
	return real;
}

/* Queue one row. Which statement serves it may differ from row to row: a NULL has another type. */
static bool pipe_send(struct sql *sql, const struct sql_each *each, size_t row, bool *ret_prepared,
                      struct err *err)
{
	struct sql_value values[SQL_ARGS_MAX];
	struct arguments sent;
	struct query *query;
	int count = (int)each->args_count;

	each->fill(each->context, row, values);
	arguments_set(&sent, values, each->args_count);
	if (!query_keep(&query, sql, each->text, values, each->args_count, err))
		return false;
	*ret_prepared = query->session != sql->sessions;
	if (*ret_prepared) {
		name_anew(query);
		if (!PQsendPrepare(sql->handle, query->name, query->text, count, sent.types))
			return failed(sql, NULL, err);
	}
	return PQsendQueryPrepared(sql->handle, query->name, count, sent.values, sent.sizes,
	                           sent.binary, 1) ||
	       failed(sql, NULL, err);
}

/* The answer to one command of the pipeline: a result, and NULL that ends it. */
static bool pipe_answer(struct sql *sql, struct query *answer, struct err *err)
{
	PGresult *end;

	PQclear(TAKE(answer->result));
	answer->result = PQgetResult(sql->handle);
	if (!answer->result)
		return failed(sql, NULL, err);
	while ((end = PQgetResult(sql->handle)))
		PQclear(end);
	return succeeded(answer->result) || failed(sql, answer->result, err);
}

static bool pipe_take(struct sql *sql, const struct sql_each *each, size_t row, bool prepared,
                      struct err *err)
{
	struct query answer = { .sql = sql };
	bool taken = (!prepared || pipe_answer(sql, &answer, err)) &&
	             pipe_answer(sql, &answer, err) && readable(answer.result, err);

	if (taken && each->take)
		taken = each->take(each->context, row, PQntuples(answer.result) ? &answer : NULL,
		                   err);
	PQclear(answer.result);
	return taken;
}

/* Read on to the end of the pipeline: whatever follows a failure is of no use. */
static void pipe_drain(struct sql *sql)
{
	bool ended = false;

	while (!ended && PQstatus(sql->handle) == CONNECTION_OK) {
		AUTO(result_close) PGresult *result = PQgetResult(sql->handle);

		ended = PQresultStatus(result) == PGRES_PIPELINE_SYNC;
	}
}

/* Send some rows, then take their answers. libpq reads while it cannot write, so that the two
 * ends never wait for each other. */
static bool pipe_rows(struct sql *sql, const struct sql_each *each, size_t from, size_t count,
                      struct err *err)
{
	bool prepared[PIPE_ROWS] = { false }, any = false, done = true;

	for (size_t i = 0; done && i < count; i++) {
		done = pipe_send(sql, each, from + i, &prepared[i], err);
		any |= prepared[i];
	}
	if (!PQpipelineSync(sql->handle))
		return failed(sql, NULL, err);
	for (size_t i = 0; done && i < count; i++)
		done = pipe_take(sql, each, from + i, prepared[i], err);
	pipe_drain(sql);
	if (!done && any) /* who knows which of them the server prepared: name all anew */
		sql->sessions++;
	return done;
}

static bool pg_each(struct sql *sql, const struct sql_each *each, struct err *err)
{
	bool done = PQenterPipelineMode(sql->handle) || failed(sql, NULL, err);

	for (size_t from = 0; done && from < each->rows_count; from += PIPE_ROWS) {
		size_t left = each->rows_count - from;

		done = pipe_rows(sql, each, from, left < PIPE_ROWS ? left : PIPE_ROWS, err);
	}
	return (PQexitPipelineMode(sql->handle) || failed(sql, NULL, err)) && done;
}

const struct driver driver_postgres = {
	.scheme = "postgresql:",
	.begin = "BEGIN",
	.at_once = "BEGIN; SET LOCAL lock_timeout = 20", /* a few commits of others */
	.alone = "BEGIN; SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0;"
		 "SELECT pg_advisory_xact_lock(1347310925)",
	.snapshot = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SELECT 1",
	.tidy = "",
	.hurry = "SET synchronous_commit = off",
	.tables = "SELECT COUNT(*) FROM pg_catalog.pg_tables"
		  " WHERE schemaname = current_schema() AND $1 IN ('', tablename)",
	.typed = true,
	.open = pg_open,
	.close = pg_close,
	.ready = pg_ready,
	.settle = pg_settle,
	.script = pg_script,
	.run = pg_run,
	.next = pg_next,
	.reset = pg_reset,
	.forget = pg_forget,
	.each = pg_each,
	.number = pg_number,
	.real = pg_real,
	.chars = pg_chars,
	.bytes = pg_bytes,
	.is_null = pg_is_null,
};
