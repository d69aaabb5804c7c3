#include "crypto/code.h"

#include "base/auto.h"
#include "check.h"
#include "crypto/crypto.h"
#include "crypto/feistel.h"
#include "crypto/opaque.h"
#include "crypto/random.h"
#include "crypto/tag.h"

static struct err err;

static void open_master(struct master **ret)
{
	struct master_lock lock;

	CHECK_OK(crypto_open(&err));
	CHECK_OK(master_open_new(ret, "k", 1, &lock, &err));
}

static int bits_that_differ(uint64_t a, uint64_t b)
{
	return __builtin_popcountll(a ^ b);
}

static void codes_come_back_as_serial_and_number(void)
{
	static const int64_t serials[] = { 0, 1, 2, 12345, INT32_MAX, UINT32_MAX };
	AUTO(master_close) struct master *master = NULL;

	open_master(&master);
	for (size_t i = 0; i < COUNT_OF(serials) * 16; i++) {
		char code[VOUCHER_CODE_SIZE], again[VOUCHER_CODE_SIZE];
		int64_t serial = -1;
		int number = -1;
		uint64_t bits;

		code_format(master, serials[i / 16], (int)(i % 16), code);
		CHECK_INT(typed_code_parse(code, &bits, again), TYPED_CODE_EXACT);
		CHECK(code_find(master, bits, &serial, &number));
		CHECK_INT(serial, serials[i / 16]);
		CHECK_INT(number, i % 16);
	}
}

static void guesses_and_foreign_codes_are_not_ours(void)
{
	AUTO(master_close) struct master *master = NULL, *other = NULL;
	int64_t serial = 42;
	int number = 42, found = 0;

	open_master(&master);
	open_master(&other);
	for (int i = 0; i < 20000; i++) {
		char code[VOUCHER_CODE_SIZE], again[VOUCHER_CODE_SIZE];
		uint64_t bits;

		code_format(other, i / 10, i % 10, code);
		CHECK_INT(typed_code_parse(code, &bits, again), TYPED_CODE_EXACT);
		found += code_find(master, bits, &serial, &number);
	}
	if (found > 15) /* 1.2 expected */
		CHECK_FAIL("%d of 20000 foreign codes were found", found);
	CHECK(!code_find(master, UINT64_C(1) << 50, &serial, &number));
	CHECK(!code_find(master, UINT64_MAX, &serial, &number));
}

/* Neighbours in serial or number: their codes share bits only as unrelated numbers do. */
static void neighbouring_codes_look_unrelated(void)
{
	AUTO(master_close) struct master *master = NULL;
	int64_t sum = 0;

	open_master(&master);
	for (int i = 0; i < 2000; i++) {
		char code[VOUCHER_CODE_SIZE];
		uint64_t a, b;

		code_format(master, i / 2, 1, code);
		typed_code_parse(code, &a, code);
		code_format(master, i / 2 + i % 2, 1 + !(i % 2), code);
		typed_code_parse(code, &b, code);
		sum += bits_that_differ(a, b);
	}
	CHECK(sum > 24 * 2000 && sum < 26 * 2000); /* 25 of 50 on average, 0.08 of deviation */
}

static void the_permutation_is_one_on_a_small_domain(void)
{
	unsigned char key[32] = { 7 }, seen[1 << 12] = { 0 };

	for (uint64_t v = 0; v < sizeof seen; v++) {
		uint64_t hidden = feistel_hide(key, 6, v);

		CHECK(hidden < sizeof seen);
		seen[hidden]++;
		CHECK_INT(feistel_show(key, 6, hidden), v);
	}
	for (size_t i = 0; i < sizeof seen; i++)
		CHECK_INT(seen[i], 1);
}

/* Whichever input bit changes, every output bit follows in half of the cases. */
static void every_bit_depends_on_every_bit(void)
{
	unsigned char key[32] = { 7 };

	for (int in = 0; in < 50; in++) {
		int flips[50] = { 0 };

		for (uint64_t v = 0; v < 200; v++) {
			uint64_t changed =
				feistel_hide(key, 25, v * 0x123456789ab % (1ull << 50)) ^
				feistel_hide(key, 25,
			                     (v * 0x123456789ab % (1ull << 50)) ^ 1ull << in);

			for (int out = 0; out < 50; out++)
				flips[out] += changed >> out & 1;
		}
		for (int out = 0; out < 50; out++)
			if (flips[out] < 50 || flips[out] > 150) /* 100, 7 of deviation */
				CHECK_FAIL("bit %d moves bit %d %d times of 200", in, out,
				           flips[out]);
	}
}

