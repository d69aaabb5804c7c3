#include "codec/hours_words.h"

#include <stdio.h>
#include <string.h>

#include "base/auto.h"

#define NBSP "\xc2\xa0"

const struct hours_words hours_words_french = {
	.days = { "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche" },
	.months = { "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
	            "septembre", "octobre", "novembre", "décembre" },
	.months_from = { "de janvier", "de février", "de mars", "d’avril", "de mai", "de juin",
	                 "de juillet", "d’août", "de septembre", "d’octobre", "de novembre",
	                 "de décembre" },
	.day_range = "du {1} au {2}",
	.month_range = "{1} à {2}",
	.one_month = "en {1}",
	.comma = ", ",
	.and = " et ",
	.every_day = "tous les jours",
	.odd_weeks = "un {1} sur deux (semaines impaires)",
	.even_weeks = "un {1} sur deux (semaines paires)",
	.hour = "{1}" NBSP "h",
	.hour_minutes = "{1}" NBSP "h" NBSP "{2}",
	.span = "{1}–{2}",
	.days_hours = "{1}" NBSP ": {2}",
	.between_days = NBSP "; ",
	.after_months = " – ",
	.between_months = ". ",
	.closed = "fermé",
	.always = "24" NBSP "h/24, 7" NBSP "j/7",
	.holidays_off = "fermé les jours fériés",
	.school_holidays_off = "fermé pendant les vacances scolaires",
};

static void say(struct buf *to, const char *template, const char *first, const char *second)
{
	for (; *template; template ++) {
		bool is_first = strncmp(template, "{1}", 3) == 0;

		if (is_first || strncmp(template, "{2}", 3) == 0) {
			buf_adds(to, is_first ? first : second);
			template += 2;
		} else {
			buf_addc(to, *template);
		}
	}
}

static void say_time(struct buf *to, unsigned minute, const struct hours_words *words)
{
	char hour[8], minutes[8];

	snprintf(hour, sizeof hour, "%u", minute / 60);
	snprintf(minutes, sizeof minutes, "%02u", minute % 60);
	say(to, minute % 60 ? words->hour_minutes : words->hour, hour, minutes);
}

static void say_spans(struct buf *to, const struct hours_day *day, const struct hours_words *words)
{
	for (unsigned i = 0; i < day->count; i++) {
		AUTO(buf_release) struct buf from = { 0 }, until = { 0 };

		say_time(&from, day->spans[i].from_minute, words);
		say_time(&until, day->spans[i].until_minute, words);
		if (i)
			buf_adds(to, words->comma);
		say(to, words->span, buf_text(&from), buf_text(&until));
	}
}

/* How the members of a set are named. */
struct names {
	const char *const *from, *const *names; /* how a range begins; how it ends, or one alone */
	const char *range, *alone;
	int count;
	bool circular; /* December is followed by January */
};

struct run {
	int first, last;
};

/* The runs of a set that is not full, two neighbours counting as two runs. */
static int find_runs(unsigned set, const struct names *names, struct run runs[static 12])
{
	int begin = 0, size = 0, found = 0;

	while (names->circular && set >> (begin + names->count - 1) % names->count & 1)
		begin++; /* never start in the middle of a run */
	for (int i = 0; i <= names->count; i++) {
		int at = (begin + i) % names->count;

		if (i < names->count && set >> at & 1) {
			if (!size++)
				runs[found++].first = at;
			runs[found - 1].last = at;
			continue;
		}
		if (size == 2) {
			runs[found] = (struct run){ runs[found - 1].last, runs[found - 1].last };
			runs[found - 1].last = runs[found - 1].first;
			found++;
		}
		size = 0;
	}
	return found;
}

static void say_set(struct buf *to, unsigned set, const struct names *names,
                    const struct hours_words *words)
{
	struct run runs[12];
	int found = find_runs(set, names, runs);

	for (int i = 0; i < found; i++) {
		if (i)
			buf_adds(to, i == found - 1 ? words->and : words->comma);
		if (runs[i].first == runs[i].last)
			say(to, names->alone, names->names[runs[i].first], "");
		else
			say(to, names->range, names->from[runs[i].first],
			    names->names[runs[i].last]);
	}
}

