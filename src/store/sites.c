#include "store/sites.h"

#include "base/auto.h"
#include "base/text.h"
#include "store/site_row.h"
#include "store/sql.h"

bool sites_add(struct sql *sql, struct site *site, int64_t now, struct err *err)
{
	struct sql_value args[SITE_UPDATE_ARGS];
	bool added;

	site->version = 1;
	site->changed_at = now;
	if (!sql_one_int(sql, "SELECT COALESCE(MAX(id), 0) + 1 FROM site", SQL_NO_ARGS, &site->id,
	                 err))
		return false;
	site_row_fill(site, now, args);
	if (!sql_touch(sql, SITE_INSERT, args, SITE_INSERT_ARGS, &added, err))
		return err_during(err, "adding site %s", site->place.name);
	return added ||
	       err_named(err, ERR_CONFLICT, "source_taken",
	                 "there is a site of the source id %s already", site->place.source_id);
}

bool sites_change(struct sql *sql, struct site *site, int64_t now, struct err *err)
{
	struct sql_value args[SITE_UPDATE_ARGS];
	bool changed;

	site_row_fill(site, now, args);
	if (!sql_touch(sql, SITE_UPDATE, args, COUNT_OF(args), &changed, err))
		return err_during(err, "changing site %s", site->place.name);
	site->version += changed;
	return changed ||
	       err_set(err, ERR_BUSY, "site %lld was changed meanwhile", (long long)site->id);
}

static bool find(struct sql *sql, const char *text, struct sql_value key, struct site *ret,
                 bool *ret_found, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;

	if (!query_open(&q, sql, text, &key, 1, err) || !query_first(q, ret_found, err))
		return false;
	if (*ret_found)
		site_row_read(q, ret);
	return true;
}

bool sites_find(struct sql *sql, int64_t id, struct site *ret, struct err *err)
{
	bool found;

	if (!find(sql, "SELECT " SITE_COLUMNS " FROM site s WHERE s.id = $1", sql_int(id), ret,
	          &found, err))
		return false;
	return found ||
	       err_named(err, ERR_MISSING, "no_site", "there is no site %lld", (long long)id);
}

bool sites_find_source(struct sql *sql, const char *source_id, struct site *ret, bool *ret_found,
                       struct err *err)
{
	return find(sql, "SELECT " SITE_COLUMNS " FROM site s WHERE s.source_id = $1",
	            sql_text(source_id), ret, ret_found, err);
}

bool sites_each(struct sql *sql, const struct sites_query *query, site_fn *fn, void *context,
                struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	struct site site;
	enum step step;

	if (!query_open(&q, sql,
	                "SELECT " SITE_COLUMNS " FROM site s WHERE s.id > $1"
	                " AND ($2 = 0 OR s.id = $2) AND ($3 < 0 OR s.desk = $3)"
	                " AND ($4 < 0 OR s.centre = $4) AND ($5 < 0 OR s.approval = $5)"
	                " AND ($6 = 0 OR EXISTS (SELECT 1 FROM approval a"
	                " WHERE a.programme = $6 AND a.site = s.id))"
	                " AND ($7 = 0 OR s.organisation = $7) AND ($8 = '' OR s.epci = $8)"
	                " AND ($9 = 0 OR s.approval = 1 OR EXISTS (SELECT 1 FROM approval a"
	                " JOIN programme g ON g.id = a.programme"
	                " WHERE a.site = s.id AND g.funder = $9)) ORDER BY s.id LIMIT $10",
	                SQL_ARGS(sql_int(query->after_id), sql_int(query->only),
	                         sql_int(query->desk), sql_int(query->centre),
	                         sql_int(query->approval), sql_int(query->programme),
	                         sql_int(query->organisation),
	                         sql_text(query->epci ? query->epci : ""), sql_int(query->funder),
	                         sql_int((int64_t)query->limit)),
	                err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		site_row_read(q, &site);
		if (!fn(context, &site, -1, err))
			return false;
	}
	return step == STEP_DONE;
}
