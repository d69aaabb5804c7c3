#include "render/texts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/text.h"
#include "render/template.h"

struct entry {
	char key[32];
	int first, last; /* 0: a key without numbers */
	const char *text;
	int line;
};

struct texts {
	struct template *file;
	struct entry *entries;
	size_t count;
	bool rtl;
	const char *language;
	struct hours_words hours;
};

/* Every key a file must have; `last` > 0: for each of the numbers 1 ... last. */
static const struct {
	const char *key;
	int last;
	bool optional;
} keys[] = {
	{ "name", 0, false },
	{ "language", 0, false },
	{ "direction", 0, false },
	{ "title", 0, false },
	{ "what", 0, false },
	{ "workshops", 15, false },
	{ "until", 0, false },
	{ "do_title", 0, false },
	{ "step", 1, false },
	{ "places_title", 0, false },
	{ "places_none", 0, false },
	{ "place_distance", 0, false },
	{ "place_phone", 0, false },
	{ "place_hours", 0, false },
	{ "place_mobile", 0, false },
	{ "map_desk", 0, false },
	{ "place_here", 0, false },
	{ "place_hours_ask", 0, false },
	{ "map_north", 0, false },
	{ "map_alt", 0, false },
	{ "lost", 0, false },
	{ "lost_none", 0, true },
	{ "cover", 0, false },
	{ "cover_alt", 0, false },
	{ "offered", 0, false },
	{ "offered_none", 0, true },
	{ "coupons_title", 0, false },
	{ "coupons_how", 0, false },
	{ "coupon_number", 0, false },
	{ "coupon_until", 0, false },
	{ "coupon_do", 0, false },
	{ "coupon_code", 0, false },
	{ "coupon_alt", 0, false },
	{ "duplicate", 0, false },
	{ "specimen", 0, false },
	{ "date", 0, false },
	{ "day", 31, false },
	{ "weekday", 7, false },
	{ "month", 12, false },
	{ "month_from", 12, false },
	{ "decimal", 0, false },
	{ "km", 0, false },
	{ "m", 0, false },
};

/* Of the page behind a voucher: every file must have them, too. */
static const char *const page_keys[] = {
	"page_authentic",     "page_good",      "page_used",        "page_expired",
	"page_grace",         "page_not_yet",   "page_blocked",     "page_replaced",
	"page_not_funded",    "page_specimen",  "page_left",        "page_left_none",
	"page_unknown_title", "page_unknown",   "page_cover_title", "page_cover",
	"page_only",          "page_languages",
};

/* How opening hours are said: key and member of struct hours_words. */
static const struct {
	const char *key;
	size_t offset;
} hours_keys[] = {
	{ "hours_day_range", offsetof(struct hours_words, day_range) },
	{ "hours_month_range", offsetof(struct hours_words, month_range) },
	{ "hours_one_month", offsetof(struct hours_words, one_month) },
	{ "hours_comma", offsetof(struct hours_words, comma) },
	{ "hours_and", offsetof(struct hours_words, and) },
	{ "hours_every_day", offsetof(struct hours_words, every_day) },
	{ "hours_odd_weeks", offsetof(struct hours_words, odd_weeks) },
	{ "hours_even_weeks", offsetof(struct hours_words, even_weeks) },
	{ "hours_hour", offsetof(struct hours_words, hour) },
	{ "hours_hour_minutes", offsetof(struct hours_words, hour_minutes) },
	{ "hours_span", offsetof(struct hours_words, span) },
	{ "hours_days_hours", offsetof(struct hours_words, days_hours) },
	{ "hours_between_days", offsetof(struct hours_words, between_days) },
	{ "hours_after_months", offsetof(struct hours_words, after_months) },
	{ "hours_between_months", offsetof(struct hours_words, between_months) },
	{ "hours_closed", offsetof(struct hours_words, closed) },
	{ "hours_always", offsetof(struct hours_words, always) },
	{ "hours_holidays_off", offsetof(struct hours_words, holidays_off) },
	{ "hours_school_holidays_off", offsetof(struct hours_words, school_holidays_off) },
};

