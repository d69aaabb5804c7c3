#include <stdlib.h>

#include "base/text.h"
#include "books.h"
#include "store/approvals.h"

/* ---- the nearest, against looking at all of them ---- */

enum { SITES = 600, WANTED = 7 };

struct near_check {
	struct geo_point from;
	struct geo_point all[SITES];
	bool approved[SITES];
	int64_t best[WANTED]; /* distances */
	int count, seen;
};

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void look_at_all(struct near_check *n)
{
	int64_t all[SITES];
	size_t count = 0;

	for (int i = 0; i < SITES; i++)
		if (n->approved[i])
			all[count++] = geo_distance_m(n->from, n->all[i]);
	qsort(all, count, sizeof *all, by_number);
	n->count = count < WANTED ? (int)count : WANTED;
	memcpy(n->best, all, (size_t)n->count * sizeof *all);
}

static bool near_take(void *context, const struct site *site, int64_t distance_m, struct err *err)
{
	struct near_check *n = context;

	(void)err;
	if (n->seen < n->count)
		CHECK_INT(distance_m, n->best[n->seen]);
	CHECK_INT(distance_m, geo_distance_m(n->from, site->place.point));
	CHECK(site->centre && site->approval == APPROVAL_APPROVED);
	n->seen++;
	return true;
}

/* Dense around some towns, thin elsewhere, and a few far overseas. */
static struct geo_point some_point(unsigned *seed)
{
	static const struct geo_point towns[] = { { 48850000, 2350000 },
		                                  { 45648400, 156200 },
		                                  { 43300000, 5380000 },
		                                  { -21100000, 55500000 } };
	const struct geo_point *town = &towns[rand_r(seed) % 4];
	int64_t wide = rand_r(seed) % 3 ? 200000 : 3000000;

	return (struct geo_point){ town->latitude_e6 + rand_r(seed) % (2 * wide) - wide,
		                   town->longitude_e6 + rand_r(seed) % (2 * wide) - wide };
}

static void the_nearest_are_those_that_looking_at_all_finds(void)
{
	BOOKS_WITH_PROGRAMME;
	static struct near_check n;
	struct centres_query query = { .limit = WANTED };
	unsigned seed = 5;

	CHECK_OK(sql_begin(f.sql, &err));
	for (int i = 0; i < SITES; i++) {
		struct site site = { .centre = i % 11 != 0, .desk = i % 11 == 0 };

		n.all[i] = some_point(&seed);
		n.approved[i] = site.centre && i % 7;
		site.approval = i % 7 ? APPROVAL_APPROVED : APPROVAL_CANDIDATE;
		site.place.has_point = true;
		site.place.point = n.all[i];
		snprintf(site.place.name, sizeof site.place.name, "Lieu %d", i);
		CHECK_OK(sites_add(f.sql, &site, 5, &err));
	}
	CHECK_OK(sql_commit(f.sql, &err));
	for (int i = 0; i < 300; i++) {
		n.from = query.point = some_point(&seed);
		n.seen = 0;
		look_at_all(&n);
		CHECK_OK(sites_near(f.sql, &query, near_take, &n, &err));
		CHECK_INT(n.seen, WANTED);
	}
	n.from = query.point = n.all[0];
	query.programme = 1;
	n.seen = n.count = 0;
	CHECK_OK(sites_near(f.sql, &query, near_take, &n, &err)); /* none approved */
	CHECK_INT(n.seen, 0);
}

/* ---- which of them ---- */

struct row {
	const char *name, *address, *commune, *insee, *postcode;
	int64_t north_m;
};

static const struct geo_point cognac = { 45700000, -330000 };

/* Approved by the operator, and for programme 1, whose territory is "16". */
static void add_row(struct sql *sql, const struct row *row)
{
	struct site site = { .centre = true,
		             .approval = APPROVAL_APPROVED,
		             .place = { .has_point = true, .point = cognac } };
	struct err err = { 0 };

	site.place.point.latitude_e6 += row->north_m * 9;
	TEXT_COPY(site.place.name, row->name);
	TEXT_COPY(site.place.address, row->address);
	TEXT_COPY(site.place.commune, row->commune);
	TEXT_COPY(site.place.code_insee, row->insee);
	TEXT_COPY(site.place.postcode, row->postcode);
	CHECK_OK(sites_add(sql, &site, 5, &err));
	CHECK_OK(approvals_set(
		sql, &(struct approval_said){ 1, site.id, APPROVAL_APPROVED, .at = 5 }, &err));
}

