#include "domain/import.h"

#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "domain/import_plan.h"
#include "domain/joint.h"
#include "domain/import_seen.h"
#include "store/approvals.h"
#include "store/organisations.h"
#include "store/programmes.h"

struct import {
	struct app *app;
	const struct import_file *file;
	const struct import_wish *wish;
	struct import_counts counts; /* of the rows, but for those of the plan */
	struct import_counts written;
	struct import_plan plan;
	struct import_seen seen;
};

static void import_release(struct import *import)
{
	import_plan_release(&import->plan);
	import_seen_release(&import->seen);
}

static bool tell(void *context, const struct centres_doubt *doubt, struct err *err)
{
	const struct import_wish *wish = ((struct import *)context)->wish;

	return !wish->doubt || wish->doubt(wish->context, doubt, err);
}

/* ---- one place ---- */

/* What a row means to the books. */
struct meaning {
	struct site site; /* as it will be */
	bool is_known, differs;
	bool body_is_new; /* its organisation is to be made */
	bool approves;    /* the operator's own approval */
	bool offers;      /* something is new in the programme */
};

static bool read_body(struct import *import, struct meaning *m, struct err *err)
{
	struct organisation organisation = { 0 };
	bool found;

	if (siret_kind(m->site.place.pivot) != SIRET_IS_SIRET)
		return true;
	if (!organisations_find_siret(import->app->sql, m->site.place.pivot, &organisation, &found,
	                              err))
		return false;
	m->differs |= !found || organisation.id != m->site.organisation;
	m->body_is_new = !found;
	m->site.organisation = organisation.id;
	return true;
}

/* A funder's word stays: only a candidate becomes approved. */
static bool read_offer(struct import *import, struct meaning *m, struct err *err)
{
	enum approval said = APPROVAL_CANDIDATE;
	bool found = false;

	if (!import->wish->programme)
		return true;
	if (m->is_known && !approvals_find(import->app->sql, import->wish->programme, m->site.id,
	                                   &said, &found, err))
		return false;
	m->offers = !found || (import->wish->approve && said == APPROVAL_CANDIDATE);
	return true;
}

static bool understand(struct import *import, const struct site_place *place, struct meaning *ret,
                       struct err *err)
{
	struct meaning m = { 0 };

	if (!sites_find_source(import->app->sql, place->source_id, &m.site, &m.is_known, err))
		return false;
	m.approves = import->wish->approve && m.site.approval == APPROVAL_CANDIDATE;
	m.differs = m.approves || !m.is_known || !import_plan_same(place, &m.site.place);
	m.site.place = *place;
	if (m.approves)
		m.site.approval = APPROVAL_APPROVED;
	m.site.centre |= !m.is_known;
	if (!read_body(import, &m, err) || !read_offer(import, &m, err))
		return false;
	*ret = m;
	return true;
}

static void count(const struct import *import, const struct meaning *m, struct import_counts *to)
{
	++*(!m->is_known ? &to->added : m->differs ? &to->changed : &to->unchanged);
	to->approved += m->approves || (m->offers && import->wish->approve);
}

static bool write_site(struct import *import, struct meaning *m, struct err *err)
{
	struct sql *sql = import->app->sql;
	int64_t now = app_now(import->app);

	if (m->body_is_new && !organisations_make(sql, m->site.place.name, m->site.place.pivot,
	                                          &m->site.organisation, err))
		return false;
	return m->is_known ? sites_change(sql, &m->site, now, err)
	                   : sites_add(sql, &m->site, now, err);
}

static bool write_place(void *context, size_t row, const struct site_place *place, struct err *err)
{
	struct import *import = context;
	struct approval_offer offer = {
		.programme = import->wish->programme,
		.state = import->wish->approve ? APPROVAL_APPROVED : APPROVAL_CANDIDATE,
		.now = app_now(import->app),
		.account = joint_account(import->app),
	};
	struct meaning m;
	bool is_new;

	if (!understand(import, place, &m, err) || (m.differs && !write_site(import, &m, err)))
		return err_during(err, "row %zu", row);
	count(import, &m, &import->written);
	offer.site = m.site.id;
	return !m.offers || approvals_offer(import->app->sql, &offer, &is_new, err);
}

static bool plan_place(void *context, size_t row, const struct site_place *place, struct err *err)
{
	struct import *import = context;
	struct meaning m;

	if (!understand(import, place, &m, err))
		return err_during(err, "row %zu", row);
	if (import->wish->dry_run || !(m.differs || m.offers))
		count(import, &m, &import->counts);
	else
		import_plan_add(&import->plan, row, place);
	return import_seen_add(&import->seen, &m.site, err);
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

static bool read_bytes(const struct import_file *file, const struct centres_sink *sink,
                       struct centres_counts *ret, struct err *err)
{
	AUTO(centres_close) struct centres *centres = NULL;

	return centres_open(&centres, sink, err) &&
	       centres_feed(centres, file->data, file->size, err) && centres_end(centres, ret, err);
}

/* Read the file and compare it: what is to be written is in the plan. */
static bool plan_work(struct app *app, void *context, struct err *err)
{
	struct import *import = context;
	const struct centres_sink sink = { .context = import,
		                           .place = plan_place,
		                           .doubt = tell,
		                           .today_day = app_today(app),
		                           .form = import->file->form };
	struct programme programme;
	struct centres_counts read;

	if ((import->wish->programme &&
	     !programmes_find(app->sql, import->wish->programme, &programme, err)) ||
	    !(import->file->path ? centres_read(import->file->path, &sink, &read, err)
	                         : read_bytes(import->file, &sink, &read, err)))
		return false;
	import->counts.rows = read.rows;
	import->counts.dropped = read.rows - read.kept;
	memcpy(import->counts.doubts, read.doubts, sizeof read.doubts);
	return find_gone(import, err);
}

static bool write_work(struct app *app, void *context, struct err *err)
{
	struct import *import = context;

	(void)app;
	import->written = (struct import_counts){ 0 };
	return import_plan_each(&import->plan, write_place, import, err);
}

bool import_centres(struct app *app, const struct import_file *file, const struct import_wish *wish,
                    struct import_counts *ret, struct err *err)
{
	AUTO(import_release) struct import import = { .app = app, .file = file, .wish = wish };

	if (!transact_read(app, plan_work, &import, err) ||
	    (!wish->dry_run && !transact(app, write_work, &import, err)))
		return false;
	*ret = import.counts;
	ret->added += import.written.added;
	ret->changed += import.written.changed;
	ret->unchanged += import.written.unchanged;
	ret->approved += import.written.approved;
	return true;
}
