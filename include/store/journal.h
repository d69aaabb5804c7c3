/* The journal: who did what, one line per deed, in the deed's own transaction. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct sql;

enum { JOURNAL_VERB_SIZE = 48, JOURNAL_OBJECT_SIZE = 80, JOURNAL_CALL_SIZE = 32 };

struct journal_line {
	int64_t id; /* in order of time; made by who adds it */
	int64_t at;
	int64_t account;   /* 0 = the command line */
	const char *login; /* of that account, when read; NULL = none */
	char verb[JOURNAL_VERB_SIZE], object[JOURNAL_OBJECT_SIZE], call[JOURNAL_CALL_SIZE];
	const char *detail; /* "" = none; borrowed */
};

/* ERR_CONFLICT "duplicate" when the id is taken. */
bool journal_add(struct sql *sql, const struct journal_line *line, struct err *err);

/* Lines of an account and a verb since that time. */
bool journal_count(struct sql *sql, int64_t account, const char *verb, int64_t since_at,
                   int64_t *ret, struct err *err);

/* Drop those of a verb from before `at`. */
bool journal_forget(struct sql *sql, const char *verb, int64_t at, struct err *err);

struct journal_page {
	int64_t account;           /* 0 = of all */
	int64_t from_at, until_at; /* [from, until) */
	int64_t before_id;         /* newest first, below this one; INT64_MAX = from the newest */
	size_t limit;
};

typedef bool journal_fn(void *context, const struct journal_line *line, struct err *err);
bool journal_each(struct sql *sql, const struct journal_page *page, journal_fn *fn, void *context,
                  struct err *err);
