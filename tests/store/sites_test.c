/* Sites, and the nearest of them. */
#include "base/text.h"
#include "books.h"
#include "store/sites.h"

static struct site full_site(void)
{
	struct site site = { .desk = true,
		             .centre = true,
		             .approval = APPROVAL_SUSPENDED,
		             .suspension = SUSPENSION_REVIEW,
		             .suspended_at = 1790000000,
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
	CHECK_INT(found.approval, APPROVAL_SUSPENDED);
	CHECK_INT(found.suspension, SUSPENSION_REVIEW);
	CHECK_INT(found.suspended_at, 1790000000);
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
	CHECK(!found.suspension && !found.suspended_at);
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
	site.suspension = SUSPENSION_CLOSED;
	site.suspended_at = 8;
	COMMITTED(sites_change(f.sql, &site, 6, &err));
	CHECK_OK(sites_find(f.sql, site.id, &again, &err));
	CHECK_INT(again.place.name[0], 'X');
	CHECK_INT(again.suspension, SUSPENSION_CLOSED);
	CHECK_INT(again.suspended_at, 8);
	CHECK_INT(again.changed_at, 6);
}

DATABASE_MAIN({ "every_field_survives", every_field_survives },
              { "a_source_id_is_taken_once_and_none_may_be_many",
                a_source_id_is_taken_once_and_none_may_be_many })
