#include "store/imports.h"

#include "base/auto.h"
#include "base/text.h"
#include "store/sql.h"

#define COLUMNS                                                                                    \
	"id, account, at, ended_at, programme, approve, form, parts, state, phase, total, done,"   \
	" error, error_row, lease"

enum { REPORT = 15 }; /* the column after them */

static void run_read(const struct query *q, struct import_run *run)
{
	*run = (struct import_run){ .id = query_int(q, 0),
		                    .account = query_int(q, 1),
		                    .at = query_int(q, 2),
		                    .ended_at = query_int(q, 3),
		                    .programme = query_int(q, 4),
		                    .approve = query_int(q, 5) != 0,
		                    .form = (int)query_int(q, 6),
		                    .parts = (int)query_int(q, 7),
		                    .state = (enum import_state)query_int(q, 8),
		                    .phase = (enum import_phase)query_int(q, 9),
		                    .total = query_int(q, 10),
		                    .done = query_int(q, 11),
		                    .error_row = query_int(q, 13),
		                    .lease = query_int(q, 14) };
	TEXT_COPY(run->error, query_text(q, 12));
}

bool imports_add(struct sql *sql, struct import_run *run, int keep, struct err *err)
{
	return sql_one_int(sql, "SELECT COALESCE(MAX(id), 0) + 1 FROM import_run", SQL_NO_ARGS,
	                   &run->id, err) &&
	       sql_run(sql,
	               "INSERT INTO import_run (id, account, at, programme, report, approve, form,"
	               " parts, state, phase) VALUES ($1, $2, $3, $4, '', $5, $6, $7, 0, 0)",
	               SQL_ARGS(sql_int(run->id), sql_int(run->account), sql_int(run->at),
	                        sql_int(run->programme), sql_int(run->approve), sql_int(run->form),
	                        sql_int(run->parts)),
	               err) &&
	       sql_run(sql, "DELETE FROM import_run WHERE id <= $1 AND state >= 2",
	               SQL_ARGS(sql_int(run->id - keep)), err);
}

bool imports_find(struct sql *sql, int64_t id, struct import_run *ret, struct buf *report,
                  struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	bool found;

	if (!query_open(&q, sql,
	                "SELECT " COLUMNS ", CASE WHEN full_report = '' THEN report"
	                " ELSE full_report END FROM import_run WHERE id = $1",
	                SQL_ARGS(sql_int(id)), err) ||
	    !query_first(q, &found, err))
		return false;
	if (!found)
		return err_named(err, ERR_MISSING, "no_import", "there is no import %lld",
		                 (long long)id);
	run_read(q, ret);
	if (report)
		buf_adds(report, query_text(q, REPORT));
	return true;
}

bool imports_count_open(struct sql *sql, int64_t *ret, struct err *err)
{
	return sql_one_int(sql, "SELECT COUNT(*) FROM import_run WHERE state < 2", SQL_NO_ARGS, ret,
	                   err);
}

