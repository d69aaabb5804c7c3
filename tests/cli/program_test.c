/* What never reaches a verb; the rest is in the scenarios. */
#include "cli/program.h"

#include "base/auto.h"
#include "check.h"

static void words_that_make_no_command_are_wrong_use(void)
{
	static const struct {
		const char *words[6];
		int code;
	} cases[] = {
		{ { "passnum" }, 2 },
		{ { "passnum", "" }, 2 },
		{ { "passnum", "bogus" }, 2 },
		{ { "passnum", "bogus", "--help" }, 2 },
		{ { "passnum", "help", "bogus" }, 2 },
		{ { "passnum", "keys" }, 2 },
		{ { "passnum", "keys", "bogus" }, 2 },
		{ { "passnum", "keyslist" }, 2 },
		{ { "passnum", "version", "--bogus" }, 2 },
		{ { "passnum", "version", "--", "--help" }, 2 },
		{ { "passnum", "report", "--programme" }, 2 },
		{ { "passnum", "report", "--programme", "1",
		    "--data="
		    "nowhere" },
		  3 },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		int argc = 0;

		while (cases[i].words[argc])
			argc++;
		if (!CHECK_INT(program_run(argc, (char *const *)cases[i].words), cases[i].code))
			printf("# case %zu\n", i);
	}
}

static void no_words_at_all_are_survived(void)
{
	char *const none[] = { NULL };

	CHECK_INT(program_run(0, none), 2);
}

CHECK_MAIN({ "words_that_make_no_command_are_wrong_use", words_that_make_no_command_are_wrong_use },
           { "no_words_at_all_are_survived", no_words_at_all_are_survived })
