#include "crypto/verify.h"

#include "base/auto.h"
#include "base/text.h"
#include "check.h"
#include "crypto/crypto.h"
#include "crypto/token.h"
#include "token_vectors.h"

enum { LAST = VOUCHER_DAY_ZERO + 2556, FROM = LAST - 365 }; /* of the first vector */

static struct err err;

struct desk { /* the vectors' key, and a list that knows it as 1.0 */
	struct key *key;
	struct keylist list;
};

static void desk_close(struct desk *desk)
{
	key_close(&desk->key);
	keylist_release(&desk->list);
}

static void desk_open(struct desk *desk)
{
	struct keylist_entry entry = { .issuer = 1, .not_before_day = FROM, .not_after_day = LAST };
	unsigned char seed[KEY_SEED_SIZE];

	*desk = (struct desk){ 0 };
	CHECK_OK(crypto_open(&err));
	CHECK(text_unhex(seed, sizeof seed, vector_seed));
	CHECK_OK(key_open_seed(&desk->key, seed, &err));
	CHECK_OK(notary_vkey(&entry.vkey, "1.0", VKEY_ED25519, key_public(desk->key), &err));
	CHECK_OK(keylist_add(&desk->list, &entry, &err));
}

static enum outcome shown(const struct desk *desk, const struct voucher *voucher, int64_t day)
{
	char digits[VOUCHER_DIGITS_SIZE];
	struct token token;

	CHECK_OK(token_sign(desk->key, voucher, digits, &err));
	return verify_text(&desk->list, digits, day, &token);
}

/* Sign bytes that token_sign() would refuse to sign. */
static enum outcome shown_bytes(const struct desk *desk, const unsigned char *fields)
{
	unsigned char message[100];
	char digits[VOUCHER_DIGITS_SIZE];
	size_t line = strlen(purpose_line(PURPOSE_VOUCHER));
	struct token token;

	memcpy(message, purpose_line(PURPOSE_VOUCHER), line);
	memcpy(message + line, fields, TOKEN_FIELDS_SIZE);
	memcpy(token.bytes, fields, TOKEN_FIELDS_SIZE);
	key_sign(desk->key, PURPOSE_VOUCHER, message, line + TOKEN_FIELDS_SIZE,
	         token.bytes + TOKEN_FIELDS_SIZE);
	token_format(token.bytes, digits);
	return verify_text(&desk->list, digits, LAST, &token);
}

static void a_good_voucher_is_believed_in_every_writing(void)
{
	AUTO(desk_close) struct desk desk;
	char url[300];
	struct token token;

	desk_open(&desk);
	snprintf(url, sizeof url, "HTTPS://PASS.EXAMPLE.FR/%s\r\n", vectors[0].digits);
	CHECK_INT(verify_text(&desk.list, url, LAST, &token), OUTCOME_REDEEMED);
	CHECK_INT(token.voucher.pass, 0x0123456789ab);
	CHECK_INT(token.voucher.number, 1);
	CHECK_INT(token.voucher.total, 10);
	CHECK_INT(token.voucher.cents, 1000);
	CHECK_INT(token.voucher.last_day, LAST);
	CHECK_INT(verify_decode(url, &token), OUTCOME_REDEEMED);
	CHECK_INT(verify_signature(&desk.list, &token, LAST), OUTCOME_REDEEMED);
}

static void each_step_gives_its_own_outcome(void)
{
	AUTO(desk_close) struct desk desk;
	struct voucher v = vectors[0].voucher;

	desk_open(&desk);
	CHECK_INT(shown(&desk, &v, LAST), OUTCOME_REDEEMED);
	CHECK_INT(shown(&desk, &v, FROM), OUTCOME_REDEEMED);
	CHECK_INT(shown(&desk, &v, FROM - 1), OUTCOME_UNKNOWN_KEY);
	CHECK_INT(shown(&desk, &v, LAST + 1), OUTCOME_EXPIRED);
	CHECK_INT(shown(&desk, &v, LAST + 90), OUTCOME_EXPIRED);
	CHECK_INT(shown(&desk, &v, LAST + 91), OUTCOME_UNKNOWN_KEY);
	v.flags = VOUCHER_SPECIMEN;
	CHECK_INT(shown(&desk, &v, LAST), OUTCOME_SPECIMEN);
	CHECK_INT(shown(&desk, &v, LAST + 1), OUTCOME_SPECIMEN);
	v.key = 1;
	CHECK_INT(shown(&desk, &v, LAST), OUTCOME_UNKNOWN_KEY);
	v.key = 0;
	v.issuer = 2;
	CHECK_INT(shown(&desk, &v, LAST), OUTCOME_UNKNOWN_KEY);
}