bool imports_each(struct sql *sql, int64_t before_id, size_t limit, import_run_fn *fn,
                  void *context, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	struct import_run run;
	enum step step;

	if (!query_open(&q, sql,
	                "SELECT " COLUMNS ", report FROM import_run"
	                " WHERE id < $1 ORDER BY id DESC LIMIT $2",
	                SQL_ARGS(sql_int(before_id), sql_int((int64_t)limit)), err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		run_read(q, &run);
		run.report = query_text(q, REPORT);
		if (!fn(context, &run, err))
			return false;
	}
	return step == STEP_DONE;
}

/* ---- the file ---- */

bool imports_add_part(struct sql *sql, const struct import_part *part, struct err *err)
{
	return sql_run(sql, "INSERT INTO import_part (run, number, bytes) VALUES ($1, $2, $3)",
	               SQL_ARGS(sql_int(part->run), sql_int(part->number),
	                        sql_bytes(part->bytes, part->size)),
	               err);
}

bool imports_part(struct sql *sql, int64_t run, int64_t number, struct buf *to, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	const void *bytes;
	size_t size;
	bool found;

	if (!query_open(&q, sql, "SELECT bytes FROM import_part WHERE run = $1 AND number = $2",
	                SQL_ARGS(sql_int(run), sql_int(number)), err) ||
	    !query_first(q, &found, err))
		return false;
	if (!found)
		return err_set(err, ERR_SYSTEM, "the file of import %lld has no part %lld",
		               (long long)run, (long long)number);
	bytes = query_bytes(q, 0, &size);
	buf_clear(to);
	buf_add(to, bytes, size);
	return buf_check(to, err);
}

bool imports_drop_parts(struct sql *sql, int64_t run, struct err *err)
{
	return sql_run(sql, "DELETE FROM import_part WHERE run = $1", SQL_ARGS(sql_int(run)), err);
}

/* ---- the work ---- */

bool imports_free(struct sql *sql, int64_t now, int64_t *ret_id, bool *ret_found, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;

	if (!query_open(&q, sql,
	                "SELECT id FROM import_run WHERE lease_until <= $1"
	                " AND id = (SELECT MIN(id) FROM import_run WHERE state < 2)",
	                SQL_ARGS(sql_int(now)), err) ||
	    !query_first(q, ret_found, err))
		return false;
	*ret_id = *ret_found ? query_int(q, 0) : 0;
	return true;
}

bool imports_claim(struct sql *sql, const struct import_lease *lease, bool *ret_held,
                   struct err *err)
{
	return sql_touch(sql,
	                 "UPDATE import_run SET state = 1, phase = 0, total = 0, done = 0,"
	                 " lease = $2, lease_until = $4"
	                 " WHERE id = $1 AND state < 2 AND lease_until <= $3 AND NOT EXISTS"
	                 " (SELECT 1 FROM import_run o WHERE o.state < 2 AND o.id < $1)"
	                 " RETURNING id",
	                 SQL_ARGS(sql_int(lease->id), sql_int(lease->lease), sql_int(lease->now),
	                          sql_int(lease->until)),
	                 ret_held, err);
}

bool imports_advance(struct sql *sql, const struct import_run *run, int64_t until, bool *ret_held,
                     struct err *err)
{
	return sql_touch(sql,
	                 "UPDATE import_run SET phase = $3, total = $4, done = $5, lease_until = $6"
	                 " WHERE id = $1 AND lease = $2 AND state = 1 RETURNING id",
	                 SQL_ARGS(sql_int(run->id), sql_int(run->lease), sql_int(run->phase),
	                          sql_int(run->total), sql_int(run->done), sql_int(until)),
	                 ret_held, err);
}

bool imports_end(struct sql *sql, const struct import_run *run, bool *ret_done, struct err *err)
{
	return sql_touch(sql,
	                 "UPDATE import_run SET state = $3, error = $4, error_row = $5,"
	                 " ended_at = $6"
	                 " WHERE id = $1 AND state < 2 AND ($2 = 0 OR lease = $2) RETURNING id",
	                 SQL_ARGS(sql_int(run->id), sql_int(run->lease), sql_int(run->state),
	                          sql_text(run->error), sql_int(run->error_row),
	                          sql_int(run->ended_at)),
	                 ret_done, err);
}

bool imports_keep_report(struct sql *sql, int64_t id, const char *report, const char *full,
                         struct err *err)
{
	return sql_run(sql, "UPDATE import_run SET report = $2, full_report = $3 WHERE id = $1",
	               SQL_ARGS(sql_int(id), sql_text(report), sql_text(full)), err);
}

bool imports_let_go(struct sql *sql, int64_t id, int64_t lease, struct err *err)
{
	return sql_run(sql,
	               "UPDATE import_run SET lease_until = 0"
	               " WHERE id = $1 AND lease = $2 AND state = 1",
	               SQL_ARGS(sql_int(id), sql_int(lease)), err);
}
