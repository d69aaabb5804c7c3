#include "base/clock.h"

#include "base/auto.h"
#include "check.h"

static void days_and_dates_agree_for_three_centuries(void)
{
	int64_t first = day_from_civil((struct civil){ 1900, 1, 1 });
	int64_t last = day_from_civil((struct civil){ 2199, 12, 31 });

	CHECK_INT(day_from_civil((struct civil){ 1970, 1, 1 }), 0);
	CHECK_INT(day_from_civil((struct civil){ 2020, 1, 1 }), 18262);
	for (int64_t day = first; day <= last; day++) {
		char text[DAY_TEXT_SIZE];
		int64_t again = 0;

		day_format(day, text);
		if (!CHECK(day_parse(text, &again)) || !CHECK_INT(again, day))
			return;
	}
}

static void dates_that_do_not_exist_are_refused(void)
{
	static const char *const bad[] = { "",           "2026-02-29",  "2026-13-01",  "2026-00-10",
		                           "2026-1-01",  "2026-01-00",  "2026-04-31",  "26-01-01",
		                           "2026/01/01", "2026-01-01 ", "2026-01-011", "1899-12-31",
		                           "+026-01-01" };
	int64_t day;

	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (day_parse(bad[i], &day))
			CHECK_FAIL("accepted \"%s\"", bad[i]);
	CHECK(day_parse("2024-02-29", &day));
}

static void paris_days_begin_at_midnight_in_summer_and_winter(void)
{
	static const struct {
		const char *instant, *day;
	} cases[] = {
		{ "2026-01-15T22:59:59Z", "2026-01-15" }, { "2026-01-15T23:00:00Z", "2026-01-16" },
		{ "2026-07-14T21:59:59Z", "2026-07-14" }, { "2026-07-14T22:00:00Z", "2026-07-15" },
		{ "2026-03-29T00:59:59Z", "2026-03-29" }, { "2026-10-24T22:00:00Z", "2026-10-25" },
		{ "2026-10-25T22:30:00Z", "2026-10-25" }, { "2026-10-25T23:00:00Z", "2026-10-26" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char text[DAY_TEXT_SIZE];
		int64_t at = 0;

		CHECK(instant_parse(cases[i].instant, &at));
		day_format(paris_day(at), text);
		CHECK_TEXT(text, cases[i].day);
	}
	for (int64_t day = 18262; day < 18262 + 4000; day++) {
		int64_t at = paris_day_begins_at(day);

		if (!CHECK_INT(paris_day(at), day) || !CHECK_INT(paris_day(at - 1), day - 1))
			return;
	}
}

static void instants_are_read_with_offsets_and_fractions(void)
{
	static const struct {
		const char *text, *utc;
	} cases[] = {
		{ "2026-11-22T04:23:27Z", "2026-11-22T04:23:27Z" },
		{ "2026-11-22T05:23:27.123456+01:00", "2026-11-22T04:23:27Z" },
		{ "2026-11-21T22:23:27-06:00", "2026-11-22T04:23:27Z" },
	};
	static const char *const bad[] = { "2026-11-22",
		                           "2026-11-22T04:23:27",
		                           "2026-11-22T24:00:00Z",
		                           "2026-11-22T04:60:00Z",
		                           "2026-11-22T04:23:27.Z",
		                           "2026-11-22T04:23:27+1:00",
		                           "2026-11-22T04:23:27Zz",
		                           "2026-11-22 04:23:27Z" };
	char text[INSTANT_TEXT_SIZE];
	int64_t at = 0;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		CHECK(instant_parse(cases[i].text, &at));
		instant_format(at, text);
		CHECK_TEXT(text, cases[i].utc);
	}
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (instant_parse(bad[i], &at))
			CHECK_FAIL("accepted \"%s\"", bad[i]);
}

static void weekdays_start_on_monday(void)
{
	CHECK_INT(day_weekday(0), 3); /* 1970-01-01 was a Thursday */
	CHECK_INT(day_weekday(day_from_civil((struct civil){ 2026, 11, 22 })), 6);
	CHECK_INT(day_weekday(day_from_civil((struct civil){ 1900, 1, 1 })), 0);
}

/* At least over the beginning of the next one: there the two halves could part. */
static void seconds_and_micros_are_one_reading(void)
{
	int micros, before_micros;
	int64_t first = clock_now_micros(&before_micros), before = first, now = first;
	bool back = false;

	for (int more = 1000; now == first || more-- > 0;) {
		now = clock_now_micros(&micros);
		back |= now < before || (now == before && micros < before_micros) || micros < 0 ||
		        micros >= 1000000;
		before = now;
		before_micros = micros;
	}
	CHECK(!back);
	CHECK(clock_now() - before <= 1);
}

CHECK_MAIN({ "seconds_and_micros_are_one_reading", seconds_and_micros_are_one_reading },
           { "days_and_dates_agree_for_three_centuries", days_and_dates_agree_for_three_centuries },
           { "dates_that_do_not_exist_are_refused", dates_that_do_not_exist_are_refused },
           { "paris_days_begin_at_midnight_in_summer_and_winter",
             paris_days_begin_at_midnight_in_summer_and_winter },
           { "instants_are_read_with_offsets_and_fractions",
             instants_are_read_with_offsets_and_fractions },
           { "weekdays_start_on_monday", weekdays_start_on_monday })