static void ids_are_shown_without_their_structure(void)
{
	static const int64_t ids[] = {
		0, 1, 2, 255, 256, (INT64_C(1) << 60) - 1, INT64_C(1) << 59
	};
	AUTO(master_close) struct master *master = NULL;
	char text[OPAQUE_SIZE], other[OPAQUE_SIZE];
	int64_t id = -1;
	int alike = 0;

	open_master(&master);
	for (size_t i = 0; i < COUNT_OF(ids); i++) {
		opaque_format(master, ids[i], text);
		CHECK_INT(strlen(text), 12);
		CHECK_INT(strspn(text, "0123456789abcdefghjkmnpqrstvwxyz"), 12);
		CHECK(opaque_parse(master, text, &id));
		CHECK_INT(id, ids[i]);
	}
	for (int64_t i = 0; i < 1000; i++) {
		opaque_format(master, i, text);
		opaque_format(master, i + 1, other);
		for (int at = 0; at < 12; at++)
			alike += text[at] == other[at];
	}
	CHECK(alike > 200 && alike < 560); /* 375 of 12000 expected */
}

static void an_id_has_one_spelling(void)
{
	AUTO(master_close) struct master *master = NULL;
	char text[OPAQUE_SIZE + 2];
	int64_t id = 42;

	open_master(&master);
	CHECK(opaque_parse(master, "0123456789ab", &id));
	id = 42;
	CHECK(!opaque_parse(master, "o123456789ab", &id));
	CHECK(!opaque_parse(master, "0123456789AB", &id));
	CHECK(!opaque_parse(master, "0123-456789ab", &id));
	CHECK(!opaque_parse(master, "0123456789a", &id));
	CHECK(!opaque_parse(master, "0123456789abc", &id));
	CHECK(!opaque_parse(master, "", &id));
	snprintf(text, sizeof text, "0123456789ab\n");
	CHECK(!opaque_parse(master, text, &id));
	CHECK_INT(id, 42);
}

static void tags_depend_on_each_part_and_on_the_key(void)
{
	AUTO(master_close) struct master *master = NULL, *other = NULL;
	unsigned char tags[6][TAG_SIZE];

	open_master(&master);
	open_master(&other);
	tag_voucher(master, 1, 2, 3, tags[0]);
	tag_voucher(master, 2, 2, 3, tags[1]);
	tag_voucher(master, 1, 3, 3, tags[2]);
	tag_voucher(master, 1, 2, 4, tags[3]);
	tag_voucher(other, 1, 2, 3, tags[4]);
	tag_voucher(master, 1, 2, 3, tags[5]);
	CHECK_BYTES(tags[0], tags[5], TAG_SIZE);
	for (int i = 0; i < 5; i++)
		for (int j = 0; j < i; j++)
			CHECK(memcmp(tags[i], tags[j], TAG_SIZE) != 0);
}

static void nonces_are_positive_and_belong_to_who_chose_them(void)
{
	AUTO(master_close) struct master *master = NULL;

	open_master(&master);
	CHECK_INT(tag_nonce(master, 1, "abc"), tag_nonce(master, 1, "abc"));
	CHECK(tag_nonce(master, 1, "abc") != tag_nonce(master, 2, "abc"));
	CHECK(tag_nonce(master, 1, "abc") != tag_nonce(master, 1, "abd"));
	for (int i = 0; i < 200; i++)
		CHECK(tag_nonce(master, i, "") > 0);
}

static void random_numbers_use_all_their_bits_and_no_more(void)
{
	int64_t any = 0, all = -1;

	CHECK_OK(crypto_open(&err));
	for (int i = 0; i < 200; i++) {
		int64_t value = random_bits(48);

		any |= value;
		all &= value;
		CHECK(random_bits(1) >> 1 == 0);
	}
	CHECK_INT(any, (INT64_C(1) << 48) - 1);
	CHECK_INT(all, 0);
}

CHECK_MAIN({ "codes_come_back_as_serial_and_number", codes_come_back_as_serial_and_number },
           { "guesses_and_foreign_codes_are_not_ours", guesses_and_foreign_codes_are_not_ours },
           { "neighbouring_codes_look_unrelated", neighbouring_codes_look_unrelated },
           { "the_permutation_is_one_on_a_small_domain", the_permutation_is_one_on_a_small_domain },
           { "every_bit_depends_on_every_bit", every_bit_depends_on_every_bit },
           { "ids_are_shown_without_their_structure", ids_are_shown_without_their_structure },
           { "an_id_has_one_spelling", an_id_has_one_spelling },
           { "tags_depend_on_each_part_and_on_the_key", tags_depend_on_each_part_and_on_the_key },
           { "nonces_are_positive_and_belong_to_who_chose_them",
             nonces_are_positive_and_belong_to_who_chose_them },
           { "random_numbers_use_all_their_bits_and_no_more",
             random_numbers_use_all_their_bits_and_no_more })
