#include "base/buf.h"

#include <stdlib.h>

#include "base/auto.h"
#include "check.h"
#include "freed.h"

static void everything_added_is_there(void)
{
	AUTO(buf_release) struct buf b = { 0 };
	struct err err = { 0 };

	CHECK_TEXT(buf_text(&b), "");
	for (int i = 0; i < 1000; i++)
		buf_addf(&b, "%d,", i);
	buf_addc(&b, 'x');
	buf_add(&b, "\0y", 2);
	CHECK_INT(b.size, 3893);
	CHECK_BYTES(b.data + b.size - 4, ",x\0y", 4);
	CHECK_OK(buf_check(&b, &err));
	buf_clear(&b);
	CHECK_TEXT(buf_text(&b), "");
}

static void taking_hands_the_bytes_over(void)
{
	AUTO(buf_release) struct buf b = { 0 };
	char *taken = buf_take(&b);

	CHECK_TEXT(taken, "");
	free(taken);
	buf_adds(&b, "hello");
	taken = buf_take(&b);
	CHECK_TEXT(taken, "hello");
	free(taken);
	CHECK_INT(b.size, 0);
}

static void impossible_sizes_are_remembered(void)
{
	AUTO(buf_release) struct buf b = { 0 };
	struct err err = { 0 };

	buf_add(&b, "", SIZE_MAX);
	CHECK_ERR(buf_check(&b, &err), ERR_SYSTEM);
	CHECK(buf_take(&b) == NULL);
}

/* However it grew, and whether its bytes were forgotten, handed over or too many. */
static void secret_bytes_are_left_nowhere(void)
{
	for (int is_secret = 0; is_secret < 2; is_secret++) {
		struct buf b = { .is_secret = is_secret };

		freed_blocks = freed_with_secret = 0;
		buf_adds(&b, freed_secret);
		for (int i = 0; i < 10; i++)
			buf_addf(&b, "%0*d", 100 << i, i);
		CHECK_BYTES(b.data, freed_secret, sizeof freed_secret - 1);
		CHECK_INT(b.size, sizeof freed_secret - 1 + 102300);
		buf_release(&b);
		CHECK(freed_blocks > 5);
		CHECK_INT(freed_with_secret > 0, !is_secret);
	}
	for (int how = 0; how < 2; how++) {
		struct buf b = { .is_secret = !how };

		freed_with_secret = 0;
		buf_adds(&b, freed_secret);
		if (how) {
			buf_wipe(&b);
		} else {
			buf_clear(&b);
			buf_add(&b, "", SIZE_MAX);
			CHECK(buf_take(&b) == NULL);
		}
		CHECK_INT(freed_with_secret, 0);
	}
}

CHECK_MAIN({ "secret_bytes_are_left_nowhere", secret_bytes_are_left_nowhere },
           { "everything_added_is_there", everything_added_is_there },
           { "taking_hands_the_bytes_over", taking_hands_the_bytes_over },
           { "impossible_sizes_are_remembered", impossible_sizes_are_remembered })
