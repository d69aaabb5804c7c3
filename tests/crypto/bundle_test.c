#include "crypto/bundle.h"

#include <stdlib.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/file.h"
#include "check.h"
#include "codec/base64.h"
#include "crypto/crypto.h"

static const int64_t now = 1774350000; /* 2026-03-24T11:00:00Z */
static struct err err;

/* Who signs, and the parts that every bundle has. */
struct office {
	struct key *root, *key;
	struct vkey vkey;
	struct keylist_roots roots;
	struct buf list, word;
	struct bundle bundle;
};

static void office_close(struct office *o)
{
	key_close(&o->root);
	key_close(&o->key);
	buf_release(&o->list);
	buf_release(&o->word);
}

static void sign_list(struct office *o, int64_t version)
{
	struct keylist list = { .version = version,
		                .issued_day = paris_day(now),
		                .expires_day = paris_day(now) + 90 };

	buf_clear(&o->list);
	CHECK_OK(keylist_format(&list, &o->list, &err));
	CHECK_OK(notary_sign(&o->list, o->root, "root", PURPOSE_KEYS, &err));
}

static void sign_word(struct office *o, int64_t version, enum purpose use)
{
	struct certificate c = { .version = version, .issued_day = paris_day(now), .use = use };

	c.expires_day = c.issued_day + 90;
	buf_clear(&o->word);
	CHECK_OK(notary_vkey(&c.vkey, "pass.example/bundle", VKEY_ED25519, key_public(o->key),
	                     &err));
	CHECK_OK(certificate_format(&c, &o->word, &err));
	CHECK_OK(notary_sign(&o->word, o->root, "root", PURPOSE_CERTIFICATE, &err));
}

static void office_open(struct office *o)
{
	CHECK_OK(crypto_open(&err));
	CHECK_OK(key_open_new(&o->root, &err));
	CHECK_OK(key_open_new(&o->key, &err));
	CHECK_OK(notary_vkey(&o->vkey, "root", VKEY_ED25519, key_public(o->root), &err));
	o->roots = (struct keylist_roots){ &o->vkey, 1, 1 };
	sign_list(o, 7);
	sign_word(o, 7, PURPOSE_BUNDLE);
}

static void fill(struct office *o)
{
	static char bytes[] = "\n\n\0\xff";
	const struct buf passes = { .data = bytes, .size = 4 };

	o->bundle = (struct bundle){ .centre = 12, .made_at = now, .until_at = now + 600 };
	CHECK_OK(bundle_add(&o->bundle, "keys", &o->list, &err));
	CHECK_OK(bundle_add(&o->bundle, "certificate", &o->word, &err));
	CHECK_OK(bundle_add(&o->bundle, "rules", &(const struct buf){ 0 }, &err));
	CHECK_OK(bundle_add(&o->bundle, "passes/1", &passes, &err));
}

static void sign(struct office *o, struct buf *to)
{
	buf_clear(to);
	fill(o);
	CHECK_OK(bundle_sign(&o->bundle, o->key, "pass.example/bundle", to, &err));
}

#define OFFICE                                                                                     \
	AUTO(office_close) struct office office = { 0 };                                           \
	AUTO(buf_release) struct buf text = { 0 };                                                 \
	office_open(&office);                                                                      \
	sign(&office, &text)

static bool verify(const struct office *o, const char *data, size_t size, int64_t at)
{
	struct bundle_believed read;

	if (!bundle_verify(&read, data, size, &o->roots, at, &err))
		return false;
	CHECK_INT(read.list.version, 7);
	keylist_release(&read.list);
	return true;
}

static void a_bundle_is_read_back_whole(void)
{
	const struct bundle_part *part;
	struct bundle bundle;
	struct note note;
	OFFICE;

	CHECK(strncmp(text.data,
	              "pass-numerique/bundle/v1\ncentre 12\nmade 2026-03-24T11:00:00Z\n"
	              "until 2026-03-24T11:10:00Z\npart keys ",
	              98) == 0);
	CHECK_OK(verify(&office, text.data, text.size, now + 600));
	CHECK_OK(bundle_parse(&bundle, &note, text.data, text.size, &err));
	CHECK_INT(bundle.centre, 12);
	CHECK_INT(bundle.made_at, now);
	CHECK_INT(bundle.until_at, now + 600);
	CHECK_INT(bundle.count, 4);
	part = bundle_find(&bundle, "passes/1");
	if (CHECK(part && part->size == 4))
		CHECK_BYTES(part->data, "\n\n\0\xff", 4);
	part = bundle_find(&bundle, "rules");
	CHECK(part && part->size == 0);
	CHECK(!bundle_find(&bundle, "passes"));
}

