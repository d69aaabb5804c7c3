/* Opening hours as published in OSM's `opening_hours` language, read into a plain timetable.
 * Understood: weekdays, months, odd and even weeks, spans within a day, off, 24/7, PH off, SH off,
 * a comment on the whole; overlapping spans are merged, a later rule replaces the days it names.
 * Anything else (dates, years, "We[1]", sunset, past midnight, open ends) is not: hours_parse()
 * says false and the caller shows the text as it was published. Into words: codec/hours_words.h. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { HOURS_SPAN_MAX = 4 };

enum hours_parity { HOURS_ODD, HOURS_EVEN, HOURS_PARITY__COUNT }; /* of the ISO week's number */

struct hours_span {
	uint16_t from_minute, until_minute; /* since midnight, up to 1440 */
};

struct hours_day {
	uint16_t count; /* 0 = closed */
	struct hours_span spans[HOURS_SPAN_MAX];
};

struct hours_week {
	struct hours_day days[7]; /* from Monday */
};

struct hours {
	struct hours_week weeks[12][HOURS_PARITY__COUNT]; /* from January */
	bool holidays_off, school_holidays_off;
	char note[161]; /* what was said in quotes, for people */
};

/* False when anything in the text is not understood; `*ret` is then undefined. */
bool hours_parse(const char *text, struct hours *ret);

/* Does the timetable say open at this instant, in Paris? Holidays are not known here. */
bool hours_is_open(const struct hours *hours, int64_t at);
