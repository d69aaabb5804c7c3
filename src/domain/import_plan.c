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

/* What of a place is no text. */
struct packed {
	size_t row;
	struct geo_point point;
	int64_t updated_day;
	bool has_point, has_updated, mobile;
};

static const char *text_of(const struct site_place *place, size_t i)
{
	return (const char *)place + texts[i].offset;
}

void import_plan_release(struct import_plan *plan)
{
	buf_release(&plan->rows);
}

void import_plan_add(struct import_plan *plan, size_t row, const struct site_place *place)
{
	const struct packed packed = { .row = row,
		                       .point = place->point,
		                       .updated_day = place->updated_day,
		                       .has_point = place->has_point,
		                       .has_updated = place->has_updated,
		                       .mobile = place->mobile };

	buf_add(&plan->rows, &packed, sizeof packed);
	for (size_t i = 0; i < COUNT_OF(texts); i++)
		buf_add(&plan->rows, text_of(place, i), strlen(text_of(place, i)) + 1);
}

/* Unpack one; returns the first byte after it. */
static const char *unpack(const char *from, size_t *ret_row, struct site_place *ret)
{
	struct packed packed;

	memcpy(&packed, from, sizeof packed);
	from += sizeof packed;
	*ret_row = packed.row;
	*ret = (struct site_place){ .point = packed.point,
		                    .updated_day = packed.updated_day,
		                    .has_point = packed.has_point,
		                    .has_updated = packed.has_updated,
		                    .mobile = packed.mobile };
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		text_copy((char *)ret + texts[i].offset, texts[i].size, from);
		from += strlen(from) + 1;
	}
	return from;
}

bool import_plan_each(const struct import_plan *plan, import_plan_fn *fn, void *context,
                      struct err *err)
{
	const char *at = buf_text(&plan->rows), *end = at + plan->rows.size;
	struct site_place place;
	size_t row;

	if (!buf_check(&plan->rows, err))
		return false;
	while (at < end) {
		at = unpack(at, &row, &place);
		if (!fn(context, row, &place, err))
			return false;
	}
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
