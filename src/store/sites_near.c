#include <math.h>
#include <stdlib.h>

#include "base/auto.h"
#include "base/text.h"
#include "store/programmes.h"
#include "store/sites.h"
#include "store/sql.h"

enum {
	NEAR_MAX = 100,
	NEAR_ROWS_MAX = 3 * NEAR_MAX + 20 /* read for so many: some are places listed twice */
};

struct near {
	int64_t id, distance_m;
};

struct search {
	struct sql *sql;
	struct programme programme; /* id 0 = any */
	struct geo_point from;
	struct near rows[NEAR_ROWS_MAX];
	size_t rows_count, limit, count;
	struct found {
		struct site site;
		struct site_face face;
		int64_t distance_m;
	} * found; /* `count` of `limit` */
};

static void search_release(struct search *search)
{
	free(search->found);
}

static int by_distance(const void *a, const void *b)
{
	const struct near *x = a, *y = b;

	if (x->distance_m != y->distance_m)
		return x->distance_m < y->distance_m ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

/* The nearest within `box_e6` north and south, and as far east and west in metres. Their order by
 * the flat distance is that by the round one closely enough to read three times as many. */
static bool read_box(struct search *search, int64_t box_e6, struct err *err)
{
	double shrink = cos((double)search->from.latitude_e6 / 1e6 * M_PI / 180);
	int64_t shrink_e3 = (int64_t)(shrink * 1000) + 1, wide_e6 = box_e6 * 1000 / shrink_e3;
	size_t most = 3 * search->limit + 20;
	AUTO(query_close) struct query *q = NULL;
	enum step step;

	search->rows_count = 0;
	if (!query_open(
		    &q, search->sql,
		    "SELECT s.id, s.latitude_e6, s.longitude_e6 FROM site s"
		    " WHERE s.centre = 1 AND s.approval = 1"
		    " AND s.latitude_e6 >= $2 - $4 AND s.latitude_e6 <= $2 + $4"
		    " AND s.longitude_e6 >= $3 - $5 AND s.longitude_e6 <= $3 + $5"
		    " AND ($1 = 0 OR EXISTS (SELECT 1 FROM approval a"
		    "   WHERE a.programme = $1 AND a.site = s.id AND a.state = 1))"
		    " ORDER BY (s.latitude_e6 - $2) * (s.latitude_e6 - $2)"
		    "  + (s.longitude_e6 - $3) * $6 / 1000 * ((s.longitude_e6 - $3) * $6 / 1000),"
		    "  s.id LIMIT $7",
		    SQL_ARGS(sql_int(search->programme.id), sql_int(search->from.latitude_e6),
	                     sql_int(search->from.longitude_e6), sql_int(box_e6), sql_int(wide_e6),
	                     sql_int(shrink_e3), sql_int((int64_t)most)),
		    err))
		return false;
	while ((step = query_next(q, err)) == STEP_ROW && search->rows_count < most) {
		struct geo_point point = { query_int(q, 1), query_int(q, 2) };

		search->rows[search->rows_count++] =
			(struct near){ query_int(q, 0), geo_distance_m(search->from, point) };
	}
	if (step == STEP_FAILED)
		return false;
	qsort(search->rows, search->rows_count, sizeof *search->rows, by_distance);
	return true;
}

/* What is outside the territory would refuse the vouchers. */
static bool covers(const struct search *search, const struct site *site)
{
	return territory_covers_place(search->programme.territory, site->place.code_insee,
	                              site->place.postcode, site->epci);
}

static bool is_twin(const struct search *search, const struct site_face *face)
{
	for (size_t i = 0; i < search->count; i++)
		if (site_face_same(&search->found[i].face, face))
			return true;
	return false;
}

/* Of the rows read, the nearest that are different places of the territory. */
static bool keep_different(struct search *search, struct err *err)
{
	search->count = 0;
	for (size_t i = 0; i < search->rows_count && search->count < search->limit; i++) {
		struct found *next = &search->found[search->count];

		next->distance_m = search->rows[i].distance_m;
		if (!sites_find(search->sql, search->rows[i].id, &next->site, err))
			return false;
		site_face_make(&next->face, &next->site.place);
		search->count += covers(search, &next->site) && !is_twin(search, &next->face);
	}
	return true;
}

static bool look(struct search *search, struct err *err)
{
	static const int64_t boxes_e6[] = { 200000, 800000, 4000000, 360000000 };

	for (size_t i = 0; i < COUNT_OF(boxes_e6); i++) {
		int64_t box_m = boxes_e6[i] * 111 / 1000;

		if (!read_box(search, boxes_e6[i], err) || !keep_different(search, err))
			return err_during(err, "looking for near places");
		/* Nothing outside the box is nearer than its side. */
		if (search->count == search->limit &&
		    search->found[search->limit - 1].distance_m <= box_m)
			break;
	}
	return true;
}

bool sites_near(struct sql *sql, const struct centres_query *query, site_fn *fn, void *context,
                struct err *err)
{
	AUTO(search_release)
	struct search search = {
		.sql = sql,
		.from = query->point,
		.limit = query->limit < NEAR_MAX ? query->limit : NEAR_MAX,
	};

	if (!search.limit)
		return true;
	if (query->programme && !programmes_find(sql, query->programme, &search.programme, err))
		return false;
	if (!query->programme && query->territory)
		TEXT_COPY(search.programme.territory, query->territory);
	search.found = calloc(search.limit, sizeof *search.found);
	if (!search.found)
		return err_memory(err);
	if (!look(&search, err))
		return false;
	for (size_t i = 0; i < search.count; i++)
		if (!fn(context, &search.found[i].site, search.found[i].distance_m, err))
			return false;
	return true;
}
