/* What imports of places did: kept for who left before they ended. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct sql;

struct import_run {
	int64_t id, account; /* who; 0 = the command line */
	int64_t at;
	int64_t programme;  /* 0 = none */
	const char *report; /* JSON; borrowed */
};

/* Keep a new one; its id is made here. Of older ones only the latest `keep - 1` stay. */
bool imports_add(struct sql *sql, struct import_run *run, int keep, struct err *err);

/* Newest first, below that id; INT64_MAX = from the newest. */
typedef bool import_run_fn(void *context, const struct import_run *run, struct err *err);
bool imports_each(struct sql *sql, int64_t before_id, size_t limit, import_run_fn *fn,
                  void *context, struct err *err);
