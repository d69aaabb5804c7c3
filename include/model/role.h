/* What somebody is: one account has one role. */
#pragma once

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
