#include "domain/sessions.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "crypto/crypto.h"
#include "crypto/random.h"
#include "crypto/secret.h"
#include "domain/accounts.h"
#include "domain/callers.h"
#include "domain/joint.h"
#include "domain/passwords.h"
#include "domain/pauses.h"
#include "domain/session_times.h"
#include "domain/vault.h"

enum { KEPT_SECONDS = 30 * 24 * 3600 };

_Static_assert((int)SECRET_TOKEN_SIZE <= (int)SESSION_COOKIE_SIZE, "a cookie fits");

/* The account of a login; `ret_known` points to it, or is NULL when there is none. */
static bool find(struct app *app, const char *login, struct account *account,
                 const struct account **ret_known, struct err *err)
{
	*ret_known = NULL;
	if (accounts_find_login(app->sql, login, account, err))
		*ret_known = account;
	else if (err->code != ERR_MISSING)
		return false;
	return true;
}

struct opening {
	const struct login *login;
	struct account account; /* as it was when the password fitted */
	struct session session;
	bool needs_code;
};

/* What a browser calls itself may be anything: plain letters of it are kept. */
static void copy_device(char to[static SESSION_DEVICE_SIZE], const char *from)
{
	size_t used = 0;

	for (; from && *from && used < SESSION_DEVICE_SIZE - 1; from++)
		if (*from >= ' ' && *from <= '~')
			to[used++] = *from;
	to[used] = '\0';
}

static bool note(struct app *app, const struct opening *opening, struct err *err)
{
	struct journal_line line = { .account = opening->account.id, .verb = "session.open" };

	snprintf(line.object, sizeof line.object, "%" PRId64, opening->session.id);
	TEXT_COPY(line.call, opening->login->call ? opening->login->call : "");
	return joint_note_line(app, &line, err);
}

static bool wrong_login(struct err *err)
{
	return err_named(err, ERR_FORBIDDEN, "wrong_login",
	                 "there is no such account with this password");
}

static bool open_work(struct app *app, void *context, struct err *err)
{
	struct opening *opening = context;
	const struct pause_subject subject = { opening->login->login, opening->login->address };
	struct session *session = &opening->session;
	struct account now;

	if (!accounts_hold(app->sql, opening->account.id, &now, err))
		return false;
	if (now.disabled_at || strcmp(now.password, opening->account.password) != 0)
		return wrong_login(err); /* meanwhile */
	if (opening->needs_code && !second_factor_take(app, now.id, opening->login->code, err))
		return false;
	session->id = session->created_at << 20 | random_bits(20);
	return pause_clear(app, &subject, err) && sessions_add(app->sql, session, err) &&
	       note(app, opening, err);
}

static bool open_it(struct app *app, struct opening *opening, struct login_answer *ret,
                    struct err *err)
{
	struct session *session = &opening->session;
	int64_t now = app_now(app);

	session->account = opening->account.id;
	session->created_at = session->seen_at = now;
	session->ends_at = now + SESSION_LIFE_SECONDS;
	copy_device(session->device, opening->login->device);
	secret_token_new(ret->cookie);
	secret_session_hash(vault_master(app->vault), ret->cookie, session->hash);
	if (!transact(app, open_work, opening, err)) {
		crypto_wipe(ret->cookie, sizeof ret->cookie);
		return false;
	}
	ret->opened = true;
	return caller_prove_session(app, ret->cookie, &ret->caller, err);
}

/* Which code is asked, when one is. */
static bool ask(struct app *app, struct opening *opening, struct login_answer *ret, struct err *err)
{
	if (!second_factors_asked(app, opening->account.id, &ret->asked, err))
		return false;
	opening->needs_code = ret->asked.kinds != 0;
	return ret->asked.kinds != FACTOR_CARD || ret->asked.card_left > 0 ||
	       err_named(err, ERR_FORBIDDEN, "card_used_up", "every code of the card was used");
}

static bool counted(struct app *app, const struct pause_subject *subject, struct err *err)
{
	struct err wrong = *err;

	if (pause_count(app, subject, err))
		*err = wrong;
	return false;
}

bool session_open(struct app *app, const struct login *login, struct login_answer *ret,
                  struct err *err)
{
	const struct pause_subject subject = { login->login, login->address };
	struct opening opening = { .login = login };
	const struct account *known;

	*ret = (struct login_answer){ 0 };
	if (!pause_check(app, &subject, err) ||
	    !find(app, login->login, &opening.account, &known, err))
		return false;
	if (!password_fits(known, login->password)) {
		wrong_login(err);
		return counted(app, &subject, err);
	}
	if (!ask(app, &opening, ret, err))
		return false;
	if (opening.needs_code && !*login->code)
		return true;
	if (open_it(app, &opening, ret, err))
		return true;
	return err->code == ERR_FORBIDDEN ? counted(app, &subject, err) : false;
}

struct ending {
	int64_t id, account; /* account 0 = of any */
};

static bool end_work(struct app *app, void *context, struct err *err)
{
	const struct ending *ending = context;

	return sessions_revoke(app->sql, ending->id, ending->account, app_now(app), err);
}

bool session_end(struct app *app, const struct caller *caller, int64_t id, struct err *err)
{
	struct ending ending = { id, caller->role == ROLE_OPERATOR ? 0 : caller->account };

	return transact(app, end_work, &ending, err);
}

bool sessions_list(struct app *app, const struct caller *caller, const struct sessions_wish *wish,
                   session_fn *fn, void *context, struct err *err)
{
	int64_t now = app_now(app);
	const struct sessions_page page = { .account = wish->account,
		                            .now = now,
		                            .seen_after = session_times_seen_after(now),
		                            .after_id = wish->after_id,
		                            .limit = wish->limit };

	return account_is_in_hand(caller, wish->account, err) &&
	       sessions_each(app->sql, &page, fn, context, err);
}

static bool tidy_work(struct app *app, void *context, struct err *err)
{
	(void)context;
	return sessions_forget(app->sql, app_now(app) - KEPT_SECONDS, err) &&
	       pauses_forget(app, err);
}

bool sessions_tidy(struct app *app, struct err *err)
{
	return transact(app, tidy_work, NULL, err);
}
