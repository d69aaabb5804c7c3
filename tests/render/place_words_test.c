#include "render/place_words.h"

#include "base/auto.h"
#include "base/text.h"
#include "check.h"

static struct texts *texts;

static const struct sheet_place desk = {
	.name = "La\tPasserelle",
	.address = "3 quai des Mariniers",
	.postcode = "96000",
	.commune = "Brézolières",
	.phone = "+33536490101",
	.hours = "Mo-Th 08:45-12:15; Fr 13:30-16:30; PH off; \"Fermé\ten août\"",
};

static const char *about(struct buf *to, enum language language, const struct sheet_place *place)
{
	struct draw draw = { 0 };
	struct err err = { 0 };

	buf_clear(to);
	texts_close(&texts);
	if (CHECK_OK(texts_open(&texts, NULL, language, &err))) {
		draw.texts = texts;
		place_words_about(&draw, to, place);
	}
	texts_close(&texts);
	return buf_text(to);
}

static void the_desk_itself_is_here_not_at_50_m(void)
{
	static const struct {
		enum language language;
		const char *here;
	} cases[] = {
		{ LANGUAGE_FR, "ici même" },   { LANGUAGE_FALC, "ici même" },
		{ LANGUAGE_EN, "right here" }, { LANGUAGE_AR, "هنا في هذا المكان" },
		{ LANGUAGE_UK, "саме тут" },   { LANGUAGE_TR, "tam burada" },
		{ LANGUAGE_PT, "aqui mesmo" },
	};
	AUTO(buf_release) struct buf to = { 0 };
	struct sheet_place place = desk;

	place.phone[0] = '\0';
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		place.distance_m = 25;
		CHECK(strstr(about(&to, cases[i].language, &place), cases[i].here));
		place.distance_m = 26;
		CHECK(!strstr(about(&to, cases[i].language, &place), cases[i].here));
		CHECK(strstr(buf_text(&to), "50"));
	}
	place.distance_m = -1;
	CHECK(!strstr(about(&to, LANGUAGE_FR, &place), "ici"));
}

static void postcode_and_commune_hold_together(void)
{
	AUTO(buf_release) struct buf to = { 0 };
	struct sheet_place place = desk;

	CHECK_TEXT(about(&to, LANGUAGE_FR, &place),
	           "3 quai des Mariniers, 96000\u00a0Brézolières\n"
	           "ici même – Téléphone\u00a0: 05\u00a036\u00a049\u00a001\u00a001");
	place.address[0] = place.phone[0] = '\0';
	place.mobile = true;
	CHECK_TEXT(about(&to, LANGUAGE_FR, &place),
	           "96000\u00a0Brézolières\nici même\n"
	           "Ce lieu se déplace. Téléphonez pour savoir où il est.");
	place.postcode[0] = place.commune[0] = '\0';
	place.distance_m = -1;
	place.mobile = false;
	CHECK_TEXT(about(&to, LANGUAGE_FR, &place), "");
}

static void hours_are_whole_or_to_be_asked_for(void)
{
	static const char *const want[] = {
		[PLACE_PERIODS] =
			"Ouvert\u00a0: du lundi au jeudi\u00a0: 8\u00a0h\u00a045–12\u00a0h"
			"\u00a015\nvendredi\u00a0: 13\u00a0h\u00a030–16\u00a0h\u00a030\n"
			"fermé les jours fériés\nFermé en août",
		[PLACE_ROW] =
			"Ouvert\u00a0: du lundi au jeudi\u00a0: 8\u00a0h\u00a045–12\u00a0h\u00a015"
			"\u00a0; vendredi\u00a0: 13\u00a0h\u00a030–16\u00a0h\u00a030\u00a0; "
			"fermé les jours fériés\u00a0; Fermé en août",
		[PLACE_ASK] = "Demandez les horaires avant de venir.",
	};
	AUTO(buf_release) struct buf to = { 0 };
	struct draw draw = { 0 };
	struct err err = { 0 };
	struct sheet_place place = desk;

	if (!CHECK_OK(texts_open(&texts, NULL, LANGUAGE_FR, &err)))
		return;
	draw.texts = texts;
	for (int form = 0; form < PLACE_HOURS__COUNT; form++) {
		buf_clear(&to);
		place_words_hours(&draw, &to, &place, (enum place_hours)form);
		CHECK_TEXT(buf_text(&to), want[form]);
	}
	buf_clear(&to);
	TEXT_COPY(place.hours, "le\tmatin");
	place_words_hours(&draw, &to, &place, PLACE_PERIODS);
	CHECK_TEXT(buf_text(&to), "Ouvert\u00a0: le matin");
	buf_clear(&to);
	place.hours[0] = '\0';
	for (int form = 0; form < PLACE_HOURS__COUNT; form++)
		place_words_hours(&draw, &to, &place, (enum place_hours)form);
	CHECK_INT(to.size, 0);
	texts_close(&texts);
}

CHECK_MAIN({ "the_desk_itself_is_here_not_at_50_m", the_desk_itself_is_here_not_at_50_m },
           { "postcode_and_commune_hold_together", postcode_and_commune_hold_together },
           { "hours_are_whole_or_to_be_asked_for", hours_are_whole_or_to_be_asked_for })