static bool same_day(const struct hours_day *a, const struct hours_day *b)
{
	return memcmp(a, b, sizeof *a) == 0;
}

static void say_days_hours(struct buf *to, const char *days, const struct hours_day *day,
                           const struct hours_words *words)
{
	AUTO(buf_release) struct buf spans = { 0 };

	if (to->size)
		buf_adds(to, words->between_days);
	say_spans(&spans, day, words);
	say(to, words->days_hours, days, buf_text(&spans));
}

static void say_plain_days(struct buf *to, unsigned set, const struct hours_day *day,
                           const struct hours_words *words)
{
	AUTO(buf_release) struct buf days = { 0 };
	const struct names names = { words->days, words->days, words->day_range, "{1}", 7, false };

	if (set == 0x7f)
		buf_adds(&days, words->every_day);
	else
		say_set(&days, set, &names, words);
	say_days_hours(to, buf_text(&days), day, words);
}

static void say_other_week(struct buf *to, int day, const struct hours_week *weeks,
                           const struct hours_words *words)
{
	const char *templates[] = {
		[HOURS_ODD] = words->odd_weeks, [HOURS_EVEN] = words->even_weeks
	};

	for (int parity = 0; parity < HOURS_PARITY__COUNT; parity++) {
		AUTO(buf_release) struct buf days = { 0 };

		if (!weeks[parity].days[day].count)
			continue;
		say(&days, templates[parity], words->days[day], "");
		say_days_hours(to, buf_text(&days), &weeks[parity].days[day], words);
	}
}

static bool is_always(const struct hours_week *week)
{
	for (int day = 0; day < 7; day++)
		if (!week->days[day].count || week->days[day].spans[0].from_minute ||
		    week->days[day].spans[0].until_minute != 1440)
			return false;
	return true;
}

/* The odd and the even week of one month. */
static void say_weeks(struct buf *to, const struct hours_week *weeks,
                      const struct hours_words *words)
{
	AUTO(buf_release) struct buf said = { 0 };
	const struct hours_day *odd = weeks[HOURS_ODD].days, *even = weeks[HOURS_EVEN].days;
	unsigned done = 0;

	for (int day = 0; day < 7; day++) {
		unsigned set = 0;

		if (!same_day(&odd[day], &even[day])) {
			say_other_week(&said, day, weeks, words);
			continue;
		}
		for (int other = day; other < 7; other++)
			if (!(done >> other & 1) && same_day(&odd[other], &even[other]) &&
			    same_day(&odd[other], &odd[day]))
				set |= 1u << other;
		done |= set;
		if (set && odd[day].count)
			say_plain_days(&said, set, &odd[day], words);
	}
	if (is_always(&weeks[HOURS_ODD]) && is_always(&weeks[HOURS_EVEN]))
		buf_adds(to, words->always);
	else
		buf_adds(to, said.size ? said.data : words->closed);
}

/* Months with the same weeks are said together, and not named when they are all twelve. */
static void say_year(struct buf *to, const struct hours *hours, const struct hours_words *words)
{
	const struct names names = {
		words->months_from, words->months, words->month_range, words->one_month, 12, true
	};
	unsigned done = 0;

	for (int month = 0; month < 12; month++) {
		unsigned set = 0;

		for (int other = month; other < 12; other++)
			if (memcmp(hours->weeks[other], hours->weeks[month],
			           sizeof hours->weeks[month]) == 0)
				set |= 1u << other;
		if (set & done)
			continue;
		if (done)
			buf_adds(to, words->between_months);
		done |= set;
		if (set != 0xfff) {
			say_set(to, set, &names, words);
			buf_adds(to, words->after_months);
		}
		say_weeks(to, hours->weeks[month], words);
	}
}

void hours_words_add(struct buf *to, const struct hours *hours, const struct hours_words *words)
{
	const char *more[] = { hours->holidays_off ? words->holidays_off : NULL,
		               hours->school_holidays_off ? words->school_holidays_off : NULL,
		               *hours->note ? hours->note : NULL };

	say_year(to, hours, words);
	for (size_t i = 0; i < COUNT_OF(more); i++)
		if (more[i]) {
			buf_adds(to, words->between_days);
			buf_adds(to, more[i]);
		}
}
