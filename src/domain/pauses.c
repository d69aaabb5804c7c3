#include "domain/pauses.h"

#include <arpa/inet.h>
#include <string.h>

#include "base/auto.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/text.h"
#include "crypto/secret.h"
#include "domain/vault.h"
#include "store/login_pauses.h"

enum { FORGIVEN_SECONDS = DAY_SECONDS, KNOWN_SECONDS = 30 * DAY_SECONDS, NETWORK_SIZE = 48 };

enum kind { PAIR, ADDRESS, LOGIN, KIND__COUNT };

/* So many failures are free; then the first pause, which doubles with each further one. */
static const struct {
	const char *name;
	int64_t free, first_seconds, most_seconds;
} rules[] = {
	[PAIR] = { "pair", 5, 15, 900 },
	[ADDRESS] = { "address", 50, 15, 900 }, /* a whole office may be behind it */
	[LOGIN] = { "login", 100, 15, 300 },    /* or others could keep its owner out */
};
_Static_assert(COUNT_OF(rules) == KIND__COUNT, "every kind has its rule");

/* Who has one IPv6 address has the 2^64 of its network. */
static void network_of(const char *address, char to[static NETWORK_SIZE])
{
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
	unsigned char bytes[16];

	if (inet_pton(AF_INET6, address, bytes) == 1 && memcmp(bytes, mapped, sizeof mapped) != 0)
		text_hex(to, bytes, 8);
	else
		text_copy(to, NETWORK_SIZE, address);
}

static void hash(struct app *app, const struct pause_subject *subject, enum kind kind,
                 char to[static SECRET_TOKEN_HASH_SIZE])
{
	AUTO(buf_release) struct buf text = { 0 };
	char network[NETWORK_SIZE];

	network_of(subject->address, network);
	buf_addf(&text, "%s\n%s\n%s", rules[kind].name, kind == ADDRESS ? "" : subject->login,
	         kind == LOGIN ? "" : network);
	secret_login_hash(vault_master(app->vault), buf_text(&text), to);
}

struct pausing {
	const struct pause_subject *subject;
	int64_t until_at; /* of the longest */
};

static bool check_work(struct app *app, void *context, struct err *err)
{
	char name[SECRET_TOKEN_HASH_SIZE];
	struct pausing *pausing = context;
	struct login_pause pause;
	bool known = false;

	for (int kind = 0; kind < KIND__COUNT; kind++) {
		hash(app, pausing->subject, (enum kind)kind, name);
		if (!login_pauses_find(app->sql, name, &pause, err))
			return false;
		if (kind == PAIR)
			known = pause.opened_at > app_now(app) - KNOWN_SECONDS;
		if (kind == LOGIN && known)
			continue;
		if (pause.until_at > pausing->until_at)
			pausing->until_at = pause.until_at;
	}
	return true;
}

bool pause_check(struct app *app, const struct pause_subject *subject, struct err *err)
{
	struct pausing pausing = { .subject = subject };
	int64_t now = app_now(app);

	if (!transact_read(app, check_work, &pausing, err))
		return false;
	if (pausing.until_at <= now)
		return true;
	err_named(err, ERR_REFUSED, "too_many_logins", "too many wrong passwords: wait");
	err->wait_seconds = (int)(pausing.until_at - now);
	return false;
}

static void fail(struct login_pause *pause, enum kind kind, int64_t now)
{
	int64_t over, seconds = rules[kind].first_seconds;

	if (pause->last_at <= now - FORGIVEN_SECONDS)
		pause->failures = 0;
	pause->last_at = now;
	over = ++pause->failures - rules[kind].free;
	if (over <= 0)
		return;
	while (--over > 0 && seconds < rules[kind].most_seconds)
		seconds *= 2;
	if (seconds > rules[kind].most_seconds)
		seconds = rules[kind].most_seconds;
	pause->until_at = now + seconds;
}

static bool count_work(struct app *app, void *context, struct err *err)
{
	const struct pause_subject *subject = context;
	char name[SECRET_TOKEN_HASH_SIZE];
	struct login_pause pause;

	for (int kind = 0; kind < KIND__COUNT; kind++) { /* all hold the rows in this order */
		hash(app, subject, (enum kind)kind, name);
		if (!login_pauses_hold(app->sql, name, &pause, err))
			return false;
		fail(&pause, (enum kind)kind, app_now(app));
		if (!login_pauses_set(app->sql, name, &pause, err))
			return false;
	}
	return true;
}

bool pause_count(struct app *app, const struct pause_subject *subject, struct err *err)
{
	struct pause_subject copy = *subject;

	return transact_apart(app, count_work, &copy, err);
}

bool pause_clear(struct app *app, const struct pause_subject *subject, struct err *err)
{
	const struct login_pause right = { .last_at = app_now(app), .opened_at = app_now(app) };
	char name[SECRET_TOKEN_HASH_SIZE];
	struct login_pause pause;

	hash(app, subject, PAIR, name);
	return login_pauses_hold(app->sql, name, &pause, err) &&
	       login_pauses_set(app->sql, name, &right, err);
}

bool pauses_forget(struct app *app, struct err *err)
{
	int64_t now = app_now(app);

	return login_pauses_forget(app->sql, now - FORGIVEN_SECONDS, now - KNOWN_SECONDS, err);
}
