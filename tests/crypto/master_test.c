#include "crypto/master.h"

#include <stdlib.h>

#include "base/auto.h"
#include "check.h"
#include "crypto/crypto.h"
#include "crypto/subkey.h"

static struct err err;
static struct master_lock lock;

static bool opens(struct master **ret, const char *key_file, size_t size)
{
	return master_open(ret, key_file, size, &lock, &err);
}

static void the_same_key_file_opens_the_same_secrets(void)
{
	AUTO(master_close) struct master *made = NULL, *again = NULL;

	CHECK_OK(crypto_open(&err));
	CHECK_OK(master_open_new(&made, "une phrase de passe", 19, &lock, &err));
	CHECK_OK(opens(&again, "une phrase de passe", 19));
	for (int i = 0; i < SUBKEY__COUNT; i++)
		CHECK_BYTES(subkey_of(again, (enum subkey)i), subkey_of(made, (enum subkey)i),
		            SUBKEY_SIZE);
}

static void sub_keys_differ_from_each_other_and_between_installations(void)
{
	AUTO(master_close) struct master *a = NULL, *b = NULL;
	struct master_lock lock_a, lock_b;

	CHECK_OK(master_open_new(&a, "k", 1, &lock_a, &err));
	CHECK_OK(master_open_new(&b, "k", 1, &lock_b, &err));
	CHECK(strcmp(lock_a.salt, lock_b.salt) != 0);
	CHECK(strcmp(lock_a.probe, lock_b.probe) != 0);
	for (int i = 0; i < SUBKEY__COUNT; i++) {
		CHECK(memcmp(subkey_of(a, (enum subkey)i), subkey_of(b, (enum subkey)i), 32) != 0);
		for (int j = 0; j < i; j++)
			CHECK(memcmp(subkey_of(a, (enum subkey)i), subkey_of(a, (enum subkey)j),
			             32) != 0);
	}
}

static void a_wrong_key_file_is_refused_in_a_sentence(void)
{
	AUTO(master_close) struct master *made = NULL, *none = NULL;

	CHECK_OK(master_open_new(&made, "right", 5, &lock, &err));
	CHECK_ERR(opens(&none, "wrong", 5), ERR_REFUSED);
	CHECK_TEXT(err.name, "wrong_key_file");
	CHECK_TEXT(err.text, "the key file does not open this installation's secrets");
	CHECK_ERR(opens(&none, "right ", 6), ERR_REFUSED);
	CHECK_ERR(opens(&none, "right\n\n", 7), ERR_REFUSED);
	CHECK(none == NULL);
}

static void one_line_feed_at_the_end_does_not_count(void)
{
	AUTO(master_close) struct master *made = NULL, *a = NULL, *b = NULL;

	CHECK_OK(master_open_new(&made, "phrase\n", 7, &lock, &err));
	CHECK_OK(opens(&a, "phrase", 6));
	CHECK_OK(opens(&b, "phrase\r\n", 8));
}

static void key_files_may_hold_any_bytes_but_not_none_and_not_too_many(void)
{
	AUTO(master_close) struct master *made = NULL, *again = NULL, *none = NULL;
	char bytes[MASTER_KEY_FILE_SIZE_MAX + 1];

	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)i;
	CHECK_OK(master_open_new(&made, bytes, MASTER_KEY_FILE_SIZE_MAX, &lock, &err));
	CHECK_OK(opens(&again, bytes, MASTER_KEY_FILE_SIZE_MAX));
	bytes[1] ^= 1; /* after a '\0' */
	CHECK_ERR(opens(&none, bytes, MASTER_KEY_FILE_SIZE_MAX), ERR_REFUSED);
	CHECK_ERR(opens(&none, bytes, sizeof bytes), ERR_INPUT);
	CHECK_TEXT(err.name, "key_file_too_large");
	CHECK_ERR(opens(&none, "", 0), ERR_INPUT);
	CHECK_ERR(opens(&none, "\n", 1), ERR_INPUT);
	CHECK_TEXT(err.name, "empty_key_file");
}

static void another_key_file_may_lock_the_same_secrets(void)
{
	AUTO(master_close) struct master *made = NULL, *again = NULL, *none = NULL;

	CHECK_OK(master_open_new(&made, "old", 3, &lock, &err));
	CHECK_OK(master_lock_again(made, "new", 3, &lock, &err));
	CHECK_OK(opens(&again, "new", 3));
	CHECK_BYTES(subkey_of(again, SUBKEY_CODE), subkey_of(made, SUBKEY_CODE), SUBKEY_SIZE);
	CHECK_ERR(opens(&none, "old", 3), ERR_REFUSED);
}

static void a_damaged_lock_is_told(void)
{
	AUTO(master_close) struct master *made = NULL, *none = NULL;

	CHECK_OK(master_open_new(&made, "k", 1, &lock, &err));
	lock.probe[40] = lock.probe[40] == 'A' ? 'B' : 'A';
	CHECK_ERR(opens(&none, "k", 1), ERR_REFUSED);
	lock.salt[3] = '*';
	CHECK_ERR(opens(&none, "k", 1), ERR_SYSTEM);
	*lock.salt = '\0';
	CHECK_ERR(opens(&none, "k", 1), ERR_SYSTEM);
}

static void what_is_sealed_opens_whole_and_under_its_name_only(void)
{
	AUTO(master_close) struct master *master = NULL;
	AUTO(buf_release) struct buf text = { 0 }, second = { 0 };
	char out[7] = "";

	CHECK_OK(master_open_new(&master, "k", 1, &lock, &err));
	CHECK_OK(master_seal(master, "a", "secret", 6, &text, &err));
	CHECK_OK(master_seal(master, "a", "secret", 6, &second, &err));
	CHECK(strcmp(buf_text(&text), buf_text(&second)) != 0);
	CHECK_OK(master_unseal(master, "a", buf_text(&text), out, 6, &err));
	CHECK_TEXT(out, "secret");
	CHECK_ERR(master_unseal(master, "b", buf_text(&text), out, 6, &err), ERR_REFUSED);
	CHECK_ERR(master_unseal(master, "a", buf_text(&text), out, 5, &err), ERR_REFUSED);
	CHECK_ERR(master_unseal(master, "a", "", out, 6, &err), ERR_REFUSED);
	for (size_t i = 0; i < text.size; i++) {
		char kept = text.data[i];

		text.data[i] = kept == 'A' ? 'B' : 'A';
		if (master_unseal(master, "a", buf_text(&text), out, 6, &err))
			CHECK_FAIL("symbol %zu may be changed", i);
		text.data[i] = kept;
	}
}

CHECK_MAIN({ "the_same_key_file_opens_the_same_secrets", the_same_key_file_opens_the_same_secrets },
           { "sub_keys_differ_from_each_other_and_between_installations",
             sub_keys_differ_from_each_other_and_between_installations },
           { "a_wrong_key_file_is_refused_in_a_sentence",
             a_wrong_key_file_is_refused_in_a_sentence },
           { "one_line_feed_at_the_end_does_not_count", one_line_feed_at_the_end_does_not_count },
           { "key_files_may_hold_any_bytes_but_not_none_and_not_too_many",
             key_files_may_hold_any_bytes_but_not_none_and_not_too_many },
           { "another_key_file_may_lock_the_same_secrets",
             another_key_file_may_lock_the_same_secrets },
           { "a_damaged_lock_is_told", a_damaged_lock_is_told },
           { "what_is_sealed_opens_whole_and_under_its_name_only",
             what_is_sealed_opens_whole_and_under_its_name_only })
