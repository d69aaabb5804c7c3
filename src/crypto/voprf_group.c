#include "crypto/voprf_group.h"

#include <sodium.h>
#include <string.h>

#include "base/auto.h"

/* "OPRFV1-" || I2OSP(mode, 1) || "-ristretto255-SHA512" */
static const char contexts[][31] = {
	[VOPRF_MODE_OPRF] = "OPRFV1-\0-ristretto255-SHA512",
	[VOPRF_MODE_VOPRF] = "OPRFV1-\1-ristretto255-SHA512",
};
enum { CONTEXT_SIZE = 28 };

enum { EXPANDED_SIZE = 64, BLOCK_SIZE = 128 };

/* RFC 9380, section 5.3.1, for 64 bytes: one block of SHA-512 is all of it. */
static void expand(enum voprf_mode mode, const char *prefix, const void *message, size_t size,
                   unsigned char to[static EXPANDED_SIZE])
{
	static const unsigned char zeros[BLOCK_SIZE], length[3] = { 0, EXPANDED_SIZE, 0 };
	unsigned char tail = (unsigned char)(strlen(prefix) + CONTEXT_SIZE), one = 1;
	crypto_hash_sha512_state state;
	unsigned char first[crypto_hash_sha512_BYTES];

	crypto_hash_sha512_init(&state);
	crypto_hash_sha512_update(&state, zeros, sizeof zeros);
	crypto_hash_sha512_update(&state, message, size);
	crypto_hash_sha512_update(&state, length, sizeof length);
	crypto_hash_sha512_update(&state, (const unsigned char *)prefix, strlen(prefix));
	crypto_hash_sha512_update(&state, (const unsigned char *)contexts[mode], CONTEXT_SIZE);
	crypto_hash_sha512_update(&state, &tail, 1);
	crypto_hash_sha512_final(&state, first);
	crypto_hash_sha512_init(&state);
	crypto_hash_sha512_update(&state, first, sizeof first);
	crypto_hash_sha512_update(&state, &one, 1);
	crypto_hash_sha512_update(&state, (const unsigned char *)prefix, strlen(prefix));
	crypto_hash_sha512_update(&state, (const unsigned char *)contexts[mode], CONTEXT_SIZE);
	crypto_hash_sha512_update(&state, &tail, 1);
	crypto_hash_sha512_final(&state, to);
}

void voprf_hash_to_group(enum voprf_mode mode, const void *message, size_t size,
                         unsigned char to[static VOPRF_SIZE])
{
	unsigned char wide[EXPANDED_SIZE];

	expand(mode, "HashToGroup-", message, size, wide);
	crypto_core_ristretto255_from_hash(to, wide);
}

void voprf_hash_to_scalar(enum voprf_mode mode, const char *prefix, const void *message,
                          size_t size, unsigned char to[static VOPRF_SIZE])
{
	unsigned char wide[EXPANDED_SIZE];

	expand(mode, prefix, message, size, wide);
	crypto_core_ristretto255_scalar_reduce(to, wide);
	sodium_memzero(wide, sizeof wide);
}

void voprf_put(struct buf *to, const void *data, size_t size)
{
	buf_addc(to, (char)(size >> 8));
	buf_addc(to, (char)size);
	buf_add(to, data, size);
}

/* Buffers here hold a few hundred bytes; one that could not grow gives a proof nobody accepts. */
static void seed_of(const unsigned char *public_key, unsigned char to[static 64])
{
	AUTO(buf_release) struct buf all = { 0 };

	voprf_put(&all, public_key, VOPRF_SIZE);
	buf_addc(&all, 0);
	buf_addc(&all, (char)(5 + CONTEXT_SIZE));
	buf_adds(&all, "Seed-");
	buf_add(&all, contexts[VOPRF_MODE_VOPRF], CONTEXT_SIZE);
	crypto_hash_sha512(to, (const unsigned char *)buf_text(&all), all.size);
}

static void weight_of(const unsigned char seed[static 64], const struct voprf_pairs *pairs,
                      size_t i, unsigned char to[static VOPRF_SIZE])
{
	AUTO(buf_release) struct buf all = { 0 };

	voprf_put(&all, seed, 64);
	buf_addc(&all, (char)(i >> 8));
	buf_addc(&all, (char)i);
	voprf_put(&all, pairs->blinded[i], VOPRF_SIZE);
	voprf_put(&all, pairs->evaluated[i], VOPRF_SIZE);
	buf_adds(&all, "Composite");
	voprf_hash_to_scalar(VOPRF_MODE_VOPRF, "HashToScalar-", buf_text(&all), all.size, to);
}

/* sum += d * element; the elements are valid and not the identity, so the product is none either.
 */
static void add_product(unsigned char sum[static VOPRF_SIZE], const unsigned char *d,
                        const unsigned char *element)
{
	unsigned char product[VOPRF_SIZE];

	if (crypto_scalarmult_ristretto255(product, d, element) == 0)
		crypto_core_ristretto255_add(sum, sum, product);
}

void voprf_composites(const unsigned char public_key[static VOPRF_SIZE], struct voprf_pairs *pairs)
{
	unsigned char seed[64], d[VOPRF_SIZE];

	seed_of(public_key, seed);
	memset(pairs->m, 0, VOPRF_SIZE); /* the identity */
	memset(pairs->z, 0, VOPRF_SIZE);
	for (size_t i = 0; i < pairs->count; i++) {
		weight_of(seed, pairs, i, d);
		add_product(pairs->m, d, pairs->blinded[i]);
		add_product(pairs->z, d, pairs->evaluated[i]);
	}
}

void voprf_challenge(const unsigned char public_key[static VOPRF_SIZE],
                     const struct voprf_pairs *pairs, const unsigned char t2[static VOPRF_SIZE],
                     const unsigned char t3[static VOPRF_SIZE], unsigned char to[static VOPRF_SIZE])
{
	AUTO(buf_release) struct buf all = { 0 };

	voprf_put(&all, public_key, VOPRF_SIZE);
	voprf_put(&all, pairs->m, VOPRF_SIZE);
	voprf_put(&all, pairs->z, VOPRF_SIZE);
	voprf_put(&all, t2, VOPRF_SIZE);
	voprf_put(&all, t3, VOPRF_SIZE);
	buf_adds(&all, "Challenge");
	voprf_hash_to_scalar(VOPRF_MODE_VOPRF, "HashToScalar-", buf_text(&all), all.size, to);
}

void voprf_prove(const struct voprf_key *key, struct voprf_pairs *pairs,
                 const unsigned char r[static VOPRF_SIZE],
                 unsigned char proof[static VOPRF_PROOF_SIZE])
{
	unsigned char t2[VOPRF_SIZE] = { 0 }, t3[VOPRF_SIZE] = { 0 }, ck[VOPRF_SIZE];

	voprf_composites(key->public_key, pairs);
	if (crypto_scalarmult_ristretto255_base(t2, r) != 0 ||
	    crypto_scalarmult_ristretto255(t3, r, pairs->m) != 0)
		memset(t2, 0, VOPRF_SIZE);
	voprf_challenge(key->public_key, pairs, t2, t3, proof);
	crypto_core_ristretto255_scalar_mul(ck, proof, key->secret);
	crypto_core_ristretto255_scalar_sub(proof + VOPRF_SIZE, r, ck);
	sodium_memzero(ck, sizeof ck);
}
