#include "store/sites.h"

#include <string.h>

#include "base/auto.h"
#include "base/text.h"
#include "store/site_row.h"
#include "store/sql.h"

/* $1 ... $28: columns, then changed_at. */
static void site_fill(const struct site *s, int64_t now, struct sql_value args[static 28])
{
	const struct site_place *p = &s->place;
	const struct sql_value values[28] = {
		sql_int(s->id),
		sql_int_if(s->organisation != 0, s->organisation),
		sql_int_if(s->parent != 0, s->parent),
		sql_text(p->name),
		sql_int(s->desk),
		sql_int(s->centre),
		sql_int(p->mobile),
		sql_int(s->approval),
		sql_text(p->address),
		sql_text(p->complement),
		sql_text(p->postcode),
		sql_text(p->commune),
		sql_text(p->code_insee),
		sql_text(s->epci),
		sql_int_if(p->has_point, p->point.latitude_e6),
		sql_int_if(p->has_point, p->point.longitude_e6),
		sql_text(p->phone),
		sql_text(p->website),
		sql_text(p->hours),
		sql_text(p->services),
		sql_text(p->publics),
		sql_text(p->typology),
		sql_text(p->access_url),
		sql_text(p->fees),
		sql_text(p->source),
		sql_text(p->source_id[0] ? p->source_id : NULL),
		sql_int_if(p->has_updated, p->updated_day),
		sql_int(now),
	};

	memcpy(args, values, sizeof values);
}

bool sites_add(struct sql *sql, struct site *site, int64_t now, struct err *err)
{
	struct sql_value args[28];
	bool added;

	site->version = 1;
	site->changed_at = now;
	if (!sql_one_int(sql, "SELECT COALESCE(MAX(id), 0) + 1 FROM site", SQL_NO_ARGS, &site->id,
	                 err))
		return false;
	site_fill(site, now, args);
	if (!sql_touch(
		    sql,
		    "INSERT INTO site (id, organisation, parent, name, desk, centre, mobile,"
		    " approval, address, complement, postcode, commune, insee, epci, latitude_e6,"
		    " longitude_e6, phone, website, hours, services, publics, typology,"
		    " access_url, fees, source, source_id, source_day, changed_at)"
		    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,"
		    " $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28)"
		    " ON CONFLICT (source_id) DO NOTHING RETURNING id",
		    args, COUNT_OF(args), &added, err))
		return err_during(err, "adding site %s", site->place.name);
	return added ||
	       err_named(err, ERR_CONFLICT, "source_taken",
	                 "there is a site of the source id %s already", site->place.source_id);
}

bool sites_change(struct sql *sql, struct site *site, int64_t now, struct err *err)
{
	struct sql_value args[29];
	bool changed;

	site_fill(site, now, args);
	args[28] = sql_int(site->version);
	if (!sql_touch(sql,
	               "UPDATE site SET organisation = $2, parent = $3, name = $4, desk = $5,"
	               " centre = $6, mobile = $7, approval = $8, address = $9, complement = $10,"
	               " postcode = $11, commune = $12, insee = $13, epci = $14, latitude_e6 = $15,"
	               " longitude_e6 = $16, phone = $17, website = $18, hours = $19,"
	               " services = $20, publics = $21, typology = $22, access_url = $23,"
	               " fees = $24, source = $25, source_id = $26, source_day = $27,"
	               " changed_at = $28, version = version + 1"
	               " WHERE id = $1 AND version = $29 RETURNING id",
	               args, COUNT_OF(args), &changed, err))
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
