/* Instants and calendar days. Instants are seconds since 1970 UTC (`_at`); days are counted since
 * 1970-01-01 in the Gregorian calendar (`_day`) and mean the calendar of Europe/Paris. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	DAY_TEXT_SIZE = 11,     /* "2026-11-22" and its end */
	INSTANT_TEXT_SIZE = 21, /* "2026-11-22T04:23:27Z" and its end */
	DAY_SECONDS = 86400
};

struct civil {
	int year, month, day; /* month and day from 1 */
};

/* The machine's clock. */
int64_t clock_now(void);

/* The same, how far it is into its second (0 ... 999999) read with it: two readings could be of
 * different seconds. */
int64_t clock_now_micros(int *ret_micros);

/* Nanoseconds of a clock that never goes back, to measure how long something took. */
int64_t clock_ticks_ns(void);

/* The same day as year, month, day, and back (proleptic Gregorian). */
struct civil day_civil(int64_t day);
int64_t day_from_civil(struct civil civil);

/* 0 = Monday ... 6 = Sunday. */
int day_weekday(int64_t day);

/* The Paris calendar day of an instant, and the instant at which a Paris day begins. Summer time
 * follows Directive 2000/84/EC: last Sundays of March and October, 01:00 UTC. */
int64_t paris_day(int64_t at);
int64_t paris_day_begins_at(int64_t day);
int64_t paris_offset_seconds(int64_t at);

/* "2026-11-22" <-> day. Only real dates from 1900 to 2199, exactly ten characters. */
bool day_parse(const char *text, int64_t *ret_day);
void day_format(int64_t day, char to[static DAY_TEXT_SIZE]);

/* RFC 3339: read "2026-11-22T04:23:27Z", fractions and offsets too; write UTC seconds. */
bool instant_parse(const char *text, int64_t *ret_at);
void instant_format(int64_t at, char to[static INSTANT_TEXT_SIZE]);
