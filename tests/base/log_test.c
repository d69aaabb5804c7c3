#include "base/log.h"

#include <unistd.h>

#include "check.h"

/* What one event writes to standard error. */
static void written(char *to, size_t size, void (*speak)(void))
{
	int ends[2], kept = dup(STDERR_FILENO);
	ssize_t got;

	CHECK(pipe(ends) == 0);
	dup2(ends[1], STDERR_FILENO);
	speak();
	dup2(kept, STDERR_FILENO);
	got = read(ends[0], to, size - 1);
	to[got > 0 ? got : 0] = '\0';
	close(ends[0]);
	close(ends[1]);
	close(kept);
}

static void speak_pairs(void)
{
	log_event(LOG_WARNING, "disk full", "path", "a\"b\\c\n", "size", NULL, NULL);
}

static void one_event_is_one_json_line(void)
{
	char line[400];

	written(line, sizeof line, speak_pairs);
	CHECK(strncmp(line, "{\"at\":\"20", 9) == 0);
	CHECK_TEXT(line + sizeof "{\"at\":\"2026-11-22T04:23:27Z\"" - 1,
	           ",\"level\":\"warning\",\"event\":\"disk full\",\"path\":\"a\\\"b\\\\c\\u000a\","
	           "\"size\":\"\"}\n");
}

static void speak_alone(void)
{
	log_event(LOG_ERROR, "stopped", NULL);
}

static void an_event_may_stand_alone(void)
{
	char line[400];

	written(line, sizeof line, speak_alone);
	CHECK(strstr(line, "\"level\":\"error\",\"event\":\"stopped\"}\n") != NULL);
}

CHECK_MAIN({ "one_event_is_one_json_line", one_event_is_one_json_line },
           { "an_event_may_stand_alone", an_event_may_stand_alone })
