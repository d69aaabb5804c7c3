#include "store/imports.h"

#include "base/auto.h"
#include "store/sql.h"

bool imports_add(struct sql *sql, struct import_run *run, int keep, struct err *err)
{
	return sql_one_int(sql, "SELECT COALESCE(MAX(id), 0) + 1 FROM import_run", SQL_NO_ARGS,
	                   &run->id, err) &&
	       sql_run(sql,
	               "INSERT INTO import_run (id, account, at, programme, report)"
	               " VALUES ($1, $2, $3, $4, $5)",
	               SQL_ARGS(sql_int(run->id), sql_int(run->account), sql_int(run->at),
	                        sql_int(run->programme), sql_text(run->report)),
	               err) &&
	       sql_run(sql, "DELETE FROM import_run WHERE id <= $1",
	               SQL_ARGS(sql_int(run->id - keep)), err);
}

bool imports_each(struct sql *sql, int64_t before_id, size_t limit, import_run_fn *fn,
                  void *context, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	struct import_run run;
	enum step step;

	if (!query_open(&q, sql,
	                "SELECT id, account, at, programme, report FROM import_run"
	                " WHERE id < $1 ORDER BY id DESC LIMIT $2",
	                SQL_ARGS(sql_int(before_id), sql_int((int64_t)limit)), err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		run = (struct import_run){ .id = query_int(q, 0),
			                   .account = query_int(q, 1),
			                   .at = query_int(q, 2),
			                   .programme = query_int(q, 3),
			                   .report = query_text(q, 4) };
		if (!fn(context, &run, err))
			return false;
	}
	return step == STEP_DONE;
}
