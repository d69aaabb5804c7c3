#include "domain/passes.h"

#include <string.h>

#include "base/clock.h"
#include "codec/cover.h"
#include "codec/voucher_text.h"
#include "crypto/code.h"
#include "crypto/verify.h"
#include "domain/callers.h"
#include "domain/keys.h"
#include "store/passes.h"
#include "store/programmes.h"
#include "store/spent.h"
#include "domain/vault.h"

static bool missing(struct err *err)
{
	return err_named(err, ERR_MISSING, "no_pass", "there is no such pass");
}

static bool sees_all(const struct caller *caller)
{
	return caller->role == ROLE_OPERATOR || caller->role == ROLE_AUDITOR;
}

/* A funder may not follow one person: passes are not for it, whoever pays them. */
static bool may_see(const struct caller *caller, const struct pass *pass)
{
	return sees_all(caller) || (caller->role == ROLE_AGENT && caller->site == pass->desk);
}

bool pass_find(struct app *app, const struct caller *caller, int64_t id, struct pass *ret,
               struct err *err)
{
	struct pass pass;

	if (!passes_find(app->sql, id, &pass, err))
		return false;
	if (!may_see(caller, &pass))
		return missing(err);
	*ret = pass;
	return true;
}

static bool find_coded(struct app *app, const char *text, char proposal[static VOUCHER_CODE_SIZE],
                       struct pass *ret, struct err *err)
{
	char read[VOUCHER_CODE_SIZE];
	int64_t serial;
	uint64_t bits;
	bool found;
	int number;

	switch (typed_code_parse(text, &bits, read)) {
	case TYPED_CODE_EXACT:
		break;
	case TYPED_CODE_PROPOSED:
		memcpy(proposal, read, VOUCHER_CODE_SIZE);
		return missing(err);
	case TYPED_CODE_UNREADABLE:
		return missing(err);
	}
	if (!code_find(vault_master(app->vault), bits, &serial, &number))
		return missing(err);
	return passes_find_serial(app->sql, serial, ret, &found, err) &&
	       ((found && number <= ret->total) || missing(err));
}

bool pass_look_up(struct app *app, const struct caller *caller, const char *text,
                  char proposal[static VOUCHER_CODE_SIZE], struct pass *ret, struct err *err)
{
	char cover[VOUCHER_CODE_SIZE];
	struct token token;
	struct pass pass;

	proposal[0] = '\0';
	text = cover_read(text, cover) ? cover : text;
	if (voucher_text_kind(text) == VOUCHER_TEXT_CODE) {
		if (!find_coded(app, text, proposal, &pass, err))
			return false;
	} else if (verify_decode(text, &token) != OUTCOME_REDEEMED ||
	           token.voucher.issuer != app->instance.issuer) {
		return missing(err);
	} else if (!passes_find(app->sql, token.voucher.pass, &pass, err)) {
		return false;
	}
	if (!may_see(caller, &pass))
		return missing(err);
	*ret = pass;
	return true;
}

bool pass_of_voucher(struct app *app, const struct voucher *voucher, struct pass *ret,
                     struct err *err)
{
	return passes_find(app->sql, voucher->pass, ret, err);
}

static struct pass_use use_of(const struct app *app, const struct pass *pass, int used,
                              int grace_days)
{
	struct pass_use use = { .used = used };

	use.stage = pass_stage(pass, used, grace_days, app_today(app));
	if (use.stage <= STAGE_STARTED)
		use.left = pass->total - used;
	return use;
}

bool pass_use(struct app *app, const struct pass *pass, struct pass_use *ret, struct err *err)
{
	struct programme programme;
	unsigned used, ended;

	if (!programmes_find(app->sql, pass->programme, &programme, err) ||
	    !spent_of_pass(app->sql, pass->id, &used, &ended, err))
		return false;
	*ret = use_of(app, pass, __builtin_popcount(used), programme.grace_days);
	return true;
}

struct listing {
	struct app *app;
	passes_fn *fn;
	void *context;
};

static bool list_take(void *context, const struct pass *pass, int used, int grace_days,
                      struct err *err)
{
	const struct listing *listing = context;
	struct pass_use use = use_of(listing->app, pass, used, grace_days);

	return listing->fn(listing->context, pass, &use, err);
}

static bool read_after(struct app *app, const struct caller *caller, int64_t after, int64_t *ret,
                       struct err *err)
{
	struct pass pass;

	if (after < 0)
		return true;
	if (!pass_find(app, caller, after, &pass, err))
		return err->code == ERR_MISSING &&
		       err_named(err, ERR_INPUT, "bad_after", "\"after\" is no pass of this list");
	*ret = pass.serial;
	return true;
}

static bool key_check(struct app *app, const struct caller *caller, int number, struct err *err)
{
	struct signing_key key;

	return caller_check(caller, ROLE_BIT(ROLE_OPERATOR) | ROLE_BIT(ROLE_AUDITOR), err) &&
	       keys_find(app, number, &key, err);
}

bool passes_list(struct app *app, const struct caller *caller, const struct passes_wish *wish,
                 passes_fn *fn, void *context, struct err *err)
{
	struct passes_page page = { .desk = wish->desk,
		                    .of_key = wish->of_key,
		                    .key_number = wish->key_number,
		                    .programme = wish->programme,
		                    .before_serial = INT64_MAX,
		                    .stage = wish->stage,
		                    .handed_out_by = INT64_MAX,
		                    .day = app_today(app),
		                    .limit = wish->limit };
	struct listing listing = { app, fn, context };

	if (!caller_check(caller,
	                  ROLE_BIT(ROLE_AGENT) | ROLE_BIT(ROLE_OPERATOR) | ROLE_BIT(ROLE_AUDITOR),
	                  err))
		return false;
	if (wish->of_key && !key_check(app, caller, wish->key_number, err))
		return false;
	if (!sees_all(caller)) {
		if (wish->desk && wish->desk != caller->site)
			return err_named(err, ERR_MISSING, "no_site", "there is no such desk");
		page.desk = caller->site;
	}
	if (wish->dormant_days) {
		page.stage = STAGE_HANDED_OUT;
		page.handed_out_by = app_now(app) - (int64_t)wish->dormant_days * DAY_SECONDS;
	}
	return read_after(app, caller, wish->after, &page.before_serial, err) &&
	       passes_each(app->sql, &page, list_take, &listing, err);
}
