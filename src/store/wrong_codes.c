#include "store/wrong_codes.h"

#include "base/auto.h"
#include "store/sql.h"

bool wrong_codes_hold(struct sql *sql, int64_t centre, struct wrong_codes *ret, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	bool found;

	if (!query_open(&q, sql,
	                "INSERT INTO wrong_code (centre, day, count, in_row, until_at)"
	                " VALUES ($1, 0, 0, 0, 0)"
	                " ON CONFLICT (centre) DO UPDATE SET day = wrong_code.day"
	                " RETURNING day, count, in_row, until_at",
	                SQL_ARGS(sql_int(centre)), err) ||
	    !query_first(q, &found, err))
		return false;
	if (found)
		*ret = (struct wrong_codes){ query_int(q, 0), query_int(q, 1), query_int(q, 2),
			                     query_int(q, 3) };
	return true;
}

bool wrong_codes_set(struct sql *sql, int64_t centre, const struct wrong_codes *counts,
                     struct err *err)
{
	return sql_run(sql,
	               "INSERT INTO wrong_code (centre, day, count, in_row, until_at)"
	               " VALUES ($1, $2, $3, $4, $5) ON CONFLICT (centre) DO UPDATE SET"
	               " day = excluded.day, count = excluded.count, in_row = excluded.in_row,"
	               " until_at = excluded.until_at",
	               SQL_ARGS(sql_int(centre), sql_int(counts->day), sql_int(counts->count),
	                        sql_int(counts->in_row), sql_int(counts->until_at)),
	               err);
}
