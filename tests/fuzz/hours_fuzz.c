/* Opening hours: what was understood can be written out day by day, and reads as the same. */
#include "codec/hours.h"

#include <time.h>

#include "base/clock.h"
#include "base/text.h"
#include "codec/hours_words.h"
#include "fuzz.h"

enum { DAY_MINUTES = 1440 };

static void must_be_in_order(const struct hours_day *day)
{
	MUST(day->count <= HOURS_SPAN_MAX);
	for (unsigned i = 0; i < day->count; i++) {
		const struct hours_span *span = &day->spans[i];

		MUST(span->from_minute < span->until_minute && span->until_minute <= DAY_MINUTES);
		MUST(!i || span->from_minute > day->spans[i - 1].until_minute);
	}
}

static void write_day(struct buf *to, int month, int parity, int weekday,
                      const struct hours_day *day)
{
	static const char *const weeks[] = { [HOURS_ODD] = "1-53/2", [HOURS_EVEN] = "2-52/2" };
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec",
			  days[] = "MoTuWeThFrSaSu";

	must_be_in_order(day);
	if (!day->count)
		return;
	buf_addf(to, "; %.3s week %s %.2s ", months + (size_t)month * 3, weeks[parity],
	         days + (size_t)weekday * 2);
	for (unsigned i = 0; i < day->count; i++)
		buf_addf(to, "%s%02u:%02u-%02u:%02u", i ? "," : "", day->spans[i].from_minute / 60,
		         day->spans[i].from_minute % 60, day->spans[i].until_minute / 60,
		         day->spans[i].until_minute % 60);
}

static void must_read_back(const struct hours *hours)
{
	AUTO(buf_release) struct buf text = { 0 };
	struct hours again;

	buf_adds(&text, "off");
	for (int month = 0; month < 12; month++)
		for (int parity = 0; parity < HOURS_PARITY__COUNT; parity++)
			for (int day = 0; day < 7; day++)
				write_day(&text, month, parity, day,
				          &hours->weeks[month][parity].days[day]);
	MUST(hours_parse(buf_text(&text), &again));
	MUST(memcmp(hours->weeks, again.weeks, sizeof hours->weeks) == 0);
}

/* The same question, answered from the machine's calendar. */
static bool is_open(const struct hours *hours, int64_t at)
{
	time_t there = (time_t)(at + paris_offset_seconds(at));
	const struct hours_day *day;
	struct tm tm;
	char week[8];
	bool open = false;

	MUST(gmtime_r(&there, &tm) && strftime(week, sizeof week, "%V", &tm));
	day = &hours->weeks[tm.tm_mon][strtol(week, NULL, 10) % 2 ? HOURS_ODD : HOURS_EVEN]
	               .days[(tm.tm_wday + 6) % 7];
	for (unsigned i = 0; i < day->count; i++)
		open |= tm.tm_hour * 60 + tm.tm_min >= day->spans[i].from_minute &&
		        tm.tm_hour * 60 + tm.tm_min < day->spans[i].until_minute;
	return open;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(fuzz_free) char *text = fuzz_text(data, size);
	AUTO(buf_release) struct buf words = { 0 };
	int64_t at = (int64_t)(fuzz_number(data, size) % UINT64_C(4102444800)); /* until 2100 */
	struct hours hours;

	if (!hours_parse(text, &hours))
		return 0;
	MUST(strlen(hours.note) < sizeof hours.note);
	must_read_back(&hours);
	MUST(hours_is_open(&hours, at) == is_open(&hours, at));
	hours_words_add(&words, &hours, &hours_words_french);
	MUST(words.size && (*hours.note || !strchr(words.data, '{')));
	MUST(!text_is_utf8(text, strlen(text)) || text_is_utf8(words.data, words.size));
	return 0;
}
