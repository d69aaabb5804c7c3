/* Secrets that people and machines present: API tokens and passwords. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "crypto/master.h"

enum {
	SECRET_TOKEN_SIZE = 3 + 32 + 1,       /* "pn_", 160 random bits in base32, the end */
	SECRET_TOKEN_HASH_SIZE = 64 + 1,      /* hexadecimal */
	SECRET_PASSWORD_SIZE = 4 * 4 + 3 + 1, /* "x7kq-..." four groups, 80 random bits */
	SECRET_PASSWORD_HASH_SIZE = 128,
	SECRET_PASSWORD_MAX = 1024
};

void secret_token_new(char to[static SECRET_TOKEN_SIZE]);

/* What is stored and looked up instead of the token. Any text has a hash. */
void secret_token_hash(const struct master *master, const char *token,
                       char to[static SECRET_TOKEN_HASH_SIZE]);

/* The same, of bytes that come in two parts. */
void secret_parts_hash(const struct master *master, const char *text, const void *data, size_t size,
                       char to[static SECRET_TOKEN_HASH_SIZE]);

/* The same for the cookie of a session, which is another secret of the same form. */
void secret_session_hash(const struct master *master, const char *cookie,
                         char to[static SECRET_TOKEN_HASH_SIZE]);

/* And for who opens a session, or tries to: a login, an address. */
void secret_login_hash(const struct master *master, const char *subject,
                       char to[static SECRET_TOKEN_HASH_SIZE]);

/* Equal, in a time that does not depend on where they differ. */
bool secret_same(const void *a, const void *b, size_t size);

void secret_password_new(char to[static SECRET_PASSWORD_SIZE]);

/* Argon2id: some 60 ms and 64 MB each, never on an event loop. ERR_INPUT "password_too_long". */
bool secret_password_hash(const char *password, char to[static SECRET_PASSWORD_HASH_SIZE],
                          struct err *err);
bool secret_password_verify(const char *hash, const char *password);

/* The same work for an account that is not there: it must not be told by a faster answer. */
void secret_password_verify_nobody(const char *password);
