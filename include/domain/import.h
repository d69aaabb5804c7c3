/* Bringing in places from the national schema of digital mediation (standard-mediation-num). */
#pragma once

#include "codec/centres.h"
#include "domain/app.h"

/* A file by its name ("-" is standard input), or its bytes. */
struct import_file {
	const char *path; /* NULL: the bytes */
	const char *data;
	size_t size;
	enum centres_form form; /* of the bytes */
};

/* Called for each doubt, in the order of the file; then for each place that is gone: code "gone",
 * row 0. False stops the import. */
typedef bool import_doubt_fn(void *context, const struct centres_doubt *doubt, struct err *err);

struct import_wish {
	int64_t programme; /* the places become candidates of it; 0 = of none */
	int64_t account;   /* whose word the approvals are; 0 = the command line */
	bool approve;      /* candidates become approved, by the operator and for the programme */
	bool dry_run;      /* say what would come of it, and write nothing */
	import_doubt_fn *doubt; /* NULL = nobody listens */
	void *context;
};

struct import_counts {
	size_t rows;                      /* = added + changed + unchanged + dropped */
	size_t added, changed, unchanged; /* places */
	size_t dropped;
	size_t approved; /* of the places, those that this import approved */
	size_t gone; /* known places of the same publishers and départements, not in the file */
	size_t doubts[CENTRES_SEVERITY__COUNT]; /* about rows */
};

/* Bring in a file, CSV or JSON. Everything in one transaction or nothing: a file that is broken
 * anywhere leaves the books as they were. It is read and compared before that transaction, which
 * only writes what differs: other writers wait for no reading. What another has changed in between
 * is compared again, and stays where the file does not speak of it.
 *
 * A new place is a centre and a candidate; a known one (by its source id) takes what the file says
 * and keeps its approval, its roles, its EPCI and its bigger site; the same file again changes
 * nothing. A place that is gone stays, with all that happened there. The body behind a place is
 * found by its SIRET, and made under the place's name when new; a row without one (a SIREN or an
 * RNA number names no establishment, and receipts want one) leaves it as it was.
 *
 * ERR_MISSING (no such file), "no_programme"; ERR_INPUT as centres_feed() says, with the row. */
bool import_centres(struct app *app, const struct import_file *file, const struct import_wish *wish,
                    struct import_counts *ret, struct err *err);
