/* Both sides of RFC 9497: ours, and a browser's written down here. */
#include <sodium.h>

#include "base/auto.h"
#include "base/text.h"
#include "check.h"
#include "crypto/crypto.h"
#include "crypto/voprf_group.h"
#include "voprf_vectors.h"

enum { BATCH_MAX = 2, INPUT_MAX = 64 };

struct batch {
	size_t count;
	unsigned char blind[BATCH_MAX][32], blinded[BATCH_MAX][32], evaluated[BATCH_MAX][32];
};

/* The i-th text of a list, as bytes; how many. */
static size_t part(const char *list, size_t i, unsigned char *to)
{
	char one[2 * INPUT_MAX + 1];
	size_t size;

	for (; i; i--)
		list += strcspn(list, ",") + 1;
	size = strcspn(list, ",");
	snprintf(one, sizeof one, "%.*s", (int)size, list);
	CHECK(text_unhex(to, size / 2, one));
	return size / 2;
}

/* Blind (3.3.1): what a browser sends. */
static void blind(int mode, const unsigned char *input, size_t size, const unsigned char *r,
                  unsigned char to[32])
{
	unsigned char element[32];

	voprf_hash_to_group((enum voprf_mode)mode, input, size, element);
	CHECK_INT(crypto_scalarmult_ristretto255(to, r, element), 0);
}

/* Finalize (3.3.1): the whole output; a pseudonym is its first 16 bytes. */
static void finalize(const unsigned char *input, size_t size, const unsigned char *r,
                     const unsigned char *evaluated, unsigned char to[64])
{
	AUTO(buf_release) struct buf all = { 0 };
	unsigned char inverse[32], element[32];

	crypto_core_ristretto255_scalar_invert(inverse, r);
	CHECK_INT(crypto_scalarmult_ristretto255(element, inverse, evaluated), 0);
	voprf_put(&all, input, size);
	voprf_put(&all, element, sizeof element);
	buf_adds(&all, "Finalize");
	crypto_hash_sha512(to, (const unsigned char *)buf_text(&all), all.size);
}

/* VerifyProof (2.2.2). */
static bool verify(const unsigned char *public_key, struct voprf_pairs *pairs,
                   const unsigned char proof[64])
{
	unsigned char a[32], b[32], t2[32], t3[32], challenge[32];

	voprf_composites(public_key, pairs);
	if (crypto_scalarmult_ristretto255_base(a, proof + 32) ||
	    crypto_scalarmult_ristretto255(b, proof, public_key) ||
	    crypto_core_ristretto255_add(t2, a, b) ||
	    crypto_scalarmult_ristretto255(a, proof + 32, pairs->m) ||
	    crypto_scalarmult_ristretto255(b, proof, pairs->z) ||
	    crypto_core_ristretto255_add(t3, a, b))
		return false;
	voprf_challenge(public_key, pairs, t2, t3, challenge);
	return memcmp(challenge, proof, 32) == 0;
}

static void check_outputs(const struct voprf_vector *v, struct batch *batch)
{
	unsigned char input[INPUT_MAX], want[64], have[64], secret[32];

	part(v->secret, 0, secret);
	batch->count = 1 + (strchr(v->input, ',') != NULL);
	for (size_t i = 0; i < batch->count; i++) {
		size_t size = part(v->input, i, input);

		part(v->blind, i, batch->blind[i]);
		blind(v->mode, input, size, batch->blind[i], batch->blinded[i]);
		part(v->blinded, i, want);
		CHECK_BYTES(batch->blinded[i], want, 32);
		CHECK_INT(crypto_scalarmult_ristretto255(batch->evaluated[i], secret,
		                                         batch->blinded[i]),
		          0);
		part(v->evaluated, i, want);
		CHECK_BYTES(batch->evaluated[i], want, 32);
		finalize(input, size, batch->blind[i], batch->evaluated[i], have);
		part(v->output, i, want);
		CHECK_BYTES(have, want, 64);
	}
}

static void every_vector_of_the_rfc_matches(void)
{
	for (size_t i = 0; i < COUNT_OF(voprf_vectors); i++) {
		const struct voprf_vector *v = &voprf_vectors[i];
		struct batch batch;
		struct voprf_pairs pairs = { .blinded = batch.blinded,
			                     .evaluated = batch.evaluated };
		struct voprf_key key;
		unsigned char r[32], proof[64], want[64];

		check_outputs(v, &batch);
		if (!v->mode)
			continue;
		pairs.count = batch.count;
		part(v->secret, 0, key.secret);
		part(v->public_key, 0, key.public_key);
		part(v->r, 0, r);
		part(v->proof, 0, want);
		voprf_prove(&key, &pairs, r, proof);
		CHECK_BYTES(proof, want, 64);
		CHECK(verify(key.public_key, &pairs, proof));
	}
}

