/* Passes for a desk's stock, asked for in one go and made a few at a time (lot de pass). */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "model/sheet.h"

enum batch_state {
	BATCH_WAITING, /* nobody has begun it */
	BATCH_RUNNING,
	BATCH_DONE,
	BATCH_FAILED,    /* no further pass could be made: `error` says why */
	BATCH_CANCELLED, /* somebody stopped it */
	BATCH__COUNT
};

const char *batch_state_name(enum batch_state state);

/* Nothing will change any more; the passes made so far are in the stock. */
bool batch_is_over(enum batch_state state);

/* The passes at the places first ... first + count - 1 of a batch, from 1. */
struct batch_range {
	int64_t batch;
	int first, count;
};

enum { BATCH_ERROR_SIZE = 48 };

struct batch {
	int64_t id, account, desk, programme;
	int vouchers; /* of each pass */
	int kind;     /* of workshop; 0 = any */
	enum language language;
	enum print_size print_size;
	int total, done; /* passes asked for, passes made */
	enum batch_state state;
	char error[BATCH_ERROR_SIZE]; /* the name of what ended it; "" = nothing did */
	int64_t asked_at, ended_at;   /* 0 = not yet */
	int64_t lease;                /* number of who works on it; 0 = nobody did */
};
