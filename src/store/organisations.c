#include "store/organisations.h"

#include "base/auto.h"
#include "base/text.h"
#include "store/sql.h"

#define COLUMNS "id, name, siret, version"
#define NEXT "SELECT COALESCE(MAX(id), 0) + 1 FROM organisation"
#define INSERT                                                                                     \
	"INSERT INTO organisation (id, name, siret) VALUES ($1, $2, $3)"                           \
	" ON CONFLICT (siret) DO NOTHING"

static void organisation_read(const struct query *q, struct organisation *organisation)
{
	organisation->id = query_int(q, 0);
	TEXT_COPY(organisation->name, query_text(q, 1));
	TEXT_COPY(organisation->siret, query_text(q, 2));
	organisation->version = query_int(q, 3);
}

static const char *siret_of(const struct organisation *organisation)
{
	return organisation->siret[0] ? organisation->siret : NULL;
}

static bool taken(const struct organisation *organisation, struct err *err)
{
	return err_named(err, ERR_CONFLICT, "siret_taken",
	                 "there is an organisation with the SIRET %s already",
	                 organisation->siret) ||
	       err_field("siret", err);
}

bool organisations_add(struct sql *sql, struct organisation *organisation, struct err *err)
{
	bool added;

	if (!sql_one_int(sql, NEXT, SQL_NO_ARGS, &organisation->id, err) ||
	    !sql_touch(sql, INSERT " RETURNING id",
	               SQL_ARGS(sql_int(organisation->id), sql_text(organisation->name),
	                        sql_text(siret_of(organisation))),
	               &added, err))
		return err_during(err, "adding organisation %s", organisation->name);
	organisation->version = 1;
	return added || taken(organisation, err);
}

static bool find(struct sql *sql, const char *text, struct sql_value key, struct organisation *ret,
                 bool *ret_found, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;

	if (!query_open(&q, sql, text, &key, 1, err) || !query_first(q, ret_found, err))
		return false;
	if (*ret_found)
		organisation_read(q, ret);
	return true;
}

bool organisations_find(struct sql *sql, int64_t id, struct organisation *ret, struct err *err)
{
	bool found;

	return find(sql, "SELECT " COLUMNS " FROM organisation WHERE id = $1", sql_int(id), ret,
	            &found, err) &&
	       (found || err_named(err, ERR_MISSING, "no_organisation",
	                           "there is no organisation %lld", (long long)id));
}

bool organisations_find_siret(struct sql *sql, const char *siret, struct organisation *ret,
                              bool *ret_found, struct err *err)
{
	return find(sql, "SELECT " COLUMNS " FROM organisation WHERE siret = $1", sql_text(siret),
	            ret, ret_found, err);
}

bool organisations_find_epci(struct sql *sql, const char *siren, struct organisation *ret,
                             bool *ret_found, struct err *err)
{
	return find(sql,
	            "SELECT " COLUMNS " FROM organisation WHERE substr(siret, 1, 9) = $1"
	            " AND (lower(name) LIKE 'communaut%' OR lower(name) LIKE '%tropole%'"
	            "  OR lower(name) LIKE '%agglom%' OR lower(name) LIKE 'cc %'"
	            "  OR lower(name) LIKE 'ca %' OR lower(name) LIKE 'cu %')"
	            " ORDER BY id LIMIT 1",
	            sql_text(siren), ret, ret_found, err);
}

bool organisations_change(struct sql *sql, struct organisation *organisation, struct err *err)
{
	struct organisation other;
	bool found, changed;

	if (!organisations_find_siret(sql, organisation->siret, &other, &found, err))
		return false;
	if (found && other.id != organisation->id)
		return taken(organisation, err);
	if (!sql_touch(sql,
	               "UPDATE organisation SET name = $3, siret = $4, version = version + 1"
	               " WHERE id = $1 AND version = $2 RETURNING id",
	               SQL_ARGS(sql_int(organisation->id), sql_int(organisation->version),
	                        sql_text(organisation->name), sql_text(siret_of(organisation))),
	               &changed, err))
		return err_during(err, "changing organisation %s", organisation->name);
	organisation->version += changed;
	return changed || err_set(err, ERR_BUSY, "organisation %lld was changed meanwhile",
	                          (long long)organisation->id);
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

/* ---- many ---- */

static void fill_new(void *context, size_t row, struct sql_value *args)
{
	const struct organisation *o = (const struct organisation *)context + row;

	args[0] = sql_int(o->id);
	args[1] = sql_text(o->name);
	args[2] = sql_text(o->siret);
}

static void fill_siret(void *context, size_t row, struct sql_value *args)
{
	args[0] = sql_text(((const struct organisation *)context)[row].siret);
}

static bool take_id(void *context, size_t row, const struct query *q, struct err *err)
{
	(void)err;
	((struct organisation *)context)[row].id = q ? query_int(q, 0) : 0;
	return true;
}

bool organisations_make_many(struct sql *sql, struct organisation *organisations, size_t count,
                             struct err *err)
{
	const struct sql_each make = { .text = INSERT,
		                       .rows_count = count,
		                       .args_count = 3,
		                       .fill = fill_new,
		                       .context = organisations };
	const struct sql_each find_all = { .text = "SELECT id FROM organisation WHERE siret = $1",
		                           .rows_count = count,
		                           .args_count = 1,
		                           .fill = fill_siret,
		                           .take = take_id,
		                           .context = organisations };
	int64_t next;

	if (!count)
		return true;
	if (!sql_one_int(sql, NEXT, SQL_NO_ARGS, &next, err))
		return false;
	for (size_t i = 0; i < count; i++)
		organisations[i].id = next + (int64_t)i;
	return (sql_each(sql, &make, err) && sql_each(sql, &find_all, err)) ||
	       err_during(err, "adding %zu organisations", count);
}

bool organisations_each(struct sql *sql, int64_t after_id, size_t limit, organisation_fn *fn,
                        void *context, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	struct organisation organisation;
	enum step step;

	if (!query_open(&q, sql,
	                "SELECT " COLUMNS " FROM organisation WHERE id > $1 ORDER BY id LIMIT $2",
	                SQL_ARGS(sql_int(after_id), sql_int((int64_t)limit)), err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		organisation_read(q, &organisation);
		if (!fn(context, &organisation, err))
			return false;
	}
	return step == STEP_DONE;
}
