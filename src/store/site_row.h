/* The columns of a site, as `s`, what reads them, and what writes them. */
#pragma once

#include "store/sites.h"
#include "store/sql.h"

#define SITE_COLUMNS                                                                               \
	"s.id, s.organisation, s.parent, s.name, s.desk, s.centre, s.mobile, s.approval,"          \
	" s.address, s.complement, s.postcode, s.commune, s.insee, s.epci, s.latitude_e6,"         \
	" s.longitude_e6, s.phone, s.website, s.hours, s.services, s.publics, s.typology,"         \
	" s.access_url, s.fees, s.source, s.source_id, s.source_day, s.changed_at, s.version,"     \
	" s.suspension, s.suspended_at"

enum { SITE_COLUMNS_COUNT = 31 };

void site_row_read(const struct query *q, struct site *site);

/* $1 ... $29: columns but the version; $30: when; $31: the version that is replaced. */
enum { SITE_INSERT_ARGS = 30, SITE_UPDATE_ARGS = 31 };

#define SITE_INSERT                                                                                \
	"INSERT INTO site (id, organisation, parent, name, desk, centre, mobile,"                  \
	" approval, address, complement, postcode, commune, insee, epci, latitude_e6,"             \
	" longitude_e6, phone, website, hours, services, publics, typology,"                       \
	" access_url, fees, source, source_id, source_day, suspension,"                            \
	" suspended_at, changed_at)"                                                               \
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,"               \
	" $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30)"              \
	" ON CONFLICT (source_id) DO NOTHING RETURNING id"

#define SITE_UPDATE                                                                                \
	"UPDATE site SET organisation = $2, parent = $3, name = $4, desk = $5,"                    \
	" centre = $6, mobile = $7, approval = $8, address = $9, complement = $10,"                \
	" postcode = $11, commune = $12, insee = $13, epci = $14, latitude_e6 = $15,"              \
	" longitude_e6 = $16, phone = $17, website = $18, hours = $19,"                            \
	" services = $20, publics = $21, typology = $22, access_url = $23,"                        \
	" fees = $24, source = $25, source_id = $26, source_day = $27, suspension = $28,"          \
	" suspended_at = $29, changed_at = $30, version = version + 1"                             \
	" WHERE id = $1 AND version = $31 RETURNING id"

/* What they point to is the site's. */
void site_row_fill(const struct site *site, int64_t now,
                   struct sql_value args[static SITE_UPDATE_ARGS]);
