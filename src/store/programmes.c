#include "store/programmes.h"

#include "base/auto.h"
#include "base/text.h"
#include "store/sql.h"

#define COLUMNS                                                                                    \
	"id, funder, name, state, cents, vouchers_min, vouchers_max, vouchers_usual, from_day,"    \
	" until_day, grace_days, stop_days, territory, kinds, bands, person_passes, person_days,"  \
	" created_at, version"

static void programme_read(const struct query *q, struct programme *p)
{
	*p = (struct programme){ .id = query_int(q, 0),
		                 .funder = query_int(q, 1),
		                 .state = (enum programme_state)query_int(q, 3),
		                 .cents = (int)query_int(q, 4),
		                 .vouchers_min = (int)query_int(q, 5),
		                 .vouchers_max = (int)query_int(q, 6),
		                 .from_day = query_int(q, 8),
		                 .until_day = query_int(q, 9),
		                 .grace_days = (int)query_int(q, 10),
		                 .stop_days = (int)query_int(q, 11),
		                 .person_passes = (int)query_int(q, 15),
		                 .person_days = (int)query_int(q, 16),
		                 .created_at = query_int(q, 17),
		                 .version = query_int(q, 18) };
	TEXT_COPY(p->name, query_text(q, 2));
	TEXT_COPY(p->vouchers_usual, query_text(q, 7));
	TEXT_COPY(p->territory, query_text(q, 12));
	TEXT_COPY(p->kinds, query_text(q, 13));
	TEXT_COPY(p->bands, query_text(q, 14));
}

/* $1 ... $19 in the order of COLUMNS. */
#define PROGRAMME_ARGS(p)                                                                          \
	SQL_ARGS(sql_int((p)->id), sql_int((p)->funder), sql_text((p)->name), sql_int((p)->state), \
	         sql_int((p)->cents), sql_int((p)->vouchers_min), sql_int((p)->vouchers_max),      \
	         sql_text((p)->vouchers_usual), sql_int((p)->from_day), sql_int((p)->until_day),   \
	         sql_int((p)->grace_days), sql_int((p)->stop_days), sql_text((p)->territory),      \
	         sql_text((p)->kinds), sql_text((p)->bands), sql_int((p)->person_passes),          \
	         sql_int((p)->person_days), sql_int((p)->created_at), sql_int((p)->version))

bool programmes_add(struct sql *sql, struct programme *programme, struct err *err)
{
	programme->version = 1;
	return (sql_one_int(sql, "SELECT COALESCE(MAX(id), 0) + 1 FROM programme", SQL_NO_ARGS,
	                    &programme->id, err) &&
	        sql_run(sql,
	                "INSERT INTO programme (" COLUMNS
	                ", free_cents) VALUES ($1, $2, $3, $4, $5, $6, $7,"
	                " $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, 0)",
	                PROGRAMME_ARGS(programme), err)) ||
	       err_during(err, "adding programme %s", programme->name);
}

bool programmes_change(struct sql *sql, struct programme *programme, struct err *err)
{
	bool changed;

	if (!sql_touch(sql,
	               "UPDATE programme SET funder = $2, name = $3, state = $4, cents = $5,"
	               " vouchers_min = $6, vouchers_max = $7, vouchers_usual = $8, from_day = $9,"
	               " until_day = $10, grace_days = $11, stop_days = $12, territory = $13,"
	               " kinds = $14, bands = $15, person_passes = $16, person_days = $17,"
	               " created_at = $18, version = version + 1"
	               " WHERE id = $1 AND version = $19 RETURNING id",
	               PROGRAMME_ARGS(programme), &changed, err))
		return err_during(err, "changing programme %s", programme->name);
	programme->version += changed;
	return changed || err_set(err, ERR_BUSY, "programme %lld was changed meanwhile",
	                          (long long)programme->id);
}

bool programmes_find(struct sql *sql, int64_t id, struct programme *ret, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	bool found;

	if (!query_open(&q, sql, "SELECT " COLUMNS " FROM programme WHERE id = $1",
	                SQL_ARGS(sql_int(id)), err) ||
	    !query_first(q, &found, err))
		return false;
	if (!found)
		return err_named(err, ERR_MISSING, "no_programme", "there is no programme %lld",
		                 (long long)id);
	programme_read(q, ret);
	return true;
}

bool programmes_hold(struct sql *sql, int64_t id, struct programme *ret, struct err *err)
{
	return sql_run(sql, "UPDATE programme SET state = state WHERE id = $1",
	               SQL_ARGS(sql_int(id)), err) &&
	       programmes_find(sql, id, ret, err);
}

bool programmes_each(struct sql *sql, const struct programmes_query *query, programme_fn *fn,
                     void *context, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	struct programme programme;
	enum step step;

	if (!query_open(&q, sql,
	                "SELECT " COLUMNS " FROM programme p WHERE p.id > $1"
	                " AND ($2 = 0 OR p.funder = $2) AND ($3 < 0 OR p.state = $3)"
	                " AND ($4 = 0 OR EXISTS (SELECT 1 FROM approval a"
	                " WHERE a.programme = p.id AND a.site = $4 AND a.state <> 0))"
	                " ORDER BY p.id LIMIT $5",
	                SQL_ARGS(sql_int(query->after_id), sql_int(query->funder),
	                         sql_int(query->state), sql_int(query->site),
	                         sql_int((int64_t)query->limit)),
	                err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		programme_read(q, &programme);
		if (!fn(context, &programme, err))
			return false;
	}
	return step == STEP_DONE;
}

bool programmes_take(struct sql *sql, int64_t id, int64_t cents, struct err *err)
{
	bool taken;

	if (!sql_touch(sql,
	               "UPDATE programme SET free_cents = free_cents - $2"
	               " WHERE id = $1 AND free_cents >= $2 RETURNING id",
	               SQL_ARGS(sql_int(id), sql_int(cents)), &taken, err))
		return false;
	return taken || err_named(err, ERR_REFUSED, "over_budget",
	                          "less than %lld cents of the budget are free", (long long)cents);
}
