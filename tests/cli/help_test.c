#include "cli/help.h"

#include "base/auto.h"
#include "check.h"
#include "cli/commands.h"

static void help_names_all_commands_once(void)
{
	AUTO(buf_release) struct buf out = { 0 };
	char line[80];

	help_all(&out);
	for (size_t i = 0; i < commands_count; i++) {
		const char *first;

		snprintf(line, sizeof line, "\n  %-18s %.20s", commands[i].name, commands[i].about);
		first = strstr(buf_text(&out), line);
		if (!CHECK(first != NULL && strstr(first + 1, line) == NULL))
			printf("# %s\n", commands[i].name);
	}
}

static void help_explains_all_exit_codes(void)
{
	AUTO(buf_release) struct buf out = { 0 };

	help_all(&out);
	for (int code = 0; code < EXIT__COUNT; code++)
		CHECK(strstr(buf_text(&out), exit_about((enum exit_code)code)) != NULL);
}

static void help_of_a_command_shows_every_option(void)
{
	for (size_t i = 0; i < commands_count; i++) {
		AUTO(buf_release) struct buf out = { 0 };

		help_command(&commands[i], &out);
		CHECK(strstr(buf_text(&out), commands[i].about) != NULL);
		for (size_t k = 0; k < commands[i].options->count; k++) {
			CHECK(strstr(buf_text(&out), commands[i].options->list[k].name) != NULL);
			CHECK(strstr(buf_text(&out), commands[i].options->list[k].about) != NULL);
		}
		CHECK(strstr(buf_text(&out), "--data DIR") != NULL);
	}
}

CHECK_MAIN({ "help_names_all_commands_once", help_names_all_commands_once },
           { "help_explains_all_exit_codes", help_explains_all_exit_codes },
           { "help_of_a_command_shows_every_option", help_of_a_command_shows_every_option })
