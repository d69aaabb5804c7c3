/* What the tests of exports share: a funder with an account, redemptions by the thousand, and a
 * file from asking to fetching. */
#pragma once

#include "base/text.h"
#include "domain/exports.h"
#include "domain/exports_work.h"
#include "model/export.h"
#include "store/accounts.h"
#include "store/exports.h"
#include "world.h"

#define STAGE                                                                                      \
	WORLD;                                                                                     \
	employ(&w)

/* The funder with an account of its own, which can be closed. */
static inline void employ(struct world *w)
{
	struct account account = { .login = "payer.exports",
		                   .role = ROLE_FUNDER,
		                   .funder = w->funder.id };
	struct err err;

	CHECK_OK(accounts_add(w->app->sql, &account, &err));
	w->payer.account = account.id;
}

static inline struct export ask(struct world *w, enum export_what what, enum export_form form)
{
	const struct export_request request = { w->programme.id, what, form, 0, 0 };
	struct export export = { 0 };
	struct err err;

	CHECK_OK(export_ask(w->app, &w->payer, &request, &export, &err));
	return export;
}

static inline struct export shown(struct world *w, int64_t id)
{
	struct export export = { 0 };
	struct err err;

	CHECK_OK(export_find(w->app, &w->payer, id, &export, &err));
	return export;
}

static inline bool claim(struct app *app, struct export *export)
{
	bool found = false;
	struct err err;

	CHECK_OK(export_claim(app, export, &found, &err));
	return found;
}

static inline void finish(struct app *app, struct export *export)
{
	struct err err;

	for (int i = 0; export->lease && i < 10000; i++)
		CHECK_OK(export_work(app, export, &err));
}

static inline bool collect(void *context, const void *bytes, size_t size, struct err *err)
{
	(void)err;
	buf_add(context, bytes, size);
	return true;
}

/* Ask, make and fetch it. */
static inline void made(struct world *w, enum export_what what, enum export_form form,
                        struct buf *out)
{
	struct export export = ask(w, what, form);
	struct err err;

	CHECK(claim(w->app, &export));
	finish(w->app, &export);
	export = shown(w, export.id);
	CHECK_INT(export.state, EXPORT_DONE);
	buf_clear(out);
	CHECK_OK(export_file(w->app, &w->payer, &export, collect, out, &err));
	CHECK_INT(out->size, export.size);
}

/* `count` redemptions as the books keep them, a minute after the other from 1 January 2026 on. */
static inline void fill(struct world *w, int count)
{
	char text[900];
	struct err err;

	snprintf(text, sizeof text,
	         "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)"
	         " INSERT INTO spent (id, cause, programme, at, cents, centre, account, kind,"
	         " minutes, level, mode, device_at, nonce)"
	         " SELECT i * 256, 1, %lld, 1767222000 + i * 2, 1000, %lld, 0, 1, 90, 0, 0, NULL,"
	         " NULL FROM n",
	         count, (long long)w->programme.id, (long long)w->centre);
	CHECK_OK(sql_script(w->app->sql, text, &err));
}

static inline int64_t count_text(const struct buf *in, const char *what)
{
	int64_t count = 0;

	for (const char *at = in->data; at && (at = strstr(at, what)); at += strlen(what))
		count++;
	return count;
}
