#include "crypto/crypto.h"

#include <sodium.h>

bool crypto_open(struct err *err)
{
	return sodium_init() >= 0 ||
	       err_set(err, ERR_SYSTEM, "the cryptographic library does not start");
}

void crypto_wipe(void *secret, size_t size)
{
	sodium_memzero(secret, size);
}
