/* The columns of a site, as `s`, and what reads them. */
#pragma once

#include "store/sites.h"

struct query;

#define SITE_COLUMNS                                                                               \
	"s.id, s.organisation, s.parent, s.name, s.desk, s.centre, s.mobile, s.approval,"          \
	" s.address, s.complement, s.postcode, s.commune, s.insee, s.epci, s.latitude_e6,"         \
	" s.longitude_e6, s.phone, s.website, s.hours, s.services, s.publics, s.typology,"         \
	" s.access_url, s.fees, s.source, s.source_id, s.source_day, s.changed_at, s.version"

enum { SITE_COLUMNS_COUNT = 29 };

void site_row_read(const struct query *q, struct site *site);
