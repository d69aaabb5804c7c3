#include "domain/second_factors.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/auto.h"
#include "base/text.h"
#include "crypto/card_code.h"
#include "crypto/crypto.h"
#include "crypto/random.h"
#include "crypto/totp.h"
#include "domain/accounts.h"
#include "domain/vault.h"
#include "store/second_factors.h"

_Static_assert((int)CARD_CODE_SIZE == (int)CODE_CARD_CODE_SIZE, "codes fit");
_Static_assert((int)CARD_SEED_SIZE >= (int)TOTP_SECRET_SIZE, "one array holds either secret");

enum { NAME_SIZE = 48, SECRET_SIZE_MAX = CARD_SEED_SIZE };

static size_t size_of(enum factor kind)
{
	return kind == FACTOR_TOTP ? TOTP_SECRET_SIZE : CARD_SEED_SIZE;
}

/* What a secret is sealed as: it opens for its own account only. */
static void name_of(int64_t account, enum factor kind, char to[static NAME_SIZE])
{
	snprintf(to, NAME_SIZE, "%s of account %" PRId64,
	         kind == FACTOR_TOTP ? "totp" : "code card", account);
}

static bool seal(struct app *app, int64_t account, enum factor kind, const unsigned char *secret,
                 char sealed[static 201], struct err *err)
{
	AUTO(buf_release) struct buf text = { 0 };
	char name[NAME_SIZE];

	name_of(account, kind, name);
	return master_seal(vault_master(app->vault), name, secret, size_of(kind), &text, err) &&
	       (text_copy(sealed, 201, buf_text(&text)) ||
	        err_set(err, ERR_SYSTEM, "a sealed secret is too long"));
}

static bool unseal(struct app *app, const struct second_factor *factor,
                   unsigned char to[static SECRET_SIZE_MAX], struct err *err)
{
	char name[NAME_SIZE];

	name_of(factor->account, factor->kind, name);
	return master_unseal(vault_master(app->vault), name, factor->sealed, to,
	                     size_of(factor->kind), err);
}

static bool find_in_force(struct app *app, int64_t account, enum factor kind,
                          struct second_factor *ret, bool *ret_found, struct err *err)
{
	if (!second_factors_find(app->sql, account, kind, ret, ret_found, err))
		return false;
	*ret_found = *ret_found && ret->confirmed_at;
	return true;
}

bool second_factors_asked(struct app *app, int64_t account, struct second_factors *ret,
                          struct err *err)
{
	struct second_factor totp, card;
	bool has_totp, has_card;

	if (!find_in_force(app, account, FACTOR_TOTP, &totp, &has_totp, err) ||
	    !find_in_force(app, account, FACTOR_CARD, &card, &has_card, err))
		return false;
	*ret = (struct second_factors){ .kinds = (has_totp ? FACTOR_TOTP : 0u) |
		                                 (has_card ? FACTOR_CARD : 0u) };
	if (has_card)
		ret->card_left = CODE_CARD_CODES - (int)card.used;
	if (ret->card_left > 0)
		ret->card_position = (int)card.used + 1;
	return true;
}

/* Which value of factor->used the code would make; 0 = it is no code of it. */
static bool weigh(struct app *app, const struct second_factor *factor, const char *code,
                  int64_t *ret_used, struct err *err)
{
	unsigned char secret[SECRET_SIZE_MAX];
	const struct totp_try try = { secret, code, app_now(app), factor->used };
	int position = (int)factor->used + 1;
	bool done = unseal(app, factor, secret, err);

	*ret_used = 0;
	if (done && factor->kind == FACTOR_TOTP)
		done = totp_check(&try, ret_used, err);
	else if (done && position <= CODE_CARD_CODES && card_code_is(secret, position, code))
		*ret_used = position;
	crypto_wipe(secret, sizeof secret);
	return done;
}

bool second_factor_take(struct app *app, int64_t account, const char *code, struct err *err)
{
	static const enum factor kinds[] = { FACTOR_TOTP, FACTOR_CARD };
	bool taken = false;

	for (size_t i = 0; !taken && i < COUNT_OF(kinds); i++) {
		struct second_factor factor;
		int64_t used = 0;
		bool found;

		if (!find_in_force(app, account, kinds[i], &factor, &found, err) ||
		    (found && !weigh(app, &factor, code, &used, err)) ||
		    (used && !second_factors_use(app->sql, &factor, used, &taken, err)))
			return false;
	}
	return taken || err_named(err, ERR_FORBIDDEN, "wrong_code", "that is not the code");
}

/* ---- the phone ---- */

static bool totp_in_force(struct err *err)
{
	return err_named(err, ERR_CONFLICT, "totp_in_force",
	                 "an application is in force already: remove it first");
}

