/* The demonstration, made once on this run's database and then asked by every test of the program
 * in turn. It ends in April, so that a New Year and both changes of the clocks are in its history.
 */
#pragma once

#include "base/auto.h"
#include "base/clock.h"
#include "database.h"
#include "domain/demo.h"
#include "store/sql.h"

struct demo_stage {
	struct test_database database;
	struct app_options options;
	char folder[96], key[128];
	struct demo demo;
	struct app *app;
	int64_t ends_at;
};

/* The one that all tests share; aborts the program when it cannot be made. */
struct demo_stage *demo_stage(void);

/* Another one. _begin() makes no demonstration yet, just room for it. */
bool demo_stage_open(struct demo_stage *stage, uint64_t seed);
void demo_stage_begin(struct demo_stage *stage);
void demo_stage_close(struct demo_stage *stage);

/* 15:00 in Paris. */
int64_t demo_stage_day(const char *text);

int64_t demo_stage_count(struct demo_stage *stage, const char *text);

#define CHECK_WITHIN(have, from, until)                                                            \
	({                                                                                         \
		int64_t within_ = (have);                                                          \
		within_ >= (from) && within_ <= (until)                                            \
			? true                                                                     \
			: CHECK_FAIL("%s is %" PRId64, #have, within_);                            \
	})

/* DATABASE_MAIN; the shared demonstration is deleted at the end. */
#define DEMO_MAIN(...)                                                                             \
	static void shared_demonstration_is_deleted(void)                                          \
	{                                                                                          \
		demo_stage_close(demo_stage());                                                    \
	}                                                                                          \
	DATABASE_MAIN(__VA_ARGS__,                                                                 \
	              { "shared_demonstration_is_deleted", shared_demonstration_is_deleted })
