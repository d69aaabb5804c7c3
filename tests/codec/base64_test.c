#include "codec/base64.h"

#include "base/auto.h"
#include "check.h"

/* RFC 4648 section 10. */
static const char *const pairs[][2] = {
	{ "", "" },
	{ "f", "Zg==" },
	{ "fo", "Zm8=" },
	{ "foo", "Zm9v" },
	{ "foob", "Zm9vYg==" },
	{ "fooba", "Zm9vYmE=" },
	{ "foobar", "Zm9vYmFy" },
};

static void the_vectors_of_rfc_4648_match_both_ways(void)
{
	for (size_t i = 0; i < COUNT_OF(pairs); i++) {
		AUTO(buf_release) struct buf text = { 0 }, bytes = { 0 };

		base64_format(&text, pairs[i][0], strlen(pairs[i][0]));
		CHECK_TEXT(buf_text(&text), pairs[i][1]);
		CHECK(base64_parse(&bytes, pairs[i][1], strlen(pairs[i][1])));
		CHECK_TEXT(buf_text(&bytes), pairs[i][0]);
	}
}

static void every_byte_survives(void)
{
	AUTO(buf_release) struct buf text = { 0 }, bytes = { 0 };
	unsigned char all[256];

	for (int i = 0; i < 256; i++)
		all[i] = (unsigned char)i;
	base64_format(&text, all, sizeof all);
	CHECK(base64_parse(&bytes, text.data, text.size));
	CHECK_INT(bytes.size, 256);
	CHECK_BYTES(bytes.data, all, 256);
}

static void a_second_spelling_is_refused(void)
{
	static const char *const bad[] = { "Zg=",  "Zg",       "Zh==",   "Zm9=",   "Zg==Zg==",
		                           "=m9v", "Z===",     "Zm9v\n", "Zm 9v",  "Zm-v",
		                           "====", "Zm9v====", "Zm_v",   "Zm9\xc3" };
	AUTO(buf_release) struct buf bytes = { 0 };

	buf_adds(&bytes, "kept");
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		if (base64_parse(&bytes, bad[i], strlen(bad[i])))
			CHECK_FAIL("accepted \"%s\"", bad[i]);
		CHECK_TEXT(buf_text(&bytes), "kept");
		CHECK_INT(bytes.size, 4);
	}
	CHECK(!base64_parse(&bytes, "Zm\0v", 4));
}

CHECK_MAIN({ "the_vectors_of_rfc_4648_match_both_ways", the_vectors_of_rfc_4648_match_both_ways },
           { "every_byte_survives", every_byte_survives },
           { "a_second_spelling_is_refused", a_second_spelling_is_refused })
