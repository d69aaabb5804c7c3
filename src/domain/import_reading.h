/* The first half of an import: a file beside the books, and the plan of what is to be written;
 * private to domain/import. */
#pragma once

#include "domain/import.h"
#include "domain/import_plan.h"
#include "domain/import_seen.h"

struct import_reading {
	struct app *app;
	const struct import_wish *wish;
	struct import_counts counts; /* of rows; of places, all but those of the plan */
	struct import_plan plan;
	struct import_seen seen;
};

void import_reading_release(struct import_reading *reading);

/* What the file is to be pushed into. */
struct centres_sink import_reading_sink(struct import_reading *reading, enum centres_form form);

/* When it was: what the reader counted, and the places that it could have listed. */
bool import_reading_end(struct import_reading *reading, const struct centres_counts *read,
                        struct err *err);
