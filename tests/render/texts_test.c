#include "render/texts.h"

#include <stdlib.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/file.h"
#include "check.h"
#include "render/words.h"

static void all_languages_are_whole(void)
{
	for (int i = 0; i < LANGUAGE__COUNT; i++) {
		AUTO(texts_close) struct texts *texts = NULL;
		struct err err = { 0 };

		if (CHECK_OK(texts_open(&texts, NULL, (enum language)i, &err)))
			CHECK_INT(texts_are_rtl(texts), i == LANGUAGE_AR);
	}
}

/* The French file with one line replaced must be refused with this sentence in it. */
static void check_broken(const char *from, const char *to, const char *sentence)
{
	AUTO(buf_release) struct buf file = { 0 }, changed = { 0 };
	AUTO(texts_close) struct texts *texts = NULL;
	char folder[] = "/tmp/passnum-texts-XXXXXX", path[60];
	struct err err = { 0 };
	char *at;

	if (!CHECK(mkdtemp(folder)) || !CHECK_OK(file_read(&file, FRENCH_FILE, 1 << 20, &err)) ||
	    !CHECK((at = strstr(file.data, from)) != NULL))
		return;
	buf_add(&changed, file.data, (size_t)(at - file.data));
	buf_adds(&changed, to);
	buf_adds(&changed, at + strlen(from));
	snprintf(path, sizeof path, "%s/fr.text", folder);
	CHECK_OK(file_write(path, changed.data, changed.size, 0600, &err));
	if (CHECK_ERR(texts_open(&texts, folder, LANGUAGE_FR, &err), ERR_INPUT) &&
	    !strstr(err.text, sentence))
		CHECK_FAIL("\"%s\" does not say \"%s\"", err.text, sentence);
	remove(path);
	remove(folder);
}

static void a_translators_mistakes_are_named(void)
{
	check_broken("\ntitle = ", "\ntitel = ", "the key \"titel\" is unknown");
	check_broken("\nlost = ", "\n# lost = ", "\"lost\" is missing");
	check_broken("\nworkshops 2-15", "\nworkshops 2-9",
	             "\"workshops\" is missing for the number 10");
	check_broken("au {date}", "au {data}", "{data} stands for nothing");
	check_broken("au {date}", "au {date", "a \"{\" has no \"}\"");
	check_broken("direction = ltr", "direction = left", "the direction is");
	check_broken("\nlost_none = ", "\nlost = ", "was given above");
	check_broken("\nhours_and = ", "\n# hours_and = ", "\"hours_and\" is missing");
}

static const char *filled(struct buf *to, const struct texts *texts, const char *name,
                          const char *value)
{
	struct fills fills = { 0 };
	char text[40];

	buf_clear(to);
	snprintf(text, sizeof text, "<{%s}>", name);
	fills_set(&fills, name, value);
	return texts_fill(to, texts, text, &fills) ? buf_text(to) : "no";
}

static void what_reads_the_other_way_round_is_isolated(void)
{
	AUTO(texts_close) struct texts *french = NULL, *arabic = NULL;
	AUTO(buf_release) struct buf to = { 0 };
	struct err err = { 0 };

	if (!CHECK_OK(texts_open(&french, NULL, LANGUAGE_FR, &err)) ||
	    !CHECK_OK(texts_open(&arabic, NULL, LANGUAGE_AR, &err)))
		return;
	CHECK_TEXT(filled(&to, french, "desk", "Cognac"), "<Cognac>");
	CHECK_TEXT(filled(&to, french, "desk", "مكتب"), "<\u2068مكتب\u2069>");
	CHECK_TEXT(filled(&to, arabic, "desk", "مكتب"), "<مكتب>");
	CHECK_TEXT(filled(&to, arabic, "phone", "05 45"), "<\u206805 45\u2069>");
	CHECK_TEXT(filled(&to, arabic, "count", "10"), "<10>");
	CHECK_TEXT(filled(&to, french, "desk", ""), "no");
}

static const char *date(struct buf *to, enum language language, int year, int month, int day)
{
	AUTO(texts_close) struct texts *texts = NULL;
	struct err err = { 0 };

	buf_clear(to);
	if (CHECK_OK(texts_open(&texts, NULL, language, &err)))
		words_date(to, texts, day_from_civil((struct civil){ year, month, day }));
	return buf_text(to);
}

