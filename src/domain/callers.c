#include "domain/callers.h"

#include <string.h>

#include "crypto/secret.h"
#include "domain/session_times.h"
#include "domain/vault.h"
#include "store/access_tokens.h"
#include "store/sessions.h"

struct caller caller_operator(void)
{
	return (struct caller){ .role = ROLE_OPERATOR };
}

static struct caller caller_of(const struct account *account)
{
	return (struct caller){ .role = account->role,
		                .account = account->id,
		                .site = account->site,
		                .funder = account->funder };
}

bool caller_prove(struct app *app, const char *token, struct caller *ret, struct err *err)
{
	char hash[SECRET_TOKEN_HASH_SIZE];
	struct access_token found;
	struct account account;
	int64_t now = app_now(app);

	secret_token_hash(vault_master(app->vault), token, hash);
	if (!access_tokens_prove(app->sql, hash, now, &found, &account, err))
		return false;
	*ret = caller_of(&account);
	ret->token = found.id;
	ret->ends_at = found.expires_at;
	ret->is_due = found.used_at < access_tokens_hour(now);
	return scopes_parse(found.scope, &ret->scopes) ||
	       err_set(err, ERR_SYSTEM, "the scope of a token is damaged");
}

bool caller_prove_session(struct app *app, const char *cookie, struct caller *ret, struct err *err)
{
	char hash[SECRET_TOKEN_HASH_SIZE];
	int64_t now = app_now(app);
	const struct sessions_proof proof = { hash, now, session_times_seen_after(now) };
	struct account account;
	struct session found;

	secret_session_hash(vault_master(app->vault), cookie, hash);
	if (!sessions_prove(app->sql, &proof, &found, &account, err))
		return false;
	*ret = caller_of(&account);
	ret->session = found.id;
	ret->ends_at = found.ends_at;
	ret->is_due = now - found.seen_at >= SESSION_SEEN_SECONDS;
	return true;
}

bool caller_check(const struct caller *caller, unsigned roles, struct err *err)
{
	return (ROLE_BIT(caller->role) & roles) ||
	       err_named(err, ERR_FORBIDDEN, "not_your_role", "the role %s may not do that",
	                 role_name(caller->role));
}

struct seeing {
	const struct sighting *sightings;
	size_t count;
};

static bool see_work(struct app *app, void *context, struct err *err)
{
	const struct seeing *seeing = context;
	int64_t now = app_now(app);

	for (size_t i = 0; i < seeing->count; i++) {
		const struct sighting *s = &seeing->sightings[i];

		if ((s->token && !access_tokens_see(app->sql, s->token, now, err)) ||
		    (s->session && !sessions_see(app->sql, s->session, now, err)))
			return false;
	}
	return true;
}

bool callers_see(struct app *app, const struct sighting *sightings, size_t count, struct err *err)
{
	struct seeing seeing = { sightings, count };

	return count == 0 || transact(app, see_work, &seeing, err);
}
