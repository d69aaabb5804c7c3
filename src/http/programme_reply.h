/* A programme in JSON. */
#pragma once

#include "http/thing.h"
#include "model/programme.h"

extern const struct thing_list programme_vouchers_usual, programme_territory, programme_kinds,
	programme_bands;

void programme_reply(struct json_writer *json, const struct programme *programme);
