#include "domain/import_reading.h"

#include <stdio.h>
#include <string.h>

#include "base/auto.h"

void import_reading_release(struct import_reading *reading)
{
	import_plan_release(&reading->plan);
	import_seen_release(&reading->seen);
}

static bool tell(void *context, const struct centres_doubt *doubt, struct err *err)
{
	const struct import_wish *wish = ((struct import_reading *)context)->wish;

	return !wish->doubt || wish->doubt(wish->context, doubt, err);
}

static void count_planned(const struct import_reading *reading, const struct import_place *place,
                          struct import_counts *to)
{
	import_place_count(place, to);
	to->approved += !place->approves && place->offers && reading->wish->approve;
}

static bool plan_place(void *context, size_t row, const struct site_place *place, struct err *err)
{
	struct import_reading *reading = context;
	struct import_place m = { .row = row };

	if (!import_place_read(reading->app, reading->wish, place, &m, err))
		return err_during(err, "row %zu", row);
	if (reading->wish->dry_run || !(m.differs || m.offers))
		count_planned(reading, &m, &reading->counts);
	else
		import_plan_add(&reading->plan, &m);
	return import_seen_add(&reading->seen, &m.site, err);
}

struct centres_sink import_reading_sink(struct import_reading *reading, enum centres_form form)
{
	return (struct centres_sink){ .context = reading,
		                      .place = plan_place,
		                      .doubt = tell,
		                      .today_day = app_today(reading->app),
		                      .form = form };
}

/* ---- places that the file could have listed ---- */

struct page {
	struct import_reading *reading;
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
	if (!import_seen_misses(&page->reading->seen, site))
		return true;
	page->reading->counts.gone++;
	snprintf(text, sizeof text, "« %s » n’est plus dans le fichier ; le lieu est gardé.",
	         site->place.name);
	return tell(page->reading, &gone, err);
}

static bool find_gone(struct import_reading *reading, struct err *err)
{
	enum { PAGE = 500 };
	struct page page = { .reading = reading };
	struct sites_query query = { SITES_ALL, .limit = PAGE };

	do {
		page.count = 0;
		query.after_id = page.last;
		if (!sites_each(reading->app->sql, &query, look_at, &page, err))
			return false;
	} while (page.count == PAGE);
	return true;
}

bool import_reading_end(struct import_reading *reading, const struct centres_counts *read,
                        struct err *err)
{
	reading->counts.rows = read->rows;
	reading->counts.dropped = read->rows - read->kept;
	memcpy(reading->counts.doubts, read->doubts, sizeof read->doubts);
	return find_gone(reading, err);
}