static void dates_are_said_in_words(void)
{
	AUTO(buf_release) struct buf to = { 0 };

	CHECK_TEXT(date(&to, LANGUAGE_FR, 2027, 12, 31), "vendredi 31 décembre 2027");
	CHECK_TEXT(date(&to, LANGUAGE_FR, 2028, 8, 1), "mardi 1er août 2028");
	CHECK_TEXT(date(&to, LANGUAGE_EN, 2028, 2, 29), "Tuesday 29 February 2028");
	CHECK_TEXT(date(&to, LANGUAGE_UK, 2027, 12, 31), "п’ятниця, 31 грудня 2027");
	CHECK_TEXT(date(&to, LANGUAGE_TR, 2027, 12, 31), "31 Aralık 2027 Cuma");
	CHECK_TEXT(date(&to, LANGUAGE_PT, 2028, 3, 1), "quarta-feira, 1.º de março de 2028");
	CHECK_TEXT(date(&to, LANGUAGE_AR, 2027, 12, 31), "الجمعة 31 ديسمبر 2027");
}

static void distances_are_rounded_as_people_say_them(void)
{
	static const struct {
		int64_t distance_m;
		const char *words;
	} cases[] = {
		{ 0, "50 m" },      { 74, "50 m" },    { 75, "100 m" },    { 351, "350 m" },
		{ 974, "950 m" },   { 975, "1 km" },   { 1049, "1 km" },   { 1240, "1,2 km" },
		{ 9949, "9,9 km" }, { 9950, "10 km" }, { 12300, "12 km" }, { 150000, "150 km" },
	};
	AUTO(texts_close) struct texts *texts = NULL;
	AUTO(buf_release) struct buf to = { 0 };
	struct err err = { 0 };

	if (!CHECK_OK(texts_open(&texts, NULL, LANGUAGE_FR, &err)))
		return;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char want[32];
		const char *space = strchr(cases[i].words, ' ');

		snprintf(want, sizeof want, "%.*s\u00a0%s", (int)(space - cases[i].words),
		         cases[i].words, space + 1);
		buf_clear(&to);
		words_distance(&to, texts, cases[i].distance_m);
		CHECK_TEXT(buf_text(&to), want);
	}
}

static void telephone_numbers_stand_in_pairs(void)
{
	static const struct {
		const char *stored, *said;
	} cases[] = {
		{ "+33545952040", "05 45 95 20 40" },
		{ "0545952040", "05 45 95 20 40" },
		{ "+262262123456", "02 62 12 34 56" },
		{ "3960", "3960" },
		{ "", "" },
		{ "+32 2 555 12 12", "+32 2 555 12 12" },
		{ "+3354595204", "+3354595204" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		AUTO(buf_release) struct buf to = { 0 };
		char plain[40] = "";

		words_phone(&to, cases[i].stored);
		for (const char *p = buf_text(&to); *p; p++)
			if ((unsigned char)*p != 0xc2)
				snprintf(plain + strlen(plain), sizeof plain - strlen(plain), "%c",
				         (unsigned char)*p == 0xa0 ? ' ' : *p);
		CHECK_TEXT(plain, cases[i].said);
	}
}

static void what_no_text_font_has_is_left_out(void)
{
	AUTO(buf_release) struct buf to = { 0 };

	words_clean(&to, NULL, "a\xf0\x9f\x9a\x8c\u202e\u200f\x01\tbé\u00a0\u2019");
	CHECK_TEXT(buf_text(&to), "a bé\u00a0\u2019");
	buf_clear(&to);
	words_clean(&to, NULL, "not UTF-8: \xe9t\xe9");
	CHECK_TEXT(buf_text(&to), "");
}

CHECK_MAIN({ "all_languages_are_whole", all_languages_are_whole },
           { "a_translators_mistakes_are_named", a_translators_mistakes_are_named },
           { "what_reads_the_other_way_round_is_isolated",
             what_reads_the_other_way_round_is_isolated },
           { "dates_are_said_in_words", dates_are_said_in_words },
           { "distances_are_rounded_as_people_say_them", distances_are_rounded_as_people_say_them },
           { "telephone_numbers_stand_in_pairs", telephone_numbers_stand_in_pairs },
           { "what_no_text_font_has_is_left_out", what_no_text_font_has_is_left_out })
