#include "store/exports.h"

#include "base/auto.h"
#include "base/text.h"
#include "store/sql.h"

#define COLUMNS                                                                                    \
	"id, account, programme, what, form, from_day, until_day, total, done, size, parts,"       \
	" last_at, last_id, place, state, error, asked_at, ended_at, lease"

static void export_read(const struct query *q, struct export *e)
{
	*e = (struct export){ .id = query_int(q, 0),
		              .account = query_int(q, 1),
		              .programme = query_int(q, 2),
		              .what = (enum export_what)query_int(q, 3),
		              .form = (enum export_form)query_int(q, 4),
		              .from_day = query_int(q, 5),
		              .until_day = query_int(q, 6),
		              .total = query_int(q, 7),
		              .done = query_int(q, 8),
		              .size = query_int(q, 9),
		              .parts = query_int(q, 10),
		              .last_at = query_int(q, 11),
		              .last_id = query_int(q, 12),
		              .state = (enum export_state)query_int(q, 14),
		              .asked_at = query_int(q, 16),
		              .ended_at = query_int(q, 17),
		              .lease = query_int(q, 18) };
	TEXT_COPY(e->place, query_text(q, 13));
	TEXT_COPY(e->error, query_text(q, 15));
}

bool exports_add(struct sql *sql, struct export *e, struct err *err)
{
	return sql_one_int(sql, "SELECT COALESCE(MAX(id), 0) + 1 FROM export", SQL_NO_ARGS, &e->id,
	                   err) &&
	       sql_run(sql,
	               "INSERT INTO export (id, account, programme, what, form, from_day, "
	               "until_day,"
	               " total, done, size, parts, last_at, last_id, place, state, error, asked_at,"
	               " lease, lease_until)"
	               " VALUES ($1, $2, $3, $4, $5, $6, $7, -1, 0, 0, 0, 0, 0, '', 0, '', $8, 0, "
	               "0)",
	               SQL_ARGS(sql_int(e->id), sql_int(e->account), sql_int(e->programme),
	                        sql_int(e->what), sql_int(e->form), sql_int(e->from_day),
	                        sql_int(e->until_day), sql_int(e->asked_at)),
	               err);
}

bool exports_find(struct sql *sql, int64_t id, struct export *ret, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	bool found;

	if (!query_open(&q, sql, "SELECT " COLUMNS " FROM export WHERE id = $1 AND state < 4",
	                SQL_ARGS(sql_int(id)), err) ||
	    !query_first(q, &found, err))
		return false;
	if (!found)
		return err_named(err, ERR_MISSING, "no_export", "there is no export %lld",
		                 (long long)id);
	export_read(q, ret);
	return true;
}

bool exports_count(struct sql *sql, int64_t account, int64_t *ret_open, int64_t *ret_kept,
                   struct err *err)
{
	return sql_one_int(sql, "SELECT COUNT(*) FROM export WHERE account = $1 AND state < 2",
	                   SQL_ARGS(sql_int(account)), ret_open, err) &&
	       sql_one_int(sql, "SELECT COUNT(*) FROM export WHERE account = $1 AND state < 4",
	                   SQL_ARGS(sql_int(account)), ret_kept, err);
}

bool exports_free(struct sql *sql, int64_t now, int64_t *ret_id, bool *ret_found, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;

	if (!query_open(&q, sql,
	                "SELECT id FROM export WHERE state < 2 AND lease_until <= $1"
	                " ORDER BY id LIMIT 1",
	                SQL_ARGS(sql_int(now)), err) ||
	    !query_first(q, ret_found, err))
		return false;
	*ret_id = *ret_found ? query_int(q, 0) : 0;
	return true;
}

bool exports_claim(struct sql *sql, const struct export_lease *lease, bool *ret_held,
                   struct err *err)
{
	return sql_touch(sql,
	                 "UPDATE export SET state = 1, lease = $2, lease_until = $4"
	                 " WHERE id = $1 AND state < 2 AND lease_until <= $3 RETURNING id",
	                 SQL_ARGS(sql_int(lease->id), sql_int(lease->lease), sql_int(lease->now),
	                          sql_int(lease->until)),
	                 ret_held, err);
}

bool exports_advance(struct sql *sql, const struct export_lease *lease, const struct export *e,
                     bool *ret_held, struct err *err)
{
	return sql_touch(
		sql,
		"UPDATE export SET total = $3, done = $4, size = $5, parts = $6, last_at = $7,"
		" last_id = $8, place = $9, state = $10, ended_at = $11, lease_until = $12"
		" WHERE id = $1 AND lease = $2 AND state = 1 RETURNING id",
		SQL_ARGS(sql_int(lease->id), sql_int(lease->lease), sql_int(e->total),
	                 sql_int(e->done), sql_int(e->size), sql_int(e->parts), sql_int(e->last_at),
	                 sql_int(e->last_id), sql_text(e->place), sql_int(e->state),
	                 sql_int_if(e->ended_at != 0, e->ended_at), sql_int(lease->until)),
		ret_held, err);
}

bool exports_end(struct sql *sql, const struct export *e, bool *ret_done, struct err *err)
{
	return sql_touch(sql,
	                 "UPDATE export SET state = $3, error = $4, ended_at = $5"
	                 " WHERE id = $1 AND state < 2 AND lease = $2 RETURNING id",
	                 SQL_ARGS(sql_int(e->id), sql_int(e->lease), sql_int(e->state),
	                          sql_text(e->error), sql_int(e->ended_at)),
	                 ret_done, err);
}

bool exports_drop(struct sql *sql, int64_t id, bool *ret_done, struct err *err)
{
	return sql_touch(sql,
	                 "UPDATE export SET state = 4 WHERE id = $1 AND state < 4 RETURNING id",
	                 SQL_ARGS(sql_int(id)), ret_done, err);
}

