/* What is hidden cannot be worked out: an attacker who knows the rule, the total and every count
 * that is shown tries everything that could have been. */
#include "domain/guard.h"

#include "base/auto.h"
#include "check.h"

enum { CELLS_MAX = 4, TOTAL_MAX = 30, OUTPUTS_MAX = 4096 };

/* One answer, and for each of its hidden cells the values it had in some truth that gives it. */
struct output {
	int64_t shown[CELLS_MAX];
	uint64_t seen[CELLS_MAX]; /* bits 1 << value */
};

static struct output outputs[OUTPUTS_MAX];
static size_t outputs_count;

static void note(const int64_t *truth, const int64_t *shown, size_t count)
{
	struct output *output = outputs;

	while (output < outputs + outputs_count &&
	       memcmp(output->shown, shown, count * sizeof *shown))
		output++;
	if (output == outputs + outputs_count) {
		if (!CHECK(outputs_count < OUTPUTS_MAX))
			return;
		outputs_count++;
		*output = (struct output){ 0 };
		memcpy(output->shown, shown, count * sizeof *shown);
	}
	for (size_t i = 0; i < count; i++)
		output->seen[i] |= UINT64_C(1) << truth[i];
}

static void guard_and_note(const int64_t *truth, size_t count, int64_t total, int threshold)
{
	int64_t shown[CELLS_MAX], *cells[CELLS_MAX];

	for (size_t i = 0; i < count; i++) {
		shown[i] = truth[i];
		cells[i] = &shown[i];
	}
	guard_parts(cells, count, total, threshold);
	note(truth, shown, count);
}

/* Every way to make up the total of what is left from cell `from` on. */
static void try_all(int64_t *truth, size_t from, size_t count, int64_t left,
                    const int64_t limits[2])
{
	if (from == count - 1) {
		truth[from] = left;
		guard_and_note(truth, count, limits[0], (int)limits[1]);
		return;
	}
	for (truth[from] = 0; truth[from] <= left; truth[from]++)
		try_all(truth, from + 1, count, left - truth[from], limits);
}

static int pinned(size_t count, int64_t total, int threshold)
{
	const uint64_t small = (UINT64_C(1) << threshold) - 2; /* 1 ... threshold - 1 */
	int64_t truth[CELLS_MAX], limits[2] = { total, threshold };
	int found = 0;

	outputs_count = 0;
	try_all(truth, 0, count, total, limits);
	for (size_t k = 0; k < outputs_count; k++)
		for (size_t i = 0; i < count; i++)
			found += outputs[k].shown[i] == GUARD_HIDDEN &&
			         (outputs[k].seen[i] & small) &&
			         (outputs[k].seen[i] & (outputs[k].seen[i] - 1)) == 0;
	return found;
}

static void no_hidden_part_can_be_worked_out_from_the_rest(void)
{
	for (int threshold = 3; threshold <= 5; threshold += 2)
		for (size_t count = 2; count <= CELLS_MAX; count++)
			for (int64_t total = threshold; total <= (count == 4 ? 20 : TOTAL_MAX);
			     total++)
				if (pinned(count, total, threshold))
					CHECK_FAIL("%zu parts of %lld, threshold %d", count,
					           (long long)total, threshold);
}

/* The interval in which a count lies that is shown as that. */
static bool could_be(int64_t shown, int64_t count)
{
	return shown == GUARD_HIDDEN || (count >= shown && count <= shown + 4 && (shown || !count));
}

static struct figures_passes came(int64_t issued, int64_t started, int64_t used)
{
	return (struct figures_passes){
		.issued = issued, .handed_out = issued, .started = started, .used = used
	};
}

/* Two answers, of two lines or of two days: whenever the true difference is small, any other small
 * difference would have been answered the same, for some truth. */
static void no_difference_of_two_answers_is_a_small_number(void)
{
	enum { ISSUED = 60 };

	for (int64_t more = 5; more <= ISSUED; more++)
		for (int64_t less = 1; less <= more; less++) {
			struct figures_passes first = came(ISSUED, less, 0),
					      second = came(ISSUED, more, less);
			int64_t difference = more - less;

			guard_passes(&first, 5);
			guard_passes(&second, 5);
			CHECK(could_be(first.started, less) && could_be(second.started, more));
			if (difference == 0 || difference >= 5 || first.started == GUARD_HIDDEN ||
			    second.started == GUARD_HIDDEN)
				continue;
			for (int64_t other = 1; other < 5; other++) {
				bool possible = false;

				for (int64_t x = 1; x <= ISSUED; x++)
					possible |= could_be(first.started, x) &&
					            could_be(second.started, x + other);
				if (!possible)
					CHECK_FAIL("%lld less %lld cannot be %lld",
					           (long long)second.started,
					           (long long)first.started, (long long)other);
			}
			/* The same within one answer: who came and whose use stands. */
			CHECK(second.started % 5 == 0);
			CHECK(second.used == GUARD_HIDDEN || second.used % 5 == 0);
		}
}

