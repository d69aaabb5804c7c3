#include "base/buf.h"

#include <stdlib.h>

#include "base/auto.h"
#include "check.h"

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

CHECK_MAIN({ "everything_added_is_there", everything_added_is_there },
           { "taking_hands_the_bytes_over", taking_hands_the_bytes_over },
           { "impossible_sizes_are_remembered", impossible_sizes_are_remembered })
