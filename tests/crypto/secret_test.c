#include "crypto/secret.h"

#include <time.h>

#include "base/auto.h"
#include "check.h"
#include "crypto/crypto.h"

static struct err err;

static void open_master(struct master **ret)
{
	struct master_lock lock;

	CHECK_OK(crypto_open(&err));
	CHECK_OK(master_open_new(ret, "k", 1, &lock, &err));
}

static void tokens_are_of_one_form_and_never_the_same(void)
{
	char a[SECRET_TOKEN_SIZE], b[SECRET_TOKEN_SIZE];
	char seen[33] = "";

	CHECK_OK(crypto_open(&err));
	secret_token_new(b);
	for (int i = 0; i < 100; i++) {
		secret_token_new(a);
		CHECK_INT(strlen(a), 35);
		CHECK(strncmp(a, "pn_", 3) == 0);
		CHECK_INT(strspn(a + 3, "0123456789abcdefghjkmnpqrstvwxyz"), 32);
		CHECK(strcmp(a, b) != 0);
		for (int at = 3; at < 35; at++)
			if (!strchr(seen, a[at]))
				seen[strlen(seen)] = a[at];
		memcpy(b, a, sizeof b);
	}
	CHECK_INT(strlen(seen), 32);
}

static void a_token_is_kept_as_a_keyed_hash(void)
{
	AUTO(master_close) struct master *master = NULL, *other = NULL;
	char token[SECRET_TOKEN_SIZE], a[SECRET_TOKEN_HASH_SIZE], b[SECRET_TOKEN_HASH_SIZE];

	open_master(&master);
	open_master(&other);
	secret_token_new(token);
	secret_token_hash(master, token, a);
	CHECK_INT(strlen(a), 64);
	secret_token_hash(master, token, b);
	CHECK_TEXT(a, b);
	secret_token_hash(other, token, b);
	CHECK(strcmp(a, b) != 0);
	token[34] ^= 1;
	secret_token_hash(master, token, b);
	CHECK(strcmp(a, b) != 0);
	secret_session_hash(master, token, a);
	CHECK(strcmp(a, b) != 0); /* a cookie is no token */
	secret_login_hash(master, token, b);
	CHECK(strcmp(a, b) != 0);
	secret_token_hash(master, "", b);
	CHECK_INT(strlen(b), 64);
	secret_token_hash(master, token, a);
	secret_parts_hash(master, "pn_", token + 3, strlen(token + 3), b);
	CHECK_TEXT(a, b);
	secret_parts_hash(master, token, "\0", 1, b); /* a zero is a byte like any other */
	CHECK(strcmp(a, b) != 0);
}

static void equality_looks_at_every_byte(void)
{
	char a[64], b[64];

	memset(a, 'x', sizeof a);
	memset(b, 'x', sizeof b);
	CHECK(secret_same(a, b, sizeof a));
	for (size_t i = 0; i < sizeof a; i++) {
		b[i] ^= 1;
		CHECK(!secret_same(a, b, sizeof a));
		b[i] ^= 1;
	}
}

static int64_t nanoseconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static void passwords_verify_against_their_hash_only(void)
{
	char hash[SECRET_PASSWORD_HASH_SIZE], again[SECRET_PASSWORD_HASH_SIZE];
	char huge[SECRET_PASSWORD_MAX + 2];

	CHECK_OK(crypto_open(&err));
	CHECK_OK(secret_password_hash("mot de passe", hash, &err));
	CHECK(strncmp(hash, "$argon2id$", 10) == 0);
	CHECK(secret_password_verify(hash, "mot de passe"));
	CHECK(!secret_password_verify(hash, "mot de pass"));
	CHECK(!secret_password_verify(hash, ""));
	CHECK(!secret_password_verify("", "mot de passe"));
	CHECK(!secret_password_verify("$argon2id$", "mot de passe"));
	CHECK_OK(secret_password_hash("mot de passe", again, &err));
	CHECK(strcmp(hash, again) != 0);
	memset(huge, 'x', sizeof huge - 1);
	huge[sizeof huge - 1] = '\0';
	CHECK_ERR(secret_password_hash(huge, again, &err), ERR_INPUT);
	CHECK_TEXT(err.name, "password_too_long");
	CHECK(!secret_password_verify(hash, huge));
}

/* Nobody's hash costs what everybody's costs: else the time of an answer tells who has an account.
 * Half a password's usual time is far below what noise can do, and far above no work at all. */
static void nobody_takes_the_time_of_somebody(void)
{
	enum { ROUNDS = 5 };
	char hash[SECRET_PASSWORD_HASH_SIZE];
	int64_t somebody = INT64_MAX, nobody = INT64_MAX;

	CHECK_OK(crypto_open(&err));
	CHECK_OK(secret_password_hash("mot de passe", hash, &err));
	for (int i = 0; i < ROUNDS; i++) {
		int64_t began = nanoseconds();

		CHECK(!secret_password_verify(hash, "faux"));
		somebody = least(somebody, nanoseconds() - began);
		began = nanoseconds();
		secret_password_verify_nobody("faux");
		nobody = least(nobody, nanoseconds() - began);
	}
	CHECK(nobody > somebody / 2);
	CHECK(nobody < somebody * 2);
}

static void new_passwords_can_be_read_aloud(void)
{
	char a[SECRET_PASSWORD_SIZE], b[SECRET_PASSWORD_SIZE];

	CHECK_OK(crypto_open(&err));
	secret_password_new(a);
	secret_password_new(b);
	CHECK_INT(strlen(a), 19);
	CHECK(a[4] == '-' && a[9] == '-' && a[14] == '-');
	CHECK_INT(strspn(a, "0123456789abcdefghjkmnpqrstvwxyz-"), 19);
	CHECK(strcmp(a, b) != 0);
}

CHECK_MAIN({ "tokens_are_of_one_form_and_never_the_same",
             tokens_are_of_one_form_and_never_the_same },
           { "a_token_is_kept_as_a_keyed_hash", a_token_is_kept_as_a_keyed_hash },
           { "equality_looks_at_every_byte", equality_looks_at_every_byte },
           { "passwords_verify_against_their_hash_only", passwords_verify_against_their_hash_only },
           { "nobody_takes_the_time_of_somebody", nobody_takes_the_time_of_somebody },
           { "new_passwords_can_be_read_aloud", new_passwords_can_be_read_aloud })
