/* What every command that lists things has in common: a line each, or a JSON array. */
#pragma once

#include "cli/cli.h"
#include "codec/json_write.h"

struct listing {
	bool json;
	struct json_writer writer; /* into what the command shows */
};

#define LISTING_OPTIONS(shape)                                                                     \
	{                                                                                          \
		"--json", OPTION_FLAG(struct listing, json), .about = (shape)                      \
	}

void listing_begin(struct listing *listing, struct cli *cli);
void listing_end(struct listing *listing);
