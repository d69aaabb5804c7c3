/* Which sites take part in a programme: what its funder says of them. */
#pragma once

#include "domain/app.h"
#include "model/account.h"
#include "model/programme.h"
#include "store/approvals.h"

struct approval_wish {
	int64_t programme, site;
	enum approval state;
	enum suspension reason; /* of a suspension; may stay unsaid */
};

/* Say it; `ret` is how it stands then. When the operator approves a candidate, the operator's own
 * approval of the site follows. ERR_MISSING "no_programme" (another funder's too), "no_site";
 * ERR_INPUT "bad_suspension": a reason, and nothing is suspended. */
bool approval_set(struct app *app, const struct caller *caller, const struct approval_wish *wish,
                  struct approval_row *ret, struct err *err);

enum { APPROVALS_AT_ONCE = 500 };

/* All places of the territory of a programme that the operator has approved, some at a time. */
struct approvals_wish {
	int64_t programme;
	int64_t after_site; /* go on after it */
};

struct approvals_done {
	int64_t sites; /* of the territory, among those that were looked at */
	int64_t fresh; /* of these, approved by this call */
	int64_t next;  /* to go on after it; 0 = that was all */
};

/* Approve at most APPROVALS_AT_ONCE; what was suspended stays so. ERR_MISSING "no_programme". */
bool approvals_take(struct app *app, const struct caller *caller, const struct approvals_wish *wish,
                    struct approvals_done *ret, struct err *err);

/* approval_set() as the operator. */
bool site_approve(struct app *app, int64_t site, int64_t programme, enum approval state,
                  struct err *err);

/* Does the territory cover the site? Vouchers are refused elsewhere, whatever was approved. */
bool approval_is_inside(const struct programme *programme, const struct site *site);

/* Sites of a programme that the caller may see, by their numbers. */
bool approvals_list(struct app *app, const struct approvals_query *query, approval_fn *fn,
                    void *context, struct err *err);

/* What is said of a site: to who is there where it was let in, to a funder in its programmes, to
 * others in all. ERR_MISSING "no_site" when it is none that the caller may see. */
bool approvals_of_site(struct app *app, const struct caller *caller,
                       const struct approvals_of_site_query *query, approval_of_site_fn *fn,
                       void *context, struct err *err);
