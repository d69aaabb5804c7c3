#include "domain/joint.h"

#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "crypto/crypto.h"
#include "crypto/secret.h"
#include "domain/joint_parts.h"
#include "store/sql.h"
#include "domain/vault.h"

/* A database that another process keeps for itself has let us wait for seconds already. */
static const int64_t PATIENCE_NS = INT64_C(2000000000);

_Static_assert((int)SECRET_TOKEN_HASH_SIZE <= (int)IDEMPOTENCY_HASH_SIZE, "a hash fits");

void joint_hash(const struct app *app, const char *what, int64_t account, const char *text,
                char to[static IDEMPOTENCY_HASH_SIZE])
{
	AUTO(buf_release) struct buf all = { .is_secret = true };

	buf_addf(&all, "idempotency %s %lld ", what, (long long)account);
	buf_adds(&all, text);
	secret_token_hash(vault_master(app->vault), buf_text(&all), to);
}

/* The body may be long: it is not copied. */
static void hash_request(const struct app *app, struct joint *joint, const char *request)
{
	AUTO(buf_release) struct buf head = { 0 };

	buf_addf(&head, "idempotency request %lld %s\n", (long long)joint->caller.account, request);
	secret_parts_hash(vault_master(app->vault), buf_text(&head), joint->body, joint->body_size,
	                  joint->claim.request);
}

void joint_enter(struct app *app, struct joint *joint, const char *request)
{
	app->joint = joint;
	joint->open = false;
	if (!joint->key)
		return;
	joint_hash(app, "key", joint->caller.account, joint->key, joint->claim.hash);
	hash_request(app, joint, request);
}

int64_t joint_account(const struct app *app)
{
	return app->joint ? app->joint->caller.account : 0;
}

/* What a reply is sealed as: it opens beside its key only. */
static void sealed_name(const struct joint *joint, char to[static 80])
{
	snprintf(to, 80, "reply %s", joint->claim.hash);
}

static bool unseal(struct app *app, const char *sealed, struct buf *reply, struct err *err)
{
	char name[80];

	sealed_name(app->joint, name);
	return master_unseal_text(vault_master(app->vault), name, sealed, reply, err);
}

bool joint_replay(struct app *app, struct buf *reply, bool *ret_found, struct err *err)
{
	AUTO(buf_release) struct buf sealed = { 0 };
	const struct joint *joint = app->joint;
	struct idempotency before;

	*ret_found = false;
	if (!joint->key)
		return true;
	if (!idempotency_find(app->sql, joint->claim.hash, &before, &sealed, ret_found, err))
		return false;
	if (*ret_found && before.at <= app_now(app) - IDEMPOTENCY_SECONDS)
		*ret_found = false;
	if (!*ret_found)
		return true;
	if (strcmp(before.request, joint->claim.request) != 0)
		return err_named(err, ERR_REFUSED, "key_reused",
		                 "this Idempotency-Key was another request's");
	return unseal(app, buf_text(&sealed), reply, err);
}

static bool claim(struct app *app, struct joint *joint, struct err *err)
{
	bool done;

	joint->claim.at = app_now(app);
	if (!idempotency_forget(app->sql, app_now(app) - IDEMPOTENCY_SECONDS, err) ||
	    !idempotency_claim(app->sql, &joint->claim, &done, err))
		return false;
	return done || err_set(err, ERR_BUSY, "the same call was answered meanwhile");
}

bool joint_begin(struct app *app, struct err *err)
{
	struct joint *joint = app->joint;

	if (joint->open)
		return true;
	if (!sql_begin(app->sql, err))
		return false;
	joint->open = true; /* to be rolled back, whatever comes */
	return instance_see_clock(app->sql, app_now(app), err) &&
	       (!joint->key || claim(app, joint, err));
}

bool joint_note_line(struct app *app, const struct journal_line *line, struct err *err)
{
	struct journal_line full = *line;
	int micros;

	full.at = clock_now_micros(&micros);
	if (app->fixed_at)
		full.at = app->fixed_at;
	full.id = full.at << 20 | micros; /* 20 bits hold a million */
	return journal_add(app->sql, &full, err);
}

bool joint_note(struct app *app, int64_t account, const char *verb, const char *object,
                struct err *err)
{
	struct journal_line line = { .account = account };

	TEXT_COPY(line.verb, verb);
	TEXT_COPY(line.object, object);
	return joint_note_line(app, &line, err);
}

static bool note_deed(struct app *app, const struct joint_deed *deed, struct err *err)
{
	struct journal_line line = { .account = app->joint->caller.account,
		                     .detail = deed->detail };

	if (!app->joint->verb)
		return true;
	TEXT_COPY(line.verb, app->joint->verb);
	TEXT_COPY(line.object, deed->object ? deed->object : "");
	TEXT_COPY(line.call, app->joint->call ? app->joint->call : "");
	return joint_note_line(app, &line, err);
}

static bool keep_reply(struct app *app, const struct joint_deed *deed, struct err *err)
{
	AUTO(buf_release) struct buf sealed = { 0 };
	char name[80];

	if (!app->joint->key)
		return true;
	sealed_name(app->joint, name);
	return master_seal(vault_master(app->vault), name, deed->reply, deed->reply_size, &sealed,
	                   err) &&
	       idempotency_answer(app->sql, app->joint->claim.hash, buf_text(&sealed), err);
}

bool joint_commit(struct app *app, const struct joint_deed *deed, struct err *err)
{
	if (!app->joint->open)
		return true;
	if (!note_deed(app, deed, err) || !keep_reply(app, deed, err))
		return false;
	app->joint->open = false; /* a commit that fails has undone all */
	return sql_commit(app->sql, err);
}

void joint_leave(struct app *app)
{
	if (app->joint && app->joint->open)
		sql_rollback(app->sql);
	app->joint = NULL;
}

/* A number taken as one more than the greatest may be taken by two at once on PostgreSQL: the loser
 * meets a duplicate, and sees at the next try what the winner wrote. */
static bool lost_race(const struct err *err)
{
	return err->code == ERR_BUSY ||
	       (err->code == ERR_CONFLICT && strcmp(err->name, "duplicate") == 0);
}

bool joint_try_again(const struct err *err, int64_t begun_ns)
{
	return lost_race(err) && clock_ticks_ns() - begun_ns < PATIENCE_NS;
}

static bool forget_work(struct app *app, void *context, struct err *err)
{
	(void)context;
	return idempotency_forget(app->sql, app_now(app) - IDEMPOTENCY_SECONDS, err);
}

bool joint_forget(struct app *app, struct err *err)
{
	return transact(app, forget_work, NULL, err);
}
