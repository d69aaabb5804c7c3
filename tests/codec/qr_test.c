#include "codec/qr.h"

#include "check.h"

static const char digits[] = "12345678901234567890";

static bool dark(const struct qr *qr, int x, int y)
{
	return qr->dark[y * QR_SIDE + x];
}

/* A finder pattern: dark ring, light ring, dark heart of 3 x 3; a light border towards the inside.
 */
static void check_finder(const struct qr *qr, int left, int top)
{
	for (int y = 0; y < 7; y++)
		for (int x = 0; x < 7; x++) {
			int ring_x = x < 6 - x ? x : 6 - x, ring_y = y < 6 - y ? y : 6 - y;
			int ring = ring_x < ring_y ? ring_x : ring_y;

			CHECK_INT(dark(qr, left + x, top + y), ring != 1);
		}
}

static void a_symbol_has_its_three_finders_and_its_timing(void)
{
	struct err err = { 0 };
	struct qr qr;

	CHECK_OK(qr_encode(&qr, "pass.example", digits, &err));
	check_finder(&qr, 0, 0);
	check_finder(&qr, QR_SIDE - 7, 0);
	check_finder(&qr, 0, QR_SIDE - 7);
	for (int i = 8; i < QR_SIDE - 8; i++) {
		CHECK_INT(dark(&qr, i, 6), i % 2 == 0);
		CHECK_INT(dark(&qr, 6, i), i % 2 == 0);
	}
}

static void the_longest_host_and_token_fit(void)
{
	char most[198];
	struct err err = { 0 };
	struct qr a, b;

	memset(most, '9', 197);
	most[197] = '\0';
	CHECK_OK(qr_encode(&a, "abcdefgh.ijklmnop.xyz12", most, &err));
	most[196] = '8';
	CHECK_OK(qr_encode(&b, "abcdefgh.ijklmnop.xyz12", most, &err));
	CHECK(memcmp(a.dark, b.dark, sizeof a.dark) != 0);
	CHECK_OK(qr_encode(&a, "ABCDEFGH.IJKLMNOP.XYZ12", most, &err));
	CHECK_BYTES(a.dark, b.dark, sizeof a.dark); /* capitals or not: one host */
	CHECK_OK(qr_encode(&a, "127.0.0.1:8080", digits, &err));
}

static void what_does_not_fit_is_refused(void)
{
	static const char *const hosts[] = { "",   "abcdefgh.ijklmnop.xyz123", "a_b", "a/b", "é.fr",
		                             "a b" };
	static const char *const tokens[] = { "", "12a", "-1", "1 2" };
	char more[199];
	struct err err = { 0 };
	struct qr qr;

	for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
		CHECK_ERR(qr_encode(&qr, hosts[i], digits, &err), ERR_INPUT);
		CHECK_TEXT(err.name, "host_unprintable");
	}
	for (size_t i = 0; i < sizeof tokens / sizeof *tokens; i++)
		CHECK_ERR(qr_encode(&qr, "pass.example", tokens[i], &err), ERR_INPUT);
	memset(more, '1', 198);
	more[198] = '\0';
	CHECK_ERR(qr_encode(&qr, "pass.example", more, &err), ERR_INPUT);
}

CHECK_MAIN({ "a_symbol_has_its_three_finders_and_its_timing",
             a_symbol_has_its_three_finders_and_its_timing },
           { "the_longest_host_and_token_fit", the_longest_host_and_token_fit },
           { "what_does_not_fit_is_refused", what_does_not_fit_is_refused })
