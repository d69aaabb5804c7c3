#include "http/status.h"

#include <string.h>

#include "base/auto.h"

static const int of_class[] = {
	[ERR_NONE] = 200,     [ERR_REFUSED] = 422, [ERR_INPUT] = 400,     [ERR_MISSING] = 404,
	[ERR_CONFLICT] = 409, [ERR_BUSY] = 503,    [ERR_FORBIDDEN] = 403, [ERR_SYSTEM] = 500,
};
_Static_assert(COUNT_OF(of_class) == ERR__COUNT, "every class has a status");

/* Where HTTP has a word of its own; 503 is what passes: ask again. */
static const struct {
	const char *name;
	int status;
} of_name[] = {
	{ "no_bearer", 401 },
	{ "unknown_token", 401 },
	{ "wrong_method", 405 },
	{ "body_too_large", 413 },
	{ "not_json", 415 },
	{ "not_places_file", 415 },
	{ "database_unreachable", 503 },
	{ "no_if_match", 428 },
	{ "stale", 412 },
	{ "target_too_long", 414 },
	{ "too_many_headers", 431 },
	{ "bad_encoding", 415 },
	{ "bad_expectation", 417 },
	{ "too_fast", 429 },
	{ "books_unwritable", 503 }, /* health only */
	{ "connection_lost", 503 },
	{ "clock_set_back", 503 },
	{ "session_over", 401 },
	{ "wrong_login", 401 },
	{ "wrong_code", 401 },
	{ "second_factor_needed", 401 },
	{ "card_used_up", 401 },
	{ "too_many_logins", 429 },
};

static const int of_outcome[] = {
	[OUTCOME_REDEEMED] = 201,        [OUTCOME_ALREADY_YOURS] = 200,
	[OUTCOME_ALREADY_USED] = 409,    [OUTCOME_EXPIRED] = 410,
	[OUTCOME_NOT_YET_VALID] = 403,   [OUTCOME_BLOCKED] = 410,
	[OUTCOME_REPLACED] = 410,        [OUTCOME_NOT_FUNDED] = 403,
	[OUTCOME_WRONG_TERRITORY] = 403, [OUTCOME_KIND_NOT_ALLOWED] = 403,
	[OUTCOME_SPECIMEN] = 422,        [OUTCOME_BAD_SIGNATURE] = 422,
	[OUTCOME_UNKNOWN_KEY] = 422,     [OUTCOME_MALFORMED] = 422,
	[OUTCOME_UNKNOWN_CODE] = 404,    [OUTCOME_TOO_MANY_WRONG_CODES] = 429,
};
_Static_assert(COUNT_OF(of_outcome) == OUTCOME__COUNT, "every outcome has a status");

int http_status_of_error(const struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(of_name); i++)
		if (strcmp(of_name[i].name, err->name) == 0)
			return of_name[i].status;
	return of_class[err->code];
}

int http_status_of_outcome(enum outcome outcome)
{
	return of_outcome[outcome];
}
