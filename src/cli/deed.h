/* A command that changes something: its effect and its line in the journal are one transaction
 * (domain/joint). */
#pragma once

#include "cli/cli.h"

/* From now on all that the command writes waits for deed_commit(); before it runs. */
void deed_begin(struct cli *cli);

/* What it was done to, as the HTTP API's line has it: said by the command. */
void deed_to(struct cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));
void deed_to_id(struct cli *cli, int64_t id);
void deed_to_pass(struct cli *cli, int64_t pass);

/* On disk. A command that goes on for long afterwards (printing) says when; the others need not.
 * Did it write nothing, there is no line. */
bool deed_commit(struct cli *cli, struct err *err);

/* In any case, at the end; what was not committed is undone. */
void deed_end(struct cli *cli);
