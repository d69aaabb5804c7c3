/* A département small enough for tests: a desk and its neighbour, two centres, someone of every
 * role with a token, and for each outcome a voucher that meets it. */
#pragma once

#include "domain/accounts.h"
#include "domain/callers.h"
#include "domain/tokens.h"
#include "domain/issue.h"
#include "domain/redeem.h"

enum who {
	WHO_OPERATOR,
	WHO_FUNDER,
	WHO_AGENT,
	WHO_MEDIATOR,
	WHO_RIVAL,     /* a mediator of another centre */
	WHO_NEIGHBOUR, /* an agent of another desk */
	WHO_PATRON,    /* another funder */
	WHO_AUDITOR,
	WHO_STRANGER, /* whose token is not in force */
	WHO__COUNT
};

struct fixture {
	struct app *app; /* unlocked, read-write */
	struct app_options options;
	int64_t programme, desk, neighbour, centre, rival;
	char tokens[WHO__COUNT][ACCESS_TOKEN_TEXT_SIZE];
	int64_t accounts[WHO__COUNT];
	int64_t pass;                                        /* an id: ten vouchers, none used */
	char vouchers[OUTCOME__COUNT][VOUCHER_TEXT_MAX + 1]; /* as shown to the centre */
	char key_file[128];
};

/* Make it in a database without schema, with a key file in `folder`. False: the reason was shown.
 */
bool fixture_open(struct fixture *fixture, const char *url, const char *folder);
void fixture_close(struct fixture *fixture);

/* Who calls, as the server would prove it. */
struct caller fixture_caller(const struct fixture *fixture, enum who who);

/* New passes of the programme; their vouchers' digits go to `digits`, count * 10 of them. */
bool fixture_issue(struct fixture *fixture, int count, char (*digits)[VOUCHER_DIGITS_SIZE]);
