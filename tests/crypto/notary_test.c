#include "crypto/notary.h"

#include "base/auto.h"
#include "base/text.h"
#include "check.h"
#include "crypto/crypto.h"

/* A checkpoint with a witness's co-signature, made by another implementation. */
static const char checkpoint[] =
	"pass.example/log/130030133\n"
	"23\n"
	"8mUsPZY7qw0kUw6vbZ51triY0iJBKfdn0LOU6vVRiqk=\n"
	"\n"
	"\u2014 pass.example/log/130030133 "
	"nwdx3xe4t5d1PYgtQfPgtMY/"
	"VR2g6nze35MuFf8yw7A+CNKtNPpMuyGbYwl9mhxxzG5ySkOEAfA1oA8LX7IsJUE5gA8=\n"
	"\u2014 witness.example/region "
	"ORl+RwAAAABpnpMAGWcwTjUir1Ww2LtBpAZoWgQhjXIp+"
	"0weMPXGC6dYBIRvHgVsnekExyymsIvqqITA1jJUEE1TDe3FMRDgRZeQCw==\n";
static const char checkpoint_vkey[] =
	"pass.example/log/130030133+9f0771df+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";
static const char witness_name[] = "witness.example/region";
static const char witness_public[] =
	"8139770ea87d175f56a35466c34c7ecccb8d8a91b4ee37a25df60f5b8fc9b394"; /* its id is 39197e47 */

static struct err err;

static void open_keys(struct key **a, struct key **b)
{
	CHECK_OK(crypto_open(&err));
	CHECK_OK(key_open_new(a, &err));
	CHECK_OK(key_open_new(b, &err));
}

static void a_foreign_checkpoint_verifies(void)
{
	char changed[sizeof checkpoint];
	struct vkey vkey;
	struct note note;

	CHECK_OK(crypto_open(&err));
	CHECK_OK(notary_vkey_parse(&vkey, checkpoint_vkey, strlen(checkpoint_vkey), &err));
	CHECK_OK(note_parse(checkpoint, strlen(checkpoint), &note, &err));
	CHECK(notary_verify(&note, &vkey, PURPOSE_CHECKPOINT));
	CHECK(!notary_verify(&note, &vkey, PURPOSE_KEYS));
	for (size_t i = 0; i < note.body_size - 1; i++) {
		memcpy(changed, checkpoint, sizeof changed);
		changed[i] = changed[i] == '0' ? '1' : '0';
		if (note_parse(changed, strlen(changed), &note, &err) &&
		    notary_verify(&note, &vkey, PURPOSE_CHECKPOINT))
			CHECK_FAIL("byte %zu may be changed", i);
	}
}

static void ids_of_both_kinds_of_keys_match_foreign_ones(void)
{
	unsigned char public[32];
	struct vkey vkey;

	CHECK(text_unhex(public, 32, witness_public));
	CHECK_OK(notary_vkey(&vkey, witness_name, VKEY_COSIGNATURE, public, &err));
	CHECK_BYTES(vkey.id, "\x39\x19\x7e\x47", 4);
	CHECK_OK(notary_vkey(&vkey, witness_name, VKEY_ED25519, public, &err));
	CHECK(memcmp(vkey.id, "\x39\x19\x7e\x47", 4) != 0);
}

static void unsound_or_foreign_keys_are_refused(void)
{
	AUTO(key_close) struct key *a = NULL, *b = NULL;
	unsigned char small[32] = { 1 };
	char text[VKEY_TEXT_SIZE];
	struct vkey vkey;

	open_keys(&a, &b);
	CHECK_ERR(notary_vkey(&vkey, "n", VKEY_ED25519, small, &err), ERR_INPUT);
	CHECK_TEXT(err.name, "bad_key");
	CHECK_ERR(notary_vkey(&vkey, "n", 2, key_public(a), &err), ERR_INPUT);
	CHECK_ERR(notary_vkey(&vkey, "a name", VKEY_ED25519, key_public(a), &err), ERR_INPUT);
	CHECK_ERR(notary_vkey(&vkey, "", VKEY_ED25519, key_public(a), &err), ERR_INPUT);
	CHECK_OK(notary_vkey(&vkey, "n", VKEY_ED25519, key_public(a), &err));
	vkey_format(&vkey, text);
	CHECK_OK(notary_vkey_parse(&vkey, text, strlen(text), &err));
	text[0] = 'm'; /* the id is not that of this name */
	CHECK_ERR(notary_vkey_parse(&vkey, text, strlen(text), &err), ERR_INPUT);
	memcpy(vkey.public, small, 32);
	vkey_format(&vkey, text);
	CHECK_ERR(notary_vkey_parse(&vkey, text, strlen(text), &err), ERR_INPUT);
}

