#include "codec/hours.h"

#include <stdlib.h>

#include "base/auto.h"
#include "base/buf.h"
#include "base/clock.h"
#include "check.h"

/* The timetable as one line: a letter for each day that is open in odd weeks of January, its spans
 * in minutes; then the even weeks when they differ, after '|'. */
static void show(struct buf *to, const struct hours *hours)
{
	for (int parity = 0; parity < 2; parity++) {
		if (parity && memcmp(&hours->weeks[0][0], &hours->weeks[0][1],
		                     sizeof hours->weeks[0][0]) == 0)
			return;
		if (parity)
			buf_addc(to, '|');
		for (int day = 0; day < 7; day++) {
			const struct hours_day *at = &hours->weeks[0][parity].days[day];

			if (at->count)
				buf_addc(to, "MTWRFSU"[day]);
			for (unsigned i = 0; i < at->count; i++)
				buf_addf(to, "%s%u-%u", i ? "," : "", at->spans[i].from_minute,
				         at->spans[i].until_minute);
		}
	}
}

static void understands(void)
{
	static const struct {
		const char *text, *shown;
	} cases[] = {
		{ "Mo 09:30-12:30", "M570-750" },
		{ "mo 9:30 - 12:30", "M570-750" },
		{ "Mo,We-Th 10:00-12:00,14:00-17:30",
		  "M600-720,840-1050W600-720,840-1050R600-720,840-1050" },
		{ "Sa-Mo 10:00-11:00", "M600-660S600-660U600-660" },
		{ "Mo-Tu 08:00-09:00; Tu 10:00-11:00", "M480-540T600-660" },
		{ "Mo-Tu 08:00-09:00, Tu 10:00-11:00", "M480-540T480-540,600-660" },
		{ "Mo-We 08:00-09:00; Tu off", "M480-540W480-540" },
		{ "Mo-We 08:00-09:00;Tu closed;", "M480-540W480-540" },
		{ "Tu 09:00-12:00,09:00-18:00", "T540-1080" },
		{ "Tu 13:30-16:15,09:00-14:00", "T540-975" },
		{ "Tu 14:00-15:00,09:00-10:00", "T540-600,840-900" },
		{ "Tu 09:00-10:00,10:00-11:00", "T540-660" },
		{ "week 1-53/2 Tu 09:00-12:30; PH off", "T540-750|" },
		{ "week 02-52/2 We 09:00-10:00", "|W540-600" },
		{ "week 1-53 We 09:00-10:00", "W540-600" },
		{ "week 1-53/2 Tu 09:00-10:00; week 2-52/2 Tu 14:00-15:00", "T540-600|T840-900" },
		{ "Jan-Mar Mo 09:00-10:00", "M540-600" },
		{ "Dec-Feb Mo 09:00-10:00", "M540-600" },
		{ "Feb Mo 09:00-10:00", "" },
		{ "Mo: 09:00-24:00", "M540-1440" },
		{ "off", "" },
		{ "Su 00:00-24:00", "U0-1440" },
		{ "Mo 09:00-10:00 \"sur rendez-vous\"", "M540-600" },
		{ "\"sur rendez-vous\"; Mo 09:00-10:00", "M540-600" },
		{ "Mo 09:00-10:00 open", "M540-600" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		AUTO(buf_release) struct buf shown = { 0 };
		struct hours hours;

		if (!hours_parse(cases[i].text, &hours)) {
			CHECK_FAIL("\"%s\" is not understood", cases[i].text);
			continue;
		}
		show(&shown, &hours);
		if (!CHECK_TEXT(buf_text(&shown), cases[i].shown))
			printf("# on \"%s\"\n", cases[i].text);
	}
}

static void admits_what_it_does_not_understand(void)
{
	static const char *const texts[] = {
		"PH off",
		"week 1-20 Mo 09:00-10:00",
		"week 1-49/2 Mo 09:00-10:00",
		"PH,SH off",
		"",
		" ",
		";",
		",",
		"Mo",
		"PH",
		"lundi 9h-12h",
		"Lu 09:00-12:00",
		"Mo 09:00",
		"Mo 09:00-",
		"Mo 9-12",
		"Mo 25:00-26:00",
		"Mo 09:60-10:00",
		"Mo 24:01-24:02",
		"Mo 12:00-09:00",
		"Mo 22:00-02:00",
		"Mo 10:00+",
		"Mo sunrise-sunset",
		"We[1] 09:00-12:00",
		"Dec 25 off",
		"2024 Mo 09:00-12:00",
		"week 3-10 Mo 09:00-12:00",
		"week 1-53/3 Mo 09:00-12:00",
		"week 1-53/0 Mo 09:00-12:00",
		"PH 10:00-12:00",
		"Mo off 09:00-10:00",
		"Mo 09:00-10:00 unknown",
		"Mo 09:00-10:00,",
		"Mo 09:00-10:00 Tu",
		"Mo \"x\"",
		"\"x\"",
		"\"",
		"Mo 09:00-10:00 \"x",
		"Mo 09:00-10:00 \"matin\"; Tu 14:00-15:00",
		"Mo 1:00-2:00,3:00-4:00,5:00-6:00,7:00-8:00,9:00-10:00",
		"Mo-Fr 09:00-12:00 || \"x\"",
	};

	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		struct hours hours;

		if (hours_parse(texts[i], &hours))
			CHECK_FAIL("\"%s\" was understood", texts[i]);
	}
}

