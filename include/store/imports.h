/* Imports of places: one row each, the latest of which are kept, and the file as long as it is
 * needed. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "model/import_state.h"

struct sql;

enum { IMPORT_ERROR_SIZE = 40 };

struct import_run {
	int64_t id, account;  /* who; 0 = the command line */
	int64_t at, ended_at; /* 0 = not yet */
	int64_t programme;    /* 0 = none */
	bool approve;
	int form, parts; /* of the file: enum centres_form; how many import_part rows */
	enum import_state state;
	enum import_phase phase;
	int64_t total, done;           /* rows, those of its phase; total 0 = not known yet */
	char error[IMPORT_ERROR_SIZE]; /* the name of what ended it; "" = nothing did */
	int64_t error_row;             /* 0 = of none */
	int64_t lease;                 /* number of who works on it; 0 = nobody did */
	const char *report;            /* JSON, borrowed; "" = none */
};

/* Keep a new one, waiting; its id is made here. Of older ones that are over only the latest
 * `keep - 1` stay. */
bool imports_add(struct sql *sql, struct import_run *run, int keep, struct err *err);

/* Its report with all doubts that are kept comes into `report`, unless that is NULL; run->report
 * is NULL. ERR_MISSING "no_import". */
bool imports_find(struct sql *sql, int64_t id, struct import_run *ret, struct buf *report,
                  struct err *err);

/* Those that are not over. */
bool imports_count_open(struct sql *sql, int64_t *ret, struct err *err);

/* Newest first, below that id; INT64_MAX = from the newest. */
typedef bool import_run_fn(void *context, const struct import_run *run, struct err *err);
bool imports_each(struct sql *sql, int64_t before_id, size_t limit, import_run_fn *fn,
                  void *context, struct err *err);

/* ---- the file ---- */

struct import_part {
	int64_t run, number;
	const void *bytes;
	size_t size;
};
bool imports_add_part(struct sql *sql, const struct import_part *part, struct err *err);

/* Replace what is in `to`. ERR_SYSTEM when there is none. */
bool imports_part(struct sql *sql, int64_t run, int64_t number, struct buf *to, struct err *err);
bool imports_drop_parts(struct sql *sql, int64_t run, struct err *err);

/* ---- the work ---- */

/* The oldest that is not over, unless somebody has been heard of who works on it: one works at a
 * time. */
bool imports_free(struct sql *sql, int64_t now, int64_t *ret_id, bool *ret_found, struct err *err);

/* Hold that one until `until`, under the number `lease`; false in `ret_held` when another was
 * faster. */
struct import_lease {
	int64_t id, lease, now, until;
};
bool imports_claim(struct sql *sql, const struct import_lease *lease, bool *ret_held,
                   struct err *err);

/* Is it still held under run->lease, and not over? Then its phase, total and done are kept, and it
 * is held until `until`. */
bool imports_advance(struct sql *sql, const struct import_run *run, int64_t until, bool *ret_held,
                     struct err *err);

/* It is over: state, error, error_row and ended_at are kept. `*ret_done` is false when it was over
 * before, or when run->lease is not 0 and no longer its holder's. The row is held until the
 * transaction ends. */
bool imports_end(struct sql *sql, const struct import_run *run, bool *ret_done, struct err *err);

/* What came of it: JSON, with the first doubts and with many. */
bool imports_keep_report(struct sql *sql, int64_t id, const char *report, const char *full,
                         struct err *err);

/* Whoever held it need not be waited for. */
bool imports_let_go(struct sql *sql, int64_t id, int64_t lease, struct err *err);
