#include "crypto/voprf.h"

#include <sodium.h>
#include <string.h>

#include "base/auto.h"
#include "crypto/subkey.h"
#include "crypto/voprf_group.h"

_Static_assert((int)VOPRF_SIZE == (int)crypto_core_ristretto255_BYTES, "an element");
_Static_assert((int)VOPRF_SIZE == (int)crypto_core_ristretto255_SCALARBYTES, "a scalar");

void voprf_derive(const unsigned char seed[static 32], const char *info, struct voprf_key *ret)
{
	unsigned char input[32 + 2 + 200 + 1];
	size_t size = strnlen(info, 200);

	memcpy(input, seed, 32);
	input[32] = 0;
	input[33] = (unsigned char)size;
	memcpy(input + 34, info, size);
	input[34 + size] = 0; /* the counter; the next is tried when a scalar is zero */
	do
		voprf_hash_to_scalar(VOPRF_MODE_VOPRF, "DeriveKeyPair", input, 34 + size + 1,
		                     ret->secret);
	while (sodium_is_zero(ret->secret, VOPRF_SIZE) && ++input[34 + size]);
	sodium_memzero(input, sizeof input);
	if (crypto_scalarmult_ristretto255_base(ret->public_key, ret->secret) != 0)
		memset(ret->public_key, 0, VOPRF_SIZE); /* no such secret: it is not zero */
}

void voprf_key_of(const struct master *master, struct voprf_key *ret)
{
	voprf_derive(subkey_of(master, SUBKEY_PSEUDONYM), "pass-numerique/pseudonym/v1", ret);
}

void voprf_wipe(struct voprf_key *key)
{
	sodium_memzero(key, sizeof *key);
}

bool voprf_evaluate(const struct voprf_key *key, const unsigned char blinded[static VOPRF_SIZE],
                    unsigned char evaluated[static VOPRF_SIZE],
                    unsigned char proof[static VOPRF_PROOF_SIZE], struct err *err)
{
	unsigned char pair[2][VOPRF_SIZE];
	struct voprf_pairs pairs = { 1, &pair[0], &pair[1], { 0 }, { 0 } };
	unsigned char r[VOPRF_SIZE];

	if (!crypto_core_ristretto255_is_valid_point(blinded) ||
	    crypto_scalarmult_ristretto255(evaluated, key->secret, blinded) != 0)
		return err_named(err, ERR_INPUT, "bad_element",
		                 "that is no blinded element of ristretto255");
	memcpy(pair[0], blinded, VOPRF_SIZE);
	memcpy(pair[1], evaluated, VOPRF_SIZE);
	crypto_core_ristretto255_scalar_random(r);
	voprf_prove(key, &pairs, r, proof);
	sodium_memzero(r, sizeof r);
	return true;
}
