/* Lists of redemptions: pages put together are the whole, and nobody sees what is another's. */
#include <stdlib.h>

#include "base/text.h"
#include "domain/redemptions.h"
#include "world.h"

enum { MANY = 60, PAGE = 7 };

struct seen {
	size_t count;
	int64_t ids[2 * MANY];
	char last[REDEMPTION_TEXT_SIZE];
};

static bool see(void *context, const char *id, const struct redemption *redemption,
                int64_t reversed_at, struct err *err)
{
	struct seen *seen = context;

	(void)err, (void)reversed_at;
	if (!CHECK(seen->count < COUNT_OF(seen->ids)))
		return false;
	seen->ids[seen->count++] = redemption->id;
	TEXT_COPY(seen->last, id);
	return true;
}

static struct redemptions_wish wish_all(size_t limit)
{
	return (struct redemptions_wish){
		.until_at = INT64_MAX, .reversed = -1, .after = "", .limit = limit
	};
}

/* Redeem many, in two programmes and two centres, a few in each second; take every ninth back. */
static void make_many(struct world *w, int64_t *ret_other)
{
	struct programme other;
	struct err err = { 0 };
	struct pass pass;

	world_programme(w, &other, WORLD_FUNDED_CENTS);
	for (int i = 0; i < MANY; i++) {
		struct issue_request request = world_request(w);

		if (i % 3 == 0)
			request.programme = other.id;
		world_at(w, world_begins_at() + i / 4);
		CHECK_OK(issue_passes(w->app, &w->agent, &request, &pass, &err));
		CHECK_TEXT(world_redeem(w, i % 2 ? w->centre : w->other_centre,
		                        world_token(w, &pass, 1)),
		           "redeemed");
		if (i % 9 == 0) {
			struct redemption r;

			CHECK_OK(correct_reverse(w->app, &w->office, world_redemption(w), "erreur",
			                         &r, &err));
		}
	}
	*ret_other = other.id;
}

/* The whole list page by page, for each caller and each filter, against one query. */
static void check_pages(struct world *w, const struct caller *caller, struct redemptions_wish wish,
                        const char *where)
{
	struct seen whole = { 0 }, paged = { 0 };
	struct err err = { 0 };
	char text[300];
	size_t before;
	int64_t count;

	wish.limit = 2 * MANY;
	CHECK_OK(redemptions_list(w->app, caller, &wish, see, &whole, &err));
	snprintf(text, sizeof text,
	         "SELECT COUNT(*) FROM spent x LEFT JOIN reversal r ON r.redemption = x.id"
	         " WHERE x.cause = 1 AND %s",
	         where);
	count = world_count(w, text);
	CHECK(count > 0);
	CHECK_INT(whole.count, count);
	wish.limit = PAGE;
	do {
		before = paged.count;
		CHECK_OK(redemptions_list(w->app, caller, &wish, see, &paged, &err));
		wish.after = paged.last;
	} while (paged.count == before + PAGE);
	CHECK_INT(paged.count, whole.count);
	CHECK_BYTES(paged.ids, whole.ids, whole.count * sizeof *whole.ids);
}

static void pages_put_together_are_the_whole(void)
{
	WORLD;
	struct redemptions_wish wish;
	char where[80];
	int64_t other;

	make_many(&w, &other);
	check_pages(&w, &w.office, wish_all(0), "1 = 1");
	check_pages(&w, &w.payer, wish_all(0), "1 = 1");
	snprintf(where, sizeof where, "x.centre = %lld", (long long)w.centre);
	check_pages(&w, &w.mediator, wish_all(0), where);
	wish = wish_all(0);
	wish.reversed = 1;
	check_pages(&w, &w.office, wish, "r.at IS NOT NULL");
	wish.reversed = 0;
	check_pages(&w, &w.payer, wish, "r.at IS NULL");
	wish = wish_all(0);
	wish.programme = other;
	snprintf(where, sizeof where, "x.programme = %lld", (long long)other);
	check_pages(&w, &w.payer, wish, where);
	wish.centre = w.other_centre;
	snprintf(where, sizeof where, "x.programme = %lld AND x.centre = %lld", (long long)other,
	         (long long)w.other_centre);
	check_pages(&w, &w.office, wish, where);
	check_pages(&w, &w.payer, wish, where);
	wish = wish_all(0);
	wish.from_at = world_begins_at() + 3;
	wish.until_at = world_begins_at() + 9;
	snprintf(where, sizeof where, "x.at >= %lld AND x.at < %lld", (long long)wish.from_at,
	         (long long)wish.until_at);
	check_pages(&w, &w.payer, wish, where);
}

static void what_is_another_s_is_missing(void)
{
	WORLD;
	struct caller auditor = { .role = ROLE_AUDITOR }, nobody = { .role = ROLE_ANYONE },
		      patron = { .role = ROLE_FUNDER, .funder = w.funder.id + 1 };
	struct redemptions_wish wish = wish_all(9);
	struct pass pass = world_issue(&w);
	AUTO(buf_release) struct buf first = { 0 }, again = { 0 };
	struct redemption_story story;
	struct seen seen = { 0 };
	const char *id;

	world_redeem(&w, w.centre, world_token(&w, &pass, 2));
	CHECK_OK(redeem_receipt(w.app, &w.last.redemption, &first, &err));
	id = world_redemption(&w);
	CHECK_OK(redemption_find(w.app, &w.mediator, id, &story, &err));
	CHECK_OK(redemption_find(w.app, &w.payer, id, &story, &err));
	CHECK_OK(redemption_find(w.app, &auditor, id, &story, &err));
	CHECK_OK(redeem_receipt(w.app, &story.redemption, &again, &err));
	CHECK_TEXT(buf_text(&again), buf_text(&first));
	CHECK_NAMED(redemption_find(w.app, &w.other_mediator, id, &story, &err), ERR_MISSING,
	            "no_redemption");
	CHECK_NAMED(redemption_find(w.app, &patron, id, &story, &err), ERR_MISSING,
	            "no_redemption");
	CHECK_NAMED(redemption_find(w.app, &w.agent, id, &story, &err), ERR_MISSING,
	            "no_redemption");
	CHECK_ERR(redemptions_list(w.app, &nobody, &wish, see, &seen, &err), ERR_FORBIDDEN);
	CHECK_ERR(redemptions_list(w.app, &w.agent, &wish, see, &seen, &err), ERR_FORBIDDEN);
	wish.after = id;
	CHECK_NAMED(redemptions_list(w.app, &w.other_mediator, &wish, see, &seen, &err), ERR_INPUT,
	            "bad_after");
	CHECK_NAMED(redemptions_list(w.app, &patron, &wish, see, &seen, &err), ERR_INPUT,
	            "bad_after");
	CHECK_INT(seen.count, 0);
}

DATABASE_MAIN({ "pages_put_together_are_the_whole", pages_put_together_are_the_whole },
              { "what_is_another_s_is_missing", what_is_another_s_is_missing })
