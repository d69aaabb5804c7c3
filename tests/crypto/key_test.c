#include "crypto/key.h"

#include <stdlib.h>

#include "base/auto.h"
#include "base/text.h"
#include "check.h"
#include "crypto/crypto.h"
#include "crypto/purpose.h"

static struct err err;

/* RFC 8032 section 7.1, test 1: the public key of a known seed. */
static void a_seed_gives_the_public_key_of_rfc_8032(void)
{
	AUTO(key_close) struct key *key = NULL;
	unsigned char seed[32];
	char public[65];

	CHECK_OK(crypto_open(&err));
	CHECK(text_unhex(seed, 32,
	                 "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
	CHECK_OK(key_open_seed(&key, seed, &err));
	text_hex(public, key_public(key), 32);
	CHECK_TEXT(public, "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
}

static void a_signature_serves_one_purpose_and_message(void)
{
	static const char message[] = "pass-numerique/receipt/v1\nf=1\n";
	AUTO(key_close) struct key *key = NULL, *other = NULL;
	unsigned char signature[KEY_SIGNATURE_SIZE];
	size_t size = strlen(message);

	CHECK_OK(key_open_new(&key, &err));
	CHECK_OK(key_open_new(&other, &err));
	CHECK(memcmp(key_public(key), key_public(other), 32) != 0);
	key_sign(key, PURPOSE_RECEIPT, message, size, signature);
	CHECK(key_verify(key_public(key), PURPOSE_RECEIPT, message, size, signature));
	CHECK(!key_verify(key_public(other), PURPOSE_RECEIPT, message, size, signature));
	CHECK(!key_verify(key_public(key), PURPOSE_RECEIPT, message, size - 1, signature));
	for (int p = 0; p < PURPOSE__COUNT; p++)
		if (p != PURPOSE_RECEIPT &&
		    key_verify(key_public(key), (enum purpose)p, message, size, signature))
			CHECK_FAIL("a receipt passed for purpose %d", p);
	signature[0] ^= 1;
	CHECK(!key_verify(key_public(key), PURPOSE_RECEIPT, message, size, signature));
}

static void no_text_fits_two_purposes(void)
{
	for (int p = 0; p < PURPOSE__COUNT; p++) {
		int fits = 0;
		char text[100];

		snprintf(text, sizeof text, "%srest", purpose_line((enum purpose)p));
		for (int q = 0; q < PURPOSE__COUNT; q++)
			fits += purpose_fits((enum purpose)q, text, strlen(text));
		CHECK_INT(fits, 1);
		CHECK(purpose_fits((enum purpose)p, text, strlen(text)));
	}
	CHECK(purpose_fits(PURPOSE_CHECKPOINT, "pass.example/log/130030133\n23\n", 30));
	CHECK(!purpose_fits(PURPOSE_KEYS, "pass-numerique/keys/v1", 22));
}

/* The points of order 1, 2, 4 and 8, in canonical form and not. */
static void keys_of_small_order_or_off_the_curve_are_not_sound(void)
{
	static const char *const bad[] = {
		"0100000000000000000000000000000000000000000000000000000000000000",
		"0100000000000000000000000000000000000000000000000000000000000080",
		"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
		"ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
		"0000000000000000000000000000000000000000000000000000000000000000",
		"0000000000000000000000000000000000000000000000000000000000000080",
		"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
		"c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
		"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
		"26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
		"eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
		"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
		"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
		"0200000000000000000000000000000000000000000000000000000000000000",
	};
	AUTO(key_close) struct key *key = NULL;
	unsigned char public[32];

	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		CHECK(text_unhex(public, 32, bad[i]));
		if (key_public_is_sound(public))
			CHECK_FAIL("sound: %s", bad[i]);
	}
	CHECK_OK(key_open_new(&key, &err));
	CHECK(key_public_is_sound(key_public(key)));
}

static void a_sealed_key_opens_under_its_name_and_master_only(void)
{
	AUTO(master_close) struct master *master = NULL, *other = NULL;
	AUTO(key_close) struct key *key = NULL, *again = NULL, *none = NULL;
	AUTO(buf_release) struct buf text = { 0 };
	struct master_lock lock;

	CHECK_OK(master_open_new(&master, "secret", 6, &lock, &err));
	CHECK_OK(master_open_new(&other, "secret", 6, &lock, &err));
	CHECK_OK(key_open_new(&key, &err));
	CHECK_OK(key_seal(key, master, "voucher key 3", &text, &err));
	CHECK(text.size < 256);
	CHECK_OK(key_open_sealed(&again, master, "voucher key 3", buf_text(&text), &err));
	CHECK_BYTES(key_public(again), key_public(key), 32);
	CHECK_ERR(key_open_sealed(&none, master, "voucher key 4", buf_text(&text), &err),
	          ERR_REFUSED);
	CHECK_TEXT(err.name, "unseal_failed");
	CHECK_ERR(key_open_sealed(&none, other, "voucher key 3", buf_text(&text), &err),
	          ERR_REFUSED);
	text.data[50] = text.data[50] == 'A' ? 'B' : 'A';
	CHECK_ERR(key_open_sealed(&none, master, "voucher key 3", buf_text(&text), &err),
	          ERR_REFUSED);
	CHECK(none == NULL);
}

CHECK_MAIN({ "a_seed_gives_the_public_key_of_rfc_8032", a_seed_gives_the_public_key_of_rfc_8032 },
           { "a_signature_serves_one_purpose_and_message",
             a_signature_serves_one_purpose_and_message },
           { "no_text_fits_two_purposes", no_text_fits_two_purposes },
           { "keys_of_small_order_or_off_the_curve_are_not_sound",
             keys_of_small_order_or_off_the_curve_are_not_sound },
           { "a_sealed_key_opens_under_its_name_and_master_only",
             a_sealed_key_opens_under_its_name_and_master_only })
