/* An open database with our schema, and the rows that others refer to. */
#pragma once

#include "fixture.h"
#include "store/migrate.h"

#define BOOKS                                                                                      \
	EMPTY_FIXTURE;                                                                             \
	if (!CHECK_OK(migrate(f.sql, &err)))                                                       \
	return

/* A funder 1 with a programme 1, and sites 1 (a desk) and 2 (a centre). */
#define BOOKS_WITH_PROGRAMME                                                                       \
	BOOKS;                                                                                     \
	CHECK_OK(sql_script(                                                                       \
		f.sql,                                                                             \
		"INSERT INTO organisation (id, name, siret) VALUES (1, 'Ville', "                  \
		"'21160015000018');"                                                               \
		"INSERT INTO funder (id, organisation, name) VALUES (1, 1, 'Ville');"              \
		"INSERT INTO programme (id, funder, name, state, cents, vouchers_min, "            \
		"vouchers_max,"                                                                    \
		" vouchers_usual, from_day, until_day, grace_days, stop_days, territory, kinds,"   \
		" bands, person_passes, person_days, free_cents, created_at)"                      \
		" VALUES (1, 1, 'Pass', 2, 1000, 5, 10, '10 8 5', 20454,"                          \
		" 20818, 30, 15, '16', '1 2', '', 0, 0, 0, 1);"                                    \
		"INSERT INTO site (id, name, desk, centre, mobile, approval, address, complement," \
		" postcode, commune, insee, epci, phone, website, hours, services, publics,"       \
		" typology, access_url, fees, source, changed_at) VALUES"                          \
		" (1, 'a', 1, 0, 0, 1, '', '', '', '', '16015', '', '', '', '', '', '', '', '',"   \
		"  '', '', 0),"                                                                    \
		" (2, 'b', 0, 1, 0, 1, '', '', '', '', '16015', '', '', '', '', '', '', '', '',"   \
		"  '', '', 0)",                                                                    \
		&err))

/* Run one call in a transaction of its own. */
#define COMMITTED(call)                                                                            \
	do {                                                                                       \
		CHECK_OK(sql_begin(f.sql, &err));                                                  \
		CHECK_OK(call);                                                                    \
		CHECK_OK(sql_commit(f.sql, &err));                                                 \
	} while (0)

/* The same for one that must fail. */
#define REFUSED(call, class_, name_)                                                               \
	do {                                                                                       \
		CHECK_OK(sql_begin(f.sql, &err));                                                  \
		if (CHECK_ERR(call, class_))                                                       \
			CHECK_TEXT(err.name, name_);                                               \
		sql_rollback(f.sql);                                                               \
	} while (0)
