#include "codec/hours_rule.h"

#include "check.h"

static uint32_t seed = 1;

static unsigned pick(unsigned below)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 16) % below;
}

/* Against a set of minutes: the union is the same, its spans are in order and apart. */
static void spans_are_a_union_in_order(void)
{
	for (int round = 0; round < 20000; round++) {
		struct hours_day day = { 0 };
		uint32_t want = 0, have = 0; /* one bit a minute */

		for (int i = 0; i < 6; i++) {
			uint16_t from = (uint16_t)pick(30), until = (uint16_t)(from + 1 + pick(2));
			struct hours_day before = day;

			if (hours_rule_add_span(&day, (struct hours_span){ from, until }))
				want |= (1u << until) - (1u << from);
			else if (!CHECK(memcmp(&day, &before, sizeof day) == 0) ||
			         !CHECK_INT(day.count, HOURS_SPAN_MAX))
				return;
		}
		for (unsigned i = 0; i < day.count; i++) {
			have |= (1u << day.spans[i].until_minute) -
			        (1u << day.spans[i].from_minute);
			if (i && !CHECK(day.spans[i - 1].until_minute < day.spans[i].from_minute))
				return;
		}
		if (!CHECK_INT(have, want))
			return;
	}
}

static void a_rule_ends_where_the_next_begins(void)
{
	static const struct {
		const char *text, *rest;
	} cases[] = {
		{ "Mo 09:00-12:00; PH off", "; PH off" },
		{ "Mo,Tu 09:00-12:00, We 13:00-14:00", ", We 13:00-14:00" },
		{ "Mo 09:00-10:00,11:00-12:00,Tu off", ",Tu off" },
		{ "Mo-Fr off", "" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct hours_rule rule = { 0 };
		const char *at = cases[i].text;

		CHECK(hours_rule_read(&at, &rule));
		CHECK_TEXT(at, cases[i].rest);
	}
}

CHECK_MAIN({ "spans_are_a_union_in_order", spans_are_a_union_in_order },
           { "a_rule_ends_where_the_next_begins", a_rule_ends_where_the_next_begins })
