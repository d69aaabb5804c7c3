/* Who may use the system: staff of desks, centres, funders and the operator. Never beneficiaries.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum role {
	ROLE_ANYONE, /* not proven to be anybody */
	ROLE_OPERATOR,
	ROLE_FUNDER,
	ROLE_AGENT,
	ROLE_MEDIATOR,
	ROLE_AUDITOR,
	ROLE__COUNT
};

/* A set of roles: 1 << ROLE_AGENT | ... */
#define ROLE_BIT(role) (1u << (role))

const char *role_name(enum role role);
int role_parse(const char *name); /* -1 when there is none of that name */

/* What an access token may be limited to: these kinds of things, to read or to change too. */
enum scope {
	SCOPE_SELF, /* who am I, my own secrets */
	SCOPE_PASSES,
	SCOPE_REDEMPTIONS,
	SCOPE_PLACES,
	SCOPE_PROGRAMMES,
	SCOPE_FIGURES,
	SCOPE_ACCOUNTS,
	SCOPE_KEYS,
	SCOPE_JOURNAL,
	SCOPE__COUNT
};

/* As a bit of a set: 1 << ..., to read, or to change too. */
#define SCOPE_READ(scope) (1u << (2 * (scope)))
#define SCOPE_CHANGE(scope) (2u << (2 * (scope)))

const char *scope_name(enum scope scope);

struct account {
	int64_t id;
	char login[65];
	enum role role;
	int64_t site;                    /* of an agent or mediator, else 0 */
	int64_t funder;                  /* of a funder, else 0 */
	char password[129];              /* as kept: Argon2id; "" = none */
	int64_t created_at, disabled_at; /* 0 = never */
};

/* Who makes a call, proven before any verb runs. The command line is the operator's. */
struct caller {
	enum role role;
	int64_t account, site, funder; /* 0 where it has none */
	unsigned scopes;               /* SCOPE_READ..., SCOPE_CHANGE...; 0 = all that the role may */
};