static void no_byte_of_it_may_change(void)
{
	OFFICE;

	for (size_t i = 0; i < text.size; i++) {
		text.data[i] ^= 1;
		if (verify(&office, text.data, text.size, now))
			CHECK_FAIL("byte %zu of %zu", i, text.size);
		text.data[i] ^= 1;
	}
	for (size_t size = 0; size < text.size; size += 1 + size / 16) {
		char *cut = malloc(size + !size);

		memcpy(cut, text.data, size);
		CHECK(!verify(&office, cut, size, now));
		free(cut);
	}
	buf_addc(&text, '\0');
	CHECK_ERR(verify(&office, text.data, text.size, now), ERR_INPUT);
}

static void refused(struct office *o, int64_t at, const char *name)
{
	AUTO(buf_release) struct buf text = { 0 };

	sign(o, &text);
	if (CHECK_ERR(verify(o, text.data, text.size, at), ERR_REFUSED))
		CHECK_TEXT(err.name, name);
}

static void an_old_one_is_not_believed(void)
{
	OFFICE;

	refused(&office, now + 601, "bundle_expired");
	refused(&office, now + 91 * DAY_SECONDS, "key_list_expired");
}

static void only_the_key_that_the_root_names_signs_it(void)
{
	AUTO(key_close) struct key *other = NULL;
	OFFICE;

	sign_word(&office, 6, PURPOSE_BUNDLE); /* of a list before */
	refused(&office, now, "bundle_signature");
	sign_word(&office, 7, PURPOSE_RECEIPT);
	refused(&office, now, "bundle_signature");
	sign_word(&office, 7, PURPOSE_BUNDLE);
	CHECK_OK(key_open_new(&other, &err));
	key_close(&office.key);
	office.key = TAKE(other);
	refused(&office, now, "bundle_signature");
	key_close(&office.root);
	CHECK_OK(key_open_new(&office.root, &err));
	sign_word(&office, 7, PURPOSE_BUNDLE); /* by another root */
	refused(&office, now, "not_enough_signatures");
}

/* Its base64, line feeds left out. */
static void read_document(struct buf *to)
{
	static const char mark[] = "```base64\n";
	AUTO(buf_release) struct buf document = { 0 }, text = { 0 };
	const char *at;

	if (!CHECK_OK(file_read(&document, getenv("BUNDLE_DOCUMENT"), 1 << 20, &err)))
		return;
	at = strstr(buf_text(&document), mark);
	for (at = at ? at + strlen(mark) : ""; *at && *at != '`'; at++)
		if (*at != '\n')
			buf_addc(&text, *at);
	CHECK(text.size > 0 && base64_parse(to, text.data, text.size));
}

static void the_document_s_example_is_believed(void)
{
	static const char root_text[] =
		"pass.example/root+185f5ae3+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c";
	AUTO(buf_release) struct buf text = { 0 };
	const struct bundle_part *part;
	struct bundle_believed read = { 0 };
	struct vkey root;
	struct keylist_roots roots = { &root, 1, 1 };

	CHECK_OK(crypto_open(&err));
	CHECK_OK(notary_vkey_parse(&root, root_text, sizeof root_text - 1, &err));
	read_document(&text);
	if (!CHECK_OK(bundle_verify(&read, text.data, text.size, &roots, 1795342320, &err)))
		return;
	CHECK_INT(read.bundle.centre, 12);
	CHECK_INT(read.list.version, 7);
	part = bundle_find(&read.bundle, "passes/1");
	CHECK(part && part->size == 54 && !memcmp(part->data, "\0\0\0\4\x2e\x0a", 6));
	keylist_release(&read.list);
}

CHECK_MAIN({ "a_bundle_is_read_back_whole", a_bundle_is_read_back_whole },
           { "the_document_s_example_is_believed", the_document_s_example_is_believed },
           { "no_byte_of_it_may_change", no_byte_of_it_may_change },
           { "an_old_one_is_not_believed", an_old_one_is_not_believed },
           { "only_the_key_that_the_root_names_signs_it",
             only_the_key_that_the_root_names_signs_it })
