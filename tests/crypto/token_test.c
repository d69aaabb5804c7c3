#include "crypto/token.h"

#include "base/auto.h"
#include "base/text.h"
#include "check.h"
#include "crypto/crypto.h"
#include "token_vectors.h"

static struct err err;

static void open_vector_key(struct key **ret)
{
	unsigned char seed[KEY_SEED_SIZE];

	CHECK_OK(crypto_open(&err));
	CHECK(text_unhex(seed, sizeof seed, vector_seed));
	CHECK_OK(key_open_seed(ret, seed, &err));
}

static void the_vectors_are_signed_to_the_same_digits(void)
{
	AUTO(key_close) struct key *key = NULL;
	char digits[VOUCHER_DIGITS_SIZE], public[65];

	open_vector_key(&key);
	text_hex(public, key_public(key), KEY_PUBLIC_SIZE);
	CHECK_TEXT(public, vector_public);
	for (size_t i = 0; i < COUNT_OF(vectors); i++) {
		unsigned char token[TOKEN_SIZE];

		CHECK_OK(token_sign(key, &vectors[i].voucher, digits, &err));
		CHECK_TEXT(digits, vectors[i].digits);
		CHECK_INT(token_parse(digits, token), TOKEN_GOOD);
		CHECK(token_verify(key_public(key), token));
	}
}

static void every_flipped_bit_is_refused(void)
{
	AUTO(key_close) struct key *key = NULL;
	unsigned char token[TOKEN_SIZE];

	open_vector_key(&key);
	CHECK(text_unhex(token, TOKEN_SIZE, vectors[0].token));
	for (int bit = 0; bit < 8 * TOKEN_SIZE; bit++) {
		token[bit / 8] ^= (unsigned char)(1 << bit % 8);
		if (token_verify(key_public(key), token))
			CHECK_FAIL("bit %d may be flipped", bit);
		token[bit / 8] ^= (unsigned char)(1 << bit % 8);
	}
	CHECK(token_verify(key_public(key), token));
}

/* S and S + L satisfy the same equation; RFC 8032 5.1.7 wants S < L. */
static void a_second_form_of_a_signature_is_refused(void)
{
	AUTO(key_close) struct key *key = NULL;
	unsigned char token[TOKEN_SIZE], order[32];
	int carry = 0;

	open_vector_key(&key);
	CHECK(text_unhex(order, 32,
	                 "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010"));
	CHECK(text_unhex(token, TOKEN_SIZE, vectors[0].token));
	for (int i = 0; i < 32; i++) {
		carry += token[49 + i] + order[i];
		token[49 + i] = (unsigned char)carry;
		carry >>= 8;
	}
	CHECK_INT(carry, 0);
	CHECK(!token_verify(key_public(key), token));
}

/* Identity key, identity R, S = 0: verifies anything where nobody looks. */
static void a_small_order_key_verifies_nothing(void)
{
	unsigned char public[32] = { 1 }, token[TOKEN_SIZE];

	CHECK(text_unhex(token, TOKEN_SIZE, vectors[0].token));
	memset(token + TOKEN_FIELDS_SIZE, 0, TOKEN_SIGNATURE_SIZE);
	token[TOKEN_FIELDS_SIZE] = 1;
	CHECK(!token_verify(public, token));
}

static void a_voucher_out_of_range_is_not_signed(void)
{
	AUTO(key_close) struct key *key = NULL;
	struct voucher voucher = vectors[0].voucher;
	char digits[VOUCHER_DIGITS_SIZE] = "untouched";

	open_vector_key(&key);
	voucher.cents = 65536;
	CHECK_ERR(token_sign(key, &voucher, digits, &err), ERR_INPUT);
	CHECK_TEXT(err.name, "bad_voucher");
	CHECK_TEXT(digits, "untouched");
}

CHECK_MAIN({ "the_vectors_are_signed_to_the_same_digits",
             the_vectors_are_signed_to_the_same_digits },
           { "every_flipped_bit_is_refused", every_flipped_bit_is_refused },
           { "a_second_form_of_a_signature_is_refused", a_second_form_of_a_signature_is_refused },
           { "a_small_order_key_verifies_nothing", a_small_order_key_verifies_nothing },
           { "a_voucher_out_of_range_is_not_signed", a_voucher_out_of_range_is_not_signed })
