/* A believable département, invented from its name to its bus stops, with eight months of history
 * that the verbs themselves have made: every screen and report has something true to show. */
#pragma once

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "domain/app.h"
#include "domain/accounts.h"
#include "domain/callers.h"
#include "domain/tokens.h"
#include "domain/setup.h"

enum {
	DEMO_FUNDERS = 2,
	DEMO_PROGRAMMES = 3,
	DEMO_DESKS_MAX = 8,
	DEMO_CENTRES_MAX = 64,
	DEMO_ACCOUNTS_MAX = 40
};

struct demo_wish {
	const char *host; /* as in struct setup */
	uint64_t seed;    /* the same people come on the same days; secrets always differ */
	int64_t fixed_at; /* when the history ends; 0 = now */
};

struct demo_account {
	enum role role;
	int64_t site, funder; /* as in struct account */
	char login[65];
	char password[PASSWORD_TEXT_SIZE];
	char token[ACCESS_TOKEN_TEXT_SIZE];
};

struct demo_named {
	int64_t id;
	const char *name; /* static */
};

/* The first desk may issue for the first programme, which has money for 20,000 passes of 10
 * vouchers left; the first two centres may redeem them. Accounts begin with one of each role, in
 * the order of enum role: the agent is of the first desk, the mediator of the first centre. */
struct demo {
	struct demo_named funders[DEMO_FUNDERS], programmes[DEMO_PROGRAMMES];
	struct demo_named desks[DEMO_DESKS_MAX], centres[DEMO_CENTRES_MAX];
	size_t desks_count, centres_count, accounts_count;
	struct demo_account accounts[DEMO_ACCOUNTS_MAX];
	int64_t first_pass; /* of the first desk: handed out, unused, not printed yet */
};

/* Make books that do not exist yet. ERR_CONFLICT "already_initialised" when they do: nothing is
 * touched then. When anything else fails, the files that it made are deleted again (a PostgreSQL
 * database is not: empty it). Commits do not wait for the disk: seconds, not minutes. */
bool demo_make(const struct app_options *options, const struct demo_wish *wish, struct demo *ret,
               struct err *err);

/* {accounts: [{role, login, password, token}], others: [the same], funders: [{id, name}],
 * programmes, desks, centres: [the same], first_pass}. Ids are texts; `accounts` has one of each
 * role, `others` the rest. */
void demo_json(const struct demo *demo, struct buf *out);
