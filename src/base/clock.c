#include "base/clock.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

int64_t clock_now(void)
{
	int micros;

	return clock_now_micros(&micros);
}

/* time() is some milliseconds late. */
int64_t clock_now_micros(int *ret_micros)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	*ret_micros = (int)(now.tv_nsec / 1000);
	return (int64_t)now.tv_sec;
}

int64_t clock_ticks_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* Days from civil and back: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
int64_t day_from_civil(struct civil c)
{
	int64_t y = c.year - (c.month <= 2), era = floor_div(y, 400), of_era = y - era * 400;
	int64_t of_year = (153 * (c.month + (c.month > 2 ? -3 : 9)) + 2) / 5 + c.day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

struct civil day_civil(int64_t day)
{
	int64_t z = day + 719468, era = floor_div(z, 146097), doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
	struct civil c = { .day = (int)(doy - (153 * mp + 2) / 5 + 1),
		           .month = (int)(mp < 10 ? mp + 3 : mp - 9) };

	c.year = (int)(yoe + era * 400 + (c.month <= 2));
	return c;
}

int day_weekday(int64_t day)
{
	int64_t since_monday = (day + 3) % 7;

	return (int)(since_monday < 0 ? since_monday + 7 : since_monday);
}

static int64_t last_sunday(int year, int month)
{
	int64_t last = day_from_civil((struct civil){ year, month, 31 });

	return last - (day_weekday(last) + 1) % 7;
}

int64_t paris_offset_seconds(int64_t at)
{
	int year = day_civil(floor_div(at, DAY_SECONDS)).year;
	bool summer = at >= last_sunday(year, 3) * DAY_SECONDS + 3600 &&
	              at < last_sunday(year, 10) * DAY_SECONDS + 3600;

	return summer ? 7200 : 3600;
}

int64_t paris_day(int64_t at)
{
	return floor_div(at + paris_offset_seconds(at), DAY_SECONDS);
}

int64_t paris_day_begins_at(int64_t day)
{
	int64_t winter = day * DAY_SECONDS - 3600; /* midnight never falls into a change of time */

	return winter - (paris_offset_seconds(winter) - 3600);
}

static bool digits_parse(const char *text, size_t count, int *ret)
{
	int value = 0;

	for (size_t i = 0; i < count; i++) {
		if (text[i] < '0' || text[i] > '9')
			return false;
		value = value * 10 + (text[i] - '0');
	}
	*ret = value;
	return true;
}

static bool date_parse(const char *text, int64_t *ret_day)
{
	struct civil c, again;

	if (strnlen(text, 10) < 10 || text[4] != '-' || text[7] != '-' ||
	    !digits_parse(text, 4, &c.year) || !digits_parse(text + 5, 2, &c.month) ||
	    !digits_parse(text + 8, 2, &c.day))
		return false;
	if (c.year < 1900 || c.year > 2199 || c.month < 1 || c.month > 12 || c.day < 1)
		return false;
	*ret_day = day_from_civil(c);
	again = day_civil(*ret_day);
	return again.month == c.month && again.day == c.day;
}

bool day_parse(const char *text, int64_t *ret_day)
{
	int64_t day;

	if (strnlen(text, 11) != 10 || !date_parse(text, &day))
		return false;
	*ret_day = day;
	return true;
}

void day_format(int64_t day, char to[static DAY_TEXT_SIZE])
{
	struct civil c = day_civil(day);

	snprintf(to, DAY_TEXT_SIZE, "%04d-%02d-%02d", c.year % 10000, c.month, c.day);
}

static bool offset_parse(const char *text, int64_t *ret_seconds)
{
	int hours, minutes;

	*ret_seconds = 0;
	if ((*text == 'Z' || *text == 'z') && !text[1])
		return true;
	if ((*text != '+' && *text != '-') || strlen(text) != 6 || text[3] != ':' ||
	    !digits_parse(text + 1, 2, &hours) || !digits_parse(text + 4, 2, &minutes) ||
	    hours > 23 || minutes > 59)
		return false;
	*ret_seconds = (*text == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
	return true;
}

bool instant_parse(const char *text, int64_t *ret_at)
{
	int hour, minute, second;
	int64_t day, offset;

	if (strnlen(text, 40) < 20 || strnlen(text, 40) == 40 || !date_parse(text, &day) ||
	    (text[10] != 'T' && text[10] != 't') || !digits_parse(text + 11, 2, &hour) ||
	    text[13] != ':' || !digits_parse(text + 14, 2, &minute) || text[16] != ':' ||
	    !digits_parse(text + 17, 2, &second) || hour > 23 || minute > 59 || second > 60)
		return false;
	text += 19;
	if (*text == '.') {
		size_t fraction = strspn(text + 1, "0123456789");

		if (!fraction)
			return false;
		text += 1 + fraction;
	}
	if (!offset_parse(text, &offset))
		return false;
	*ret_at = day * DAY_SECONDS + hour * 3600 + minute * 60 + second - offset;
	return true;
}

void instant_format(int64_t at, char to[static INSTANT_TEXT_SIZE])
{
	int64_t day = floor_div(at, DAY_SECONDS);
	int second = (int)(at - day * DAY_SECONDS);
	struct civil c = day_civil(day);

	snprintf(to, INSTANT_TEXT_SIZE, "%04d-%02d-%02dT%02d:%02d:%02dZ", c.year % 10000, c.month,
	         c.day, second / 3600, second / 60 % 60, second % 60);
}
