#include "books.h"
#include "store/journal.h"

struct seen {
	size_t count;
	int64_t ids[8];
	char last[80];
};

static bool see(void *context, const struct journal_line *line, struct err *err)
{
	struct seen *seen = context;

	(void)err;
	seen->ids[seen->count++] = line->id;
	snprintf(seen->last, sizeof seen->last, "%s %s %s %s", line->verb, line->object,
	         line->detail, line->call);
	return true;
}

static struct journal_line line(int64_t at, int64_t account)
{
	return (struct journal_line){ .id = at << 20 | 5,
		                      .at = at,
		                      .account = account,
		                      .verb = "pass.block",
		                      .object = "77",
		                      .call = "c-1",
		                      .detail = "{}" };
}

static void lines_come_newest_first_of_a_period_and_an_account(void)
{
	BOOKS;
	struct journal_page page = { .until_at = 1 << 20, .before_id = INT64_MAX, .limit = 8 };
	struct seen seen = { 0 };

	for (int64_t at = 1; at <= 4; at++) {
		struct journal_line l = line(at, at % 2);

		COMMITTED(journal_add(f.sql, &l, &err));
	}
	CHECK_OK(journal_each(f.sql, &page, see, &seen, &err));
	CHECK_INT(seen.count, 4);
	CHECK_INT(seen.ids[0] >> 20, 4);
	CHECK_INT(seen.ids[3] >> 20, 1);
	CHECK_TEXT(seen.last, "pass.block 77 {} c-1");
	page = (struct journal_page){
		.account = 1, .from_at = 2, .until_at = 4, .before_id = INT64_MAX, .limit = 8
	};
	seen = (struct seen){ 0 };
	CHECK_OK(journal_each(f.sql, &page, see, &seen, &err));
	CHECK_INT(seen.count, 1);
	CHECK_INT(seen.ids[0] >> 20, 3);
	page = (struct journal_page){ .until_at = 9, .before_id = seen.ids[0], .limit = 1 };
	seen = (struct seen){ 0 };
	CHECK_OK(journal_each(f.sql, &page, see, &seen, &err));
	CHECK_INT(seen.count, 1);
	CHECK_INT(seen.ids[0] >> 20, 2);
}

DATABASE_MAIN({ "lines_come_newest_first_of_a_period_and_an_account",
                lines_come_newest_first_of_a_period_and_an_account })
