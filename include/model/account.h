/* Who may use the system: staff of desks, centres, funders and the operator. Never beneficiaries.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "model/role.h"
#include "model/scope.h"

struct account {
	int64_t id;
	char login[65];
	enum role role;
	int64_t site;                    /* of an agent or mediator, else 0 */
	int64_t funder;                  /* of a funder, else 0 */
	char password[129];              /* as kept: Argon2id; "" = none */
	int64_t created_at, disabled_at; /* 0 = never */
	int64_t version;
	unsigned factors; /* FACTOR_... in force; of a list or a single account only */
};

/* What is asked beside the password. Also its number where it is kept. */
enum factor {
	FACTOR_TOTP = 1, /* an application on a phone, RFC 6238 */
	FACTOR_CARD = 2  /* single-use codes on paper */
};

/* Who makes a call, proven before any verb runs. The command line is the operator's. */
struct caller {
	enum role role;
	int64_t account, site, funder; /* 0 where it has none */
	unsigned scopes;        /* SCOPE_READ..., SCOPE_CHANGE...; 0 = all that the role may */
	int64_t token, session; /* what proved it: one of them, or neither */
	int64_t ends_at;        /* that; 0 = never */
	bool is_due;            /* callers_see() should hear of it */
};
