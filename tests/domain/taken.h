/* A bundle as a device reads it, believed, with the passes of the world's own programme. */
#pragma once

#include "codec/json.h"
#include "codec/pass_set.h"
#include "crypto/bundle.h"
#include "domain/bundles.h"
#include "world.h"

enum { LIVE, BLOCKED, REPLACED, SETS };

/* A bundle, believed, and its first programme's passes. */
struct taken {
	struct buf text;
	struct bundle_believed all;
	struct json *rules;
	struct pass_set sets[SETS];
};

void taken_release(struct taken *taken);

/* What the mediator's centre gets now; what was taken before is gone. */
void take(struct world *w, struct bundles *kept, struct taken *ret);

/* Bits of the vouchers that are used; -1: it is not among the live passes. */
int used(const struct taken *taken, const struct pass *pass);

#define BUNDLES                                                                                    \
	WORLD;                                                                                     \
	AUTO(bundles_close) struct bundles *kept = NULL;                                           \
	AUTO(taken_release) struct taken t = { 0 };                                                \
	CHECK_OK(bundles_open(&kept, &err))