static void a_key_is_derived_as_the_rfc_says(void)
{
	unsigned char seed[32], want[32];
	struct voprf_key key;

	memset(seed, 0xa3, sizeof seed);
	voprf_derive(seed, "test key", &key);
	part(voprf_vectors[COUNT_OF(voprf_vectors) - 1].secret, 0, want);
	CHECK_BYTES(key.secret, want, 32);
	part(voprf_vectors[COUNT_OF(voprf_vectors) - 1].public_key, 0, want);
	CHECK_BYTES(key.public_key, want, 32);
	voprf_wipe(&key);
	CHECK(sodium_is_zero(key.secret, 32));
}

/* Identities of two spellings that are one person, and of another programme. */
static void a_person_has_one_pseudonym_in_a_programme(void)
{
	static const struct {
		const char *input, *pseudonym;
	} cases[] = {
		{ "PN1\ncd51-2026\nLEFEVRE\nMARIE\n19480214\n51454",
		  "b06c20692979feec547f5ce88915f9c9" },
		{ "PN1\ncd51-2027\nLEFEVRE\nMARIE\n19480214\n51454",
		  "10089e53ce50fd651fa050303e346ab7" },
		{ "PN1\ncd51-2026\nNDIAYE\nAISSATOU\n19750000\n99341",
		  "775ca4531a76345ba224e9d59df1b4cc" },
	};
	struct voprf_key key;
	struct err err;

	part("e354cbf17b2cd60eaa7df9883be1d63ca9674c996b30f3430f5f92d4b02f9b0c", 0, key.secret);
	part("0aa4c74a1a328da814411e7bfbff06d252ca07653a0e0812686c5d6202094800", 0, key.public_key);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		unsigned char r[32], pair[2][32], proof[64], output[64], want[16];
		struct voprf_pairs pairs = { 1, &pair[0], &pair[1], { 0 }, { 0 } };
		size_t size = strlen(cases[i].input);

		crypto_core_ristretto255_scalar_random(r);
		blind(1, (const unsigned char *)cases[i].input, size, r, pair[0]);
		CHECK_OK(voprf_evaluate(&key, pair[0], pair[1], proof, &err));
		CHECK(verify(key.public_key, &pairs, proof));
		finalize((const unsigned char *)cases[i].input, size, r, pair[1], output);
		part(cases[i].pseudonym, 0, want);
		CHECK_BYTES(output, want, 16);
		proof[i] ^= 1;
		CHECK(!verify(key.public_key, &pairs, proof));
	}
}

static void a_server_that_uses_another_key_is_found_out(void)
{
	unsigned char seed[32] = { 1 }, pair[2][32], proof[64], r[32];
	struct voprf_pairs pairs = { 1, &pair[0], &pair[1], { 0 }, { 0 } };
	struct voprf_key published, secret;
	struct err err;

	voprf_derive(seed, "published", &published);
	voprf_derive(seed, "for one person", &secret);
	memcpy(secret.public_key, published.public_key, 32);
	crypto_core_ristretto255_scalar_random(r);
	blind(1, (const unsigned char *)"x", 1, r, pair[0]);
	CHECK_OK(voprf_evaluate(&secret, pair[0], pair[1], proof, &err));
	CHECK(!verify(published.public_key, &pairs, proof));
}

static void what_is_no_element_is_refused(void)
{
	static const char *const bad[] = {
		/* the identity; not canonical; negative; not on the curve */
		"0000000000000000000000000000000000000000000000000000000000000000",
		"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
		"0100000000000000000000000000000000000000000000000000000000000000",
		"26948d35ca62e643e26a83177332e6b6afeb9d08e4268b650f1f5bbd8d81d371",
	};
	unsigned char seed[32] = { 2 }, element[32], evaluated[32], proof[64];
	struct voprf_key key;
	struct err err;

	voprf_derive(seed, "k", &key);
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		part(bad[i], 0, element);
		CHECK_ERR(voprf_evaluate(&key, element, evaluated, proof, &err), ERR_INPUT);
		CHECK_TEXT(err.name, "bad_element");
	}
}

CHECK_MAIN({ "every_vector_of_the_rfc_matches", every_vector_of_the_rfc_matches },
           { "a_key_is_derived_as_the_rfc_says", a_key_is_derived_as_the_rfc_says },
           { "a_person_has_one_pseudonym_in_a_programme",
             a_person_has_one_pseudonym_in_a_programme },
           { "a_server_that_uses_another_key_is_found_out",
             a_server_that_uses_another_key_is_found_out },
           { "what_is_no_element_is_refused", what_is_no_element_is_refused })
