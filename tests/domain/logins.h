/* A world with somebody who logs in: for the tests of sessions and of second factors. */
#pragma once

#include "world.h"

#include "base/text.h"
#include "domain/passwords.h"
#include "domain/pauses.h"
#include "domain/second_factors.h"
#include "domain/sessions.h"

static struct world w;
static struct account marc;
static char password[PASSWORD_TEXT_SIZE];
static struct caller him;
static struct err err;

/* A world with the mediator marc, who knows his password. */
static inline void open_with_marc(void)
{
	world_open(&w);
	marc = (struct account){ .login = "marc", .role = ROLE_MEDIATOR, .site = w.centre };
	CHECK_OK(account_add(w.app, &marc, password, &err));
	him = (struct caller){ .role = ROLE_MEDIATOR, .account = marc.id, .site = w.centre };
}

static struct login_answer answer;

/* Try to come in: "" = it opened, "code" = a code is asked, else the name of the failure. */
static inline const char *try(const char *login, const char *with, const char *code,
                              const char *address)
{
	const struct login wish = { .login = login,
		                    .password = with,
		                    .code = code,
		                    .address = address,
		                    .device = "Fire\xe9\nfox",
		                    .call = "c1" };

	if (!session_open(w.app, &wish, &answer, &err))
		return err.name;
	return answer.opened ? "" : "code";
}

/* Failures of whoever, without the work of a password. */
static inline void fail(const char *login, const char *address, int times)
{
	const struct pause_subject subject = { login, address };

	for (int i = 0; i < times; i++)
		CHECK_OK(pause_count(w.app, &subject, &err));
}

static inline bool is_paused(const char *login, const char *address)
{
	const struct pause_subject subject = { login, address };

	return !pause_check(w.app, &subject, &err);
}
