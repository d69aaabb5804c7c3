/* Places of digital mediation as they are really published (standard-mediation-num, CSV or JSON,
 * old and new names), made clean. The bytes are pushed in; places and doubts come out one by one,
 * in flat memory but for some 100 bytes a row, kept to find the same place twice. JSON may be a
 * list, a
 * {"data":
 * [...]} or one object after another. E-mail addresses are never kept. */
#pragma once

#include <stddef.h>

#include "base/err.h"
#include "model/site.h"

enum centres_severity {
	CENTRES_DROPPED, /* the row is not in */
	CENTRES_IGNORED, /* the row is in without that field */
	CENTRES_NOTE,    /* the row is in; somebody should look */
	CENTRES_SEVERITY__COUNT
};

const char *centres_severity_name(enum centres_severity severity); /* "dropped" */

/* Texts are borrowed until the call returns. */
struct centres_doubt {
	enum centres_severity severity;
	size_t row;        /* of a spreadsheet (the header is 1), or place in the list from 1 */
	const char *id;    /* the row's source_id, "" when it has none */
	const char *field; /* as the standard names it; "" = the whole row */
	const char *code;  /* stable: "far_coordinates" */
	const char *text;  /* French, one sentence */
};

enum { CENTRES_ROWS_MAX = 50 * 1000 }; /* more than twice those of the whole country */

/* What the bytes are said to be. */
enum centres_form { CENTRES_ANY, CENTRES_CSV, CENTRES_JSON }; /* any: their first one tells */

/* False stops the reading; its `err` becomes the reader's. */
struct centres_sink {
	void *context;
	bool (*place)(void *context, size_t row, const struct site_place *place, struct err *err);
	bool (*doubt)(void *context, const struct centres_doubt *doubt, struct err *err);
	int64_t today_day; /* a place changed after it is doubtful */
	enum centres_form form;
};

struct centres_counts {
	size_t rows, kept;
	size_t doubts[CENTRES_SEVERITY__COUNT];
};

struct centres;

bool centres_open(struct centres **ret, const struct centres_sink *sink, struct err *err);
void centres_close(struct centres **centres);

/* Push the next bytes. A file that is broken is refused as soon as it shows, with the row in the
 * sentence; what came out before must then be forgotten (the caller's transaction). ERR_INPUT: the
 * names of codec/csv.h and codec/json.h, "truncated", "too_long", "too_many_rows", "not_centres".
 */
bool centres_feed(struct centres *centres, const char *data, size_t size, struct err *err);

/* Say that everything was pushed. */
bool centres_end(struct centres *centres, struct centres_counts *ret, struct err *err);

/* All of the above on a file; "-" is standard input. ERR_MISSING when there is none. */
bool centres_read(const char *path, const struct centres_sink *sink, struct centres_counts *ret,
                  struct err *err);
