#include "domain/import_place.h"

#include "domain/import_plan.h"
#include "store/approvals.h"
#include "store/organisations.h"

static bool read_body(struct app *app, struct import_place *m, struct err *err)
{
	struct organisation organisation = { 0 };
	bool found;

	if (siret_kind(m->site.place.pivot) != SIRET_IS_SIRET)
		return true;
	if (!organisations_find_siret(app->sql, m->site.place.pivot, &organisation, &found, err))
		return false;
	m->differs |= !found || organisation.id != m->site.organisation;
	m->body_is_new = !found;
	m->site.organisation = organisation.id;
	return true;
}

/* A funder's word stays: only a candidate becomes approved. */
static bool read_offer(struct app *app, const struct import_wish *wish, struct import_place *m,
                       struct err *err)
{
	enum approval said = APPROVAL_CANDIDATE;
	bool found = false;

	if (!wish->programme)
		return true;
	if (m->is_known &&
	    !approvals_find(app->sql, wish->programme, m->site.id, &said, &found, err))
		return false;
	m->offers = !found || (wish->approve && said == APPROVAL_CANDIDATE);
	return true;
}

bool import_place_read(struct app *app, const struct import_wish *wish,
                       const struct site_place *place, struct import_place *ret, struct err *err)
{
	struct import_place m = { .row = ret->row };

	if (!sites_find_source(app->sql, place->source_id, &m.site, &m.is_known, err))
		return false;
	m.approves = wish->approve && m.site.approval == APPROVAL_CANDIDATE;
	m.differs = m.approves || !m.is_known || !import_plan_same(place, &m.site.place);
	m.site.place = *place;
	if (m.approves)
		m.site.approval = APPROVAL_APPROVED;
	m.site.centre |= !m.is_known;
	if (!read_body(app, &m, err) || !read_offer(app, wish, &m, err))
		return false;
	*ret = m;
	return true;
}

void import_place_count(const struct import_place *m, struct import_counts *to)
{
	++*(!m->is_known ? &to->added : m->differs ? &to->changed : &to->unchanged);
	to->approved += m->approves;
}
