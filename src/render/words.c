#include "render/words.h"

#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"

void words_date(struct buf *to, const struct texts *texts, int64_t day)
{
	struct civil civil = day_civil(day);
	AUTO(buf_release) struct buf ordinal = { 0 };
	struct fills fills = { 0 };
	char count[12], year[12];

	snprintf(count, sizeof count, "%d", civil.day);
	snprintf(year, sizeof year, "%d", civil.year);
	fills_set(&fills, "count", count);
	texts_fill(&ordinal, texts, texts_find_number(texts, "day", civil.day), &fills);
	fills_set(&fills, "day", buf_text(&ordinal));
	fills_set(&fills, "weekday", texts_find_number(texts, "weekday", day_weekday(day) + 1));
	fills_set(&fills, "month", texts_find_number(texts, "month", civil.month));
	fills_set(&fills, "month_from", texts_find_number(texts, "month_from", civil.month));
	fills_set(&fills, "year", year);
	texts_fill(to, texts, texts_find(texts, "date"), &fills);
}

/* Nobody walks by the metre: steps of 50 m, then 100 m, then whole kilometres. */
void words_distance(struct buf *to, const struct texts *texts, int64_t distance_m)
{
	struct fills fills = { 0 };
	bool near = distance_m < 975;
	int64_t tenths = (distance_m + 50) / 100;
	char number[32];

	if (near)
		snprintf(number, sizeof number, "%d",
		         distance_m < 75 ? 50 : (int)(distance_m + 25) / 50 * 50);
	else if (tenths < 100 && tenths % 10)
		snprintf(number, sizeof number, "%d%s%d", (int)tenths / 10,
		         texts_find(texts, "decimal"), (int)tenths % 10);
	else
		snprintf(number, sizeof number, "%lld", (long long)(distance_m + 500) / 1000);
	fills_set(&fills, "number", number);
	texts_fill(to, texts, texts_find(texts, near ? "m" : "km"), &fills);
}

/* French numbers in pairs that no line end parts, as they are read aloud; an overseas one keeps its
 * "0590" prefix in front of the rest. Anything else stays as it was stored. */
void words_phone(struct buf *to, const char *phone)
{
	static const char *const prefixes[] = { "+33",  "+262", "+508", "+590",
		                                "+594", "+596", "0033" };
	char digits[12] = "0";
	size_t length = strlen(phone);

	for (size_t i = 0; i < COUNT_OF(prefixes); i++) {
		const char *rest = phone + strlen(prefixes[i]);

		if (strncmp(phone, prefixes[i], strlen(prefixes[i])) == 0 && strlen(rest) == 9)
			snprintf(digits, sizeof digits, "0%s", rest);
	}
	if (length == 10 && *phone == '0')
		snprintf(digits, sizeof digits, "%s", phone);
	if (strlen(digits) != 10 || strspn(digits, "0123456789") != 10) {
		buf_adds(to, phone);
		return;
	}
	for (int i = 0; i < 10; i += 2)
		buf_addf(to, "%s%.2s", i ? "\u00a0" : "", digits + i);
}

/* Characters that print nothing of their own (controls, joiners, selectors), that turn the writing
 * round, or that only picture fonts have. */
static bool is_noise(uint32_t c)
{
	static const struct {
		uint32_t from, until;
	} ranges[] = {
		{ 0, 0x1f },        { 0x7f, 0x9f },     { 0x200b, 0x200f },    { 0x2028, 0x202e },
		{ 0x2060, 0x206f }, { 0x2600, 0x27bf }, { 0xe000, 0xf8ff },    { 0xfe00, 0xfe0f },
		{ 0xfeff, 0xfeff }, { 0xfff9, 0xfffd }, { 0x1f000, 0x10ffff },
	};

	for (size_t i = 0; i < COUNT_OF(ranges); i++)
		if (c >= ranges[i].from && c <= ranges[i].until)
			return true;
	return false;
}

void words_clean(struct buf *to, struct fonts *fonts, const char *text)
{
	const unsigned char *p = (const unsigned char *)text;
	size_t size;

	if (!text_is_utf8(text, strlen(text)))
		return;
	for (; *p; p += size) {
		uint32_t c = *p < 0x80   ? *p
		             : *p < 0xe0 ? *p & 0x1f
		             : *p < 0xf0 ? *p & 0x0f
		                         : *p & 7;

		size = *p < 0x80 ? 1 : *p < 0xe0 ? 2 : *p < 0xf0 ? 3 : 4;
		for (size_t i = 1; i < size; i++)
			c = c << 6 | (p[i] & 0x3f);
		if (c == '\t' || c == '\n')
			buf_addc(to, ' ');
		else if (!is_noise(c) && fonts_have(fonts, c))
			buf_add(to, p, size);
	}
}
