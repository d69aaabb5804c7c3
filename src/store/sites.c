#include "store/sites.h"

#include <string.h>

#include "base/auto.h"
#include "base/text.h"
#include "store/sql.h"

#define COLUMNS                                                                                    \
	"s.id, s.organisation, s.parent, s.name, s.desk, s.centre, s.mobile, s.approval,"          \
	" s.address, s.complement, s.postcode, s.commune, s.insee, s.epci, s.latitude_e6,"         \
	" s.longitude_e6, s.phone, s.website, s.hours, s.services, s.publics, s.typology,"         \
	" s.access_url, s.fees, s.source, s.source_id, s.source_day"

static void place_read(const struct query *q, struct site_place *p)
{
	TEXT_COPY(p->name, query_text(q, 3));
	p->mobile = query_int(q, 6) != 0;
	TEXT_COPY(p->address, query_text(q, 8));
	TEXT_COPY(p->complement, query_text(q, 9));
	TEXT_COPY(p->postcode, query_text(q, 10));
	TEXT_COPY(p->commune, query_text(q, 11));
	TEXT_COPY(p->code_insee, query_text(q, 12));
	p->has_point = !query_is_null(q, 14);
	p->point = (struct geo_point){ query_int(q, 14), query_int(q, 15) };
	TEXT_COPY(p->phone, query_text(q, 16));
	TEXT_COPY(p->website, query_text(q, 17));
	TEXT_COPY(p->hours, query_text(q, 18));
	TEXT_COPY(p->services, query_text(q, 19));
	TEXT_COPY(p->publics, query_text(q, 20));
	TEXT_COPY(p->typology, query_text(q, 21));
	TEXT_COPY(p->access_url, query_text(q, 22));
	TEXT_COPY(p->fees, query_text(q, 23));
	TEXT_COPY(p->source, query_text(q, 24));
	TEXT_COPY(p->source_id, query_text(q, 25));
	p->has_updated = !query_is_null(q, 26);
	p->updated_day = query_int(q, 26);
}

static void site_read(const struct query *q, struct site *site)
{
	*site = (struct site){ .id = query_int(q, 0),
		               .organisation = query_int(q, 1),
		               .parent = query_int(q, 2),
		               .desk = query_int(q, 4) != 0,
		               .centre = query_int(q, 5) != 0,
		               .approval = (enum approval)query_int(q, 7) };
	TEXT_COPY(site->epci, query_text(q, 13));
	place_read(q, &site->place);
}

/* $1 ... $28: COLUMNS, then changed_at. */
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

bool sites_change(struct sql *sql, const struct site *site, int64_t now, struct err *err)
{
	struct sql_value args[28];

	site_fill(site, now, args);
	return sql_run(sql,
	               "UPDATE site SET organisation = $2, parent = $3, name = $4, desk = $5,"
	               " centre = $6, mobile = $7, approval = $8, address = $9, complement = $10,"
	               " postcode = $11, commune = $12, insee = $13, epci = $14, latitude_e6 = $15,"
	               " longitude_e6 = $16, phone = $17, website = $18, hours = $19,"
	               " services = $20, publics = $21, typology = $22, access_url = $23,"
	               " fees = $24, source = $25, source_id = $26, source_day = $27,"
	               " changed_at = $28 WHERE id = $1",
	               args, COUNT_OF(args), err) ||
	       err_during(err, "changing site %s", site->place.name);
}

static bool find(struct sql *sql, const char *text, struct sql_value key, struct site *ret,
                 bool *ret_found, struct err *err)
{
	AUTO(query_close) struct query *q = NULL;

	if (!query_open(&q, sql, text, &key, 1, err) || !query_first(q, ret_found, err))
		return false;
	if (*ret_found)
		site_read(q, ret);
	return true;
}

bool sites_find(struct sql *sql, int64_t id, struct site *ret, struct err *err)
{
	bool found;

	if (!find(sql, "SELECT " COLUMNS " FROM site s WHERE s.id = $1", sql_int(id), ret, &found,
	          err))
		return false;
	return found ||
	       err_named(err, ERR_MISSING, "no_site", "there is no site %lld", (long long)id);
}

bool sites_find_source(struct sql *sql, const char *source_id, struct site *ret, bool *ret_found,
                       struct err *err)
{
	return find(sql, "SELECT " COLUMNS " FROM site s WHERE s.source_id = $1",
	            sql_text(source_id), ret, ret_found, err);
}

bool sites_each(struct sql *sql, int64_t after_id, size_t limit, site_fn *fn, void *context,
                struct err *err)
{
	AUTO(query_close) struct query *q = NULL;
	struct site site;
	enum step step;

	if (!query_open(&q, sql,
	                "SELECT " COLUMNS " FROM site s WHERE s.id > $1 ORDER BY s.id LIMIT $2",
	                SQL_ARGS(sql_int(after_id), sql_int((int64_t)limit)), err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW) {
		site_read(q, &site);
		if (!fn(context, &site, -1, err))
			return false;
	}
	return step == STEP_DONE;
}
