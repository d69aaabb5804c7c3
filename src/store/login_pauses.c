#include "store/login_pauses.h"

#include "base/auto.h"
#include "store/sql.h"

#define COLUMNS "failures, last_at, until_at, opened_at"

static void pause_read(const struct query *q, struct login_pause *pause)
{
	*pause = (struct login_pause){ query_int(q, 0), query_int(q, 1), query_int(q, 2),
		                       query_int(q, 3) };
}

static bool read_one(struct sql *sql, const char *text, const char *subject,
                     struct login_pause *ret, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	bool found;

	if (!query_open(&q, sql, text, SQL_ARGS(sql_text(subject)), err) ||
	    !query_first(q, &found, err))
		return false;
	*ret = (struct login_pause){ 0 };
	if (found)
		pause_read(q, ret);
	return true;
}

bool login_pauses_find(struct sql *sql, const char *subject, struct login_pause *ret,
                       struct err *err)
{
	return read_one(sql, "SELECT " COLUMNS " FROM login_pause WHERE subject = $1", subject, ret,
	                err);
}

bool login_pauses_hold(struct sql *sql, const char *subject, struct login_pause *ret,
                       struct err *err)
{
	return read_one(sql,
	                "INSERT INTO login_pause (subject, " COLUMNS ") VALUES ($1, 0, 0, 0, 0)"
	                " ON CONFLICT (subject) DO UPDATE SET failures = login_pause.failures"
	                " RETURNING " COLUMNS,
	                subject, ret, err);
}

bool login_pauses_set(struct sql *sql, const char *subject, const struct login_pause *pause,
                      struct err *err)
{
	return sql_run(sql,
	               "UPDATE login_pause SET failures = $2, last_at = $3, until_at = $4,"
	               " opened_at = $5 WHERE subject = $1",
	               SQL_ARGS(sql_text(subject), sql_int(pause->failures),
	                        sql_int(pause->last_at), sql_int(pause->until_at),
	                        sql_int(pause->opened_at)),
	               err);
}

bool login_pauses_forget(struct sql *sql, int64_t failed_at, int64_t opened_at, struct err *err)
{
	return sql_run(sql, "DELETE FROM login_pause WHERE last_at <= $1 AND opened_at <= $2",
	               SQL_ARGS(sql_int(failed_at), sql_int(opened_at)), err);
}
