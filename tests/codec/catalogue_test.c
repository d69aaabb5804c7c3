#include "codec/catalogue.h"

#include <stdio.h>

#include "base/auto.h"
#include "base/clock.h"
#include "check.h"

static void every_outcome_has_its_sentence(void)
{
	for (int outcome = 0; outcome < OUTCOME__COUNT; outcome++)
		if (!catalogue_outcome(outcome))
			CHECK_FAIL("%s has no sentence", outcome_name(outcome));
}

static void every_class_has_a_sentence_and_a_title(void)
{
	char key[64];

	for (int code = ERR_NONE + 1; code < ERR__COUNT; code++) {
		struct err err;

		err_set(&err, code, "something");
		CHECK(catalogue_error(&err));
		snprintf(key, sizeof key, "title.%s", err_class_name(code));
		if (!catalogue_text(key))
			CHECK_FAIL("%s is missing", key);
	}
}

static void a_named_failure_has_words_of_its_own(void)
{
	struct err err, plain;

	err_named(&err, ERR_REFUSED, "over_budget", "over budget");
	err_set(&plain, ERR_REFUSED, "no");
	CHECK(strcmp(catalogue_error(&err), catalogue_error(&plain)) != 0);
}

static void a_field_has_its_sentence_where_there_is_one(void)
{
	struct err err, plain;

	err_named(&plain, ERR_INPUT, "bad_programme", "bad");
	err_named(&err, ERR_INPUT, "bad_programme", "bad");
	err_field("grace_days", &err);
	CHECK_TEXT(catalogue_error(&err), "Le délai de grâce est de 0 à 90 jours.");
	err_field("no_such_field", &err);
	CHECK_TEXT(catalogue_error(&err), catalogue_error(&plain));
}

static void an_unknown_name_gets_the_words_of_its_class(void)
{
	struct err err, plain;

	err_named(&err, ERR_MISSING, "no_such_name", "what");
	err_set(&plain, ERR_MISSING, "what");
	CHECK_TEXT(catalogue_error(&err), catalogue_error(&plain));
	CHECK(!catalogue_text("error.no_such_name"));
	CHECK(!catalogue_text(""));
}

static void values_take_their_places(void)
{
	AUTO(buf_release) struct buf text = { 0 };

	catalogue_add(&text, "card.whose", "ada", "pass.fr", NULL);
	CHECK_TEXT(buf_text(&text), "Pour le compte ada, sur pass.fr.");
	buf_clear(&text);
	catalogue_add(&text, "card.whose", "ada", NULL);
	CHECK_TEXT(buf_text(&text), "Pour le compte ada, sur .");
	buf_clear(&text);
	catalogue_add(&text, "page.no_such_text", "3", NULL);
	CHECK_TEXT(buf_text(&text), "");
}

static void days_are_said_in_words(void)
{
	static const struct {
		struct civil civil;
		const char *words;
	} cases[] = {
		{ { 2026, 12, 1 }, "mardi 1er décembre 2026" },
		{ { 2027, 8, 31 }, "mardi 31 août 2027" },
		{ { 2026, 11, 22 }, "dimanche 22 novembre 2026" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		AUTO(buf_release) struct buf text = { 0 };

		catalogue_add_day(&text, day_from_civil(cases[i].civil));
		CHECK_TEXT(buf_text(&text), cases[i].words);
	}
}

CHECK_MAIN({ "every_outcome_has_its_sentence", every_outcome_has_its_sentence },
           { "every_class_has_a_sentence_and_a_title", every_class_has_a_sentence_and_a_title },
           { "a_named_failure_has_words_of_its_own", a_named_failure_has_words_of_its_own },
           { "a_field_has_its_sentence_where_there_is_one",
             a_field_has_its_sentence_where_there_is_one },
           { "an_unknown_name_gets_the_words_of_its_class",
             an_unknown_name_gets_the_words_of_its_class },
           { "values_take_their_places", values_take_their_places },
           { "days_are_said_in_words", days_are_said_in_words })
