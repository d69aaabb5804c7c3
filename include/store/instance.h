/* The one row that says what this installation is. */
#pragma once

#include "base/err.h"
#include "model/sheet.h"

struct sql;

struct instance {
	int issuer; /* 1 ... 65535, in every token */
	char host[HOST_MAX + 1];
	char salt[64];   /* base64 */
	char probe[160]; /* sealed constant, base64 */
	int64_t clock_at;
	int link_days; /* after the last contact, until a pass forgets its pseudonym */
};

/* ERR_CONFLICT when there is one already. Serials start at 1. */
bool instance_add(struct sql *sql, const struct instance *instance, struct err *err);

/* ERR_MISSING "not_initialised" before `init`. */
bool instance_find(struct sql *sql, struct instance *ret, struct err *err);

/* Write it as it is. */
bool instance_touch(struct sql *sql, struct err *err);

/* Take `count` serials for new passes; the first is returned. Inside the caller's transaction. */
bool instance_take_serials(struct sql *sql, int64_t count, int64_t *ret_first, struct err *err);

/* Remember the latest time seen. ERR_REFUSED "clock_set_back" when `now` is more than an hour
 * before it. */
bool instance_see_clock(struct sql *sql, int64_t now, struct err *err);
