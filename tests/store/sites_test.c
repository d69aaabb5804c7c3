#include <stdlib.h>

#include "base/text.h"
#include "books.h"
#include "store/sites.h"

static struct site full_site(void)
{
	struct site site = { .desk = true,
		             .centre = true,
		             .approval = APPROVAL_APPROVED,
		             .place = { .has_point = true,
		                        .point = { -21123456, 55123456 },
		                        .mobile = true,
		                        .has_updated = true,
		                        .updated_day = 20500 } };

	TEXT_COPY(site.place.name, "Le Bus numérique d'Ille-et-Vilaine");
	TEXT_COPY(site.place.source_id, "Coop-numérique_66a");
	TEXT_COPY(site.place.address, "12 bis rue de la Lecture");
	TEXT_COPY(site.place.postcode, "97400");
	TEXT_COPY(site.place.commune, "Saint-Denis");
	TEXT_COPY(site.place.code_insee, "97411");
	TEXT_COPY(site.epci, "249740119");
	TEXT_COPY(site.place.phone, "+262262001122");
	TEXT_COPY(site.place.hours, "Mo-Fr 09:00-12:00");
	TEXT_COPY(site.place.services, "a|b");
	return site;
}

static void every_field_survives(void)
{
	BOOKS;
	struct site site = full_site(), found, bare = { .centre = true };
	bool is_there = false;

	COMMITTED(sites_add(f.sql, &site, 5, &err));
	CHECK_OK(sites_find_source(f.sql, "Coop-numérique_66a", &found, &is_there, &err));
	CHECK(is_there);
	CHECK_INT(found.id, site.id);
	CHECK(found.desk && found.centre && found.place.mobile && found.place.has_point);
	CHECK_INT(found.approval, APPROVAL_APPROVED);
	CHECK_INT(found.place.point.latitude_e6, -21123456);
	CHECK_INT(found.place.point.longitude_e6, 55123456);
	CHECK_TEXT(found.place.name, site.place.name);
	CHECK_TEXT(found.place.address, site.place.address);
	CHECK_TEXT(found.place.postcode, "97400");
	CHECK_TEXT(found.place.commune, "Saint-Denis");
	CHECK_TEXT(found.place.code_insee, "97411");
	CHECK_TEXT(found.epci, "249740119");
	CHECK_TEXT(found.place.phone, "+262262001122");
	CHECK_TEXT(found.place.hours, "Mo-Fr 09:00-12:00");
	CHECK_TEXT(found.place.services, "a|b");
	CHECK(found.place.has_updated);
	CHECK_INT(found.place.updated_day, 20500);
	COMMITTED(sites_add(f.sql, &bare, 5, &err));
	CHECK_OK(sites_find(f.sql, bare.id, &found, &err));
	CHECK(!found.desk && found.centre && !found.place.has_point && !found.place.has_updated);
	CHECK_TEXT(found.place.source_id, "");
	REFUSED(sites_find(f.sql, 99, &found, &err), ERR_MISSING, "no_site");
}

static void a_source_id_is_taken_once_and_none_may_be_many(void)
{
	BOOKS;
	struct site site = full_site(), again = full_site(), bare = { .centre = true };
	struct site other = { .centre = true };

	COMMITTED(sites_add(f.sql, &site, 5, &err));
	REFUSED(sites_add(f.sql, &again, 5, &err), ERR_CONFLICT, "source_taken");
	COMMITTED(sites_add(f.sql, &bare, 5, &err));
	COMMITTED(sites_add(f.sql, &other, 5, &err));
	CHECK(bare.id != other.id);
	site.place.name[0] = 'X';
	COMMITTED(sites_change(f.sql, &site, 6, &err));
	CHECK_OK(sites_find(f.sql, site.id, &again, &err));
	CHECK_INT(again.place.name[0], 'X');
}

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
		n.from = some_point(&seed);
		n.seen = 0;
		look_at_all(&n);
		CHECK_OK(sites_near(f.sql, 0, n.from, WANTED, near_take, &n, &err));
		CHECK_INT(n.seen, WANTED);
	}
	n.from = n.all[0];
	n.seen = n.count = 0;
	CHECK_OK(sites_near(f.sql, 1, n.from, WANTED, near_take, &n, &err)); /* none approved */
	CHECK_INT(n.seen, 0);
}

DATABASE_MAIN({ "every_field_survives", every_field_survives },
              { "a_source_id_is_taken_once_and_none_may_be_many",
                a_source_id_is_taken_once_and_none_may_be_many },
              { "the_nearest_are_those_that_looking_at_all_finds",
                the_nearest_are_those_that_looking_at_all_finds })
