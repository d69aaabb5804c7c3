#include "domain/passwords.h"

#include <string.h>

#include "base/text.h"
#include "crypto/crypto.h"
#include "crypto/secret.h"
#include "domain/pauses.h"
#include "store/accounts.h"
#include "store/sessions.h"

_Static_assert((int)SECRET_PASSWORD_SIZE <= (int)PASSWORD_TEXT_SIZE, "a password fits");
_Static_assert((int)SECRET_PASSWORD_HASH_SIZE <= (int)PASSWORD_HASH_SIZE, "a hash fits");
_Static_assert((int)SECRET_PASSWORD_MAX == (int)PASSWORD_MAX, "the same limit");

bool password_make(char ret_password[static PASSWORD_TEXT_SIZE],
                   char ret_hash[static PASSWORD_HASH_SIZE], struct err *err)
{
	secret_password_new(ret_password);
	return secret_password_hash(ret_password, ret_hash, err);
}

bool password_fits(const struct account *account, const char *password)
{
	if (account && !account->disabled_at && account->password[0])
		return secret_password_verify(account->password, password);
	secret_password_verify_nobody(password);
	return false;
}

bool password_prove(struct app *app, const struct caller *caller,
                    const struct password_proof *proof, struct account *ret, struct err *err)
{
	struct pause_subject subject = { .address = proof->address };

	if (!accounts_find(app->sql, caller->account, ret, err))
		return false;
	subject.login = ret->login;
	if (!pause_check(app, &subject, err))
		return false;
	if (password_fits(ret, proof->password))
		return true;
	return pause_count(app, &subject, err) &&
	       err_named(err, ERR_FORBIDDEN, "wrong_password", "that is not the password");
}

static size_t characters(const char *text)
{
	size_t count = 0;

	for (; *text; text++)
		count += (*text & 0xc0) != 0x80; /* not one that goes on, in UTF-8 */
	return count;
}

static bool choice_check(const struct account *account, const char *old, const char *chosen,
                         struct err *err)
{
	if (strlen(chosen) > PASSWORD_MAX)
		return err_named(err, ERR_INPUT, "password_too_long",
		                 "a password has at most %d bytes", PASSWORD_MAX);
	if (characters(chosen) < PASSWORD_MIN)
		return err_named(err, ERR_INPUT, "password_too_short",
		                 "a password has at least %d characters", PASSWORD_MIN);
	if (text_same(chosen, account->login))
		return err_named(err, ERR_INPUT, "password_is_login",
		                 "a password is not the login");
	return strcmp(chosen, old) != 0 ||
	       err_named(err, ERR_INPUT, "password_unchanged", "the new password is the old one");
}

struct choice {
	const struct caller *caller;
	char proven[PASSWORD_HASH_SIZE], hash[PASSWORD_HASH_SIZE];
};

static bool change_work(struct app *app, void *context, struct err *err)
{
	const struct choice *choice = context;
	struct account account;

	if (!accounts_hold(app->sql, choice->caller->account, &account, err))
		return false;
	if (strcmp(account.password, choice->proven) != 0)
		return err_set(err, ERR_BUSY, "the password was changed meanwhile");
	TEXT_COPY(account.password, choice->hash);
	return accounts_change(app->sql, &account, err) &&
	       sessions_revoke_all(app->sql, account.id, choice->caller->session, app_now(app),
	                           err);
}

bool password_change(struct app *app, const struct caller *caller,
                     const struct password_proof *proof, const char *chosen, struct err *err)
{
	struct choice choice = { .caller = caller };
	struct account account;

	if (!accounts_find(app->sql, caller->account, &account, err) ||
	    !choice_check(&account, proof->password, chosen, err) ||
	    !password_prove(app, caller, proof, &account, err))
		return false;
	TEXT_COPY(choice.proven, account.password);
	return secret_password_hash(chosen, choice.hash, err) &&
	       transact(app, change_work, &choice, err);
}