static void several_keys_sign_and_enough_must(void)
{
	AUTO(key_close) struct key *a = NULL, *b = NULL;
	AUTO(buf_release) struct buf text = { 0 };
	struct vkey vkeys[3];
	struct note note;

	open_keys(&a, &b);
	CHECK_OK(notary_vkey(&vkeys[0], "root/a", VKEY_ED25519, key_public(a), &err));
	CHECK_OK(notary_vkey(&vkeys[1], "root/b", VKEY_ED25519, key_public(b), &err));
	CHECK_OK(notary_vkey(&vkeys[2], "root/c", VKEY_ED25519, key_public(a), &err));
	buf_adds(&text, "pass-numerique/keys/v1\nbody\n");
	CHECK_OK(notary_sign(&text, a, "root/a", PURPOSE_KEYS, &err));
	CHECK_OK(note_parse(buf_text(&text), text.size, &note, &err));
	CHECK_OK(notary_verify_some(&note, vkeys, 2, 1, PURPOSE_KEYS, &err));
	CHECK_ERR(notary_verify_some(&note, vkeys, 2, 2, PURPOSE_KEYS, &err), ERR_REFUSED);
	CHECK_TEXT(err.name, "not_enough_signatures");
	CHECK_OK(notary_sign_again(&text, a, "root/c", PURPOSE_KEYS, &err));
	CHECK_OK(note_parse(buf_text(&text), text.size, &note, &err));
	CHECK_ERR(notary_verify_some(&note, vkeys, 3, 2, PURPOSE_KEYS, &err), ERR_REFUSED);
	CHECK_OK(notary_sign_again(&text, b, "root/b", PURPOSE_KEYS, &err));
	CHECK_OK(note_parse(buf_text(&text), text.size, &note, &err));
	CHECK_INT(note.count, 3);
	CHECK_OK(notary_verify_some(&note, vkeys, 3, 2, PURPOSE_KEYS, &err));
	CHECK_INT(note.body_size, 28);
}

static void only_bodies_of_the_purpose_are_signed(void)
{
	static const char *const bad[] = { "", "pass-numerique/keys/v1",
		                           "pass-numerique/receipt/v1\n",
		                           "pass-numerique/keys/v1\na\tb\n" };
	AUTO(key_close) struct key *a = NULL, *b = NULL;

	open_keys(&a, &b);
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		AUTO(buf_release) struct buf text = { 0 };

		buf_adds(&text, bad[i]);
		CHECK_ERR(notary_sign(&text, a, "n", PURPOSE_KEYS, &err), ERR_INPUT);
		CHECK_TEXT(err.name, "bad_note");
		CHECK_TEXT(buf_text(&text), bad[i]);
		CHECK_ERR(notary_sign_again(&text, a, "n", PURPOSE_KEYS, &err), ERR_INPUT);
	}
}

CHECK_MAIN({ "a_foreign_checkpoint_verifies", a_foreign_checkpoint_verifies },
           { "ids_of_both_kinds_of_keys_match_foreign_ones",
             ids_of_both_kinds_of_keys_match_foreign_ones },
           { "unsound_or_foreign_keys_are_refused", unsound_or_foreign_keys_are_refused },
           { "several_keys_sign_and_enough_must", several_keys_sign_and_enough_must },
           { "only_bodies_of_the_purpose_are_signed", only_bodies_of_the_purpose_are_signed })