/* What may stand between braces; {1} and {2} are of opening hours. */
static const char *const words[] = {
	"count",     "workshops",  "date",     "number", "total", "code",    "desk",
	"programme", "funder",     "distance", "phone",  "hours", "weekday", "day",
	"month",     "month_from", "year",     "1",      "2",
};

void texts_close(struct texts **texts)
{
	if (!*texts)
		return;
	template_close(&(*texts)->file);
	free((*texts)->entries);
	free(*texts);
	*texts = NULL;
}

static const struct entry *find(const struct texts *texts, const char *key, int number)
{
	for (size_t i = 0; i < texts->count; i++) {
		const struct entry *e = &texts->entries[i];

		if (number >= e->first && number <= e->last && strcmp(e->key, key) == 0)
			return e;
	}
	return NULL;
}

const char *texts_find_number(const struct texts *texts, const char *key, int number)
{
	const struct entry *e = find(texts, key, number);

	return e ? e->text : NULL;
}

const char *texts_find(const struct texts *texts, const char *key)
{
	return texts_find_number(texts, key, 0);
}

bool texts_are_rtl(const struct texts *texts)
{
	return texts->rtl;
}

const char *texts_language(const struct texts *texts)
{
	return texts->language;
}

static bool known_word(const char *word, size_t size)
{
	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (strlen(words[i]) == size && strncmp(words[i], word, size) == 0)
			return true;
	return false;
}

static bool check_words(const struct texts *texts, const struct entry *e, struct err *err)
{
	for (const char *p = e->text; (p = strchr(p, '{')); p++) {
		const char *end = strchr(p, '}');

		if (!end)
			return template_fail(err, texts->file, e->line, "a \"{\" has no \"}\"");
		if (!known_word(p + 1, (size_t)(end - p - 1)))
			return template_fail(err, texts->file, e->line, "%.*s stands for nothing",
			                     (int)(end - p + 1), p);
	}
	return true;
}

static bool known_key(const char *key)
{
	for (size_t i = 0; i < COUNT_OF(keys); i++)
		if (strcmp(keys[i].key, key) == 0)
			return true;
	for (size_t i = 0; i < COUNT_OF(page_keys); i++)
		if (strcmp(page_keys[i], key) == 0)
			return true;
	for (size_t i = 0; i < COUNT_OF(hours_keys); i++)
		if (strcmp(hours_keys[i].key, key) == 0)
			return true;
	return false;
}

/* "workshops 2-15" -> key and numbers. */
static bool read_key(struct entry *e, const char *key)
{
	int used = 0;

	if (sscanf(key, "%31s %d-%d%n", e->key, &e->first, &e->last, &used) == 3 && !key[used])
		return e->first > 0 && e->first <= e->last;
	used = 0;
	if (sscanf(key, "%31s %d%n", e->key, &e->first, &used) == 2 && !key[used]) {
		e->last = e->first;
		return e->first > 0;
	}
	e->first = e->last = 0;
	return TEXT_COPY(e->key, key);
}

static bool read_entry(struct texts *texts, const struct template_line *line, struct err *err)
{
	struct entry *e = &texts->entries[texts->count];

	*e = (struct entry){ .text = line->value, .line = line->number };
	if (*line->section || !read_key(e, line->key) || !known_key(e->key))
		return template_fail(err, texts->file, line->number, "the key \"%.40s\" is unknown",
		                     line->key);
	for (int n = e->first; n <= e->last; n++)
		if (find(texts, e->key, n))
			return template_fail(err, texts->file, line->number,
			                     "\"%.40s\" was given above", line->key);
	texts->count++;
	return check_words(texts, e, err);
}

static bool check_keys(const struct texts *texts, struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(keys); i++)
		for (int n = keys[i].last > 0; n <= keys[i].last && !keys[i].optional; n++)
			if (!find(texts, keys[i].key, n))
				return template_fail(err, texts->file, 0,
				                     n ? "\"%s\" is missing for the number %d"
				                       : "\"%s\" is missing",
				                     keys[i].key, n);
	for (size_t i = 0; i < COUNT_OF(page_keys); i++)
		if (!find(texts, page_keys[i], 0))
			return template_fail(err, texts->file, 0, "\"%s\" is missing",
			                     page_keys[i]);
	return true;
}

