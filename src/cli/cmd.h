/* Every command: its function and the table of its options, each in the file of its name. The
 * table of commands is in commands.c. */
#pragma once

#include "cli/cli.h"

#define COMMAND(name)                                                                              \
	command_fn cmd_##name;                                                                     \
	extern const struct options cmd_##name##_options

COMMAND(init);
COMMAND(demo);
COMMAND(serve);
COMMAND(version);
COMMAND(manual);
COMMAND(completion);

COMMAND(publisher_set);
COMMAND(publisher_show);

COMMAND(funder_add);
COMMAND(funder_list);
COMMAND(programme_add);
COMMAND(programme_list);
COMMAND(programme_fund);
COMMAND(programme_state);
COMMAND(programme_change);
COMMAND(site_add);
COMMAND(site_change);
COMMAND(site_approve);
COMMAND(site_list);
COMMAND(import_centres);
COMMAND(centres_near);

COMMAND(issue);
COMMAND(print);
COMMAND(hand_out);
COMMAND(replace);
COMMAND(block);
COMMAND(progress);

COMMAND(check);
COMMAND(redeem);
COMMAND(reverse);

COMMAND(report);

COMMAND(user_add);
COMMAND(user_disable);
COMMAND(user_password);
COMMAND(user_second_factor);
COMMAND(user_card);
COMMAND(user_token);
COMMAND(user_tokens);
COMMAND(user_revoke);
COMMAND(user_list);

COMMAND(keys_list);
COMMAND(keys_export);
COMMAND(keys_rotate);
COMMAND(keys_revoke);

COMMAND(backup);
COMMAND(restore);
COMMAND(upgrade);
COMMAND(close_due);
COMMAND(journal);

#undef COMMAND
