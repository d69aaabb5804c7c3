#include "store/approvals.h"

#include "base/auto.h"
#include "store/site_row.h"
#include "store/sql.h"

bool approvals_set(struct sql *sql, int64_t programme, int64_t site, enum approval state,
                   int64_t now, struct err *err)
{
	return sql_run(sql,
	               "INSERT INTO approval (programme, site, state, changed_at)"
	               " VALUES ($1, $2, $3, $4) ON CONFLICT (programme, site)"
	               " DO UPDATE SET state = excluded.state, changed_at = excluded.changed_at",
	               SQL_ARGS(sql_int(programme), sql_int(site), sql_int(state), sql_int(now)),
	               err);
}

bool approvals_offer(struct sql *sql, const struct approval_offer *offer, bool *ret_new,
                     struct err *err)
{
	return sql_touch(sql,
	                 "INSERT INTO approval (programme, site, state, changed_at)"
	                 " VALUES ($1, $2, $3, $4) ON CONFLICT (programme, site)"
	                 " DO UPDATE SET state = excluded.state, changed_at = excluded.changed_at"
	                 " WHERE approval.state = 0 AND excluded.state <> 0 RETURNING site",
	                 SQL_ARGS(sql_int(offer->programme), sql_int(offer->site),
	                          sql_int(offer->state), sql_int(offer->now)),
	                 ret_new, err);
}

bool approvals_desk(struct sql *sql, int64_t programme, int64_t site, bool *ret_may,
                    struct err *err)
{
	int64_t may;

	if (!sql_one_int(sql,
	                 "SELECT CASE WHEN s.desk = 1 AND s.approval = 1 AND a.state = 1"
	                 " THEN 1 ELSE 0 END FROM site s"
	                 " LEFT JOIN approval a ON a.site = s.id AND a.programme = $1"
	                 " WHERE s.id = $2",
	                 SQL_ARGS(sql_int(programme), sql_int(site)), &may, err))
		return err->code == ERR_MISSING
		               ? err_named(err, ERR_MISSING, "no_site", "there is no site %lld",
		                           (long long)site)
		               : false;
	*ret_may = may != 0;
	return true;
}

bool approvals_find(struct sql *sql, int64_t programme, int64_t site, enum approval *ret,
                    bool *ret_found, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;

	if (!query_open(&q, sql, "SELECT state FROM approval WHERE programme = $1 AND site = $2",
	                SQL_ARGS(sql_int(programme), sql_int(site)), err) ||
	    !query_first(q, ret_found, err))
		return false;
	if (*ret_found)
		*ret = (enum approval)query_int(q, 0);
	return true;
}

bool approvals_each(struct sql *sql, const struct approvals_query *query, approval_fn *fn,
                    void *context, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	struct approval_row row;
	enum step step;

	if (!query_open(&q, sql,
	                "SELECT " SITE_COLUMNS
	                ", a.state, a.changed_at FROM approval a JOIN site s ON s.id = a.site"
	                " WHERE a.programme = $1 AND a.site > $2 AND ($3 < 0 OR a.state = $3)"
	                " ORDER BY a.site LIMIT $4",
	                SQL_ARGS(sql_int(query->programme), sql_int(query->after_site),
	                         sql_int(query->state), sql_int((int64_t)query->limit)),
	                err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		site_row_read(q, &row.site);
		row.state = (enum approval)query_int(q, SITE_COLUMNS_COUNT);
		row.changed_at = query_int(q, SITE_COLUMNS_COUNT + 1);
		if (!fn(context, &row, err))
			return false;
	}
	return step == STEP_DONE;
}