/* After check_keys(): every text is there. */
static bool take_hours(struct texts *texts, struct err *err)
{
	for (int i = 0; i < 7; i++)
		texts->hours.days[i] = texts_find_number(texts, "weekday", i + 1);
	for (int i = 0; i < 12; i++) {
		texts->hours.months[i] = texts_find_number(texts, "month", i + 1);
		texts->hours.months_from[i] = texts_find_number(texts, "month_from", i + 1);
	}
	for (size_t i = 0; i < COUNT_OF(hours_keys); i++) {
		const char *text = texts_find(texts, hours_keys[i].key);

		if (!text)
			return template_fail(err, texts->file, 0, "\"%s\" is missing",
			                     hours_keys[i].key);
		memcpy((char *)&texts->hours + hours_keys[i].offset, &text, sizeof text);
	}
	return true;
}

const struct hours_words *texts_hours(const struct texts *texts)
{
	return &texts->hours;
}

bool texts_open(struct texts **ret, const char *dir, enum language language, struct err *err)
{
	AUTO(texts_close) struct texts *texts = calloc(1, sizeof *texts);
	const struct entry *direction;
	char name[24];

	if (!texts)
		return err_memory(err);
	snprintf(name, sizeof name, "%s.text", language_name(language));
	if (!template_open(&texts->file, dir, name, err))
		return false;
	texts->entries = calloc(texts->file->count + 1, sizeof *texts->entries);
	if (!texts->entries)
		return err_memory(err);
	for (size_t i = 0; i < texts->file->count; i++)
		if (!read_entry(texts, &texts->file->lines[i], err))
			return false;
	if (!check_keys(texts, err) || !take_hours(texts, err))
		return false;
	texts->language = texts_find(texts, "language");
	direction = find(texts, "direction", 0);
	if (strcmp(direction->text, "ltr") != 0 && strcmp(direction->text, "rtl") != 0)
		return template_fail(err, texts->file, direction->line,
		                     "the direction is \"ltr\" or \"rtl\"");
	texts->rtl = strcmp(direction->text, "rtl") == 0;
	*ret = TAKE(texts);
	return true;
}

void fills_set(struct fills *fills, const char *name, const char *value)
{
	for (size_t i = 0; i < fills->count; i++)
		if (strcmp(fills->entries[i].name, name) == 0) {
			fills->entries[i].value = value;
			return;
		}
	if (fills->count < COUNT_OF(fills->entries))
		fills->entries[fills->count++] = (struct fill){ name, value };
}

static const char *fills_find(const struct fills *fills, const char *name, size_t size)
{
	for (size_t i = 0; i < fills->count; i++)
		if (strncmp(fills->entries[i].name, name, size) == 0 &&
		    !fills->entries[i].name[size])
			return fills->entries[i].value;
	return NULL;
}

/* Hebrew, Arabic and their neighbours begin with these bytes; a guess on the safe side. */
static bool may_be_rtl(const char *value)
{
	for (const unsigned char *p = (const unsigned char *)value; *p; p++)
		if ((*p >= 0xd6 && *p <= 0xdf) || (*p == 0xe0 && p[1] >= 0xa0 && p[1] <= 0xa3) ||
		    (*p == 0xef && p[1] >= 0xac && p[1] <= 0xbb))
			return true;
	return false;
}

bool texts_fill(struct buf *to, const struct texts *texts, const char *text,
                const struct fills *fills)
{
	const char *brace;

	for (; (brace = strchr(text, '{')); text = strchr(brace, '}') + 1) {
		size_t size = strcspn(brace + 1, "}");
		const char *value = fills_find(fills, brace + 1, size);
		bool isolated = value && texts->rtl != may_be_rtl(value) &&
		                strspn(value, "0123456789") != strlen(value);

		if (!value || !*value)
			return false;
		buf_add(to, text, (size_t)(brace - text));
		buf_adds(to, isolated ? "\u2068" : "");
		buf_adds(to, value);
		buf_adds(to, isolated ? "\u2069" : "");
	}
	buf_adds(to, text);
	return true;
}
