#include "domain/import_plan.h"

#include <stddef.h>
#include <string.h>

#include "base/auto.h"
#include "base/text.h"

#define TEXT(member)                                                                               \
	.offset = offsetof(struct site_place, member),                                             \
	.size = sizeof(((struct site_place *)0)->member)

/* The first two name a place and its body; the others are what it says. */
static const struct {
	size_t offset, size;
} texts[] = {
	{ TEXT(source_id) },  { TEXT(pivot) },      { TEXT(source) },   { TEXT(name) },
	{ TEXT(address) },    { TEXT(complement) }, { TEXT(postcode) }, { TEXT(commune) },
	{ TEXT(code_insee) }, { TEXT(phone) },      { TEXT(website) },  { TEXT(hours) },
	{ TEXT(services) },   { TEXT(publics) },    { TEXT(typology) }, { TEXT(access_url) },
	{ TEXT(fees) },
};

enum { TEXTS_OF_NAMES = 2 };

/* What of it is no text of the place. */
struct packed {
	size_t row;
	int64_t id, organisation, parent, version, updated_day, suspended_at;
	struct geo_point point;
	enum approval approval;
	enum suspension suspension;
	char epci[sizeof((struct site *)0)->epci];
	bool desk, centre, mobile, has_point, has_updated;
	bool is_known, differs, body_is_new, approves, offers;
};

static const char *text_of(const struct site_place *place, size_t i)
{
	return (const char *)place + texts[i].offset;
}

void import_plan_release(struct import_plan *plan)
{
	buf_release(&plan->rows);
}

void import_plan_add(struct import_plan *plan, const struct import_place *place)
{
	const struct site *site = &place->site;
	struct packed packed = { .row = place->row,
		                 .id = site->id,
		                 .organisation = site->organisation,
		                 .parent = site->parent,
		                 .version = site->version,
		                 .updated_day = site->place.updated_day,
		                 .point = site->place.point,
		                 .approval = site->approval,
		                 .suspension = site->suspension,
		                 .suspended_at = site->suspended_at,
		                 .desk = site->desk,
		                 .centre = site->centre,
		                 .mobile = site->place.mobile,
		                 .has_point = site->place.has_point,
		                 .has_updated = site->place.has_updated,
		                 .is_known = place->is_known,
		                 .differs = place->differs,
		                 .body_is_new = place->body_is_new,
		                 .approves = place->approves,
		                 .offers = place->offers };

	TEXT_COPY(packed.epci, site->epci);
	buf_add(&plan->rows, &packed, sizeof packed);
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		buf_add(&plan->rows, text_of(&site->place, i),
		        strlen(text_of(&site->place, i)) + 1);
}

static void unpack_site(const struct packed *packed, struct site *ret)
{
	*ret = (struct site){ .id = packed->id,
		              .organisation = packed->organisation,
		              .parent = packed->parent,
		              .version = packed->version,
		              .approval = packed->approval,
		              .suspension = packed->suspension,
		              .suspended_at = packed->suspended_at,
		              .desk = packed->desk,
		              .centre = packed->centre,
		              .place = { .point = packed->point,
		                         .updated_day = packed->updated_day,
		                         .has_point = packed->has_point,
		                         .has_updated = packed->has_updated,
		                         .mobile = packed->mobile } };
	TEXT_COPY(ret->epci, packed->epci);
}

/* Unpack one; returns the first byte after it. */
static const char *unpack(const char *from, struct import_place *ret)
{
	struct packed packed;

	memcpy(&packed, from, sizeof packed);
	from += sizeof packed;
	ret->row = packed.row;
	ret->is_known = packed.is_known;
	ret->differs = packed.differs;
	ret->body_is_new = packed.body_is_new;
	ret->approves = packed.approves;
	ret->offers = packed.offers;
	unpack_site(&packed, &ret->site);
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		text_copy((char *)&ret->site.place + texts[i].offset, texts[i].size, from);
		from += strlen(from) + 1;
	}
	return from;
}

bool import_plan_next(const struct import_plan *plan, size_t *at, struct import_place *ret,
                      size_t max, size_t *ret_count, struct err *err)
{
	const char *from = buf_text(&plan->rows), *end = from + plan->rows.size;
	size_t count = 0;

	if (!buf_check(&plan->rows, err))
		return false;
	for (from += *at; from < end && count < max; count++)
		from = unpack(from, &ret[count]);
	*at = (size_t)(from - buf_text(&plan->rows));
	*ret_count = count;
	return true;
}

bool import_plan_same(const struct site_place *a, const struct site_place *b)
{
	for (size_t i = TEXTS_OF_NAMES; i < COUNT_OF(texts); i++)
		if (strcmp(text_of(a, i), text_of(b, i)) != 0)
			return false;
	return a->mobile == b->mobile && a->has_point == b->has_point &&
	       a->point.latitude_e6 == b->point.latitude_e6 &&
	       a->point.longitude_e6 == b->point.longitude_e6 && a->has_updated == b->has_updated &&
	       a->updated_day == b->updated_day;
}
