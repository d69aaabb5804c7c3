#include "http/rates.h"

#include "base/auto.h"
#include "check.h"

enum { SECOND = 1000000 };

static int many(struct rates *rates, uint64_t key, int calls, int64_t at)
{
	int let = 0, seconds;

	for (int i = 0; i < calls; i++)
		let += rates_take(rates, key, at, &seconds);
	return let;
}

static void a_burst_then_the_rate(void)
{
	AUTO(rates_close) struct rates *rates = NULL;
	struct err err;
	uint64_t key;
	int seconds = 0;

	if (!CHECK_OK(rates_open(&rates, 10, &err)))
		return;
	key = rates_key(rates, "a", 1);
	CHECK_INT(many(rates, key, 100, 5 * SECOND), 10 * RATES_BURST_SECONDS);
	CHECK(!rates_take(rates, key, 5 * SECOND, &seconds));
	CHECK_INT(seconds, 1);
	CHECK_INT(many(rates, key, 100, 6 * SECOND), 10);
	CHECK_INT(many(rates, key, 100, 6 * SECOND + 250000), 2);
	CHECK_INT(many(rates, key, 100, 100 * SECOND), 10 * RATES_BURST_SECONDS);
}

static void each_has_a_bucket_of_its_own(void)
{
	AUTO(rates_close) struct rates *rates = NULL;
	struct err err;

	if (!CHECK_OK(rates_open(&rates, 1, &err)))
		return;
	CHECK_INT(many(rates, rates_key(rates, "a", 1), 9, SECOND), RATES_BURST_SECONDS);
	CHECK_INT(many(rates, rates_key(rates, "b", 1), 9, SECOND), RATES_BURST_SECONDS);
	CHECK_INT(many(rates, rates_key(rates, "ab", 2), 9, SECOND), RATES_BURST_SECONDS);
	CHECK_INT(many(rates, rates_key(rates, "a", 1), 9, SECOND), 0);
}

static void a_flood_of_others_costs_no_memory_and_leaves_the_rate(void)
{
	AUTO(rates_close) struct rates *rates = NULL;
	struct err err;
	int let = 0;

	if (!CHECK_OK(rates_open(&rates, 1, &err)))
		return;
	for (uint32_t i = 0; i < 200000; i++)
		let += many(rates, rates_key(rates, &i, sizeof i), 1, SECOND);
	CHECK_INT(let, 200000); /* nobody is refused for another's calls */
}

static void none_means_none(void)
{
	AUTO(rates_close) struct rates *rates = NULL;
	struct err err;
	int seconds;

	CHECK_OK(rates_open(&rates, 0, &err));
	CHECK(!rates);
	CHECK(rates_take(rates, rates_key(rates, "a", 1), 0, &seconds));
}

CHECK_MAIN({ "a_burst_then_the_rate", a_burst_then_the_rate },
           { "each_has_a_bucket_of_its_own", each_has_a_bucket_of_its_own },
           { "a_flood_of_others_costs_no_memory_and_leaves_the_rate",
             a_flood_of_others_costs_no_memory_and_leaves_the_rate },
           { "none_means_none", none_means_none })
