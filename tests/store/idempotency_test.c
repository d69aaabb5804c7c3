#include "books.h"
#include "base/auto.h"
#include "store/idempotency.h"

static const struct idempotency claim = { .hash = "aa", .request = "bb", .at = 1000 };

static void a_key_is_claimed_once_and_answered(void)
{
	BOOKS;
	AUTO(buf_release) struct buf reply = { 0 };
	struct idempotency found;
	bool done, there;

	COMMITTED(idempotency_claim(f.sql, &claim, &done, &err));
	CHECK(done);
	COMMITTED(idempotency_claim(f.sql, &claim, &done, &err));
	CHECK(!done);
	COMMITTED(idempotency_answer(f.sql, "aa", "sealed", &err));
	CHECK_OK(idempotency_find(f.sql, "aa", &found, &reply, &there, &err));
	CHECK(there);
	CHECK_TEXT(found.request, "bb");
	CHECK_INT(found.at, 1000);
	CHECK_TEXT(buf_text(&reply), "sealed");
	CHECK_OK(idempotency_find(f.sql, "ab", &found, &reply, &there, &err));
	CHECK(!there);
}

static void what_is_too_old_is_dropped(void)
{
	BOOKS;
	struct buf reply = { 0 };
	struct idempotency found;
	bool done, there;

	COMMITTED(idempotency_claim(f.sql, &claim, &done, &err));
	COMMITTED(idempotency_forget(f.sql, 999, &err));
	CHECK_OK(idempotency_find(f.sql, "aa", &found, &reply, &there, &err));
	CHECK(there);
	COMMITTED(idempotency_forget(f.sql, 1000, &err));
	CHECK_OK(idempotency_find(f.sql, "aa", &found, &reply, &there, &err));
	CHECK(!there);
	buf_release(&reply);
}

DATABASE_MAIN({ "a_key_is_claimed_once_and_answered", a_key_is_claimed_once_and_answered },
              { "what_is_too_old_is_dropped", what_is_too_old_is_dropped })