static bool add_name(void *context, const struct site *site, int64_t distance_m, struct err *err)
{
	char(*names)[200] = context;
	size_t used = strlen(*names);

	(void)distance_m;
	(void)err;
	snprintf(*names + used, sizeof *names - used, "%s. ", site->place.name);
	return true;
}

static const char *names_near(struct sql *sql, int64_t programme, size_t limit)
{
	static _Thread_local char names[200];
	const struct centres_query query = { .programme = programme,
		                             .point = cognac,
		                             .limit = limit };
	struct err err = { 0 };

	*names = '\0';
	CHECK_OK(sites_near(sql, &query, add_name, &names, &err));
	return names;
}

static void a_place_listed_by_many_is_one_and_hides_no_other(void)
{
	static const struct row alone[] = { { "Poste", "1 rue A", "Cognac", "16102", "16100", 30 },
		                            { "Café", "9 rue B", "Cognac", "16102", "16100", 9000 },
		                            { "Alpha", "1 rue A", "Jarnac", "16167", "16200",
		                              40000 } };
	BOOKS_WITH_PROGRAMME;

	CHECK_OK(sql_begin(f.sql, &err));
	for (int i = 0; i < 22; i++) { /* many more than are wanted */
		const struct row twin = { i % 2 ? "Alpha" : "ALPHA – Cognac",
			                  i % 3 ? "1 rue A" : "1 RUE A",
			                  "Cognac",
			                  "16102",
			                  "16100",
			                  i };

		add_row(f.sql, &twin);
	}
	for (size_t i = 0; i < COUNT_OF(alone); i++)
		add_row(f.sql, &alone[i]);
	CHECK_TEXT(names_near(f.sql, 0, 1), "ALPHA – Cognac. ");
	CHECK_TEXT(names_near(f.sql, 0, 2), "ALPHA – Cognac. Poste. ");
	CHECK_TEXT(names_near(f.sql, 1, 4), "ALPHA – Cognac. Poste. Café. Alpha. ");
	CHECK_TEXT(names_near(f.sql, 1, 100), "ALPHA – Cognac. Poste. Café. Alpha. ");
	CHECK_TEXT(names_near(f.sql, 1, 0), "");
	sql_rollback(f.sql);
}

static void what_is_outside_the_territory_is_near_nobody(void)
{
	static const struct row rows[] = {
		{ "Saintes", "", "Saintes", "17415", "17100", 1 },
		{ "Cognac", "", "Cognac", "16102", "", 2 },
		{ "Sans code", "", "Cognac", "", "16100", 3 },
		{ "Hors du seize", "", "Saintes", "", "17100", 4 },
		{ "Sans rien", "", "", "", "", 5 },
	};
	BOOKS_WITH_PROGRAMME;
	const struct centres_query unknown = { .programme = 9, .point = cognac, .limit = 1 };

	CHECK_OK(sql_begin(f.sql, &err));
	for (size_t i = 0; i < COUNT_OF(rows); i++)
		add_row(f.sql, &rows[i]);
	CHECK_TEXT(names_near(f.sql, 1, 5), "Cognac. Sans code. ");
	CHECK_TEXT(names_near(f.sql, 0, 5),
	           "Saintes. Cognac. Sans code. Hors du seize. Sans rien. ");
	sql_rollback(f.sql);
	REFUSED(sites_near(f.sql, &unknown, add_name, NULL, &err), ERR_MISSING, "no_programme");
}

DATABASE_MAIN({ "the_nearest_are_those_that_looking_at_all_finds",
                the_nearest_are_those_that_looking_at_all_finds },
              { "a_place_listed_by_many_is_one_and_hides_no_other",
                a_place_listed_by_many_is_one_and_hides_no_other },
              { "what_is_outside_the_territory_is_near_nobody",
                what_is_outside_the_territory_is_near_nobody })
