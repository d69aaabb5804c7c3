#include "crypto/receipt.h"

#include "base/auto.h"
#include "check.h"
#include "crypto/crypto.h"

static struct err err;

static const struct receipt example = { .funder = "130030133",
	                                .centre = "43493312300029",
	                                .cents = 1000,
	                                .kind = 3,
	                                .at = 1774344180,
	                                .mode = MODE_OFFLINE,
	                                .tag = { 0xd5, 0x82 },
	                                .redemption = "7f3kzzzzzzz0" };
static const char body[] = "pass-numerique/receipt/v1\n"
			   "f=130030133\n"
			   "c=43493312300029\n"
			   "a=1000\n"
			   "k=3\n"
			   "t=2026-03-24T09:23:00Z\n"
			   "m=offline\n"
			   "v=d5820000000000000000000000000000\n"
			   "r=7f3kzzzzzzz0\n";

static void open_key(struct key **ret, struct vkey *vkey)
{
	CHECK_OK(crypto_open(&err));
	CHECK_OK(key_open_new(ret, &err));
	CHECK_OK(notary_vkey(vkey, "pass.example/receipts", VKEY_ED25519, key_public(*ret), &err));
}

static void a_receipt_is_canonical_text_and_comes_back(void)
{
	AUTO(key_close) struct key *key = NULL;
	AUTO(buf_release) struct buf text = { 0 };
	struct receipt again = { 0 };
	struct vkey vkey;

	open_key(&key, &vkey);
	CHECK_OK(receipt_sign(&example, key, vkey.name, &text, &err));
	CHECK_INT(strncmp(buf_text(&text), body, strlen(body)), 0);
	CHECK_OK(receipt_verify(&again, buf_text(&text), text.size, &vkey, 1, &err));
	CHECK_TEXT(again.funder, example.funder);
	CHECK_TEXT(again.centre, example.centre);
	CHECK_TEXT(again.redemption, example.redemption);
	CHECK_INT(again.cents, 1000);
	CHECK_INT(again.kind, 3);
	CHECK_INT(again.at, example.at);
	CHECK_INT(again.mode, MODE_OFFLINE);
	CHECK_BYTES(again.tag, example.tag, TAG_SIZE);
}

static void a_changed_or_foreign_receipt_is_refused(void)
{
	AUTO(key_close) struct key *key = NULL, *other = NULL;
	AUTO(buf_release) struct buf text = { 0 };
	struct receipt again;
	struct vkey vkeys[2];

	open_key(&key, &vkeys[0]);
	open_key(&other, &vkeys[1]);
	CHECK_OK(receipt_sign(&example, key, vkeys[0].name, &text, &err));
	CHECK_OK(receipt_verify(&again, text.data, text.size, vkeys, 2, &err));
	CHECK_ERR(receipt_verify(&again, text.data, text.size, vkeys + 1, 1, &err), ERR_REFUSED);
	CHECK_TEXT(err.name, "bad_signature");
	CHECK_ERR(receipt_verify(&again, text.data, text.size, vkeys, 0, &err), ERR_REFUSED);
	for (size_t i = 0; i < text.size; i++) {
		text.data[i] ^= 1;
		if (receipt_verify(&again, text.data, text.size, vkeys, 2, &err))
			CHECK_FAIL("byte %zu may be changed", i);
		text.data[i] ^= 1;
	}
}

static void odd_writings_are_refused_although_signed(void)
{
	static const struct {
		const char *was, *is;
	} odd[] = { { "a=1000", "a=01000" },
		    { "a=1000", "a=-1" },
		    { "a=1000", "a=0" },
		    { "k=3\n", "k=256\n" },
		    { "k=3\n", "" },
		    { "k=3\n", "k=3\nk=3\n" },
		    { "09:23:00Z", "09:23:60Z" },
		    { "09:23:00Z", "10:23:00+01:00" },
		    { "m=offline", "m=Offline" },
		    { "v=d5", "v=D5" },
		    { "v=d5", "v=" },
		    { "f=130030133", "f=13003013" },
		    { "c=4", "c=" },
		    { "r=7f3k", "r=7F3K" },
		    { "r=7f3kzzzzzzz0", "r=" },
		    { "zzz0\n", "zzz0\nx=1\n" },
		    { "f=", "F=" } };
	AUTO(key_close) struct key *key = NULL;
	struct receipt again;
	struct vkey vkey;

	open_key(&key, &vkey);
	for (size_t i = 0; i < COUNT_OF(odd); i++) {
		AUTO(buf_release) struct buf text = { 0 };
		const char *at = strstr(body, odd[i].was);

		buf_add(&text, body, (size_t)(at - body));
		buf_adds(&text, odd[i].is);
		buf_adds(&text, at + strlen(odd[i].was));
		CHECK_OK(notary_sign(&text, key, vkey.name, PURPOSE_RECEIPT, &err));
		if (receipt_verify(&again, text.data, text.size, &vkey, 1, &err))
			CHECK_FAIL("accepted \"%s\"", odd[i].is);
		else
			CHECK_TEXT(err.name, "bad_receipt");
	}
}

static void values_out_of_range_are_not_signed(void)
{
	AUTO(key_close) struct key *key = NULL;
	AUTO(buf_release) struct buf text = { 0 };
	struct receipt bad[6];
	struct vkey vkey;

	open_key(&key, &vkey);
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		bad[i] = example;
	bad[0].cents = 0;
	bad[1].kind = 256;
	bad[2].funder[8] = '\0';
	bad[3].centre[0] = 'x';
	bad[4].redemption[0] = '\n';
	bad[5].redemption[0] = '\0';
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		CHECK_ERR(receipt_sign(&bad[i], key, vkey.name, &text, &err), ERR_INPUT);
		CHECK_TEXT(err.name, "bad_receipt");
		CHECK_TEXT(buf_text(&text), "");
	}
}

static void a_centre_without_a_number_still_gets_a_receipt(void)
{
	AUTO(key_close) struct key *key = NULL;
	AUTO(buf_release) struct buf text = { 0 };
	struct receipt receipt = example, again;
	struct vkey vkey;

	open_key(&key, &vkey);
	*receipt.centre = '\0';
	CHECK_OK(receipt_sign(&receipt, key, vkey.name, &text, &err));
	CHECK_OK(receipt_verify(&again, text.data, text.size, &vkey, 1, &err));
	CHECK_TEXT(again.centre, "");
}

CHECK_MAIN({ "a_receipt_is_canonical_text_and_comes_back",
             a_receipt_is_canonical_text_and_comes_back },
           { "a_changed_or_foreign_receipt_is_refused", a_changed_or_foreign_receipt_is_refused },
           { "odd_writings_are_refused_although_signed", odd_writings_are_refused_although_signed },
           { "values_out_of_range_are_not_signed", values_out_of_range_are_not_signed },
           { "a_centre_without_a_number_still_gets_a_receipt",
             a_centre_without_a_number_still_gets_a_receipt })
