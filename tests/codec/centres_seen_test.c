#include "codec/centres_seen.h"

#include "base/auto.h"
#include "check.h"

static void remembers_where_each_came_first(void)
{
	AUTO(centres_seen_release) struct centres_seen seen = { 0 };
	char text[24];
	const char *part = text;

	for (size_t row = 1; row <= 20000; row++) {
		snprintf(text, sizeof text, "id-%zu", row);
		CHECK_INT(centres_seen_add(&seen, &part, 1, false, row), 0);
	}
	for (size_t row = 1; row <= 20000; row++) {
		snprintf(text, sizeof text, "id-%zu", row);
		CHECK_INT(centres_seen_add(&seen, &part, 1, false, 99999), row);
	}
	CHECK_INT(seen.count, 20000);
}

static void parts_do_not_run_into_each_other(void)
{
	AUTO(centres_seen_release) struct centres_seen seen = { 0 };
	static const char *const a[] = { "ab", "c" }, *const b[] = { "a", "bc" };

	CHECK_INT(centres_seen_add(&seen, a, 2, false, 1), 0);
	CHECK_INT(centres_seen_add(&seen, b, 2, false, 2), 0);
	CHECK_INT(centres_seen_add(&seen, a, 2, false, 3), 1);
}

static void folded_parts_are_compared_without_case_and_accents(void)
{
	AUTO(centres_seen_release) struct centres_seen seen = { 0 };
	static const char *const a[] = { "Siège", "2 rue des Écoles" };
	static const char *const b[] = { "SIEGE", "2, Rue des Ecoles" };

	CHECK_INT(centres_seen_add(&seen, a, 2, true, 5), 0);
	CHECK_INT(centres_seen_add(&seen, b, 2, true, 6), 5);
}

CHECK_MAIN({ "remembers_where_each_came_first", remembers_where_each_came_first },
           { "parts_do_not_run_into_each_other", parts_do_not_run_into_each_other },
           { "folded_parts_are_compared_without_case_and_accents",
             folded_parts_are_compared_without_case_and_accents })
