#include "domain/territories.h"

#include <string.h>

#include "base/text.h"
#include "model/programme.h"
#include "store/organisations.h"
#include "store/sites.h"

enum { PAGE = 500 };

struct counting {
	const char *codes;
	struct territories *to;
	int64_t last; /* id that was seen */
	size_t seen;  /* of this page */
};

static bool read_codes(const char *codes, struct territories *to, struct err *err)
{
	for (const char *p = codes + strspn(codes, " "); *p; p += strspn(p, " ")) {
		size_t size = strcspn(p, " ");

		if (to->count == TERRITORY_CODES_MAX)
			return err_named(err, ERR_INPUT, "too_long", "at most %d codes",
			                 TERRITORY_CODES_MAX) ||
			       err_field("codes", err);
		if (size >= TERRITORY_CODE_SIZE)
			return err_named(err, ERR_INPUT, "out_of_range", "a code is shorter") ||
			       err_field("codes", err);
		memcpy(to->codes[to->count++].code, p, size);
		p += size;
	}
	return true;
}

static void add(struct territory *to, const struct site *site)
{
	to->sites++;
	to->desks += site->desk;
	to->centres += site->centre;
}

static bool count(void *context, const struct site *site, int64_t distance_m, struct err *err)
{
	struct counting *c = context;
	const struct site_place *place = &site->place;
	bool counts = site->approval == APPROVAL_APPROVED;

	(void)distance_m, (void)err;
	c->last = site->id;
	c->seen++;
	if (!territory_covers_place(c->codes, place->code_insee, place->postcode, site->epci))
		return true;
	if (counts)
		add(&c->to->whole, site);
	for (size_t i = 0; i < c->to->count; i++) {
		struct territory *t = c->to->codes + i;

		if (!territory_covers_place(t->code, place->code_insee, place->postcode,
		                            site->epci))
			continue;
		if (counts)
			add(t, site);
		if (!t->name[0] && strcmp(t->code, place->code_insee) == 0)
			TEXT_COPY(t->name, place->commune);
	}
	return true;
}

/* The EPCI itself, where the books have it; not one of its desks. */
static bool name_bodies(struct app *app, struct territories *to, struct err *err)
{
	for (size_t i = 0; i < to->count; i++) {
		struct territory *t = to->codes + i;
		struct organisation body;
		bool found;

		if (siret_kind(t->code) != SIRET_IS_SIREN)
			continue;
		if (!organisations_find_epci(app->sql, t->code, &body, &found, err))
			return false;
		if (found)
			TEXT_COPY(t->name, body.name);
	}
	return true;
}

static bool count_work(struct app *app, void *context, struct err *err)
{
	struct counting *c = context;
	struct sites_query query = { SITES_ALL, .limit = PAGE };

	do {
		c->seen = 0;
		if (!sites_each(app->sql, &query, count, c, err))
			return false;
		query.after_id = c->last;
	} while (c->seen == PAGE);
	return name_bodies(app, c->to, err);
}

bool territories_count(struct app *app, const char *codes, struct territories *ret, struct err *err)
{
	struct counting c = { .codes = codes, .to = ret };

	*ret = (struct territories){ 0 };
	return read_codes(codes, ret, err) && transact_read(app, count_work, &c, err);
}
