/* Exports: files of a programme's redemptions or of all its figures, which take long when there are
 * many; made while nobody waits (domain/exports_work), kept some days for whoever asked, and shown
 * to nobody else. A file says what the calls of the API would tell the same account. */
#pragma once

#include <stddef.h>

#include "domain/app.h"
#include "model/account.h"
#include "model/export.h"

enum {
	EXPORTS_OPEN_MAX = 3,  /* of one account that are not over */
	EXPORTS_KEPT_MAX = 20, /* of one account */
	EXPORTS_DAYS = 7       /* kept for so long */
};

struct export_request {
	int64_t programme;
	enum export_what what;
	enum export_form form;
	int64_t from_day, until_day; /* inclusive; 0 = the beginning, 0 = today */
};

/* Keep what was asked. ERR_MISSING "no_programme" for those of others; ERR_INPUT "bad_period",
 * "many_tables" (figures are no single table: xlsx or json); ERR_FORBIDDEN "not_your_scope";
 * ERR_CONFLICT "too_many_exports", "exports_full". */
bool export_ask(struct app *app, const struct caller *caller, const struct export_request *request,
                struct export *ret, struct err *err);

/* One's own. ERR_MISSING "no_export". */
bool export_find(struct app *app, const struct caller *caller, int64_t id, struct export *ret,
                 struct err *err);

struct exports_wish {
	int64_t after; /* an export: those before it; 0 = from the newest */
	size_t limit;
};

/* One's own, newest first. */
typedef bool exports_fn(void *context, const struct export *export, struct err *err);
bool exports_list(struct app *app, const struct caller *caller, const struct exports_wish *wish,
                  exports_fn *fn, void *context, struct err *err);

/* Make no more of it, keep nothing of it. */
bool export_drop(struct app *app, const struct caller *caller, int64_t id, struct err *err);

/* Its bytes, from the first to the last, a part at a time. ERR_CONFLICT "export_not_ready". Whoever
 * may not see the programme any more has no file either. */
typedef bool export_bytes_fn(void *context, const void *bytes, size_t size, struct err *err);
bool export_file(struct app *app, const struct caller *caller, const struct export *export,
                 export_bytes_fn *fn, void *context, struct err *err);

/* Remove what is too old or thrown away, at most so many parts; says how many there were. */
bool exports_forget(struct app *app, int limit, int *ret_count, struct err *err);
