#include "store/site_row.h"

#include <string.h>

#include "base/text.h"
#include "store/sql.h"

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

void site_row_read(const struct query *q, struct site *site)
{
	*site = (struct site){ .id = query_int(q, 0),
		               .organisation = query_int(q, 1),
		               .parent = query_int(q, 2),
		               .desk = query_int(q, 4) != 0,
		               .centre = query_int(q, 5) != 0,
		               .approval = (enum approval)query_int(q, 7),
		               .changed_at = query_int(q, 27),
		               .version = query_int(q, 28),
		               .suspension = (enum suspension)query_int(q, 29),
		               .suspended_at = query_int(q, 30) };
	TEXT_COPY(site->epci, query_text(q, 13));
	place_read(q, &site->place);
}

void site_row_fill(const struct site *s, int64_t now,
                   struct sql_value args[static SITE_UPDATE_ARGS])
{
	const struct site_place *p = &s->place;
	const struct sql_value values[SITE_UPDATE_ARGS] = {
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
		sql_int(s->suspension),
		sql_int_if(s->suspended_at != 0, s->suspended_at),
		sql_int(now),
		sql_int(s->version),
	};

	memcpy(args, values, sizeof values);
}
