/* What a device took along: read, it is written as it was; believed only as our key signed it. A
 * set of passes has one text. */
#include "crypto/bundle.h"

#include "codec/pass_set.h"
#include "fuzz.h"
#include "keys.h"

static struct keys keys;

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc, (void)argv;
	keys_open(&keys);
	return 0;
}

/* Where a set ends, 0 for none. */
static size_t read_set(const char *data, size_t size)
{
	AUTO(pass_set_release) struct pass_set set = { 0 };
	AUTO(buf_release) struct buf again = { 0 };
	struct err err;
	size_t used;

	if (!pass_set_parse(&set, data, size, &used, &err)) {
		MUST(err.code == ERR_INPUT && !set.marks);
		return 0;
	}
	for (size_t i = 0; i < set.count; i++) {
		MUST(i == 0 || set.marks[i - 1].pass < set.marks[i].pass);
		MUST(set.marks[i].pass >> 48 == 0 && set.marks[i].used >> set.width == 0);
		MUST(pass_set_find(&set, set.marks[i].pass) == &set.marks[i]);
	}
	MUST(pass_set_format(&set, &again, &err));
	MUST(again.size == used && memcmp(again.data, data, used) == 0);
	return used;
}

static void read_sets(const char *data, size_t size)
{
	size_t used;

	while ((used = read_set(data, size)) > 0) {
		MUST(used <= size);
		data += used;
		size -= used;
	}
}

/* Ours, signed again, is the same text. */
static void check_signed(const struct bundle *bundle, const char *data, size_t size)
{
	AUTO(buf_release) struct buf ours = { 0 };
	struct note note;
	struct bundle read;
	struct err err;

	MUST(bundle_sign(bundle, keys.key, keys.vkey.name, &ours, &err));
	MUST(bundle_parse(&read, &note, data, size, &err));
	MUST(!notary_verify(&note, &keys.vkey, PURPOSE_BUNDLE) || note.count > 1 ||
	     (ours.size == size && memcmp(ours.data, data, size) == 0));
}

static void read(const char *data, size_t size)
{
	const struct keylist_roots root = { &keys.vkey, 1, 1 };
	struct bundle_believed believed;
	struct bundle bundle;
	struct note note;
	struct err err;

	if (!bundle_parse(&bundle, &note, data, size, &err)) {
		MUST(err.code == ERR_INPUT);
		MUST(!bundle_verify(&believed, data, size, &root, 0, &err));
		return;
	}
	for (size_t i = 0; i < bundle.count; i++) {
		MUST(bundle_find(&bundle, bundle.parts[i].name) == &bundle.parts[i]);
		read_sets(bundle.parts[i].data, bundle.parts[i].size);
	}
	check_signed(&bundle, data, size);
	if (bundle_verify(&believed, data, size, &root, bundle.made_at, &err))
		keylist_release(&believed.list);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	AUTO(fuzz_free) char *data = malloc(size + !size);

	MUST(data);
	memcpy(data, bytes, size);
	read(data, size);
	read_sets(data, size);
	return 0;
}
