/* The vectors of RFC 4226 (appendix D) and RFC 6238 (appendix B, its last six digits). */
#include "crypto/totp.h"

#include "base/auto.h"
#include "check.h"

static const unsigned char secret[] = "12345678901234567890";
static struct err err;

static void codes_are_those_of_the_rfcs(void)
{
	static const struct {
		int64_t step;
		const char *code;
	} cases[] = {
		{ 0, "755224" },
		{ 1, "287082" },
		{ 2, "359152" },
		{ 3, "969429" },
		{ 4, "338314" },
		{ 5, "254676" },
		{ 6, "287922" },
		{ 7, "162583" },
		{ 8, "399871" },
		{ 9, "520489" },
		{ 59 / 30, "287082" },
		{ 1111111109 / 30, "081804" },
		{ 1111111111 / 30, "050471" },
		{ 1234567890 / 30, "005924" },
		{ 2000000000 / 30, "279037" },
		{ 20000000000 / 30, "353130" },
	};
	char code[TOTP_CODE_SIZE];

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		CHECK_OK(totp_code(secret, cases[i].step, code, &err));
		CHECK_TEXT(code, cases[i].code);
	}
}

static void a_secret_is_written_in_base32(void)
{
	static const unsigned char ends[TOTP_SECRET_SIZE] = { 0xff, [19] = 0x01 };
	char text[TOTP_SECRET_TEXT_SIZE];

	totp_format_secret(secret, text);
	CHECK_TEXT(text, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
	totp_format_secret(ends, text);
	CHECK_TEXT(text, "74AAAAAAAAAAAAAAAAAAAAAAAAAAAAAB");
}

static void a_code_is_good_one_step_around_and_once(void)
{
	static const struct {
		int64_t step; /* whose code is typed */
		int64_t now, used, taken;
	} cases[] = {
		{ 100, 3000, 0, 100 }, { 100, 3029, 0, 100 }, { 100, 3030, 0, 100 },
		{ 100, 3059, 0, 100 }, { 100, 3060, 0, 0 },   { 100, 2999, 0, 100 },
		{ 100, 2970, 0, 100 }, { 100, 2969, 0, 0 },   { 100, 3000, 99, 100 },
		{ 100, 3000, 100, 0 }, { 100, 3000, 101, 0 }, { 101, 3000, 100, 101 },
		{ 99, 3000, 99, 0 },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char code[TOTP_CODE_SIZE];
		const struct totp_try try = { secret, code, cases[i].now, cases[i].used };
		int64_t step = -1;

		CHECK_OK(totp_code(secret, cases[i].step, code, &err));
		CHECK_OK(totp_check(&try, &step, &err));
		CHECK_INT(step, cases[i].taken);
	}
}

static void only_six_digits_are_a_code(void)
{
	static const struct {
		const char *typed;
		int64_t step;
	} cases[] = {
		{ "755224", 1000 }, { "755 224", 1000 }, { " 7 5 5 2 2 4 ", 1000 },
		{ "", 0 },          { "75522", 0 },      { "7552240", 0 },
		{ "755224x", 0 },   { "x755224", 0 },    { "-55224", 0 },
		{ "755\t224", 0 },  { "000000", 0 },
	};
	char code[TOTP_CODE_SIZE];

	CHECK_OK(totp_code(secret, 1000, code, &err));
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char typed[32] = "";
		const struct totp_try try = { secret, typed, 30000, 0 };
		int digit = 0;
		int64_t step = -1;

		snprintf(typed, sizeof typed, "%s", cases[i].typed);
		for (char *c = typed; cases[i].step && *c; c++) /* the code of that time instead */
			if (*c != ' ')
				*c = code[digit++];
		CHECK_OK(totp_check(&try, &step, &err));
		CHECK_INT(step, cases[i].step);
	}
}

CHECK_MAIN({ "codes_are_those_of_the_rfcs", codes_are_those_of_the_rfcs },
           { "a_secret_is_written_in_base32", a_secret_is_written_in_base32 },
           { "a_code_is_good_one_step_around_and_once", a_code_is_good_one_step_around_and_once },
           { "only_six_digits_are_a_code", only_six_digits_are_a_code })
