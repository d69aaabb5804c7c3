/* Which desks may hand out a programme's passes and which centres may redeem them. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "model/approval.h"
#include "store/sites.h"

struct sql;

/* What is said of a site in a programme. */
struct approval_said {
	int64_t programme, site;
	enum approval state;
	enum suspension reason; /* of a suspension */
	int64_t account;        /* who says it; 0 = the command line */
	int64_t at;
};

/* Set what the funder says of a site in its programme, whatever it was before. */
bool approvals_set(struct sql *sql, const struct approval_said *said, struct err *err);

struct approval_offer {
	int64_t programme, site;
	enum approval state; /* candidate or approved */
	int64_t now, account;
};

/* The same, but what the funder said before stays: only a candidate becomes approved. `*ret_new`
 * says whether anything is new. */
bool approvals_offer(struct sql *sql, const struct approval_offer *offer, bool *ret_new,
                     struct err *err);

/* Many of them, in one transaction and few round trips. */
bool approvals_offer_many(struct sql *sql, const struct approval_offer *offers, size_t count,
                          bool *ret_new, struct err *err);

/* May the site hand out passes of the programme? ERR_MISSING when there is no such site. */
bool approvals_desk(struct sql *sql, int64_t programme, int64_t site, bool *ret_may,
                    struct err *err);

/* What was said of a site; `*ret_found` false: nothing. */
bool approvals_find(struct sql *sql, int64_t programme, int64_t site, enum approval *ret,
                    bool *ret_found, struct err *err);

/* A site in a programme. */
struct approval_row {
	enum approval state;
	enum suspension reason; /* of a suspension */
	int64_t changed_at, account;
	char login[65]; /* of that account; "" = none */
	struct site site;
};

struct approvals_query {
	int64_t programme;
	int state; /* enum approval; -1 = any */
	int64_t after_site;
	size_t limit;
};

typedef bool approval_fn(void *context, const struct approval_row *row, struct err *err);

/* By the number of the site. */
bool approvals_each(struct sql *sql, const struct approvals_query *query, approval_fn *fn,
                    void *context, struct err *err);

/* What is said of one site, in a programme. */
struct approval_of_site {
	int64_t programme;
	const char *name; /* of the programme; borrowed */
	enum approval state;
	enum suspension reason;
	int64_t changed_at;
};

struct approvals_of_site_query {
	int64_t site;
	int64_t funder;      /* only its programmes; 0 = of all */
	bool but_candidates; /* only where it was let in, be it suspended since */
	int64_t after_programme;
	size_t limit;
};

typedef bool approval_of_site_fn(void *context, const struct approval_of_site *row,
                                 struct err *err);

/* By the number of the programme. */
bool approvals_of_site_each(struct sql *sql, const struct approvals_of_site_query *query,
                            approval_of_site_fn *fn, void *context, struct err *err);
