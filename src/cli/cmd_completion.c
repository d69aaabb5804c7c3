#include <string.h>

#include "base/auto.h"
#include "cli/cmd.h"
#include "cli/completion_bash.h"
#include "cli/completion_fish.h"
#include "cli/completion_zsh.h"

static const struct {
	const char *name;
	void (*write)(struct buf *out);
} shells[] = {
	{ "bash", completion_bash },
	{ "zsh", completion_zsh },
	{ "fish", completion_fish },
};

struct given {
	int shell; /* index in `shells` */
};

static int shell_parse(const char *word)
{
	for (size_t i = 0; i < COUNT_OF(shells); i++)
		if (strcmp(word, shells[i].name) == 0)
			return (int)i;
	return -1;
}

static const struct option list[] = {
	{ "SHELL", OPTION_WORD(struct given, shell, "bash|zsh|fish", shell_parse), .required = true,
	  .about = "bash, zsh or fish" },
};
const struct options cmd_completion_options = OPTIONS(list, struct given);

bool cmd_completion(struct cli *cli, void *given_, struct err *err)
{
	const struct given *given = given_;

	(void)err;
	shells[given->shell].write(&cli->out);
	return true;
}
