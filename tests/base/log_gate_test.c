#include "base/log_gate.h"

#include <stdio.h>

#include "check.h"

static struct log_gate gate;
static int64_t times;
static struct log_repeat repeat;

static bool happens(const char *name, int64_t now)
{
	return log_gate_admit(&gate, "upkeep failed", name, now, &times);
}

static void the_first_is_told_and_then_one_a_minute_with_their_number(void)
{
	log_gate_open(&gate);
	CHECK(happens("disk_full", 1000));
	CHECK_INT(times, 1);
	for (int64_t now = 1000; now < 1060; now++)
		CHECK(!happens("disk_full", now));
	CHECK(happens("disk_full", 1060));
	CHECK_INT(times, 61);
	CHECK(!happens("disk_full", 1061));
	CHECK(happens("disk_full", 1200));
	CHECK_INT(times, 2);
	log_gate_close(&gate);
}

static void another_failure_is_another_matter(void)
{
	log_gate_open(&gate);
	CHECK(happens("disk_full", 1000));
	CHECK(happens("database_busy", 1000));
	CHECK(log_gate_admit(&gate, "call failed", "disk_full", 1000, &times));
	CHECK(!happens("database_busy", 1001));
	log_gate_close(&gate);
}

static void what_was_held_back_is_told_when_its_minute_is_over(void)
{
	log_gate_open(&gate);
	happens("disk_full", 1000);
	CHECK(!log_gate_next(&gate, 2000, &repeat)); /* it was told */
	happens("disk_full", 1001);
	happens("disk_full", 1002);
	CHECK(!log_gate_next(&gate, 1059, &repeat));
	CHECK(log_gate_next(&gate, 1060, &repeat));
	CHECK_TEXT(repeat.event, "upkeep failed");
	CHECK_TEXT(repeat.name, "disk_full");
	CHECK_INT(repeat.times, 2);
	CHECK(!log_gate_next(&gate, 1060, &repeat));
	CHECK(!happens("disk_full", 1119)); /* that was its word for a minute */
	CHECK(happens("disk_full", 1120));
	CHECK_INT(times, 2);
	log_gate_close(&gate);
}

/* More kinds of failures than seats: none is lost, and quiet ones make room. */
static void no_seat_is_no_reason_to_be_silent(void)
{
	char name[20];

	log_gate_open(&gate);
	for (int i = 0; i < 3 * LOG_GATE_SEATS; i++) {
		snprintf(name, sizeof name, "failure_%d", i);
		CHECK(happens(name, 1000));
		CHECK_INT(times, 1);
	}
	CHECK(!happens("failure_0", 1001));
	CHECK(happens("failure_95", 1001)); /* it has no seat */
	CHECK(happens("failure_95", 1060)); /* now it has that of one that is quiet */
	CHECK(!happens("failure_95", 1061));
	CHECK(log_gate_next(&gate, 1061, &repeat)); /* and this one keeps its own */
	CHECK_TEXT(repeat.name, "failure_0");
	log_gate_close(&gate);
}

CHECK_MAIN({ "the_first_is_told_and_then_one_a_minute_with_their_number",
             the_first_is_told_and_then_one_a_minute_with_their_number },
           { "another_failure_is_another_matter", another_failure_is_another_matter },
           { "what_was_held_back_is_told_when_its_minute_is_over",
             what_was_held_back_is_told_when_its_minute_is_over },
           { "no_seat_is_no_reason_to_be_silent", no_seat_is_no_reason_to_be_silent })
