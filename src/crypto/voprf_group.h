/* Sections 2.2 and 4.1 of RFC 9497 for ristretto255-SHA512. The mode is part of every hash: we
 * serve mode 1; mode 0 is there because its vectors check the same code. */
#pragma once

#include "base/buf.h"
#include "crypto/voprf.h"

enum voprf_mode { VOPRF_MODE_OPRF, VOPRF_MODE_VOPRF };

/* HashToGroup and HashToScalar (RFC 9380, expand_message_xmd with SHA-512). */
void voprf_hash_to_group(enum voprf_mode mode, const void *message, size_t size,
                         unsigned char to[static VOPRF_SIZE]);
void voprf_hash_to_scalar(enum voprf_mode mode, const char *prefix, const void *message,
                          size_t size, unsigned char to[static VOPRF_SIZE]);

/* A length in two bytes, then the bytes. */
void voprf_put(struct buf *to, const void *data, size_t size);

/* The pairs of elements that a proof is about, and the composites that stand for them. */
struct voprf_pairs {
	size_t count;
	const unsigned char (*blinded)[VOPRF_SIZE], (*evaluated)[VOPRF_SIZE];
	unsigned char m[VOPRF_SIZE], z[VOPRF_SIZE];
};

/* ComputeComposites: M is the sum of d_i * blinded_i, Z that of d_i * evaluated_i (= k * M). */
void voprf_composites(const unsigned char public_key[static VOPRF_SIZE], struct voprf_pairs *pairs);

/* The proof's challenge: from the public key, M, Z and the two commitments. */
void voprf_challenge(const unsigned char public_key[static VOPRF_SIZE],
                     const struct voprf_pairs *pairs, const unsigned char t2[static VOPRF_SIZE],
                     const unsigned char t3[static VOPRF_SIZE],
                     unsigned char to[static VOPRF_SIZE]);

/* GenerateProof with the random scalar `r`. */
void voprf_prove(const struct voprf_key *key, struct voprf_pairs *pairs,
                 const unsigned char r[static VOPRF_SIZE],
                 unsigned char proof[static VOPRF_PROOF_SIZE]);