static bool offer_work(struct app *app, void *context, struct err *err)
{
	const struct second_factor *factor = context;
	struct second_factor before;
	bool found;

	if (!find_in_force(app, factor->account, FACTOR_TOTP, &before, &found, err))
		return false;
	if (found)
		return totp_in_force(err);
	return second_factors_set(app->sql, factor, err);
}

/* The form that applications read: github.com/google/google-authenticator/wiki/Key-Uri-Format */
static void offer_write(const struct app *app, const char *login,
                        const unsigned char secret[static TOTP_SECRET_SIZE], struct totp_offer *ret)
{
	totp_format_secret(secret, ret->secret);
	snprintf(ret->uri, sizeof ret->uri,
	         "otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&period=%d",
	         app->instance.host, login, ret->secret, app->instance.host, TOTP_DIGITS,
	         TOTP_STEP_SECONDS);
}

bool second_factor_offer_totp(struct app *app, const struct caller *caller,
                              const struct password_proof *proof, struct totp_offer *ret,
                              struct err *err)
{
	struct second_factor factor = { .account = caller->account, .kind = FACTOR_TOTP };
	unsigned char secret[TOTP_SECRET_SIZE];
	struct account account;
	bool done;

	if (!password_prove(app, caller, proof, &account, err))
		return false;
	random_bytes(secret, sizeof secret);
	done = seal(app, account.id, FACTOR_TOTP, secret, factor.sealed, err) &&
	       transact(app, offer_work, &factor, err);
	if (done)
		offer_write(app, account.login, secret, ret);
	crypto_wipe(secret, sizeof secret);
	return done;
}

struct confirming {
	int64_t account;
	const char *code;
};

static bool confirm_work(struct app *app, void *context, struct err *err)
{
	const struct confirming *confirming = context;
	struct second_factor factor;
	int64_t used;
	bool found;

	if (!second_factors_find(app->sql, confirming->account, FACTOR_TOTP, &factor, &found, err))
		return false;
	if (!found)
		return err_named(err, ERR_MISSING, "no_totp", "no application was begun");
	if (factor.confirmed_at)
		return totp_in_force(err);
	if (!weigh(app, &factor, confirming->code, &used, err))
		return false;
	if (!used)
		return err_named(err, ERR_REFUSED, "totp_code_differs",
		                 "that is not the code that the application shows now");
	return second_factors_use(app->sql, &factor, used, &found, err) &&
	       second_factors_confirm(app->sql, &factor, app_now(app), err);
}

bool second_factor_confirm_totp(struct app *app, const struct caller *caller, const char *code,
                                struct err *err)
{
	struct confirming confirming = { caller->account, code };

	return transact(app, confirm_work, &confirming, err);
}

/* ---- the card ---- */

bool code_card_make(struct app *app, const struct caller *caller, int64_t account,
                    struct code_card *ret, struct err *err)
{
	unsigned char seed[CARD_SEED_SIZE];
	struct account found;
	bool done;

	if (!account_is_in_hand(caller, account, err) ||
	    !account_find(app, caller, account, &found, err))
		return false;
	random_bytes(seed, sizeof seed);
	*ret = (struct code_card){ .account = account, .day = app_today(app) };
	TEXT_COPY(ret->login, found.login);
	TEXT_COPY(ret->host, app->instance.host);
	for (int i = 0; i < CODE_CARD_CODES; i++)
		card_code_format(seed, i + 1, ret->codes[i]);
	done = seal(app, account, FACTOR_CARD, seed, ret->sealed, err);
	crypto_wipe(seed, sizeof seed);
	return done;
}

void code_card_wipe(struct code_card *card)
{
	crypto_wipe(card, sizeof *card);
}

static bool keep_work(struct app *app, void *context, struct err *err)
{
	return second_factors_set(app->sql, context, err);
}

bool code_card_keep(struct app *app, const struct code_card *card, struct err *err)
{
	struct second_factor factor = { .account = card->account,
		                        .kind = FACTOR_CARD,
		                        .confirmed_at = app_now(app) };

	TEXT_COPY(factor.sealed, card->sealed);
	return transact(app, keep_work, &factor, err);
}

struct removing {
	int64_t account;
	int kind;
};

static bool remove_work(struct app *app, void *context, struct err *err)
{
	const struct removing *removing = context;

	return second_factors_remove(app->sql, removing->account, removing->kind, err);
}

bool second_factor_remove(struct app *app, const struct caller *caller, int64_t account, int kind,
                          struct err *err)
{
	struct removing removing = { account, kind };
	struct account found;

	return account_is_in_hand(caller, account, err) &&
	       account_find(app, caller, account, &found, err) &&
	       transact(app, remove_work, &removing, err);
}
