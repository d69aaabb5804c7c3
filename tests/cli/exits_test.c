#include "cli/exits.h"

#include "check.h"

static void every_exit_code_is_explained(void)
{
	for (int code = 0; code < EXIT__COUNT; code++)
		CHECK(exit_about((enum exit_code)code)[0]);
}

static void no_failure_looks_like_success(void)
{
	for (int code = ERR_NONE + 1; code < ERR__COUNT; code++)
		CHECK(exit_of_error((enum err_code)code) != EXIT_DONE);
	CHECK_INT(exit_of_error(ERR_NONE), EXIT_DONE);
}

static void only_what_was_redeemed_looks_so(void)
{
	for (int outcome = 0; outcome < OUTCOME__COUNT; outcome++)
		CHECK_INT(exit_of_outcome((enum outcome)outcome) == EXIT_DONE,
		          outcome == OUTCOME_REDEEMED || outcome == OUTCOME_ALREADY_YOURS);
	CHECK_INT(exit_of_outcome(OUTCOME_UNKNOWN_CODE), 3);
	CHECK_INT(exit_of_outcome(OUTCOME_ALREADY_USED), 1);
}

CHECK_MAIN({ "every_exit_code_is_explained", every_exit_code_is_explained },
           { "no_failure_looks_like_success", no_failure_looks_like_success },
           { "only_what_was_redeemed_looks_so", only_what_was_redeemed_looks_so })