/* Cells of which a person may be in several: from nothing that is shown must a hidden one that is
 * small be more than 1. The attacker knows the total. */
static void no_hidden_cell_of_several_is_told_by_the_total(void)
{
	enum { MOST = 14 };
	int hidden = 0;

	for (int64_t a = 0; a <= MOST; a++)
		for (int64_t b = 0; b <= MOST; b++)
			for (int64_t c = 1; c < 5; c++)
				for (int64_t total = 1; total <= a + b + c; total++) {
					int64_t shown[] = { a, b, c };
					int64_t *const cells[] = { &shown[0], &shown[1],
						                   &shown[2] };
					int64_t least = total;

					guard_overlapping(cells, 3, total, 5);
					CHECK_INT(shown[2], GUARD_HIDDEN);
					for (int i = 0; i < 2; i++) {
						CHECK(could_be(shown[i], i ? b : a));
						least -= shown[i] == GUARD_HIDDEN ? total
						         : shown[i]               ? shown[i] + 4
						                                  : 0;
						hidden += shown[i] == GUARD_HIDDEN &&
						          (i ? b : a) >= 5;
					}
					if (least > 1)
						CHECK_FAIL("%lld, %lld, %lld of %lld tell %lld",
						           (long long)a, (long long)b, (long long)c,
						           (long long)total, (long long)least);
				}
	CHECK(hidden > 0); /* sometimes a large one must go too */
}

static void who_did_not_come_is_not_told_either(void)
{
	for (int64_t issued = 5; issued < 120; issued++)
		for (int64_t started = 0; started <= issued; started++) {
			struct figures_passes p = came(issued, started, started);
			int64_t rest = issued - started;

			guard_passes(&p, 5);
			CHECK_INT(p.issued, issued);
			if (p.started == GUARD_HIDDEN || rest == 0 || rest >= 5)
				continue;
			CHECK_FAIL("%lld of %lld", (long long)started, (long long)issued);
		}
}

static void nothing_is_hidden_from_who_keeps_the_books(void)
{
	struct figures_passes p = came(3, 2, 1), before = p;

	guard_passes(&p, 0);
	CHECK_BYTES(&p, &before, sizeof p);
	guard_passes(&p, 5);
	CHECK_INT(p.issued, GUARD_HIDDEN);
	CHECK_INT(p.started, GUARD_HIDDEN);
}

static void large_numbers_stay_close_to_what_they_are(void)
{
	struct figures_passes p = { .issued = 1249,
		                    .handed_out = 1180,
		                    .started = 685,
		                    .used = 681,
		                    .finished = 170,
		                    .blocked = 18,
		                    .replaced = 18,
		                    .levels = { { 0, 7, 3 }, { 500, 180, 214 }, { 345 } } };

	guard_passes(&p, 5);
	CHECK_INT(p.handed_out, 1180);
	CHECK_INT(p.used, 680);
	CHECK_INT(p.blocked, 15);
	CHECK_INT(p.expired, 0);
	CHECK_INT(p.levels[0][1], 5);
	CHECK_INT(p.levels[0][2], GUARD_HIDDEN);
	CHECK_INT(p.levels[1][2], 210);
}

CHECK_MAIN({ "no_hidden_part_can_be_worked_out_from_the_rest",
             no_hidden_part_can_be_worked_out_from_the_rest },
           { "no_difference_of_two_answers_is_a_small_number",
             no_difference_of_two_answers_is_a_small_number },
           { "no_hidden_cell_of_several_is_told_by_the_total",
             no_hidden_cell_of_several_is_told_by_the_total },
           { "who_did_not_come_is_not_told_either", who_did_not_come_is_not_told_either },
           { "nothing_is_hidden_from_who_keeps_the_books",
             nothing_is_hidden_from_who_keeps_the_books },
           { "large_numbers_stay_close_to_what_they_are",
             large_numbers_stay_close_to_what_they_are })
