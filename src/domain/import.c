#include "domain/import.h"

#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "store/approvals.h"
#include "store/organisations.h"
#include "store/programmes.h"
#include "domain/import_seen.h"

struct import {
	struct app *app;
	const char *path;
	const struct import_wish *wish;
	struct import_counts counts;
	struct import_seen seen;
	size_t told, heard; /* doubts: given to the caller so far; come up in this attempt */
	bool spent;         /* standard input was read */
};

static void import_release(struct import *import)
{
	import_seen_release(&import->seen);
}

/* The file says the same at every attempt; the caller hears it once. */
static bool tell(void *context, const struct centres_doubt *doubt, struct err *err)
{
	struct import *import = context;

	if (++import->heard <= import->told || !import->wish->doubt)
		return true;
	import->told = import->heard;
	return import->wish->doubt(import->wish->context, doubt, err);
}

#define TEXT_AT(member) offsetof(struct site_place, member)

static bool says_the_same(const struct site_place *a, const struct site_place *b)
{
	static const size_t texts[] = {
		TEXT_AT(source),   TEXT_AT(name),       TEXT_AT(address),    TEXT_AT(complement),
		TEXT_AT(postcode), TEXT_AT(commune),    TEXT_AT(code_insee), TEXT_AT(phone),
		TEXT_AT(website),  TEXT_AT(hours),      TEXT_AT(services),   TEXT_AT(publics),
		TEXT_AT(typology), TEXT_AT(access_url), TEXT_AT(fees),
	};

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		if (strcmp((const char *)a + texts[i], (const char *)b + texts[i]) != 0)
			return false;
	return a->mobile == b->mobile && a->has_point == b->has_point &&
	       a->point.latitude_e6 == b->point.latitude_e6 &&
	       a->point.longitude_e6 == b->point.longitude_e6 && a->has_updated == b->has_updated &&
	       a->updated_day == b->updated_day;
}

static bool add(struct import *import, struct site *site, struct err *err)
{
	site->centre = true;
	import->counts.added++;
	return sites_add(import->app->sql, site, app_now(import->app), err);
}

static bool refresh(struct import *import, const struct site *before, struct site *site,
                    struct err *err)
{
	if (site->organisation == before->organisation && site->approval == before->approval &&
	    says_the_same(&site->place, &before->place)) {
		import->counts.unchanged++;
		return true;
	}
	import->counts.changed++;
	return sites_change(import->app->sql, site, app_now(import->app), err);
}

static bool offer(struct import *import, const struct site *site, bool *ret_new, struct err *err)
{
	const struct approval_offer new = {
		.programme = import->wish->programme,
		.site = site->id,
		.state = import->wish->approve ? APPROVAL_APPROVED : APPROVAL_CANDIDATE,
		.now = app_now(import->app),
	};

	*ret_new = false;
	return !new.programme || approvals_offer(import->app->sql, &new, ret_new, err);
}

static bool keep(struct import *import, const struct site_place *place, struct err *err)
{
	struct sql *sql = import->app->sql;
	struct site before = { 0 }, site;
	bool found, approve, offered;

	if (!sites_find_source(sql, place->source_id, &before, &found, err))
		return false;
	site = before;
	site.place = *place;
	approve = import->wish->approve && before.approval == APPROVAL_CANDIDATE;
	if (approve)
		site.approval = APPROVAL_APPROVED;
	if ((siret_kind(place->pivot) == SIRET_IS_SIRET &&
	     !organisations_make(sql, place->name, place->pivot, &site.organisation, err)) ||
	    !(found ? refresh(import, &before, &site, err) : add(import, &site, err)) ||
	    !offer(import, &site, &offered, err))
		return false;
	import->counts.approved += approve || (import->wish->approve && offered);
	return import_seen_add(&import->seen, &site, err);
}

static bool take_place(void *context, size_t row, const struct site_place *place, struct err *err)
{
	return keep(context, place, err) || err_during(err, "row %zu", row);
}

/* ---- places that the file could have listed ---- */

struct page {
	struct import *import;
	int64_t last; /* id */
	size_t count;
};

static bool look_at(void *context, const struct site *site, int64_t distance_m, struct err *err)
{
	struct page *page = context;
	char text[sizeof site->place.name + 100];
	const struct centres_doubt gone = { .severity = CENTRES_NOTE,
		                            .id = site->place.source_id,
		                            .field = "",
		                            .code = "gone",
		                            .text = text };

	(void)distance_m;
	page->last = site->id;
	page->count++;
	if (!import_seen_misses(&page->import->seen, site))
		return true;
	page->import->counts.gone++;
	snprintf(text, sizeof text, "« %s » n’est plus dans le fichier ; le lieu est gardé.",
	         site->place.name);
	return tell(page->import, &gone, err);
}

static bool find_gone(struct import *import, struct err *err)
{
	enum { PAGE = 500 };
	struct page page = { .import = import };
	struct sites_query query = { SITES_ALL, .limit = PAGE };

	do {
		page.count = 0;
		query.after_id = page.last;
		if (!sites_each(import->app->sql, &query, look_at, &page, err))
			return false;
	} while (page.count == PAGE);
	return true;
}

/* ---- the whole ---- */

/* Each attempt begins anew, but for what the caller has heard. */
static bool start(struct import *import, struct err *err)
{
	struct programme programme;

	if (import->spent && strcmp(import->path, "-") == 0)
		return err_named(err, ERR_CONFLICT, "input_spent",
		                 "another writer came between, and standard input cannot be read"
		                 " again: import a file");
	import->spent = true;
	import->counts = (struct import_counts){ 0 };
	import->heard = 0;
	import_seen_release(&import->seen);
	return !import->wish->programme ||
	       programmes_find(import->app->sql, import->wish->programme, &programme, err);
}

static bool import_work(struct app *app, void *context, struct err *err)
{
	struct import *import = context;
	const struct centres_sink sink = {
		.context = import, .place = take_place, .doubt = tell, .today_day = app_today(app)
	};
	struct centres_counts read;

	if (!start(import, err) || !centres_read(import->path, &sink, &read, err))
		return false;
	import->counts.rows = read.rows;
	import->counts.dropped = read.rows - read.kept;
	memcpy(import->counts.doubts, read.doubts, sizeof read.doubts);
	return find_gone(import, err);
}

bool import_centres(struct app *app, const char *path, const struct import_wish *wish,
                    struct import_counts *ret, struct err *err)
{
	AUTO(import_release) struct import import = { .app = app, .path = path, .wish = wish };

	if (!transact(app, import_work, &import, err))
		return false;
	*ret = import.counts;
	return true;
}
