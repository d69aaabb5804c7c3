#include "store/funders.h"

#include "base/auto.h"
#include "base/text.h"
#include "store/sql.h"

#define FUNDERS                                                                                    \
	"SELECT f.id, f.organisation, f.name, o.siret, f.version FROM funder f"                    \
	" JOIN organisation o ON o.id = f.organisation"

static void funder_read(const struct query *q, struct funder *funder)
{
	funder->id = query_int(q, 0);
	funder->organisation = query_int(q, 1);
	TEXT_COPY(funder->name, query_text(q, 2));
	TEXT_COPY(funder->siret, query_text(q, 3));
	funder->version = query_int(q, 4);
}

bool funders_add(struct sql *sql, struct funder *funder, struct err *err)
{
	bool added;

	if (!sql_one_int(sql, "SELECT COALESCE(MAX(id), 0) + 1 FROM funder", SQL_NO_ARGS,
	                 &funder->id, err) ||
	    !sql_touch(sql,
	               "INSERT INTO funder (id, organisation, name) VALUES ($1, $2, $3)"
	               " ON CONFLICT (organisation) DO NOTHING RETURNING id",
	               SQL_ARGS(sql_int(funder->id), sql_int(funder->organisation),
	                        sql_text(funder->name)),
	               &added, err))
		return err_during(err, "adding funder %s", funder->name);
	funder->version = 1;
	return added ||
	       err_named(err, ERR_CONFLICT, "siret_taken",
	                 "that organisation is a funder already") ||
	       err_field("siret", err);
}

bool funders_find(struct sql *sql, int64_t id, struct funder *ret, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	bool found;

	if (!query_open(&q, sql, FUNDERS " WHERE f.id = $1", SQL_ARGS(sql_int(id)), err) ||
	    !query_first(q, &found, err))
		return false;
	if (!found)
		return err_named(err, ERR_MISSING, "no_funder", "there is no funder %lld",
		                 (long long)id);
	funder_read(q, ret);
	return true;
}

bool funders_change(struct sql *sql, struct funder *funder, struct err *err)
{
	bool changed;

	if (!sql_touch(
		    sql,
		    "UPDATE funder SET name = $3, version = version + 1"
		    " WHERE id = $1 AND version = $2 RETURNING id",
		    SQL_ARGS(sql_int(funder->id), sql_int(funder->version), sql_text(funder->name)),
		    &changed, err))
		return err_during(err, "changing funder %s", funder->name);
	funder->version += changed;
	return changed ||
	       err_set(err, ERR_BUSY, "funder %lld was changed meanwhile", (long long)funder->id);
}

bool funders_each(struct sql *sql, const struct funders_query *query, funder_fn *fn, void *context,
                  struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	struct funder funder;
	enum step step;

	if (!query_open(&q, sql,
	                FUNDERS " WHERE f.id > $1 AND ($2 = 0 OR f.id = $2) ORDER BY f.id LIMIT $3",
	                SQL_ARGS(sql_int(query->after_id), sql_int(query->only),
	                         sql_int((int64_t)query->limit)),
	                err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		funder_read(q, &funder);
		if (!fn(context, &funder, err))
			return false;
	}
	return step == STEP_DONE;
}
