#include "http/flights.h"

#include "check.h"

static void one_key_flies_once_at_a_time(void)
{
	struct flights flights;
	int seat;

	flights_open(&flights);
	seat = flights_enter(&flights, 1, "a");
	CHECK(seat >= 0);
	CHECK_INT(flights_enter(&flights, 1, "a"), -1);
	CHECK(flights_enter(&flights, 2, "a") >= 0);
	CHECK(flights_enter(&flights, 1, "b") >= 0);
	flights_leave(&flights, seat);
	CHECK(flights_enter(&flights, 1, "a") >= 0);
	flights_close(&flights);
}

CHECK_MAIN({ "one_key_flies_once_at_a_time", one_key_flies_once_at_a_time })
