/* Exports: one row each, their files in parts, and the lines they are made of. */
#pragma once

#include <stddef.h>

#include "base/err.h"
#include "model/export.h"
#include "model/pass.h"

struct sql;

/* Keep a new one, waiting; its id is made here. */
bool exports_add(struct sql *sql, struct export *export, struct err *err);

/* ERR_MISSING "no_export" also for one that was thrown away. */
bool exports_find(struct sql *sql, int64_t id, struct export *ret, struct err *err);

/* Those of an account: not over, and all that are kept. */
bool exports_count(struct sql *sql, int64_t account, int64_t *ret_open, int64_t *ret_kept,
                   struct err *err);

/* The oldest that is not over and that nobody has held since `now`: is there one? */
bool exports_free(struct sql *sql, int64_t now, int64_t *ret_id, bool *ret_found, struct err *err);

/* Hold that one until `until`, under the number `lease`; false in `ret_held` when another was
 * faster. */
struct export_lease {
	int64_t id, lease, now, until;
};
bool exports_claim(struct sql *sql, const struct export_lease *lease, bool *ret_held,
                   struct err *err);

/* Is it still held under that number, and not over? Then it stands where `export` says: total,
 * done, size, parts, last_at, last_id, place, state and ended_at; and is held until `until`. */
bool exports_advance(struct sql *sql, const struct export_lease *lease, const struct export *export,
                     bool *ret_held, struct err *err);

/* It failed, or is thrown away: state, error and ended_at of `export` are kept. With a lease in it
 * only while that holds. `*ret_done` is false when it was over (or thrown away) before. */
bool exports_end(struct sql *sql, const struct export *export, bool *ret_done, struct err *err);
bool exports_drop(struct sql *sql, int64_t id, bool *ret_done, struct err *err);

/* Whoever held it need not be waited for. */
bool exports_let_go(struct sql *sql, const struct export *export, struct err *err);

/* Of an account, newest first. */
struct exports_page {
	int64_t account;
	int64_t before_id; /* INT64_MAX = from the newest */
	size_t limit;
};
typedef bool export_fn(void *context, const struct export *export, struct err *err);
bool exports_each(struct sql *sql, const struct exports_page *page, export_fn *fn, void *context,
                  struct err *err);

/* ---- the file ---- */

bool exports_add_part(struct sql *sql, int64_t id, int64_t place, const void *body, size_t size,
                      struct err *err);

/* Parts from `first` on, at most `limit`, in their order. */
struct export_range {
	int64_t id, first;
	size_t limit;
};
typedef bool export_part_fn(void *context, const void *body, size_t size, struct err *err);
bool exports_parts(struct sql *sql, const struct export_range *range, export_part_fn *fn,
                   void *context, struct err *err);

/* Throw away those asked for before `until_at`; remove at most `limit` parts of what is thrown
 * away, and rows that have none left. `*ret_count` counts parts. */
bool exports_remove(struct sql *sql, int64_t until_at, int limit, int64_t *ret_count,
                    struct err *err);

/* ---- lines of what is owed ---- */

struct export_line {
	int64_t id, at; /* of the redemption */
	int64_t cents, centre;
	int kind, minutes; /* 0 = not said */
	int mode;          /* enum redeem_mode */
	int64_t siret;     /* of the centre's body then; 0 = not known */
	char name[161];    /* of the centre */
	char postcode[6], commune[81];
	int64_t reversed_at;         /* 0 = it stands */
	char reason[REASON_MAX + 1]; /* for which it was taken back */
};

struct export_lines {
	int64_t programme;
	int64_t from_at, until_at; /* [from, until) */
	int64_t last_at, last_id;  /* those after it; 0 = from the first */
	size_t limit;
};
bool exports_count_lines(struct sql *sql, const struct export_lines *lines, int64_t *ret,
                         struct err *err);

/* Oldest first. */
typedef bool export_line_fn(void *context, const struct export_line *line, struct err *err);
bool exports_each_line(struct sql *sql, const struct export_lines *lines, export_line_fn *fn,
                       void *context, struct err *err);
