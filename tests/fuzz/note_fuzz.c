/* Signed notes, the keys that verify them, receipts: one text for each, and none that we did not
 * sign. */
#include "codec/note.h"

#include "base/text.h"
#include "crypto/receipt.h"
#include "fuzz.h"
#include "keys.h"

static struct keys keys;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	keys_open(&keys);
	return 0;
}

static bool same(const struct buf *buf, const void *data, size_t size)
{
	return buf->size == size && memcmp(buf_text(buf), data, size) == 0;
}

/* A note whose signatures are of kinds that we keep is written again as it was. */
static void read_note(const char *text, size_t size)
{
	AUTO(buf_release) struct buf again = { 0 };
	bool kept = true;
	struct note note;
	struct err err;

	if (!note_parse(text, size, &note, &err))
		return;
	MUST(note.body == text && note_body_is_good(note.body, note.body_size));
	MUST(note.count >= 1 && note.count <= NOTE_SIGNATURES_MAX);
	buf_add(&again, note.body, note.body_size);
	buf_addc(&again, '\n');
	for (size_t i = 0; i < note.count; i++) {
		const struct note_signature *signature = &note.signatures[i];

		MUST(vkey_name_is_good(signature->name, strlen(signature->name)));
		kept &= signature->size > 0;
		note_add_signature(&again, signature);
	}
	MUST(!kept || same(&again, text, size));
}

static void read_vkey(const char *text, size_t size)
{
	char again[VKEY_TEXT_SIZE];
	struct vkey vkey, made;
	struct err err;

	if (!vkey_parse(text, size, &vkey, &err))
		return;
	vkey_format(&vkey, again);
	MUST(strlen(again) == size && memcmp(again, text, size) == 0);
	if (!notary_vkey_parse(&vkey, text, size, &err))
		return;
	MUST(notary_vkey(&made, vkey.name, vkey.type, vkey.public, &err));
	MUST(memcmp(made.id, vkey.id, sizeof made.id) == 0);
}

/* Ed25519 signs the same thing the same way: what is believed is what we would write. */
static void read_receipt(const char *text, size_t size)
{
	AUTO(buf_release) struct buf ours = { 0 };
	struct receipt receipt;
	struct note note;
	struct err err;

	if (!receipt_verify(&receipt, text, size, &keys.vkey, 1, &err))
		return;
	MUST(receipt_sign(&receipt, keys.key, keys.vkey.name, &ours, &err));
	MUST(note_parse(text, size, &note, &err));
	MUST(note.count > 1 || same(&ours, text, size));
}

/* The input as the rest of a body: signed it is believed; with one bit changed it is not. */
static void sign(const uint8_t *data, size_t size)
{
	AUTO(buf_release) struct buf text = { 0 };
	uint64_t number = fuzz_number(data, size);
	struct note note;
	struct err err;

	buf_adds(&text, purpose_line(PURPOSE_RECEIPT));
	buf_add(&text, data, size);
	buf_addc(&text, '\n');
	if (!notary_sign(&text, keys.key, keys.vkey.name, PURPOSE_RECEIPT, &err)) {
		MUST(!note_body_is_good(text.data, text.size));
		return;
	}
	MUST(note_parse(text.data, text.size, &note, &err));
	MUST(notary_verify(&note, &keys.vkey, PURPOSE_RECEIPT));
	MUST(!notary_verify(&note, &keys.vkey, PURPOSE_KEYS));
	text.data[number % text.size] ^= (char)(1 << (number >> 32) % 8);
	MUST(!note_parse(text.data, text.size, &note, &err) ||
	     !notary_verify(&note, &keys.vkey, PURPOSE_RECEIPT));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(fuzz_free) char *text = malloc(size + !size);

	MUST(text);
	memcpy(text, data, size);
	read_note(text, size);
	read_vkey(text, size);
	read_receipt(text, size);
	sign(data, size);
	return 0;
}
