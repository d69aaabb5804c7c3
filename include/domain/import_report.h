/* What came of a file of places, in JSON: counts, and doubts up to a number of each kind, which are
 * heard before it is known what comes of the file. */
#pragma once

#include "base/buf.h"
#include "codec/json_write.h"
#include "domain/import.h"

enum {
	IMPORT_DOUBTS_FIRST = 25,  /* of each kind, for lists */
	IMPORT_DOUBTS_MOST = 1000, /* of each kind */
	IMPORT_KIND_GONE = CENTRES_SEVERITY__COUNT,
	IMPORT_KIND__COUNT
};

struct import_report {
	struct buf first, most; /* JSON lists */
	struct json_writer to_first, to_most;
	size_t heard[IMPORT_KIND__COUNT];
};

/* It must stay where it is until import_report_release(). Also for one that is begun anew. */
void import_report_begin(struct import_report *report);
void import_report_release(struct import_report *report);

/* An import_doubt_fn. */
bool import_report_hear(void *report, const struct centres_doubt *doubt, struct err *err);

/* No more are heard: add the members of an object, with the first doubts or with most of them. */
void import_report_end(struct import_report *report);
void import_report_write(const struct import_report *report, const struct import_counts *counts,
                         bool most, struct json_writer *to);
bool import_report_check(const struct import_report *report, struct err *err);
