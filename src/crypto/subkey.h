/* Keys made from the master secret, one for each use; for the crypto floor only. */
#pragma once

#include "crypto/master.h"

enum { SUBKEY_SIZE = 32 };

enum subkey {
	SUBKEY_SEAL,
	SUBKEY_CODE,
	SUBKEY_OPAQUE,
	SUBKEY_VOUCHER_TAG,
	SUBKEY_NONCE,
	SUBKEY_API_TOKEN,
	SUBKEY_PSEUDONYM,
	SUBKEY_SESSION,
	SUBKEY_LOGIN_PAUSE,
	SUBKEY__COUNT
};

/* Borrowed until master_close(). */
const unsigned char *subkey_of(const struct master *master, enum subkey subkey);
