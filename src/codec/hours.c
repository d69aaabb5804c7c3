#include "codec/hours.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "codec/hours_rule.h"

static bool apply(struct hours *hours, const struct hours_rule *rule, bool adds)
{
	if ((rule->holidays || rule->school_holidays) && !rule->is_off)
		return false;
	hours->holidays_off |= rule->holidays;
	hours->school_holidays_off |= rule->school_holidays;
	for (int month = 0; month < 12; month++)
		for (int parity = 0; parity < HOURS_PARITY__COUNT; parity++)
			for (int day = 0; day < 7; day++) {
				struct hours_day *to = &hours->weeks[month][parity].days[day];

				if (!(rule->months >> month & rule->parities >> parity &
				      rule->days >> day & 1))
					continue;
				if (!adds)
					*to = (struct hours_day){ 0 };
				for (unsigned i = 0; i < rule->day.count; i++)
					if (!hours_rule_add_span(to, rule->day.spans[i]))
						return false;
			}
	return true;
}

static bool add_note(struct hours *hours, const struct hours_rule *rule)
{
	size_t used = strlen(hours->note), space = sizeof hours->note - used;

	if (!rule->note_size)
		return true;
	return (size_t)snprintf(hours->note + used, space, "%s%.*s", used ? " ; " : "",
	                        (int)rule->note_size, rule->note) < space;
}

bool hours_parse(const char *text, struct hours *ret)
{
	bool adds = false, any = false, note_on_some = false;
	int timed_rules = 0;

	*ret = (struct hours){ 0 };
	while (hours_rule_skip_spaces(&text), *text) {
		struct hours_rule rule = { 0 };

		if (!hours_rule_read(&text, &rule) || !add_note(ret, &rule))
			return false;
		if ((rule.says_times || rule.is_off) && !apply(ret, &rule, adds))
			return false;
		timed_rules += rule.says_times;
		any |= rule.days && (rule.says_times || rule.is_off);
		note_on_some |= rule.note && (rule.selects || rule.says_times);
		adds = hours_rule_skip(&text, ',');
		if (!adds && !hours_rule_skip(&text, ';') && *text)
			return false;
	}
	/* a comment on some days only cannot be shown as one on all */
	return any && !adds && !(note_on_some && timed_rules > 1);
}

/* ISO 8601: the week belongs to the year of its Thursday. */
static int week_number(int64_t day)
{
	int64_t thursday = day - day_weekday(day) + 3;
	struct civil first = { day_civil(thursday).year, 1, 1 };

	return (int)((thursday - day_from_civil(first)) / 7) + 1;
}

bool hours_is_open(const struct hours *hours, int64_t at)
{
	int64_t day = paris_day(at), minute = (at + paris_offset_seconds(at)) % DAY_SECONDS / 60;
	int parity = week_number(day) % 2 ? HOURS_ODD : HOURS_EVEN;
	const struct hours_day *today =
		&hours->weeks[day_civil(day).month - 1][parity].days[day_weekday(day)];

	for (unsigned i = 0; i < today->count; i++)
		if (minute >= today->spans[i].from_minute && minute < today->spans[i].until_minute)
			return true;
	return false;
}
