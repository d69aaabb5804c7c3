#include "crypto/certificate.h"

#include "base/auto.h"
#include "check.h"
#include "crypto/crypto.h"

enum { TODAY = 20000 };

static struct err err;

struct office {
	struct key *root, *key;
	struct vkey vkey;
	struct keylist_roots roots;
	struct certificate certificate;
};

static void office_close(struct office *office)
{
	key_close(&office->root);
	key_close(&office->key);
}

static void office_open(struct office *o)
{
	CHECK_OK(crypto_open(&err));
	CHECK_OK(key_open_new(&o->root, &err));
	CHECK_OK(key_open_new(&o->key, &err));
	CHECK_OK(notary_vkey(&o->vkey, "root", VKEY_ED25519, key_public(o->root), &err));
	o->roots = (struct keylist_roots){ &o->vkey, 1, 1 };
	o->certificate = (struct certificate){ .version = 7,
		                               .issued_day = TODAY - 1,
		                               .expires_day = TODAY + 90,
		                               .use = PURPOSE_BUNDLE };
	CHECK_OK(notary_vkey(&o->certificate.vkey, "pass.example/bundle", VKEY_ED25519,
	                     key_public(o->key), &err));
}

#define OFFICE                                                                                     \
	AUTO(office_close) struct office office = { 0 };                                           \
	AUTO(buf_release) struct buf note = { 0 };                                                 \
	struct certificate read;                                                                   \
	office_open(&office)

static bool parse(struct office *o, const struct buf *note, int64_t day, struct certificate *ret)
{
	return certificate_parse(ret, note->data, note->size, &o->roots, day, &err);
}

static void a_certificate_is_read_back(void)
{
	OFFICE;

	CHECK_OK(certificate_format(&office.certificate, &note, &err));
	CHECK(strncmp(note.data,
	              "pass-numerique/certificate/v1\nversion 7\nissued 2024-10-03\n"
	              "expires 2025-01-02\nuse pass-numerique/bundle/v1\nkey pass.example/bundle+",
	              125) == 0);
	CHECK_OK(notary_sign(&note, office.root, "root", PURPOSE_CERTIFICATE, &err));
	if (!CHECK_OK(parse(&office, &note, TODAY + 90, &read)))
		return;
	CHECK_INT(read.version, 7);
	CHECK_INT(read.use, PURPOSE_BUNDLE);
	CHECK_BYTES(read.vkey.public, key_public(office.key), KEY_PUBLIC_SIZE);
	CHECK_ERR(parse(&office, &note, TODAY + 91, &read), ERR_REFUSED);
	CHECK_TEXT(err.name, "key_list_expired");
}

static void only_the_root_certifies(void)
{
	OFFICE;

	CHECK_OK(certificate_format(&office.certificate, &note, &err));
	CHECK_OK(notary_sign(&note, office.key, "root", PURPOSE_CERTIFICATE, &err));
	CHECK_ERR(parse(&office, &note, TODAY, &read), ERR_REFUSED);
	CHECK_TEXT(err.name, "not_enough_signatures");
}

static void what_is_oddly_written_is_refused(void)
{
	static const char *const odd[][2] = { { "version 7", "version 07" },
		                              { "use pass-numerique/bundle",
		                                "use pass-numerique/bumble" },
		                              { "version 7\n", "version 7\n\t" },
		                              { "issued 2024-10-03", "issued 2025-10-03" },
		                              { "\nkey", "\nmore 1\nkey" } };
	OFFICE;

	CHECK_OK(certificate_format(&office.certificate, &note, &err));
	for (size_t i = 0; i < COUNT_OF(odd); i++) {
		AUTO(buf_release) struct buf other = { 0 };
		const char *at = strstr(note.data, odd[i][0]);

		buf_add(&other, note.data, (size_t)(at - note.data));
		buf_adds(&other, odd[i][1]);
		buf_adds(&other, at + strlen(odd[i][0]));
		if (notary_sign(&other, office.root, "root", PURPOSE_CERTIFICATE, &err))
			CHECK_ERR(parse(&office, &other, TODAY, &read), ERR_INPUT);
	}
	CHECK_OK(notary_sign(&note, office.root, "root", PURPOSE_CERTIFICATE, &err));
	CHECK_OK(parse(&office, &note, TODAY, &read));
}

CHECK_MAIN({ "a_certificate_is_read_back", a_certificate_is_read_back },
           { "only_the_root_certifies", only_the_root_certifies },
           { "what_is_oddly_written_is_refused", what_is_oddly_written_is_refused })
