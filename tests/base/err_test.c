#include "base/err.h"

#include "check.h"

static void a_cause_keeps_its_class_and_name(void)
{
	struct err err = { 0 };

	CHECK(!err_named(&err, ERR_CONFLICT, "over_budget", "%d cents are left", 5));
	CHECK(!err_during(&err, "issuing pass %s", "abc"));
	CHECK_TEXT(err.text, "issuing pass abc: 5 cents are left");
	CHECK_TEXT(err.name, "over_budget");
	CHECK_INT(err.code, ERR_CONFLICT);
}

static void a_field_is_of_one_failure(void)
{
	struct err err = { 0 };

	CHECK(!(err_named(&err, ERR_INPUT, "out_of_range", "x") || err_field("minutes", &err)));
	CHECK(!err_during(&err, "reading"));
	CHECK_TEXT(err.field, "minutes");
	CHECK_TEXT(err.name, "out_of_range");
	err_limits(5, 10, &err);
	CHECK(!err_during(&err, "again"));
	CHECK_INT(err.least, 5);
	CHECK_INT(err.most, 10);
	err_set(&err, ERR_INPUT, "another");
	CHECK_TEXT(err.field, "");
	CHECK_INT(err.most, 0);
}

static void every_class_has_a_name(void)
{
	struct err err = { 0 };

	for (int code = 0; code < ERR__COUNT; code++) {
		err_set(&err, (enum err_code)code, "x");
		CHECK(err.name[0] != '\0');
	}
}

static void long_sentences_are_cut_not_overrun(void)
{
	struct err err = { 0 };

	err_set(&err, ERR_INPUT, "%0500d", 1);
	CHECK_INT(strlen(err.text), sizeof err.text - 1);
	err_during(&err, "%0500d", 1);
	CHECK_INT(strlen(err.text), sizeof err.text - 1);
}

static void a_sentence_may_quote_itself(void)
{
	struct err err = { 0 };

	err_set(&err, ERR_INPUT, "inner");
	err_named(&err, ERR_SYSTEM, "outer", "outer: %s", err.text);
	CHECK_TEXT(err.text, "outer: inner");
}

CHECK_MAIN({ "a_cause_keeps_its_class_and_name", a_cause_keeps_its_class_and_name },
           { "a_field_is_of_one_failure", a_field_is_of_one_failure },
           { "every_class_has_a_name", every_class_has_a_name },
           { "long_sentences_are_cut_not_overrun", long_sentences_are_cut_not_overrun },
           { "a_sentence_may_quote_itself", a_sentence_may_quote_itself })
