/* The list of public keys: read, it is written as it was; trusted only as our root signed it. */
#include "crypto/keylist.h"

#include "base/text.h"
#include "fuzz.h"
#include "keys.h"

static struct keys keys;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	keys_open(&keys);
	return 0;
}

static void check_entries(const struct keylist *list)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct keylist_entry *entry = &list->entries[i];

		MUST(keylist_find(list, entry->issuer, entry->key) == entry);
		MUST(entry->not_before_day <= entry->not_after_day);
		MUST(key_public_is_sound(entry->vkey.public));
		MUST(!keylist_in_force(entry, entry->not_before_day - 1));
		MUST(keylist_in_force(entry, entry->not_after_day) ==
		     (entry->status != KEYLIST_REVOKED));
	}
}

/* Of a text that is trusted already: its body is what we would write. */
static void read(const char *text, size_t size)
{
	const struct keylist_roots nobody = { NULL, 0, 0 };
	AUTO(keylist_release) struct keylist list = { 0 };
	AUTO(buf_release) struct buf again = { 0 };
	struct note note;
	struct err err;

	if (!keylist_parse(&list, text, size, &nobody, KEYS_DAY, &err)) {
		MUST(err.code == ERR_INPUT || err.code == ERR_REFUSED);
		MUST(list.count == 0 && !list.entries);
		return;
	}
	MUST(list.version >= 1 && list.expires_day >= KEYS_DAY);
	check_entries(&list);
	MUST(keylist_format(&list, &again, &err) && note_parse(text, size, &note, &err));
	MUST(again.size == note.body_size && memcmp(again.data, note.body, again.size) == 0);
}

/* Of a stranger: only what our root signed, which has one text. */
static void believe(const char *text, size_t size)
{
	const struct keylist_roots root = { &keys.vkey, 1, 1 };
	AUTO(keylist_release) struct keylist list = { 0 };
	AUTO(buf_release) struct buf ours = { 0 };
	struct note note;
	struct err err;

	if (!keylist_parse(&list, text, size, &root, KEYS_DAY, &err))
		return;
	MUST(keylist_format(&list, &ours, &err));
	MUST(notary_sign(&ours, keys.key, keys.vkey.name, PURPOSE_KEYS, &err));
	MUST(note_parse(text, size, &note, &err));
	MUST(note.count > 1 || (ours.size == size && memcmp(ours.data, text, size) == 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(fuzz_free) char *text = malloc(size + !size);

	MUST(text);
	memcpy(text, data, size);
	read(text, size);
	believe(text, size);
	return 0;
}
