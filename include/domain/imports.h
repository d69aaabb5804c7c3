/* What the latest imports of places did: whoever left before one ended finds it again. */
#pragma once

#include "domain/app.h"
#include "model/account.h"
#include "store/imports.h"

enum { IMPORTS_KEPT = 20 };

/* Keep what came of one; `report` is JSON. In the call's own transaction when there is one. */
bool import_keep(struct app *app, const struct caller *caller, int64_t programme,
                 const char *report, struct err *err);

struct imports_wish {
	int64_t before_id; /* INT64_MAX = from the newest */
	size_t limit;
};

/* Newest first. For the operator and auditors. */
bool imports_list(struct app *app, const struct caller *caller, const struct imports_wish *wish,
                  import_run_fn *fn, void *context, struct err *err);
