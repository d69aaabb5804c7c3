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

static bool claim_one(struct sql *sql, const char *hash, const char *request, int64_t at)
{
	struct idempotency one = { .at = at };
	struct idempotency_share share = { &one, false };
	struct err err = { 0 };

	snprintf(one.hash, sizeof one.hash, "%s", hash);
	snprintf(one.request, sizeof one.request, "%s", request);
	CHECK_OK(sql_begin(sql, &err));
	CHECK_OK(idempotency_claim_each(sql, &share, 1, at - 100, &err));
	CHECK_OK(sql_commit(sql, &err));
	return share.same;
}

static void a_hash_is_for_one_request_until_it_is_old(void)
{
	BOOKS;
	struct idempotency two[] = { { .hash = "x", .request = "1", .at = 1 },
		                     { .hash = "x", .request = "2", .at = 1 } };
	struct idempotency_share shares[] = { { &two[0], false },
		                              { &two[1], true },
		                              { &two[0], false } };
	bool done;

	COMMITTED(idempotency_claim(f.sql, &claim, &done, &err));
	COMMITTED(idempotency_answer(f.sql, "aa", "sealed", &err));
	CHECK(claim_one(f.sql, "aa", "bb", 1100));
	CHECK(!claim_one(f.sql, "aa", "cc", 1100));
	CHECK(!claim_one(f.sql, "aa", "", 1100));
	CHECK(claim_one(f.sql, "ab", "cc", 1100));
	CHECK(claim_one(f.sql, "aa", "cc", 1101));
	CHECK(!claim_one(f.sql, "aa", "bb", 1101));
	COMMITTED(idempotency_claim_each(f.sql, shares, 3, 0, &err));
	CHECK(shares[0].same && !shares[1].same && shares[2].same);
}

DATABASE_MAIN({ "a_key_is_claimed_once_and_answered", a_key_is_claimed_once_and_answered },
              { "what_is_too_old_is_dropped", what_is_too_old_is_dropped },
              { "a_hash_is_for_one_request_until_it_is_old",
                a_hash_is_for_one_request_until_it_is_old })