static void keeps_holidays_and_comments(void)
{
	struct hours hours;

	CHECK(hours_parse("Mo 09:00-12:00; PH,SH off", &hours));
	CHECK(hours.holidays_off && hours.school_holidays_off);
	CHECK(hours_parse("Mo 09:00-12:00; PH off \"sonner\"; \"au fond\"", &hours));
	CHECK(hours.holidays_off && !hours.school_holidays_off);
	CHECK_TEXT(hours.note, "sonner ; au fond");
}

static void is_open_in_paris_time(void)
{
	static const struct {
		const char *text, *instant;
		bool open;
	} cases[] = {
		{ "Mo 09:00-12:00", "2026-11-23T08:00:00Z", true }, /* winter: 09:00 */
		{ "Mo 09:00-12:00", "2026-11-23T07:59:59Z", false },
		{ "Mo 09:00-12:00", "2026-11-23T11:00:00Z", false },
		{ "Mo 09:00-12:00", "2026-07-06T07:00:00Z", true }, /* summer: 09:00 */
		{ "Mo 09:00-12:00", "2026-07-06T10:00:00Z", false },
		{ "Su 02:30-04:00", "2026-03-29T01:15:00Z",
		  true }, /* 03:15, the hour of the change */
		{ "Tu 00:00-01:00", "2026-11-23T23:30:00Z", true }, /* already Tuesday in Paris */
		{ "Mo 09:00-12:00", "2026-11-24T09:00:00Z", false },
		{ "week 1-53/2 Mo 09:00-12:00", "2026-01-05T09:00:00Z", false }, /* week 2 */
		{ "week 1-53/2 Mo 09:00-12:00", "2026-01-12T09:00:00Z", true },
		{ "week 1-53/2 Fr 09:00-12:00", "2027-01-01T09:00:00Z",
		  true }, /* week 53 of 2026 */
		{ "week 2-52/2 Mo 09:00-12:00", "2027-01-04T09:00:00Z", false }, /* week 1 */
		{ "Jul-Aug Mo 09:00-12:00", "2026-11-23T09:00:00Z", false },
		{ "24/7", "2026-11-23T03:00:00Z", true },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct hours hours;
		int64_t at;

		if (CHECK(hours_parse(cases[i].text, &hours)) &&
		    CHECK(instant_parse(cases[i].instant, &at)) &&
		    !CHECK_INT(hours_is_open(&hours, at), cases[i].open))
			printf("# %s at %s\n", cases[i].text, cases[i].instant);
	}
}

static void survives_cuts_and_flips(void)
{
	static const char text[] =
		"Jan-Mar,Dec week 1-53/2 Mo,We-Fr 09:00-12:30,13:30-17:00 \"a\"; PH,SH off";
	size_t size = sizeof text - 1;
	struct hours hours;

	for (size_t at = 0; at < size; at++) {
		char *part = strndup(text, at);

		hours_parse(part, &hours);
		free(part);
		for (int value = 1; value < 256; value++) {
			part = strdup(text);
			part[at] = (char)value;
			if (hours_parse(part, &hours))
				for (int day = 0; day < 7; day++)
					CHECK(hours.weeks[0][0].days[day].count <= HOURS_SPAN_MAX);
			free(part);
		}
	}
}

CHECK_MAIN({ "understands", understands },
           { "admits_what_it_does_not_understand", admits_what_it_does_not_understand },
           { "keeps_holidays_and_comments", keeps_holidays_and_comments },
           { "is_open_in_paris_time", is_open_in_paris_time },
           { "survives_cuts_and_flips", survives_cuts_and_flips })
