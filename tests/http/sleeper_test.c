/* A thread that rests: it wakes by itself, and ends at once when it is told. */
#include "http/sleeper.h"

#include <stdatomic.h>

#include "base/clock.h"
#include "check.h"

enum { LONG_MS = 60000, MS_NS = 1000000 };

struct turns {
	struct sleeper sleeper;
	int64_t ms;
	atomic_int count;
};

static void *take_turns(void *context)
{
	struct turns *turns = context;

	do
		atomic_fetch_add(&turns->count, 1);
	while (sleeper_rest(&turns->sleeper, turns->ms));
	return NULL;
}

static void it_wakes_by_itself(void)
{
	struct turns turns = { .ms = 1 };
	int64_t begun_ns = clock_ticks_ns();
	struct err err;

	CHECK_OK(sleeper_open(&turns.sleeper, "turns", take_turns, &turns, &err));
	while (atomic_load(&turns.count) < 20)
		;
	CHECK(clock_ticks_ns() - begun_ns >= 19 * MS_NS);
	sleeper_close(&turns.sleeper);
}

static void it_ends_in_the_middle_of_its_rest(void)
{
	struct turns turns = { .ms = LONG_MS };
	int64_t begun_ns = clock_ticks_ns();
	struct err err;

	CHECK_OK(sleeper_open(&turns.sleeper, "turns", take_turns, &turns, &err));
	sleeper_close(&turns.sleeper);
	CHECK_INT(atomic_load(&turns.count), 1);
	CHECK(clock_ticks_ns() - begun_ns < (int64_t)LONG_MS / 2 * MS_NS);
}

static void one_that_was_never_opened_may_be_closed(void)
{
	struct turns turns = { 0 };

	sleeper_close(&turns.sleeper);
	CHECK_INT(atomic_load(&turns.count), 0);
}

CHECK_MAIN({ "it_wakes_by_itself", it_wakes_by_itself },
           { "it_ends_in_the_middle_of_its_rest", it_ends_in_the_middle_of_its_rest },
           { "one_that_was_never_opened_may_be_closed", one_that_was_never_opened_may_be_closed }, )
