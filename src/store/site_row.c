#include "store/site_row.h"

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
		               .version = query_int(q, 28) };
	TEXT_COPY(site->epci, query_text(q, 13));
	place_read(q, &site->place);
}
