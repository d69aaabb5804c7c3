#include "cli/options.h"

#include <stdlib.h>

#include "base/auto.h"
#include "check.h"
#include "model/level.h"

struct given {
	const char *out;
	char login[9];
	int count;
	int64_t site, pass, day, at;
	int level;
	bool json;
};

struct common {
	const char *data;
};

static const struct option list[] = {
	{ "PASS", OPTION_PASS(struct given, pass), .about = "of the pass" },
	{ "LOGIN", OPTION_COPY(struct given, login), .about = "of the account" },
	{ "--out", OPTION_TEXT(struct given, out), .value = "FILE", .about = "where to" },
	{ "--count", OPTION_INT(struct given, count, 5, 10), .about = "how many", .usual = "7",
	  .variable = "OPTIONS_TEST_COUNT" },
	{ "--site", OPTION_ID(struct given, site), .value = "S", .about = "where",
	  .required = true },
	{ "--day", OPTION_DAY(struct given, day), .about = "when" },
	{ "--at", OPTION_TIME(struct given, at), .about = "when exactly" },
	{ "--level", OPTION_WORD(struct given, level, "accompanied|partly|autonomous", level_parse),
	  .about = "seen" },
	{ "--json", OPTION_FLAG(struct given, json), .about = "for programs" },
};
static const struct options options = OPTIONS(list, struct given);

static const struct option common_list[] = {
	{ "--data", OPTION_TEXT(struct common, data), .value = "DIR",
	  .about = "where the books are", .usual = "var", .variable = "OPTIONS_TEST_DATA" },
};
static const struct options common_options = OPTIONS(common_list, struct common);

static struct given given;
static struct common common;
static struct err err;

static bool reads(const char *const *words)
{
	const struct options_target targets[] = { { &options, &given },
		                                  { &common_options, &common } };

	memset(&given, 0, sizeof given);
	memset(&common, 0, sizeof common);
	memset(&err, 0, sizeof err);
	return options_prepare(&targets[0], &err) && options_prepare(&targets[1], &err) &&
	       options_read(targets, 2, (char *const *)words, &err);
}

#define READS(...) reads((const char *const[]){ __VA_ARGS__ __VA_OPT__(, ) NULL })

static void every_kind_of_value_arrives(void)
{
	CHECK_OK(READS("--site", "3", "00000000002a", "--count=5", "ada", "--out", "a=b.pdf",
	               "--day", "2026-11-22", "--at=2026-11-22T04:23:27Z", "--level", "partly",
	               "--json", "--data=elsewhere"));
	CHECK_INT(given.site, 3);
	CHECK_INT(given.pass, 42);
	CHECK_TEXT(given.login, "ada");
	CHECK_INT(given.count, 5);
	CHECK_TEXT(given.out, "a=b.pdf");
	CHECK_INT(given.day, 20779);
	CHECK_INT(given.at, 1795321407);
	CHECK_INT(given.level, LEVEL_PARTLY);
	CHECK(given.json);
	CHECK_TEXT(common.data, "elsewhere");
}

static void what_is_left_out_is_usual_or_empty(void)
{
	CHECK_OK(READS("--site=1"));
	CHECK_INT(given.count, 7);
	CHECK_TEXT(common.data, "var");
	CHECK(!given.out && !given.json && !given.pass);
}

static void the_environment_speaks_where_no_word_does(void)
{
	setenv("OPTIONS_TEST_DATA", "", 1);
	CHECK_OK(READS("--site=1"));
	CHECK_TEXT(common.data, "var");
	setenv("OPTIONS_TEST_DATA", "elsewhere", 1);
	CHECK_OK(READS("--site=1"));
	CHECK_TEXT(common.data, "elsewhere");
	CHECK_OK(READS("--site=1", "--data", "here"));
	CHECK_TEXT(common.data, "here");
	unsetenv("OPTIONS_TEST_DATA");
}

static void a_variable_is_checked_like_a_word(void)
{
	setenv("OPTIONS_TEST_COUNT", "11", 1);
	CHECK_ERR(READS("--site=1"), ERR_INPUT);
	CHECK_TEXT(err.text, "OPTIONS_TEST_COUNT: --count is at most 10");
	setenv("OPTIONS_TEST_COUNT", "8", 1);
	CHECK_OK(READS("--site=1"));
	CHECK_INT(given.count, 8);
	unsetenv("OPTIONS_TEST_COUNT");
}

