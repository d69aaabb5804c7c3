#include "model/scope.h"

#include "base/auto.h"
#include "check.h"

static void scopes_are_read_back(void)
{
	static const struct {
		const char *text, *formatted;
	} cases[] = {
		{ "", "" },
		{ "passes", "passes" },
		{ "passes:read", "passes:read" },
		{ "redemptions passes:read", "passes:read redemptions" },
		{ "passes passes:read", "passes" },
		{ "journal keys accounts figures programmes places redemptions passes self",
		  "self passes redemptions places programmes figures accounts keys journal" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char text[SCOPES_TEXT_SIZE];
		unsigned scopes;

		CHECK(scopes_parse(cases[i].text, &scopes));
		scopes_format(scopes, text);
		CHECK_TEXT(text, cases[i].formatted);
	}
}

static void no_other_text_is_a_scope(void)
{
	static const char *const texts[] = {
		" ",       "pass",        "passes ",         " passes",      "passes  keys",
		"passes:", "passes:rea",  "passes:reading",  "passes:write", "keys keys",
		"Passes",  "passes,keys", "passes:read:read"
	};
	unsigned scopes = 77;

	for (size_t i = 0; i < COUNT_OF(texts); i++)
		if (scopes_parse(texts[i], &scopes))
			CHECK_FAIL("\"%s\" was taken", texts[i]);
	CHECK_INT(scopes, 77);
}

static void the_longest_text_fits(void)
{
	unsigned reading = 0;
	char text[SCOPES_TEXT_SIZE];
	unsigned again;

	for (int scope = 0; scope < SCOPE__COUNT; scope++)
		reading |= SCOPE_READ(scope);
	scopes_format(reading, text);
	CHECK(scopes_parse(text, &again));
	CHECK_INT(again, reading);
}

static void who_may_change_may_read_and_nothing_means_all(void)
{
	const unsigned read = SCOPE_READ(SCOPE_PASSES), change = SCOPE_CHANGE(SCOPE_PASSES);

	CHECK(scopes_fit(read, change));
	CHECK(!scopes_fit(change, read));
	CHECK(scopes_fit(change, change));
	CHECK(!scopes_fit(change | SCOPE_READ(SCOPE_KEYS), change));
	CHECK(scopes_fit(change, 0));
	CHECK(scopes_fit(0, 0));
	CHECK(!scopes_fit(0, change));
	CHECK_INT(scopes_of_role(ROLE_ANYONE), 0);
	CHECK(scopes_fit(read, scopes_of_role(ROLE_AUDITOR)));
	CHECK(!scopes_fit(change, scopes_of_role(ROLE_AUDITOR)));
}

CHECK_MAIN({ "scopes_are_read_back", scopes_are_read_back },
           { "no_other_text_is_a_scope", no_other_text_is_a_scope },
           { "the_longest_text_fits", the_longest_text_fits },
           { "who_may_change_may_read_and_nothing_means_all",
             who_may_change_may_read_and_nothing_means_all })
