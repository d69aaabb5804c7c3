/* Somebody with a browser, for the tests of sessions: a password, a cookie. */
#pragma once

#include "base/text.h"
#include "codec/json.h"
#include "desk.h"
#include "domain/accounts.h"
#include "store/sql.h"

static struct desk desk;
static char password[PASSWORD_TEXT_SIZE]; /* of the mediator of the fixture */
static char cookie[128];                  /* as the browser sends it back */

static inline void people_open(void)
{
	struct err err = { 0 };

	desk_open(&desk);
	CHECK_OK(account_new_password(desk.fixture.app, desk.fixture.accounts[WHO_MEDIATOR],
	                              password, &err));
}

/* The status; a cookie that is given is kept and sent from then on. */
static inline int people_login(const char *login, const char *with, const char *code)
{
	int status = desk_call(&desk, WHO__COUNT, "POST", "/api/v1/session",
	                       "{\"login\":\"%s\",\"password\":\"%s\",\"code\":\"%s\"}", login,
	                       with, code);
	const char *given = desk_header(&desk, "Set-Cookie");

	if (status == 201 && CHECK(given)) {
		snprintf(cookie, sizeof cookie, "%.*s", (int)strcspn(given, ";"), given);
		desk.browser.cookie = cookie;
	}
	return status;
}

/* A call of the browser. */
#define BROWSE(method, path, ...) desk_call(&desk, WHO__COUNT, method, path, __VA_ARGS__)

static inline int64_t people_count(const char *table)
{
	char text[160];
	struct err err;
	int64_t n = -1;

	snprintf(text, sizeof text, "SELECT COUNT(*) FROM %s", table);
	CHECK_OK(sql_one_int(desk.fixture.app->sql, text, SQL_NO_ARGS, &n, &err));
	return n;
}

/* Of the account of somebody of the fixture; borrowed until the next call. */
static inline const char *people_path(enum who who, const char *more)
{
	static char path[80];

	snprintf(path, sizeof path, "/api/v1/accounts/%lld%s",
	         (long long)desk.fixture.accounts[who], more);
	return path;
}

/* Entries of the list in the last answer. */
static inline size_t people_items(void)
{
	return json_count(json_get(desk.json, "items"));
}
