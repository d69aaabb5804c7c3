#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "store/driver.h"

/* Statements are looked up by the address of their text, which is nearly always a constant, and
 * then proven by content: a text built anew at the same address is not taken for the old one. */
static struct query **bucket_of(struct sql *sql, const char *text)
{
	return &sql->kept[((uintptr_t)text * UINT64_C(0x9e3779b97f4a7c15)) >> 58];
}
_Static_assert(SQL_BUCKETS == 1 << (64 - 58), "the hash keeps six bits");

static bool fits(const struct query *query, const char *text, const struct sql_value *args,
                 size_t count)
{
	if (query->open || query->address != text || query->args_count != count ||
	    strcmp(query->text, text))
		return false;
	if (query->sql->driver->typed)
		for (size_t i = 0; i < count; i++)
			if (query->kinds[i] != args[i].kind)
				return false;
	return true;
}

static struct query *query_new(struct sql *sql, const char *text, const struct sql_value *args,
                               size_t count)
{
	size_t size = strlen(text) + 1;
	struct query *query = calloc(1, sizeof *query + size);

	if (!query)
		return NULL;
	query->sql = sql;
	query->address = text;
	query->args_count = count;
	for (size_t i = 0; i < count; i++)
		query->kinds[i] = (unsigned char)args[i].kind;
	memcpy(query->text, text, size);
	return query;
}

static void forget(struct query **link)
{
	struct query *query = *link;

	*link = query->next;
	query->sql->driver->forget(query);
	free(query);
}

/* Keep only the last used ones of a bucket; those being read stay. */
static void trim(struct query **link)
{
	for (size_t depth = 0; *link; depth++)
		if (depth >= SQL_BUCKET_DEPTH && !(*link)->open)
			forget(link);
		else
			link = &(*link)->next;
}

bool query_keep(struct query **ret, struct sql *sql, const char *text, const struct sql_value *args,
                size_t count, struct err *err)
{
	struct query **bucket = bucket_of(sql, text), **link = bucket, *query;

	if (count > SQL_ARGS_MAX)
		return err_set(err, ERR_SYSTEM, "more than %d arguments", SQL_ARGS_MAX);
	while (*link && !fits(*link, text, args, count))
		link = &(*link)->next;
	query = *link;
	if (query)
		*link = query->next;
	else if (!(query = query_new(sql, text, args, count)))
		return err_memory(err);
	query->next = *bucket;
	*bucket = query;
	if (!query->statement && !query->session)
		trim(&query->next);
	*ret = query;
	return true;
}

void query_forget_all(struct sql *sql)
{
	for (size_t i = 0; i < SQL_BUCKETS; i++)
		while (sql->kept[i])
			forget(&sql->kept[i]);
}

bool query_start(struct query **ret, struct sql *sql, const char *text,
                 const struct sql_value *args, size_t count, struct err *err)
{
	AUTO(query_close) struct query *query = NULL;

	if (!query_keep(&query, sql, text, args, count, err))
		return false;
	query->open = true;
	query->done = false;
	query->row = -1;
	if (!sql->driver->run(query, args, count, err)) {
		sql->spoiled = true;
		return false;
	}
	*ret = TAKE(query);
	return true;
}

bool query_open(struct query **ret, struct sql *sql, const char *text, const struct sql_value *args,
                size_t count, struct err *err)
{
	if (sql->piping)
		return err_set(err, ERR_SYSTEM, "the connection is running many rows");
	if (sql->phase == PHASE_NONE && !sql->driver->ready(sql, err))
		return false;
	/* Also because a full disk ends SQLite's transaction: what follows would run outside it. */
	if (sql->phase != PHASE_NONE && sql->spoiled)
		return err_set(err, ERR_SYSTEM, "an earlier statement of this transaction failed");
	return query_start(ret, sql, text, args, count, err);
}

void query_close(struct query **query)
{
	if (!*query)
		return;
	(*query)->sql->driver->reset(*query);
	(*query)->open = false;
	*query = NULL;
}

enum step query_next(struct query *query, struct err *err)
{
	enum step step;

	if (query->done) /* SQLite would run the statement once more */
		return STEP_DONE;
	step = query->sql->driver->next(query, err);
	query->done = step != STEP_ROW;
	if (step == STEP_FAILED)
		query->sql->spoiled = true;
	return step;
}

bool query_first(struct query *query, bool *ret_found, struct err *err)
{
	enum step step = query_next(query, err);

	if (step == STEP_FAILED)
		return false;
	*ret_found = step == STEP_ROW;
	return true;
}

int64_t query_int(const struct query *query, int column)
{
	return query->sql->driver->number(query, column);
}

double query_real(const struct query *query, int column)
{
	return query->sql->driver->real(query, column);
}

const char *query_text(const struct query *query, int column)
{
	return query->sql->driver->chars(query, column);
}

const void *query_bytes(const struct query *query, int column, size_t *ret_size)
{
	return query->sql->driver->bytes(query, column, ret_size);
}

bool query_is_null(const struct query *query, int column)
{
	return query->sql->driver->is_null(query, column);
}
