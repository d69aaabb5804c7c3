/* A PDF of passes that is there whole or not at all. All that can fail is tried when it is opened,
 * before any pass is issued: templates and fonts, the folder, the room on the disk. */
#pragma once

#include <limits.h>

#include "base/buf.h"
#include "cli/cli.h"
#include "model/pass.h"
#include "render/pass_print.h"

struct paper {
	const char *path; /* borrowed; NULL: none is wanted, the other calls do nothing */
	char room_path[PATH_MAX];
	int room; /* a file that holds the room on the disk; 0 = none */
	struct render *render;
	struct pass_print *print;
};

/* `path` may be NULL; `templates` too. `*ret` begins as { 0 }. */
bool paper_open(struct paper *ret, const char *path, const char *templates, int passes,
                struct err *err);
void paper_close(struct paper *paper);

/* Draw a pass; a duplicate is marked as such. */
bool paper_add(struct paper *paper, struct app *app, const struct pass *pass, bool duplicate,
               struct err *err);

/* Finish the PDF and give it its name. It is for its owner only: what it shows can be redeemed. */
bool paper_end(struct paper *paper, struct err *err);

/* What follows when passes were made: show them (JSON or a line each) and print them. When
 * printing fails the passes are there all the same, so they are shown before the sentence says so.
 */
bool paper_deliver(struct paper *paper, struct cli *cli, const struct pass *passes, size_t count,
                   bool json, struct err *err);
