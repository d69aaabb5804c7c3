/* The files of exports as they are made: a page of lines is read, written as text, and kept in
 * parts, in the same transaction as how far it is. So a crash loses no more than a page, and
 * whoever comes next goes on at the very line. Of several servers on the same books one works on an
 * export, as long as it is heard of. All figures of a programme are begun again instead. */
#pragma once

#include "domain/app.h"
#include "model/export.h"

enum {
	EXPORT_LINES = 1000,           /* of one page */
	EXPORT_PART_SIZE = 256 * 1024, /* bytes of one part, at most */
	EXPORT_LEASE_SECONDS = 10      /* who has made nothing for so long has died */
};

/* Take up the oldest that nobody works on; among those who try, one gets it. */
bool export_claim(struct app *app, struct export *ret, bool *ret_found, struct err *err);

/* Its next page. When that is refused, or it was thrown away or another works on it, `export` says
 * so: export->lease is 0 when there is nothing left for this holder to do. False: it may be tried
 * again. */
bool export_work(struct app *app, struct export *export, struct err *err);

/* Others need not wait until the lease is over. */
bool export_let_go(struct app *app, const struct export *export, struct err *err);
