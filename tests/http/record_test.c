/* What a call leaves behind: its numbers, and its line in the log. */
#include "http/record.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "check.h"
#include "http/call.h"

enum { SAID_SIZE = 16 * 1024 };

static struct record record;
static int ends[2], kept;
static char said[SAID_SIZE];

static void begin(void)
{
	struct err err;

	record = (struct record){ 0 };
	CHECK_OK(record_open(&record, &err));
	CHECK(pipe2(ends, O_NONBLOCK) == 0);
	kept = dup(STDERR_FILENO);
	dup2(ends[1], STDERR_FILENO);
}

/* What went to the log since; how many lines. */
static int lines(void)
{
	ssize_t size = read(ends[0], said, sizeof said - 1);
	int count = 0;

	said[size > 0 ? size : 0] = '\0';
	for (const char *p = said; *p; p++)
		count += *p == '\n';
	return count;
}

static void end(void)
{
	dup2(kept, STDERR_FILENO);
	close(kept);
	close(ends[0]);
	close(ends[1]);
	record_close(&record);
	record_close(&record);
}

static void answered(const char *method, const char *path, int status, const char *name)
{
	struct call call = { .request = { .method = method, .path = path }, .unread = 20 };
	struct err err;

	TEXT_COPY(call.id, "00000001-000002");
	call.route = http_route_find(method, path, &call.request.params, &err);
	call.request.caller.account = 12;
	call.complete_ns = clock_ticks_ns() - 1500000;
	call.reply.status = status;
	if (status >= 400)
		err_named(&call.err, status == 503 ? ERR_BUSY : ERR_SYSTEM, name, "for a reason");
	record_answered(&record, &call, 300);
}

static int64_t number(enum metric metric, size_t series)
{
	return metrics_read(record.metrics, metric, series, 0);
}

static void a_call_is_told_by_its_line_in_the_table_when_that_is_wanted(void)
{
	begin();
	answered("GET", "/123456", 200, "");
	CHECK_INT(lines(), 0);
	record.requests = true;
	answered("GET", "/123456", 200, "");
	CHECK_INT(lines(), 1);
	CHECK(strstr(said,
	             "\"level\":\"info\",\"event\":\"call\",\"call\":\"00000001-000002\","
	             "\"method\":\"GET\",\"route\":\"/#voucher\",\"status\":200,\"name\":\"\","
	             "\"ms\":1."));
	CHECK(strstr(said, ",\"account\":12,\"received\":20,\"sent\":300}\n"));
	answered("BREW123456", "/x/123456", 404, "no_page");
	CHECK_INT(lines(), 1);
	CHECK(strstr(said, "\"method\":\"other\",\"route\":\"none\",\"status\":404,"
	                   "\"name\":\"no_page\","));
	CHECK(!strstr(said, "123456"));
	end();
}

static void a_call_is_counted(void)
{
	const struct http_route *issue;
	struct http_params params;
	struct err err;

	begin();
	issue = http_route_find("POST", "/api/v1/passes", &params, &err);
	record_begun(&record);
	CHECK_INT(number(METRIC_IN_FLIGHT, 0), 1);
	answered("POST", "/api/v1/passes", 201, "");
	answered("POST", "/api/v1/passes", 429, "too_fast");
	answered("HEAD", "/healthz", 200, "");
	record_ended(&record);
	CHECK_INT(number(METRIC_IN_FLIGHT, 0), 0);
	CHECK_INT(number(METRIC_REQUESTS, metric_request(issue, 201)), 1);
	CHECK_INT(number(METRIC_REQUESTS, metric_request(issue, 429)), 1);
	CHECK_INT(number(METRIC_DEEDS, metric_deed(issue)), 1);
	CHECK_INT(number(METRIC_TOO_FAST, 0), 1);
	CHECK_INT(number(METRIC_RECEIVED, 0), 60);
	CHECK_INT(number(METRIC_SENT, 0), 600); /* HEAD has no body */
	CHECK_INT(metrics_read(record.metrics, METRIC_REQUEST_SECONDS, metric_route(issue), 3), 2);
	end();
}

static void what_is_answered_again_is_no_deed(void)
{
	struct http_params params;
	struct call call = { .request = { .method = "POST" } };
	struct err err;

	begin();
	call.route = http_route_find("POST", "/api/v1/passes", &params, &err);
	http_reply_begin(&call.reply, 201, HTTP_JSON);
	record_answered(&record, &call, 0);
	http_reply_header(&call.reply, "Idempotency-Replayed", "true");
	record_answered(&record, &call, 0);
	CHECK_INT(number(METRIC_DEEDS, metric_deed(call.route)), 1);
	http_reply_release(&call.reply);
	end();
}

static void a_failure_of_ours_is_told_once_and_counted_always(void)
{
	begin();
	for (int i = 0; i < 1000; i++)
		answered("GET", "/healthz", 500, "disk_full");
	CHECK_INT(lines(), 1);
	CHECK(strstr(said,
	             "\"level\":\"error\",\"event\":\"call failed\",\"name\":\"disk_full\","
	             "\"text\":\"for a reason\",\"call\":\"00000001-000002\",\"times\":1}\n"));
	answered("GET", "/healthz", 503, "database_busy");
	CHECK_INT(lines(), 1);
	CHECK(strstr(said, "\"level\":\"warning\",\"event\":\"call failed\","));
	answered("GET", "/healthz", 400, "bad_point");
	CHECK_INT(lines(), 0);
	end();
}

/* A minute is long: the gate's clock is set back instead. */
static void repetitions_are_told_when_their_minute_is_over(void)
{
	struct err err;

	begin();
	err_named(&err, ERR_SYSTEM, "disk_full", "no room");
	for (int i = 0; i < 60; i++)
		record_repeated(&record, "upkeep failed", &err);
	CHECK_INT(lines(), 1);
	record_round(&record);
	CHECK_INT(lines(), 0);
	for (int i = 0; i < LOG_GATE_SEATS; i++)
		if (record.gate.seats[i].until_at)
			record.gate.seats[i].until_at -= LOG_GATE_SECONDS;
	record_round(&record);
	CHECK_INT(lines(), 1);
	CHECK(strstr(said, "\"event\":\"upkeep failed\",\"name\":\"disk_full\",\"text\":\"\","
	                   "\"call\":\"\",\"times\":59}\n"));
	record_round(&record);
	CHECK_INT(lines(), 0);
	record_failure(&record, "certificate not renewed", &err);
	record_failure(&record, "certificate not renewed", &err);
	CHECK_INT(lines(), 2); /* somebody asked for it, each time */
	end();
}

static void a_lost_line_is_counted(void)
{
	char most[4096] = { 0 };

	begin();
	while (write(ends[1], most, sizeof most) > 0)
		;
	record.requests = true;
	answered("GET", "/healthz", 200, "");
	answered("GET", "/healthz", 500, "disk_full");
	CHECK_INT(number(METRIC_LOG_LOST, 0), 3);
	end();
}

CHECK_MAIN({ "a_call_is_told_by_its_line_in_the_table_when_that_is_wanted",
             a_call_is_told_by_its_line_in_the_table_when_that_is_wanted },
           { "a_call_is_counted", a_call_is_counted },
           { "what_is_answered_again_is_no_deed", what_is_answered_again_is_no_deed },
           { "a_failure_of_ours_is_told_once_and_counted_always",
             a_failure_of_ours_is_told_once_and_counted_always },
           { "repetitions_are_told_when_their_minute_is_over",
             repetitions_are_told_when_their_minute_is_over },
           { "a_lost_line_is_counted", a_lost_line_is_counted })
