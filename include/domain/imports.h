/* Imports of places as long work: a file is kept in the books with what is asked of it, so that
 * whoever sent it may leave, and domain/import_job does it. The latest are found again, with what
 * came of them. */
#pragma once

#include "domain/app.h"
#include "domain/import.h"
#include "model/account.h"
#include "store/imports.h"

enum {
	IMPORTS_KEPT = 20,
	IMPORTS_OPEN_MAX = 3,      /* that are not over */
	IMPORT_PART_SIZE = 1 << 20 /* bytes of a file in one row */
};

/* Keep a file (its bytes) and what is asked of it; it is not read yet. For the operator.
 * ERR_MISSING "no_programme"; ERR_CONFLICT "too_many_imports". */
bool import_ask(struct app *app, const struct caller *caller, const struct import_file *file,
                const struct import_wish *wish, struct import_run *ret, struct err *err);

/* For the operator and auditors; `report` gets the JSON of what came of it, nothing before it is
 * done. ERR_MISSING "no_import". */
bool import_find(struct app *app, const struct caller *caller, int64_t id, struct import_run *ret,
                 struct buf *report, struct err *err);

/* Nothing of it comes in. For the operator. ERR_CONFLICT "import_over": all of it is in, or it had
 * ended before. */
bool import_cancel(struct app *app, const struct caller *caller, int64_t id, struct import_run *ret,
                   struct err *err);

struct imports_wish {
	int64_t before_id; /* INT64_MAX = from the newest */
	size_t limit;
};

/* Newest first. For the operator and auditors. */
bool imports_list(struct app *app, const struct caller *caller, const struct imports_wish *wish,
                  import_run_fn *fn, void *context, struct err *err);