static void a_retired_key_verifies_and_a_revoked_one_does_not(void)
{
	AUTO(desk_close) struct desk desk;

	desk_open(&desk);
	desk.list.entries[0].status = KEYLIST_RETIRED;
	CHECK_INT(shown(&desk, &vectors[0].voucher, LAST), OUTCOME_REDEEMED);
	desk.list.entries[0].status = KEYLIST_REVOKED;
	CHECK_INT(shown(&desk, &vectors[0].voucher, LAST), OUTCOME_UNKNOWN_KEY);
}

static void every_flipped_bit_is_refused(void)
{
	AUTO(desk_close) struct desk desk;
	unsigned char bytes[TOKEN_SIZE];
	char digits[VOUCHER_DIGITS_SIZE];
	int outcomes[OUTCOME__COUNT] = { 0 };
	struct token token;

	desk_open(&desk);
	for (int bit = 0; bit < 8 * TOKEN_SIZE; bit++) {
		CHECK(text_unhex(bytes, TOKEN_SIZE, vectors[0].token));
		bytes[bit / 8] ^= (unsigned char)(1 << bit % 8);
		token_format(bytes, digits);
		outcomes[verify_text(&desk.list, digits, LAST, &token)]++;
	}
	CHECK_INT(outcomes[OUTCOME_MALFORMED], 8);       /* the version */
	CHECK_INT(outcomes[OUTCOME_UNKNOWN_KEY], 24);    /* issuer and key */
	CHECK_INT(outcomes[OUTCOME_BAD_SIGNATURE], 616); /* all the others */
}

static void the_signature_is_checked_before_the_fields(void)
{
	AUTO(desk_close) struct desk desk;
	unsigned char bytes[TOKEN_SIZE];
	struct token token;
	char digits[VOUCHER_DIGITS_SIZE];

	desk_open(&desk);
	CHECK(text_unhex(bytes, TOKEN_SIZE, vectors[0].token));
	CHECK_INT(shown_bytes(&desk, bytes), OUTCOME_REDEEMED);
	bytes[16] = 2; /* a reserved bit, not signed, then signed */
	token_format(bytes, digits);
	CHECK_INT(verify_text(&desk.list, digits, LAST, &token), OUTCOME_BAD_SIGNATURE);
	CHECK_INT(shown_bytes(&desk, bytes), OUTCOME_MALFORMED);
	bytes[16] = 0;
	bytes[10] = 0xba; /* the eleventh of ten */
	CHECK_INT(shown_bytes(&desk, bytes), OUTCOME_MALFORMED);
	bytes[10] = 0x1a;
	bytes[13] = bytes[14] = 0;
	CHECK_INT(shown_bytes(&desk, bytes), OUTCOME_MALFORMED);
}

static void nonsense_is_malformed(void)
{
	static const char *const bad[] = { "", "1", "1ZFJ-G7FK-DDCW", "https://pass.example.fr/" };
	AUTO(desk_close) struct desk desk;
	struct token token;

	desk_open(&desk);
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		CHECK_INT(verify_text(&desk.list, bad[i], LAST, &token), OUTCOME_MALFORMED);
	CHECK_INT(verify_text(&desk.list, vectors[0].digits + 1, LAST, &token), OUTCOME_MALFORMED);
}

CHECK_MAIN({ "a_good_voucher_is_believed_in_every_writing",
             a_good_voucher_is_believed_in_every_writing },
           { "each_step_gives_its_own_outcome", each_step_gives_its_own_outcome },
           { "a_retired_key_verifies_and_a_revoked_one_does_not",
             a_retired_key_verifies_and_a_revoked_one_does_not },
           { "every_flipped_bit_is_refused", every_flipped_bit_is_refused },
           { "the_signature_is_checked_before_the_fields",
             the_signature_is_checked_before_the_fields },
           { "nonsense_is_malformed", nonsense_is_malformed })
