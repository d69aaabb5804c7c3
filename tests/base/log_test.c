#include "base/log.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/buf.h"
#include "base/text.h"
#include "check.h"

static int keep(int fd)
{
	int kept = dup(STDERR_FILENO);

	dup2(fd, STDERR_FILENO);
	return kept;
}

static void give_back(int kept)
{
	dup2(kept, STDERR_FILENO);
	close(kept);
}

/* What one event writes to standard error, from its level on; "" when nothing was. */
static char written[LOG_LINE_SIZE + 1];

static const char *after_speaking(void (*speak)(void))
{
	int ends[2], kept;
	ssize_t got;

	CHECK(pipe2(ends, O_NONBLOCK) == 0);
	kept = keep(ends[1]);
	speak();
	give_back(kept);
	got = read(ends[0], written, sizeof written - 1);
	written[got > 0 ? got : 0] = '\0';
	CHECK(read(ends[0], &(char){ 0 }, 1) < 0); /* in one piece */
	close(ends[0]);
	close(ends[1]);
	CHECK(strncmp(written, "{\"at\":\"20", 9) == 0);
	return written + sizeof "{\"at\":\"2026-11-22T04:23:27.123Z\"," - 1;
}

static void speak_pairs(void)
{
	CHECK(log_event(LOG_WARNING, "disk full", "path", "a\"b\\c\n", "size", NULL, NULL));
}

static void speak_alone(void)
{
	log_event(LOG_ERROR, "stopped", NULL);
}

static void speak_kinds(void)
{
	static const struct log_field fields[] = {
		LOG_TEXT("text", "Médiathèque"),  LOG_INT("number", -12),
		LOG_MS("some_ms", 1234567),       LOG_MS("no_ms", 999),
		LOG_MS("more_ms", 3600000000000), LOG_TEXT("nothing", NULL),
	};

	CHECK(log_fields(LOG_INFO, "kinds", fields, COUNT_OF(fields)));
}

static void one_event_is_one_json_line(void)
{
	CHECK_TEXT(after_speaking(speak_pairs),
	           "\"level\":\"warning\",\"event\":\"disk full\",\"path\":\"a\\\"b\\\\c\\u000a\","
	           "\"size\":\"\"}\n");
	CHECK_TEXT(after_speaking(speak_alone), "\"level\":\"error\",\"event\":\"stopped\"}\n");
	CHECK_TEXT(after_speaking(speak_kinds),
	           "\"level\":\"info\",\"event\":\"kinds\",\"text\":\"Médiathèque\",\"number\":-12,"
	           "\"some_ms\":1.234,\"no_ms\":0.000,\"more_ms\":3600000.000,\"nothing\":\"\"}\n");
}

/* Broken UTF-8, a surrogate, a terminal's escape, the other line ends of Unicode. */
static void speak_ill(void)
{
	log_event(LOG_INFO, "ill", "a", "\xff\xc3", "b", "\xed\xa0\x80", "c", "\x1b[2J\x7f\xc2\x9b",
	          "d", "x\xe2\x80\xa8y\xe2\x80\xa9\xc2\xa0\xf0\x9f\x8e\xab", NULL);
}

static void whatever_comes_in_is_utf8_and_one_line(void)
{
	CHECK_TEXT(
		after_speaking(speak_ill),
		"\"level\":\"info\",\"event\":\"ill\",\"a\":\"\xef\xbf\xbd\xef\xbf\xbd\","
		"\"b\":\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\",\"c\":\"\\u001b[2J\\u007f\\u009b\","
		"\"d\":\"x\\u2028y\\u2029\xc2\xa0\xf0\x9f\x8e\xab\"}\n");
}

static const char *long_text;

static void speak_long(void)
{
	CHECK(log_event(LOG_INFO, "long", "a", long_text, "b", long_text, "c", long_text, "d",
	                long_text, "e", long_text, "f", "kept or left out, never half", NULL));
}

/* Every byte that could be cut wrongly, and every beginning of it. */
static void a_long_line_is_cut_and_stays_whole(void)
{
	static const char *const letters[] = { "a", "\"", "\n", "é", "\xff", "\xf0\x9f\x8e\xab" };

	for (size_t i = 0; i < COUNT_OF(letters); i++) {
		for (size_t before = 0; before < 8; before++) {
			AUTO(buf_release) struct buf text = { 0 };
			const char *line;
			size_t size;

			buf_addf(&text, "%.*s", (int)before, "xxxxxxxx");
			while (text.size < 6000)
				buf_adds(&text, letters[i]);
			long_text = buf_text(&text);
			line = after_speaking(speak_long);
			size = strlen(line);
			CHECK(strncmp(line, "\"level\":\"info\",\"event\":\"long\",\"a\":\"", 34) ==
			      0);
			CHECK(strstr(line, "…\",\"b\":\""));
			CHECK(size > 3000);
			CHECK_TEXT(line + size - 3, "\"}\n");
			CHECK(text_is_utf8(line, size));
		}
	}
}

static bool told;

static void speak(void)
{
	told = log_event(LOG_INFO, "hello", NULL);
}

static void a_reader_that_is_stuck_does_not_stop_the_writer(void)
{
	char most[LOG_LINE_SIZE] = { 0 };
	int ends[2], kept;

	CHECK(pipe(ends) == 0);
	fcntl(ends[1], F_SETFL, O_NONBLOCK);
	while (write(ends[1], most, sizeof most) > 0)
		;
	fcntl(ends[1], F_SETFL, 0);
	kept = keep(ends[1]);
	speak();
	give_back(kept);
	CHECK(!told);
	while (told == false && read(ends[0], most, sizeof most) > 0) {
		kept = keep(ends[1]);
		speak();
		give_back(kept);
	}
	CHECK(told);
	close(ends[0]);
	close(ends[1]);
}

CHECK_MAIN({ "one_event_is_one_json_line", one_event_is_one_json_line },
           { "whatever_comes_in_is_utf8_and_one_line", whatever_comes_in_is_utf8_and_one_line },
           { "a_long_line_is_cut_and_stays_whole", a_long_line_is_cut_and_stays_whole },
           { "a_reader_that_is_stuck_does_not_stop_the_writer",
             a_reader_that_is_stuck_does_not_stop_the_writer })
