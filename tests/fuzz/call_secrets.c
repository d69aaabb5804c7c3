/* A password takes its time: crypto/secret's functions for passwords are replaced by quick ones
 * (--wrap in meson.build). */
#include <sodium.h>
#include <string.h>

#include "base/text.h"
#include "crypto/secret.h"

bool __wrap_secret_password_hash(const char *password, char to[static SECRET_PASSWORD_HASH_SIZE],
                                 struct err *err);
bool __wrap_secret_password_verify(const char *hash, const char *password);
void __wrap_secret_password_verify_nobody(const char *password);

/* Of the length of a real one, and as hard to guess; but quick. */
bool __wrap_secret_password_hash(const char *password, char to[static SECRET_PASSWORD_HASH_SIZE],
                                 struct err *err)
{
	unsigned char hash[48];

	if (strlen(password) > SECRET_PASSWORD_MAX)
		return err_named(err, ERR_INPUT, "password_too_long", "a password is too long");
	crypto_generichash(hash, sizeof hash, (const unsigned char *)password, strlen(password),
	                   NULL, 0);
	text_hex(to, hash, sizeof hash);
	return true;
}

bool __wrap_secret_password_verify(const char *hash, const char *password)
{
	char own[SECRET_PASSWORD_HASH_SIZE];
	struct err err;

	return __wrap_secret_password_hash(password, own, &err) && strcmp(own, hash) == 0;
}

void __wrap_secret_password_verify_nobody(const char *password)
{
	(void)password;
}
