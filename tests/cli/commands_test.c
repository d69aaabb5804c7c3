/* Every line of the table of commands keeps the rules that the reader and the help rely on. */
#include "cli/commands.h"

#include <stdlib.h>

#include "base/auto.h"
#include "check.h"

static struct err err;

static void check_words(const struct option *option)
{
	char word[32];

	for (const char *p = option->value; *p; p += *p == '|') {
		size_t size = strcspn(p, "|");

		snprintf(word, sizeof word, "%.*s", (int)size, p);
		if (!CHECK(option->parse(word) >= 0))
			printf("# %s does not know %s\n", option->name, word);
		p += size;
	}
	CHECK_INT(option->parse("no such word"), -1);
}

static void check_option(const struct options *options, const struct option *option)
{
	static const size_t sizes[] = {
		[OPTION_IS_FLAG] = sizeof(bool),    [OPTION_IS_TEXT] = sizeof(char *),
		[OPTION_IS_DAY] = sizeof(int64_t),  [OPTION_IS_TIME] = sizeof(int64_t),
		[OPTION_IS_PASS] = sizeof(int64_t), [OPTION_IS_WORD] = sizeof(int),
	};

	CHECK(option->about && option->about[0]);
	CHECK(option->offset + option->size <= options->size);
	CHECK(!option->required || !option->usual);
	if (option->kind == OPTION_IS_INT) {
		CHECK(option->size == sizeof(int) || option->size == sizeof(int64_t));
		CHECK(option->min < option->max);
		CHECK(option->size == sizeof(int64_t) || option->max <= INT32_MAX);
	} else if (option->kind != OPTION_IS_COPY) {
		CHECK_INT(option->size, sizes[option->kind]);
	}
	if (option->kind == OPTION_IS_WORD)
		check_words(option);
	if ((option->kind == OPTION_IS_TEXT || option->kind == OPTION_IS_COPY) &&
	    option->name[0] == '-')
		CHECK(option->value);
}

static void options_fit_their_structs_and_words(void)
{
	for (size_t i = 0; i < commands_count; i++)
		for (size_t k = 0; k < commands[i].options->count; k++)
			check_option(commands[i].options, &commands[i].options->list[k]);
	for (size_t k = 0; k < commands_common.count; k++)
		check_option(&commands_common, &commands_common.list[k]);
}

static void usual_values_can_be_read(void)
{
	for (size_t i = 0; i < commands_count; i++) {
		void *into = calloc(1, commands[i].options->size);
		const struct options_target target = { commands[i].options, into };

		CHECK(into != NULL);
		CHECK_OK(options_prepare(&target, &err));
		free(into);
	}
}

static void names_are_unique(void)
{
	for (size_t i = 0; i < commands_count; i++) {
		const struct options *options = commands[i].options;

		for (size_t k = 0; k < i; k++)
			CHECK(strcmp(commands[i].name, commands[k].name) != 0);
		for (size_t k = 0; k < options->count; k++) {
			for (size_t l = 0; l < k; l++)
				CHECK(strcmp(options->list[k].name, options->list[l].name) != 0);
			for (size_t l = 0; l < commands_common.count; l++)
				CHECK(strcmp(options->list[k].name, commands_common.list[l].name) !=
				      0);
		}
	}
}

struct seen {
	const char *names[16];
	size_t count;
};

static void see_variable(void *seen_, const struct command *command, const struct option *option)
{
	struct seen *seen = seen_;

	(void)command;
	CHECK(strncmp(option->variable, "PASSNUM_", 8) == 0);
	for (size_t i = 0; i < seen->count; i++)
		CHECK(strcmp(seen->names[i], option->variable) != 0);
	if (CHECK(seen->count < COUNT_OF(seen->names)))
		seen->names[seen->count++] = option->variable;
}

static void every_variable_is_one_options(void)
{
	struct seen seen = { .count = 0 };

	commands_each_variable(see_variable, &seen);
	CHECK(seen.count >= 3);
	CHECK_TEXT(seen.names[0], "PASSNUM_DATA");
}

/* `keys` alone must not hide `keys list`. */
static void one_word_is_never_the_first_of_two(void)
{
	for (size_t i = 0; i < commands_count; i++)
		for (size_t k = 0; k < commands_count; k++) {
			size_t size = strlen(commands[i].name);

			CHECK(strncmp(commands[i].name, commands[k].name, size) != 0 ||
			      commands[k].name[size] != ' ');
		}
}

static void needs_make_sense(void)
{
	for (size_t i = 0; i < commands_count; i++) {
		unsigned needs = commands[i].needs;

		CHECK(!(needs & (NEEDS_WRITE | NEEDS_KEYS)) || (needs & NEEDS_BOOKS));
		CHECK(commands[i].run != NULL && commands[i].options->size > 0);
		CHECK_INT(commands[i].about[strlen(commands[i].about) - 1], '.');
	}
}

/* Of what writes, what the journal does not tell of; commands.c says why. */
static void what_changes_the_books_has_a_verb(void)
{
	static const char *const untold[] = { "serve", "redeem", "close-due" };

	for (size_t i = 0; i < commands_count; i++) {
		const struct command *command = &commands[i];
		bool told = command->needs & NEEDS_WRITE;

		for (size_t k = 0; k < COUNT_OF(untold); k++)
			told &= strcmp(command->name, untold[k]) != 0;
		if (!CHECK(told == (command->verb != NULL)))
			printf("# %s\n", command->name);
		if (told && command->verb)
			CHECK(strlen(command->verb) < JOURNAL_VERB_SIZE &&
			      strchr(command->verb, '.') &&
			      command->verb[strspn(command->verb,
			                           "abcdefghijklmnopqrstuvwxyz_.")] == '\0');
	}
}

CHECK_MAIN({ "options_fit_their_structs_and_words", options_fit_their_structs_and_words },
           { "usual_values_can_be_read", usual_values_can_be_read },
           { "names_are_unique", names_are_unique },
           { "every_variable_is_one_options", every_variable_is_one_options },
           { "one_word_is_never_the_first_of_two", one_word_is_never_the_first_of_two },
           { "needs_make_sense", needs_make_sense },
           { "what_changes_the_books_has_a_verb", what_changes_the_books_has_a_verb })
