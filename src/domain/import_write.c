#include "domain/import_write.h"

#include <stdlib.h>

#include "base/auto.h"
#include "base/text.h"
#include "store/approvals.h"
#include "store/organisations.h"
#include "store/sites_many.h"

enum { PACK = 128 }; /* places in one go: of a few KB each while they are unpacked */

/* Some of the plan, and what comes of them. */
struct pack {
	const struct import_reading *reading;
	struct sql *sql;
	int64_t now;
	struct import_place places[PACK];
	size_t count;
	bool is_in[PACK], is_offered[PACK]; /* its site; its approval */
};

static void pack_free(struct pack **pack)
{
	free(*pack);
}

/* Which of the places something is to be done with. */
struct some {
	size_t at[PACK], count;
	struct site *sites[PACK];
	bool done[PACK];
};

typedef bool wanted_fn(const struct pack *pack, size_t i);

static struct some pick(struct pack *pack, wanted_fn *wanted)
{
	struct some some = { .count = 0 };

	for (size_t i = 0; i < pack->count; i++)
		if (wanted(pack, i)) {
			some.sites[some.count] = &pack->places[i].site;
			some.at[some.count++] = i;
		}
	return some;
}

static bool wants_body(const struct pack *pack, size_t i)
{
	return pack->places[i].body_is_new;
}

static bool is_new(const struct pack *pack, size_t i)
{
	return !pack->places[i].is_known;
}

static bool is_changed(const struct pack *pack, size_t i)
{
	return pack->places[i].is_known && pack->places[i].differs;
}

static bool is_offered(const struct pack *pack, size_t i)
{
	return pack->places[i].offers;
}

static bool make_bodies(struct pack *pack, struct err *err)
{
	const struct some some = pick(pack, wants_body);
	struct organisation bodies[PACK];

	for (size_t i = 0; i < some.count; i++) {
		bodies[i] = (struct organisation){ 0 };
		TEXT_COPY(bodies[i].name, some.sites[i]->place.name);
		TEXT_COPY(bodies[i].siret, some.sites[i]->place.pivot);
	}
	if (!organisations_make_many(pack->sql, bodies, some.count, err))
		return false;
	for (size_t i = 0; i < some.count; i++)
		some.sites[i]->organisation = bodies[i].id;
	return true;
}

static void note(struct pack *pack, const struct some *some)
{
	for (size_t i = 0; i < some->count; i++)
		pack->is_in[some->at[i]] = some->done[i];
}

static bool write_sites(struct pack *pack, struct err *err)
{
	struct some added = pick(pack, is_new), changed = pick(pack, is_changed);

	for (size_t i = 0; i < pack->count; i++)
		pack->is_in[i] = true;
	if (!sites_add_many(pack->sql, added.sites, added.count, pack->now, added.done, err) ||
	    !sites_change_many(pack->sql, changed.sites, changed.count, pack->now, changed.done,
	                       err))
		return false;
	note(pack, &added);
	note(pack, &changed);
	return true;
}

/* Another has written this place since it was read: it is compared again. */
static bool write_again(struct pack *pack, struct import_place *m, struct err *err)
{
	const struct import_reading *reading = pack->reading;
	struct site_place place = m->site.place;

	if (!import_place_read(reading->app, reading->wish, &place, m, err) ||
	    (m->differs && m->body_is_new &&
	     !organisations_make(pack->sql, place.name, place.pivot, &m->site.organisation, err)))
		return false;
	return !m->differs || (m->is_known ? sites_change(pack->sql, &m->site, pack->now, err)
	                                   : sites_add(pack->sql, &m->site, pack->now, err));
}

static bool offer(struct pack *pack, struct err *err)
{
	const struct import_wish *wish = pack->reading->wish;
	const struct some some = pick(pack, is_offered);
	struct approval_offer offers[PACK];
	bool done[PACK];

	for (size_t i = 0; i < some.count; i++)
		offers[i] = (struct approval_offer){
			.programme = wish->programme,
			.site = some.sites[i]->id,
			.state = wish->approve ? APPROVAL_APPROVED : APPROVAL_CANDIDATE,
			.now = pack->now,
			.account = wish->account,
		};
	if (!approvals_offer_many(pack->sql, offers, some.count, done, err))
		return false;
	for (size_t i = 0; i < pack->count; i++)
		pack->is_offered[i] = false;
	for (size_t i = 0; i < some.count; i++)
		pack->is_offered[some.at[i]] = done[i];
	return true;
}

static void count(const struct pack *pack, struct import_counts *to)
{
	for (size_t i = 0; i < pack->count; i++) {
		import_place_count(&pack->places[i], to);
		to->approved += !pack->places[i].approves && pack->is_offered[i] &&
		                pack->reading->wish->approve;
	}
}

static bool write_pack(struct pack *pack, struct import_counts *to, struct err *err)
{
	if (!make_bodies(pack, err) || !write_sites(pack, err))
		return err_during(err, "rows from %zu", pack->places[0].row);
	for (size_t i = 0; i < pack->count; i++)
		if (!pack->is_in[i] && !write_again(pack, &pack->places[i], err))
			return err_during(err, "row %zu", pack->places[i].row);
	if (!offer(pack, err))
		return false;
	count(pack, to);
	return true;
}

bool import_write(const struct import_reading *reading, struct import_counts *ret, struct err *err)
{
	AUTO(pack_free) struct pack *pack = malloc(sizeof *pack);
	struct import_counts counts = reading->counts;
	size_t at = 0;

	if (!pack)
		return err_memory(err);
	pack->reading = reading;
	pack->sql = reading->app->sql;
	pack->now = app_now(reading->app);
	do {
		if (!import_plan_next(&reading->plan, &at, pack->places, PACK, &pack->count, err))
			return false;
		if (pack->count && !write_pack(pack, &counts, err))
			return false;
	} while (pack->count == PACK);
	*ret = counts;
	return true;
}
