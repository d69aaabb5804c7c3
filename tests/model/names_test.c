/* Names that programs meet: each is read back as what it was, and no other text is. */
#include "check.h"
#include "model/approval.h"
#include "model/level.h"
#include "model/outcome.h"
#include "model/programme.h"
#include "model/redemption.h"
#include "model/role.h"
#include "model/sheet.h"

static void every_name_is_read_back(void)
{
	for (int i = ROLE_OPERATOR; i < ROLE__COUNT; i++)
		CHECK_INT(role_parse(role_name((enum role)i)), i);
	for (int i = LEVEL_ACCOMPANIED; i < LEVEL__COUNT; i++)
		CHECK_INT(level_parse(level_name((enum level)i)), i);
	for (int i = 0; i < PROGRAMME__COUNT; i++)
		CHECK_INT(programme_state_parse(programme_state_name((enum programme_state)i)), i);
	for (int i = 0; i < APPROVAL__COUNT; i++)
		CHECK_INT(approval_parse(approval_name((enum approval)i)), i);
	CHECK(!suspension_name(SUSPENSION_UNSAID));
	for (int i = SUSPENSION_CLOSED; i < SUSPENSION__COUNT; i++)
		CHECK_INT(suspension_parse(suspension_name((enum suspension)i)), i);
	for (int i = 0; i < LANGUAGE__COUNT; i++)
		CHECK_INT(language_parse(language_name((enum language)i)), i);
	for (int i = 0; i < PRINT__COUNT; i++)
		CHECK_INT(print_size_parse(print_size_name((enum print_size)i)), i);
	CHECK_INT(level_parse("1"), LEVEL_ACCOMPANIED);
	CHECK_INT(level_parse("3"), LEVEL_AUTONOMOUS);
}

static void no_other_text_is_a_name(void)
{
	static const char *const texts[] = { "",       " ",    "0",      "4",  "01",   "Agent",
		                             "agent ", "none", "anyone", "FR", "fr-FR" };

	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		CHECK_INT(role_parse(texts[i]), -1);
		CHECK_INT(level_parse(texts[i]), -1);
		CHECK_INT(programme_state_parse(texts[i]), -1);
		CHECK_INT(approval_parse(texts[i]), -1);
		CHECK_INT(suspension_parse(texts[i]), -1);
		CHECK_INT(language_parse(texts[i]), -1);
		CHECK_INT(print_size_parse(texts[i]), -1);
	}
}

static void outcomes_are_those_of_the_contract(void)
{
	static const char *const names[] = {
		"redeemed",        "already_yours",    "already_used", "expired",
		"not_yet_valid",   "blocked",          "replaced",     "not_funded",
		"wrong_territory", "kind_not_allowed", "specimen",     "bad_signature",
		"unknown_key",     "malformed",        "unknown_code", "too_many_wrong_codes"
	};

	CHECK_INT(OUTCOME__COUNT, sizeof names / sizeof *names);
	for (int i = 0; i < OUTCOME__COUNT; i++) {
		CHECK_TEXT(outcome_name((enum outcome)i), names[i]);
		CHECK_INT(outcome_is_authentic((enum outcome)i), i <= OUTCOME_SPECIMEN);
	}
	CHECK_TEXT(redeem_mode_name(MODE_ONLINE), "online");
	CHECK_TEXT(redeem_mode_name(MODE_OFFLINE), "offline");
	CHECK_TEXT(redeem_mode_name(MODE_TYPED), "typed");
}

CHECK_MAIN({ "every_name_is_read_back", every_name_is_read_back },
           { "no_other_text_is_a_name", no_other_text_is_a_name },
           { "outcomes_are_those_of_the_contract", outcomes_are_those_of_the_contract })