bool exports_let_go(struct sql *sql, const struct export *e, struct err *err)
{
	return sql_run(sql,
	               "UPDATE export SET lease_until = 0"
	               " WHERE id = $1 AND lease = $2 AND state = 1",
	               SQL_ARGS(sql_int(e->id), sql_int(e->lease)), err);
}

bool exports_each(struct sql *sql, const struct exports_page *page, export_fn *fn, void *context,
                  struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	struct export export;
	enum step step;

	if (!query_open(&q, sql,
	                "SELECT " COLUMNS " FROM export WHERE account = $1 AND id < $2"
	                " AND state < 4 ORDER BY id DESC LIMIT $3",
	                SQL_ARGS(sql_int(page->account), sql_int(page->before_id),
	                         sql_int((int64_t)page->limit)),
	                err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		export_read(q, &export);
		if (!fn(context, &export, err))
			return false;
	}
	return step == STEP_DONE;
}

/* ---- the file ---- */

bool exports_add_part(struct sql *sql, int64_t id, int64_t place, const void *body, size_t size,
                      struct err *err)
{
	return sql_run(sql, "INSERT INTO export_part (export, place, body) VALUES ($1, $2, $3)",
	               SQL_ARGS(sql_int(id), sql_int(place), sql_bytes(body, size)), err);
}

bool exports_parts(struct sql *sql, const struct export_range *range, export_part_fn *fn,
                   void *context, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	const void *body;
	enum step step;
	size_t size;

	if (!query_open(&q, sql,
	                "SELECT body FROM export_part WHERE export = $1 AND place >= $2"
	                " ORDER BY place LIMIT $3",
	                SQL_ARGS(sql_int(range->id), sql_int(range->first),
	                         sql_int((int64_t)range->limit)),
	                err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		body = query_bytes(q, 0, &size);
		if (!fn(context, body, size, err))
			return false;
	}
	return step == STEP_DONE;
}

bool exports_remove(struct sql *sql, int64_t until_at, int limit, int64_t *ret_count,
                    struct err *err)
{
	return sql_run(sql, "UPDATE export SET state = 4 WHERE state < 4 AND asked_at < $1",
	               SQL_ARGS(sql_int(until_at)), err) &&
	       sql_one_int(sql,
	                   "SELECT COUNT(*) FROM (SELECT 1 FROM export_part p JOIN export e"
	                   " ON e.id = p.export WHERE e.state = 4 LIMIT $1) AS found",
	                   SQL_ARGS(sql_int(limit)), ret_count, err) &&
	       sql_run(sql,
	               "DELETE FROM export_part WHERE (export, place) IN"
	               " (SELECT p.export, p.place FROM export_part p JOIN export e"
	               " ON e.id = p.export WHERE e.state = 4 LIMIT $1)",
	               SQL_ARGS(sql_int(limit)), err) &&
	       sql_run(sql,
	               "DELETE FROM export WHERE state = 4 AND NOT EXISTS"
	               " (SELECT 1 FROM export_part p WHERE p.export = export.id)",
	               SQL_NO_ARGS, err);
}

/* ---- lines of what is owed ---- */

#define PERIOD " WHERE x.programme = $1 AND x.cause = 1 AND x.at >= $2 AND x.at < $3"

bool exports_count_lines(struct sql *sql, const struct export_lines *lines, int64_t *ret,
                         struct err *err)
{
	return sql_one_int(sql, "SELECT COUNT(*) FROM spent x" PERIOD,
	                   SQL_ARGS(sql_int(lines->programme), sql_int(lines->from_at),
	                            sql_int(lines->until_at)),
	                   ret, err);
}

static void line_read(const struct query *q, struct export_line *l)
{
	*l = (struct export_line){ .id = query_int(q, 0),
		                   .at = query_int(q, 1),
		                   .cents = query_int(q, 2),
		                   .centre = query_int(q, 3),
		                   .kind = (int)query_int(q, 4),
		                   .minutes = (int)query_int(q, 5),
		                   .mode = (int)query_int(q, 6),
		                   .siret = query_int(q, 7),
		                   .reversed_at = query_int(q, 11) };
	TEXT_COPY(l->name, query_text(q, 8));
	TEXT_COPY(l->postcode, query_text(q, 9));
	TEXT_COPY(l->commune, query_text(q, 10));
	if (l->reversed_at)
		TEXT_COPY(l->reason, query_text(q, 12));
}

bool exports_each_line(struct sql *sql, const struct export_lines *lines, export_line_fn *fn,
                       void *context, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	int64_t from_at = lines->last_id ? lines->last_at : lines->from_at;
	struct export_line line;
	enum step step;

	/* The index gives the time; of one second, the ids are sorted. */
	if (!query_open(&q, sql,
	                "SELECT x.id, x.at, x.cents, x.centre, x.kind, x.minutes, x.mode, x.siret,"
	                " s.name, s.postcode, s.commune, r.at, r.reason"
	                " FROM spent x JOIN site s ON s.id = x.centre"
	                " LEFT JOIN reversal r ON r.redemption = x.id" PERIOD
	                " AND (x.at > $2 OR x.id > $4) ORDER BY x.at, x.id LIMIT $5",
	                SQL_ARGS(sql_int(lines->programme), sql_int(from_at),
	                         sql_int(lines->until_at),
	                         sql_int(lines->last_id ? lines->last_id : -1),
	                         sql_int((int64_t)lines->limit)),
	                err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		line_read(q, &line);
		if (!fn(context, &line, err))
			return false;
	}
	return step == STEP_DONE;
}
