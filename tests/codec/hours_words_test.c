#include "codec/hours_words.h"

#include "base/auto.h"
#include "check.h"

/* No-break spaces are compared as '_', to be seen. */
static void check_words(const char *text, const char *want, const struct hours_words *words)
{
	AUTO(buf_release) struct buf said = { 0 }, shown = { 0 };
	struct hours hours;

	if (!CHECK(hours_parse(text, &hours)))
		return;
	hours_words_add(&said, &hours, words);
	for (const char *c = buf_text(&said); *c; c++)
		if (strncmp(c, "\xc2\xa0", 2) == 0)
			buf_addc(&shown, '_'), c++;
		else
			buf_addc(&shown, *c);
	if (!CHECK_TEXT(buf_text(&shown), want))
		printf("# on \"%s\"\n", text);
}

static void french_says_identical_days_together(void)
{
	static const struct {
		const char *text, *words;
	} cases[] = {
		{ "Mo-Fr 10:00-12:00,14:00-17:30",
		  "du lundi au vendredi_: 10_h–12_h, 14_h–17_h_30" },
		{ "Mo 09:05-12:00", "lundi_: 9_h_05–12_h" },
		{ "Mo,Tu 09:00-12:00", "lundi et mardi_: 9_h–12_h" },
		{ "Mo,Fr 09:00-12:00; Tu 13:00-17:00",
		  "lundi et vendredi_: 9_h–12_h_; mardi_: 13_h–17_h" },
		{ "Mo,We,Fr 09:00-12:00", "lundi, mercredi et vendredi_: 9_h–12_h" },
		{ "Mo,We-Fr,Su 09:00-12:00",
		  "lundi, du mercredi au vendredi et dimanche_: 9_h–12_h" },
		{ "Mo-Fr 08:30-12:30; We 08:30-12:30,13:30-17:00",
		  "lundi, mardi, jeudi et vendredi_: 8_h_30–12_h_30_; mercredi_: 8_h_30–12_h_30, "
		  "13_h_30–17_h" },
		{ "Mo-Su 09:00-12:00", "tous les jours_: 9_h–12_h" },
		{ "Mo 09:00-12:00; PH off", "lundi_: 9_h–12_h_; fermé les jours fériés" },
		{ "Mo 09:00-12:00; PH,SH off", "lundi_: 9_h–12_h_; fermé les jours fériés_; fermé "
		                               "pendant les vacances scolaires" },
		{ "week 2-52/2 Tu 09:00-12:30; PH off",
		  "un mardi sur deux (semaines paires)_: 9_h–12_h_30_; fermé les jours fériés" },
		{ "week 1-53/2 Tu 09:00-10:00; week 2-52/2 Tu 14:00-15:00; Mo 08:00-09:00",
		  "lundi_: 8_h–9_h_; un mardi sur deux (semaines impaires)_: 9_h–10_h_;"
		  " un mardi sur deux (semaines paires)_: 14_h–15_h" },
		{ "off", "fermé" },
		{ "24/7", "24_h/24, 7_j/7" },
		{ "Mo 09:00-24:00", "lundi_: 9_h–24_h" },
		{ "Mo 09:00-12:00 \"sur rendez-vous\"", "lundi_: 9_h–12_h_; sur rendez-vous" },
		{ "Mo 09:00-12:00; Jul,Aug off",
		  "de septembre à juin – lundi_: 9_h–12_h. en juillet et en août – fermé" },
		{ "Apr-Oct Mo 09:00-12:00; Nov-Mar Tu 10:00-11:00",
		  "de novembre à mars – mardi_: 10_h–11_h. d’avril à octobre – lundi_: 9_h–12_h" },
		{ "Mo 09:00-12:00; Aug off",
		  "de septembre à juillet – lundi_: 9_h–12_h. en août – fermé" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++)
		check_words(cases[i].text, cases[i].words, &hours_words_french);
}

static void another_language_is_another_table(void)
{
	struct hours_words english = hours_words_french;

	english.days[0] = "Monday";
	english.days[4] = "Friday";
	english.day_range = "{1} to {2}";
	english.hour = english.hour_minutes = "{1}:{2}";
	english.span = "{1}-{2}";
	english.days_hours = "({2}) {1}";
	check_words("Mo-Fr 09:00-12:30", "(9:00-12:30) Monday to Friday", &english);
}

CHECK_MAIN({ "french_says_identical_days_together", french_says_identical_days_together },
           { "another_language_is_another_table", another_language_is_another_table })