static void reading_again_keeps_what_is_not_named(void)
{
	const char *const words[] = { "--site", "2", NULL };
	const struct options_target target = { &options, &given };

	CHECK_OK(READS("--site=1", "--count=9", "--json"));
	CHECK_OK(options_read(&target, 1, (char *const *)words, &err));
	CHECK_INT(given.site, 2);
	CHECK_INT(given.count, 9);
	CHECK(given.json);
}

static void after_two_dashes_all_words_are_positional(void)
{
	CHECK_OK(READS("--site=1", "--", "00000000002a", "--json"));
	CHECK_TEXT(given.login, "--json");
	CHECK(!given.json);
}

static void a_dash_alone_is_a_word(void)
{
	CHECK_OK(READS("--site=1", "00000000002a", "-"));
	CHECK_TEXT(given.login, "-");
}

/* Each gets its own sentence. */
static void wrong_use_is_told(void)
{
	static const struct {
		const char *words[6];
		const char *name, *text;
	} cases[] = {
		{ { "--sitte=1" }, "unknown_option", "there is no option --sitte" },
		{ { "-x" }, "unknown_option", "there is no option -x" },
		{ { "--"
		    "0123456789012345678901234567890123456789x" },
		  "unknown_option",
		  "there is no option --01234567890123456789012345678901234567" },
		{ { "--site=1", "00000000002a", "ada", "more" },
		  "unknown_option",
		  "there is a word too many" },
		{ { "--count=5" }, "missing_option", "--site is missing" },
		{ { "--site" }, "missing_option", "--site wants a value" },
		{ { "--out", "--site=1" }, "missing_option", "--out wants a value" },
		{ { "--site=1", "--site=2" }, "bad_option", "--site is given twice" },
		{ { "--json=yes" }, "bad_option", "--json takes no value" },
		{ { "--site=" }, "bad_option", "--site is a whole number" },
		{ { "--site=1x" }, "bad_option", "--site is a whole number" },
		{ { "--site=0" }, "bad_option", "--site is at least 1" },
		{ { "--site=99999999999999999999" }, "bad_option", "--site is a whole number" },
		{ { "--count=11" }, "bad_option", "--count is at most 10" },
		{ { "--count=4294967301" }, "bad_option", "--count is at most 10" },
		{ { "--day=2026-02-29" }, "bad_option", "--day is a date such as 2026-11-22" },
		{ { "--at=now" }, "bad_option", "--at is a time such as 2026-11-22T04:23:27Z" },
		{ { "--level=expert" },
		  "bad_option",
		  "--level is one of accompanied|partly|autonomous" },
		{ { "12" }, "bad_option", "PASS is the id of a pass: 12 hexadecimal digits" },
		{ { "00000000002a", "123456789" },
		  "bad_option",
		  "LOGIN is UTF-8 text of at most 8 bytes" },
		{ { "00000000002a", "\xff" },
		  "bad_option",
		  "LOGIN is UTF-8 text of at most 8 bytes" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		CHECK(!reads(cases[i].words));
		CHECK_INT(err.code, ERR_INPUT);
		CHECK_TEXT(err.name, cases[i].name);
		CHECK_TEXT(err.text, cases[i].text);
	}
}

static void help_is_made_from_the_table(void)
{
	AUTO(buf_release) struct buf out = { 0 };

	options_use(&options, &out);
	CHECK_TEXT(buf_text(&out), " --site S [OPTION...]");
	buf_clear(&out);
	options_use(&common_options, &out);
	CHECK_TEXT(buf_text(&out), " [--data DIR]");
	buf_clear(&out);
	options_help(&common_options, &out);
	CHECK_TEXT(buf_text(&out),
	           "  --data DIR                where the books are (usual: var)\n");
}

CHECK_MAIN({ "every_kind_of_value_arrives", every_kind_of_value_arrives },
           { "what_is_left_out_is_usual_or_empty", what_is_left_out_is_usual_or_empty },
           { "the_environment_speaks_where_no_word_does",
             the_environment_speaks_where_no_word_does },
           { "a_variable_is_checked_like_a_word", a_variable_is_checked_like_a_word },
           { "reading_again_keeps_what_is_not_named", reading_again_keeps_what_is_not_named },
           { "after_two_dashes_all_words_are_positional",
             after_two_dashes_all_words_are_positional },
           { "a_dash_alone_is_a_word", a_dash_alone_is_a_word },
           { "wrong_use_is_told", wrong_use_is_told },
           { "help_is_made_from_the_table", help_is_made_from_the_table })
