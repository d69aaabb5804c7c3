#include "codec/hours_rule.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum { ALL_MONTHS = 0xfff, ALL_DAYS = 0x7f, DAY_MINUTES = 1440 };

static const char day_names[] = "MoTuWeThFrSaSu",
		  month_names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";

void hours_rule_skip_spaces(const char **in)
{
	while (**in == ' ' || **in == '\t')
		++*in;
}

bool hours_rule_skip(const char **in, char c)
{
	hours_rule_skip_spaces(in);
	if (**in != c)
		return false;
	++*in;
	return true;
}

/* A whole word, whatever its case. */
static bool skip_word(const char **in, const char *word)
{
	size_t size = strlen(word);

	hours_rule_skip_spaces(in);
	if (strncasecmp(*in, word, size) != 0 || isalpha((unsigned char)(*in)[size]))
		return false;
	*in += size;
	return true;
}

/* The index of the name that stands here among names of `size` letters; -1 when none does. */
static int read_name(const char **in, const char *names, size_t size)
{
	hours_rule_skip_spaces(in);
	for (int i = 0; names[(size_t)i * size]; i++)
		if (strncasecmp(*in, names + (size_t)i * size, size) == 0 &&
		    !isalpha((unsigned char)(*in)[size])) {
			*in += size;
			return i;
		}
	return -1;
}

static bool read_number(const char **in, unsigned max, unsigned *ret)
{
	unsigned value = 0, digits = 0;

	hours_rule_skip_spaces(in);
	for (; **in >= '0' && **in <= '9' && digits < 3; ++*in, digits++)
		value = value * 10 + (unsigned)(**in - '0');
	*ret = value;
	return digits > 0 && digits < 3 && value <= max;
}

/* "Mo", "Mo-Fr", "Sa-Mo": adds to the set. False when no name stands here. */
static bool read_range(const char **in, const char *names, size_t size, int count, unsigned *set)
{
	int first = read_name(in, names, size), last = first;
	const char *before = *in;

	if (first < 0)
		return false;
	if (hours_rule_skip(in, '-')) {
		last = read_name(in, names, size);
		if (last < 0) {
			*in = before;
			last = first;
		}
	}
	for (int i = first;; i = (i + 1) % count) {
		*set |= 1u << i;
		if (i == last)
			return true;
	}
}

/* A list of ranges; a comma that no other name follows belongs to someone else. */
static bool read_days(const char **in, struct hours_rule *rule)
{
	const char *before = *in;
	bool any = false;

	while (true) {
		if (skip_word(in, "PH"))
			rule->holidays = true;
		else if (skip_word(in, "SH"))
			rule->school_holidays = true;
		else if (!read_range(in, day_names, 2, 7, &rule->days))
			break;
		any = true;
		before = *in;
		if (!hours_rule_skip(in, ','))
			break;
	}
	*in = before;
	return any;
}

static bool read_months(const char **in, struct hours_rule *rule)
{
	const char *before = *in;
	bool any = false;

	while (read_range(in, month_names, 3, 12, &rule->months)) {
		any = true;
		before = *in;
		if (!hours_rule_skip(in, ','))
			break;
	}
	*in = before;
	return any;
}

/* "week 1-53/2": only every week of the year, or every other one. */
static bool read_weeks(const char **in, struct hours_rule *rule)
{
	unsigned first, last, step = 1;

	if (!read_number(in, 53, &first) || !hours_rule_skip(in, '-') ||
	    !read_number(in, 53, &last) || (hours_rule_skip(in, '/') && !read_number(in, 2, &step)))
		return false;
	if (first < 1 || first > step || last < 51 || step < 1)
		return false;
	rule->parities = step == 1 ? 3 : 1u << (first % 2 ? HOURS_ODD : HOURS_EVEN);
	return true;
}

static bool read_selectors(const char **in, struct hours_rule *rule)
{
	while (true) {
		if (skip_word(in, "week")) {
			if (!read_weeks(in, rule))
				return false;
		} else if (!read_months(in, rule) && !read_days(in, rule)) {
			break;
		}
		rule->selects = true;
	}
	if (rule->selects)
		hours_rule_skip(in, ':');
	if (!rule->months)
		rule->months = ALL_MONTHS;
	if (!rule->parities)
		rule->parities = 3;
	if (!rule->days && !rule->holidays && !rule->school_holidays)
		rule->days = ALL_DAYS;
	return true;
}

static bool read_time(const char **in, uint16_t *ret)
{
	unsigned hour, minute;

	if (!read_number(in, 24, &hour) || !hours_rule_skip(in, ':') ||
	    !read_number(in, 59, &minute))
		return false;
	*ret = (uint16_t)(hour * 60 + minute);
	return *ret <= DAY_MINUTES;
}

/* Keep spans in order and apart: real files say "09:00-16:15,13:30-16:15". */
bool hours_rule_add_span(struct hours_day *day, struct hours_span span)
{
	struct hours_day merged = { 0 };
	bool placed = false;

	for (unsigned i = 0; i < day->count; i++) {
		struct hours_span other = day->spans[i];

		if (other.until_minute >= span.from_minute &&
		    other.from_minute <= span.until_minute) {
			if (other.from_minute < span.from_minute)
				span.from_minute = other.from_minute;
			if (other.until_minute > span.until_minute)
				span.until_minute = other.until_minute;
			continue;
		}
		if (!placed && other.from_minute > span.from_minute) {
			if (merged.count == HOURS_SPAN_MAX)
				return false;
			merged.spans[merged.count++] = span;
			placed = true;
		}
		if (merged.count == HOURS_SPAN_MAX)
			return false;
		merged.spans[merged.count++] = other;
	}
	if (!placed && merged.count == HOURS_SPAN_MAX)
		return false;
	if (!placed)
		merged.spans[merged.count++] = span;
	*day = merged;
	return true;
}

static bool read_times(const char **in, struct hours_rule *rule)
{
	struct hours_span span;
	const char *before;

	do {
		if (!read_time(in, &span.from_minute) || !hours_rule_skip(in, '-') ||
		    !read_time(in, &span.until_minute) || span.until_minute <= span.from_minute ||
		    !hours_rule_add_span(&rule->day, span))
			return false;
		before = *in;
	} while (hours_rule_skip(in, ',') &&
	         (hours_rule_skip_spaces(in), isdigit((unsigned char)**in)));
	*in = before;
	rule->says_times = true;
	return true;
}

static bool read_note(const char **in, struct hours_rule *rule)
{
	const char *end = strchr(*in, '"');

	if (!end || end == *in)
		return false;
	rule->note = *in;
	rule->note_size = (size_t)(end - *in);
	*in = end + 1;
	return true;
}

bool hours_rule_read(const char **in, struct hours_rule *rule)
{
	hours_rule_skip_spaces(in);
	if (strncmp(*in, "24/7", 4) == 0) {
		*in += 4;
		rule->months = ALL_MONTHS, rule->parities = 3, rule->days = ALL_DAYS;
		rule->says_times =
			hours_rule_add_span(&rule->day, (struct hours_span){ 0, DAY_MINUTES });
	} else {
		if (!read_selectors(in, rule))
			return false;
		hours_rule_skip_spaces(in);
		if (isdigit((unsigned char)**in) && !read_times(in, rule))
			return false;
	}
	if (skip_word(in, "off") || skip_word(in, "closed"))
		rule->is_off = true;
	else if (rule->says_times)
		skip_word(in, "open");
	if (hours_rule_skip(in, '"')) {
		if (!read_note(in, rule))
			return false;
		return rule->says_times || rule->is_off || !rule->selects;
	}
	return rule->says_times != rule->is_off;
}
