/* One funded campaign with its rules (dispositif). Every rule is a parameter of the programme. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

enum { GRACE_DAYS_MAX = 90 }; /* so long a key verifies after its last day */

enum programme_state {
	PROGRAMME_DRAFT,   /* being prepared, or its funding was withdrawn: nothing is valid */
	PROGRAMME_FUNDED,  /* money is there, not open yet */
	PROGRAMME_OPEN,    /* handed out and redeemed */
	PROGRAMME_CLOSING, /* redeemed only */
	PROGRAMME_CLOSED,
	PROGRAMME__COUNT
};

const char *programme_state_name(enum programme_state state);
int programme_state_parse(const char *name); /* -1 when there is none */

struct programme {
	int64_t id, funder;
	char name[120];
	enum programme_state state;
	int cents;                      /* face value of a voucher */
	int vouchers_min, vouchers_max; /* of a new pass, within 5 ... 10 */
	char vouchers_usual[32];        /* by level of need: "10 8 5" */
	int64_t from_day, until_day;    /* of use */
	int grace_days, stop_days;      /* accepted after until_day; hand-out ends before it */
	char territory[512];            /* COG codes and EPCI SIRENs; "" = everywhere */
	char kinds[128];                /* "1 2 5"; "" = any */
	char bands[128];
	int person_passes, person_days; /* cap; 0 = none */
	int64_t created_at, version;    /* how often it was changed, from 1 */
};

/* Are its rules ones that can be kept? ERR_INPUT "bad_programme", with the field. */
bool programme_check(const struct programme *programme, struct err *err);

/* Is `word` one of the words of `list`, which are separated by spaces? */
bool list_has(const char *list, const char *word);
bool list_has_number(const char *list, int number);

/* Does `territory` cover the commune (its own code, its département's or its EPCI's)? */
bool territory_covers(const char *territory, const char *insee, const char *epci);

/* The same for a place: when the code of its commune is unknown, its postcode tells the
 * département.
 */
bool territory_covers_place(const char *territory, const char *insee, const char *postcode,
                            const char *epci);
