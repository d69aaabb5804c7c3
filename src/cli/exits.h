/* What the exit codes of the program mean. */
#pragma once

#include "base/err.h"
#include "model/outcome.h"

enum exit_code {
	EXIT_DONE,
	EXIT_REFUSED,
	EXIT_WRONG_USE,
	EXIT_NOT_FOUND,
	EXIT_CONFLICT,
	EXIT_SYSTEM,
	EXIT__COUNT
};

/* One line, for help. */
const char *exit_about(enum exit_code code);

enum exit_code exit_of_error(enum err_code code);
enum exit_code exit_of_outcome(enum outcome outcome);
