#include "store/approvals.h"

#include "base/auto.h"
#include "base/text.h"
#include "store/site_row.h"
#include "store/sql.h"

bool approvals_set(struct sql *sql, const struct approval_said *said, struct err *err)
{
	return sql_run(sql,
	               "INSERT INTO approval (programme, site, state, changed_at, account, reason)"
	               " VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (programme, site)"
	               " DO UPDATE SET state = excluded.state, changed_at = excluded.changed_at,"
	               " account = excluded.account, reason = excluded.reason",
	               SQL_ARGS(sql_int(said->programme), sql_int(said->site), sql_int(said->state),
	                        sql_int(said->at), sql_int(said->account), sql_int(said->reason)),
	               err);
}

static const char offer_text[] =
	"INSERT INTO approval (programme, site, state, changed_at, account)"
	" VALUES ($1, $2, $3, $4, $5) ON CONFLICT (programme, site)"
	" DO UPDATE SET state = excluded.state, changed_at = excluded.changed_at,"
	" account = excluded.account"
	" WHERE approval.state = 0 AND excluded.state <> 0 RETURNING site";

enum { OFFER_ARGS = 5 };

static void offer_values(const struct approval_offer *offer,
                         struct sql_value args[static OFFER_ARGS])
{
	args[0] = sql_int(offer->programme);
	args[1] = sql_int(offer->site);
	args[2] = sql_int(offer->state);
	args[3] = sql_int(offer->now);
	args[4] = sql_int(offer->account);
}

bool approvals_offer(struct sql *sql, const struct approval_offer *offer, bool *ret_new,
                     struct err *err)
{
	struct sql_value args[OFFER_ARGS];

	offer_values(offer, args);
	return sql_touch(sql, offer_text, args, OFFER_ARGS, ret_new, err);
}

struct offers {
	const struct approval_offer *all;
	bool *is_new;
};

static void offer_fill(void *context, size_t row, struct sql_value *args)
{
	offer_values(&((const struct offers *)context)->all[row], args);
}

static bool offer_take(void *context, size_t row, const struct query *q, struct err *err)
{
	(void)err;
	((const struct offers *)context)->is_new[row] = q != NULL;
	return true;
}

bool approvals_offer_many(struct sql *sql, const struct approval_offer *offers, size_t count,
                          bool *ret_new, struct err *err)
{
	struct offers all = { offers, ret_new };
	const struct sql_each each = { .text = offer_text,
		                       .rows_count = count,
		                       .args_count = OFFER_ARGS,
		                       .fill = offer_fill,
		                       .take = offer_take,
		                       .context = &all };

	return sql_each(sql, &each, err);
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

	if (!query_open(
		    &q, sql,
		    "SELECT " SITE_COLUMNS
		    ", a.state, a.changed_at, a.reason, COALESCE(o.id, 0), o.login FROM approval a"
		    " JOIN site s ON s.id = a.site LEFT JOIN account o ON o.id = a.account"
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
		row.reason = (enum suspension)query_int(q, SITE_COLUMNS_COUNT + 2);
		row.account = query_int(q, SITE_COLUMNS_COUNT + 3);
		TEXT_COPY(row.login, query_text(q, SITE_COLUMNS_COUNT + 4));
		if (!fn(context, &row, err))
			return false;
	}
	return step == STEP_DONE;
}

bool approvals_of_site_each(struct sql *sql, const struct approvals_of_site_query *query,
                            approval_of_site_fn *fn, void *context, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	enum step step;

	if (!query_open(
		    &q, sql,
		    "SELECT a.programme, p.name, a.state, a.reason, a.changed_at FROM approval a"
		    " JOIN programme p ON p.id = a.programme"
		    " WHERE a.site = $1 AND ($2 = 0 OR p.funder = $2)"
		    " AND ($3 = 0 OR a.state <> 0) AND a.programme > $4"
		    " ORDER BY a.programme LIMIT $5",
		    SQL_ARGS(sql_int(query->site), sql_int(query->funder),
	                     sql_int(query->but_candidates), sql_int(query->after_programme),
	                     sql_int((int64_t)query->limit)),
		    err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		const struct approval_of_site row = { .programme = query_int(q, 0),
			                              .name = query_text(q, 1),
			                              .state = (enum approval)query_int(q, 2),
			                              .reason = (enum suspension)query_int(q, 3),
			                              .changed_at = query_int(q, 4) };

		if (!fn(context, &row, err))
			return false;
	}
	return step == STEP_DONE;
}
