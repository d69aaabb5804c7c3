/* Imports as they are done: the kept file is checked, compared with the books a slice at a time,
 * and written in one transaction, in which the import is over: a crash leaves all of it or nothing,
 * and whoever comes next begins at its first byte. Of several servers on the same books one works,
 * on one import, as long as it is heard of. */
#pragma once

#include "domain/app.h"

enum {
	IMPORT_LEASE_SECONDS = 10, /* who has told nothing for so long has died, or holds the row */
	IMPORT_SLICE_SIZE = 128 << 10 /* bytes of the file in one step */
};

struct import_job;

/* Take up the oldest, unless somebody works on it; among those who try, one gets it. The caller
 * owns `*ret` when there is one. */
bool import_job_claim(struct app *app, struct import_job **ret, bool *ret_found, struct err *err);
void import_job_close(struct import_job **job);

/* A step of it. When it is over, or another works on it, there is nothing left for this holder to
 * do. False: it may be tried again, and begins anew. */
bool import_job_work(struct import_job *job, struct err *err);
bool import_job_is_held(const struct import_job *job);

/* Rows that were compared so far. */
int64_t import_job_rows(const struct import_job *job);

/* Others need not wait until the lease is over. */
bool import_job_let_go(struct import_job *job, struct err *err);
