#include "store/programmes.h"

#include "base/auto.h"
#include "base/text.h"
#include "store/sql.h"

#define COLUMNS                                                                                    \
	"id, funder, name, state, cents, vouchers_min, vouchers_max, vouchers_usual, from_day,"    \
	" until_day, grace_days, stop_days, territory, kinds, bands, person_passes, person_days,"  \
	" created_at"

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
		                 .created_at = query_int(q, 17) };
	TEXT_COPY(p->name, query_text(q, 2));
	TEXT_COPY(p->vouchers_usual, query_text(q, 7));
	TEXT_COPY(p->territory, query_text(q, 12));
	TEXT_COPY(p->kinds, query_text(q, 13));
	TEXT_COPY(p->bands, query_text(q, 14));
}

/* $1 ... $18 in the order of COLUMNS. */
#define PROGRAMME_ARGS(p)                                                                          \
	SQL_ARGS(sql_int((p)->id), sql_int((p)->funder), sql_text((p)->name), sql_int((p)->state), \
	         sql_int((p)->cents), sql_int((p)->vouchers_min), sql_int((p)->vouchers_max),      \
	         sql_text((p)->vouchers_usual), sql_int((p)->from_day), sql_int((p)->until_day),   \
	         sql_int((p)->grace_days), sql_int((p)->stop_days), sql_text((p)->territory),      \
	         sql_text((p)->kinds), sql_text((p)->bands), sql_int((p)->person_passes),          \
	         sql_int((p)->person_days), sql_int((p)->created_at))

bool programmes_add(struct sql *sql, struct programme *programme, struct err *err)
{
	return (sql_one_int(sql, "SELECT COALESCE(MAX(id), 0) + 1 FROM programme", SQL_NO_ARGS,
	                    &programme->id, err) &&
	        sql_run(sql,
	                "INSERT INTO programme (" COLUMNS
	                ", free_cents) VALUES ($1, $2, $3, $4, $5, $6, $7,"
	                " $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 0)",
	                PROGRAMME_ARGS(programme), err)) ||
	       err_during(err, "adding programme %s", programme->name);
}

bool programmes_change(struct sql *sql, const struct programme *programme, struct err *err)
{
	bool changed;

	if (!sql_touch(sql,
	               "UPDATE programme SET funder = $2, name = $3, state = $4, cents = $5,"
	               " vouchers_min = $6, vouchers_max = $7, vouchers_usual = $8, from_day = $9,"
	               " until_day = $10, grace_days = $11, stop_days = $12, territory = $13,"
	               " kinds = $14, bands = $15, person_passes = $16, person_days = $17,"
	               " created_at = $18 WHERE id = $1 RETURNING id",
	               PROGRAMME_ARGS(programme), &changed, err))
		return err_during(err, "changing programme %s", programme->name);
	return changed ||
	       err_set(err, ERR_MISSING, "there is no programme %lld", (long long)programme->id);
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

bool programmes_each(struct sql *sql, programme_fn *fn, void *context, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	struct programme programme;
	enum step step;

	if (!query_open(&q, sql, "SELECT " COLUMNS " FROM programme ORDER BY id", SQL_NO_ARGS, err))
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

bool organisations_add(struct sql *sql, struct organisation *organisation, struct err *err)
{
	const char *siret = organisation->siret[0] ? organisation->siret : NULL;
	bool added;

	if (!sql_one_int(sql, "SELECT COALESCE(MAX(id), 0) + 1 FROM organisation", SQL_NO_ARGS,
	                 &organisation->id, err) ||
	    !sql_touch(sql,
	               "INSERT INTO organisation (id, name, siret) VALUES ($1, $2, $3)"
	               " ON CONFLICT (siret) DO NOTHING RETURNING id",
	               SQL_ARGS(sql_int(organisation->id), sql_text(organisation->name),
	                        sql_text(siret)),
	               &added, err))
		return err_during(err, "adding organisation %s", organisation->name);
	return added || err_named(err, ERR_CONFLICT, "siret_taken",
	                          "there is an organisation with the SIRET %s already", siret);
}

bool organisations_find_siret(struct sql *sql, const char *siret, struct organisation *ret,
                              bool *ret_found, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;

	if (!query_open(&q, sql, "SELECT id, name, siret FROM organisation WHERE siret = $1",
	                SQL_ARGS(sql_text(siret)), err) ||
	    !query_first(q, ret_found, err))
		return false;
	if (*ret_found) {
		ret->id = query_int(q, 0);
		TEXT_COPY(ret->name, query_text(q, 1));
		TEXT_COPY(ret->siret, query_text(q, 2));
	}
	return true;
}

bool organisations_make(struct sql *sql, const char *name, const char *siret, int64_t *ret_id,
                        struct err *err)
{
	struct organisation organisation = { 0 };
	bool found;

	if (!organisations_find_siret(sql, siret, &organisation, &found, err))
		return false;
	TEXT_COPY(organisation.name, name);
	TEXT_COPY(organisation.siret, siret);
	if (!found && !organisations_add(sql, &organisation, err))
		return false;
	*ret_id = organisation.id;
	return true;
}

bool funders_add(struct sql *sql, struct funder *funder, struct err *err)
{
	return (sql_one_int(sql, "SELECT COALESCE(MAX(id), 0) + 1 FROM funder", SQL_NO_ARGS,
	                    &funder->id, err) &&
	        sql_run(sql, "INSERT INTO funder (id, organisation, name) VALUES ($1, $2, $3)",
	                SQL_ARGS(sql_int(funder->id), sql_int(funder->organisation),
	                         sql_text(funder->name)),
	                err)) ||
	       err_during(err, "adding funder %s", funder->name);
}

#define FUNDERS                                                                                    \
	"SELECT f.id, f.organisation, f.name, o.siret FROM funder f"                               \
	" JOIN organisation o ON o.id = f.organisation"

static void funder_read(const struct query *q, struct funder *funder)
{
	funder->id = query_int(q, 0);
	funder->organisation = query_int(q, 1);
	TEXT_COPY(funder->name, query_text(q, 2));
	TEXT_COPY(funder->siret, query_text(q, 3));
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

bool funders_each(struct sql *sql, funder_fn *fn, void *context, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	struct funder funder;
	enum step step;

	if (!query_open(&q, sql, FUNDERS " ORDER BY f.id", SQL_NO_ARGS, err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		funder_read(q, &funder);
		if (!fn(context, &funder, err))
			return false;
	}
	return step == STEP_DONE;
}

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
