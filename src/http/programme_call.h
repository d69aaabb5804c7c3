/* The rules of a programme as calls say them. */
#pragma once

#include "base/clock.h"
#include "http/body.h"
#include "http/thing.h"
#include "model/programme.h"

/* As JSON has it; what one field cannot say of itself is programme_check()'s to say. */
struct programme_call {
	char funder[BODY_WORD_SIZE], name[120], from[DAY_TEXT_SIZE], until[DAY_TEXT_SIZE];
	int64_t cents, vouchers_min, vouchers_max, grace_days, stop_days;
	int64_t person_passes, person_days;
	const struct json *vouchers_usual, *territory, *kinds, *bands; /* NULL = as it is */
	/* Of a specimen alone. */
	char language[8], print_size[8], site[BODY_WORD_SIZE];
	int64_t vouchers, page;
};

/* The rules, the funder first; then what is said of a specimen. */
enum { PROGRAMME_CALL_RULES = 15, PROGRAMME_CALL_FIELDS = 20 };
extern const struct json_field programme_call_fields[PROGRAMME_CALL_FIELDS];

/* A programme as a call would have it. */
void programme_call_of(const struct programme *programme, struct programme_call *ret);

/* All rules but the funder; those that are NULL stay. ERR_INPUT "bad_date"... with the field. */
bool programme_call_apply(const struct programme_call *call, struct programme *programme,
                          struct err *err);

/* A programme that need not exist yet, with what is usual where nothing is said: the first `count`
 * fields are read. `*json` holds the lists: the caller closes it. */
bool programme_call_new(const struct http_request *request, size_t count, struct json **json,
                        struct programme_call *call, struct programme *ret, struct err *err);
