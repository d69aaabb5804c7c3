/* One place of a file beside what the books say of it; private to domain/import. */
#pragma once

#include "domain/import.h"
#include "store/sites.h"

struct import_place {
	size_t row;
	struct site site; /* as it will be */
	bool is_known, differs;
	bool body_is_new; /* its organisation is to be made */
	bool approves;    /* the operator's own approval */
	bool offers;      /* something is new in the programme */
};

bool import_place_read(struct app *app, const struct import_wish *wish,
                       const struct site_place *place, struct import_place *ret, struct err *err);

/* One that is, or would be, in; the approvals in the programme apart. */
void import_place_count(const struct import_place *place, struct import_counts *to);
