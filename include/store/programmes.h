/* Funders, their programmes, and which sites may take part in them. */
#pragma once

#include "base/err.h"
#include "model/programme.h"

struct sql;

struct organisation {
	int64_t id;
	char name[120];
	char siret[15]; /* "" = none known */
};

struct funder {
	int64_t id, organisation;
	char name[120], siret[15];
};

enum approval { APPROVAL_CANDIDATE, APPROVAL_APPROVED, APPROVAL_SUSPENDED, APPROVAL__COUNT };

/* Keep a new one; its id is made here. ERR_CONFLICT "siret_taken". */
bool organisations_add(struct sql *sql, struct organisation *organisation, struct err *err);
bool organisations_find_siret(struct sql *sql, const char *siret, struct organisation *ret,
                              bool *ret_found, struct err *err);

/* The id of the one with that number, which is made under `name` when it is new. */
bool organisations_make(struct sql *sql, const char *name, const char *siret, int64_t *ret_id,
                        struct err *err);

bool funders_add(struct sql *sql, struct funder *funder, struct err *err);
bool funders_find(struct sql *sql, int64_t id, struct funder *ret, struct err *err);
typedef bool funder_fn(void *context, const struct funder *funder, struct err *err);
bool funders_each(struct sql *sql, funder_fn *fn, void *context, struct err *err);

bool programmes_add(struct sql *sql, struct programme *programme, struct err *err);
bool programmes_find(struct sql *sql, int64_t id, struct programme *ret, struct err *err);

/* Hold the row until the transaction ends, then read it: verbs that change a programme, or count
 * something of it before they add, take turns by this. */
bool programmes_hold(struct sql *sql, int64_t id, struct programme *ret, struct err *err);
bool programmes_change(struct sql *sql, const struct programme *programme, struct err *err);
typedef bool programme_fn(void *context, const struct programme *programme, struct err *err);
bool programmes_each(struct sql *sql, programme_fn *fn, void *context, struct err *err);

/* Take cents from what is funded and free (negative: give back). ERR_REFUSED "over_budget" when
 * there is less; decides any race between those who issue. Goes with a line of the ledger. */
bool programmes_take(struct sql *sql, int64_t id, int64_t cents, struct err *err);

/* Set what the funder says of a site in its programme, whatever it was before. */
bool approvals_set(struct sql *sql, int64_t programme, int64_t site, enum approval state,
                   int64_t now, struct err *err);

struct approval_offer {
	int64_t programme, site;
	enum approval state; /* candidate or approved */
	int64_t now;
};

/* The same, but what the funder said before stays: only a candidate becomes approved. `*ret_new`
 * says whether anything is new. */
bool approvals_offer(struct sql *sql, const struct approval_offer *offer, bool *ret_new,
                     struct err *err);

/* May the site hand out passes of the programme? ERR_MISSING when there is no such site. */
bool approvals_desk(struct sql *sql, int64_t programme, int64_t site, bool *ret_may,
                    struct err *err);
