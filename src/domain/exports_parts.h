/* What exports_work needs of its neighbours. */
#pragma once

#include "base/buf.h"
#include "domain/exports.h"
#include "model/account.h"

/* ERR_FORBIDDEN "not_your_role", "not_your_scope"; ERR_MISSING "no_programme". */
bool export_may(struct app *app, const struct caller *caller, const struct export *export,
                struct err *err);

/* How many lines it will have. ERR_REFUSED "sheet_full". */
bool exports_lines_count(struct app *app, const struct export *export, int64_t *ret,
                         struct err *err);

/* The next page of lines, added to `out`; `export` says then where it stands: done, last_at,
 * last_id, place. `*ret_last`: the file is whole. */
bool exports_lines_make(struct app *app, struct export *export, bool *ret_last, struct buf *out,
                        struct err *err);

/* All tables of the programme, as that caller may see them. */
enum { EXPORT_TABLES = 5 };
bool exports_figures_make(struct app *app, const struct caller *caller, const struct export *export,
                          struct buf *out, struct err *err);
