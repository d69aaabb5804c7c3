/* GET /metrics as a call, and what the machine knows. */
#include "desk.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "domain/room.h"
#include "http/machine.h"

static struct desk desk;

/* The value of one line of the answer; -1 when there is none. */
static long long value(const char *series)
{
	const char *text = buf_text(&desk.reply->body);
	size_t size = strlen(series);

	for (; *text; text += strcspn(text, "\n") + 1)
		if (strncmp(text, series, size) == 0 && text[size] == ' ')
			return strtoll(text + size, NULL, 10);
	return -1;
}

static int get_metrics(void)
{
	int status;

	desk.is_local = true;
	status = desk_call(&desk, WHO__COUNT, "GET", "/metrics", "%s", "");
	desk.is_local = false;
	return status;
}

static void only_this_machine_is_told(void)
{
	desk_open(&desk);
	for (int who = 0; who <= WHO__COUNT; who++)
		CHECK_INT(desk_call(&desk, (enum who)who, "GET", "/metrics", "%s", ""), 404);
	CHECK_INT(get_metrics(), 200);
	CHECK_INT(desk.reply->kind, HTTP_METRICS);
	CHECK_TEXT(http_kind_headers(HTTP_METRICS)->value,
	           "text/plain; version=0.0.4; charset=utf-8");
	desk_close(&desk);
}

static int redeem(enum who who, const char *voucher)
{
	return desk_call(&desk, who, "POST", "/api/v1/redemptions", "{\"voucher\":\"%s\"}",
	                 voucher);
}

static void outcomes_and_groups_are_counted(void)
{
	const char *good;

	desk_open(&desk);
	good = desk.fixture.vouchers[OUTCOME_REDEEMED];
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/vouchers/check",
	                    "{\"voucher\":\"%s\"}", good),
	          200);
	CHECK_INT(redeem(WHO_MEDIATOR, good), 201);
	CHECK_INT(redeem(WHO_MEDIATOR, good), 200);
	CHECK_INT(redeem(WHO_RIVAL, good), 409);
	CHECK_INT(redeem(WHO_RIVAL, desk.fixture.vouchers[OUTCOME_BAD_SIGNATURE]), 422);
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/redemptions",
	                    "{\"items\":[{\"voucher\":\"%s\"},{\"voucher\":\"x\"},{\"no\":1}]}",
	                    good),
	          200);
	CHECK_INT(get_metrics(), 200);
	CHECK_INT(value("passnum_checks_total{outcome=\"redeemed\"}"), 1);
	CHECK_INT(value("passnum_redemptions_total{outcome=\"redeemed\"}"), 1);
	CHECK_INT(value("passnum_redemptions_total{outcome=\"already_yours\"}"), 2);
	CHECK_INT(value("passnum_redemptions_total{outcome=\"already_used\"}"), 1);
	CHECK_INT(value("passnum_redemptions_total{outcome=\"bad_signature\"}"), 1);
	CHECK_INT(value("passnum_redemptions_total{outcome=\"malformed\"}"), 2);
	CHECK_INT(value("passnum_writer_group_size_count"), 4);
	CHECK_INT(value("passnum_commit_duration_seconds_bucket{le=\"+Inf\"}"), 4);
	CHECK_INT(value("passnum_writer_queue"), 0);
	CHECK_INT(value("passnum_workers_queue"), 0);
	desk_close(&desk);
}

static void chores_are_counted(void)
{
	desk_open(&desk);
	for (int i = 0; i < 60; i++) {
		CHECK_INT(get_metrics(), 200);
		if (value("passnum_chores_total{chore=\"database\"}") > 0)
			break;
		usleep(100 * 1000);
	}
	CHECK(value("passnum_chores_total{chore=\"database\"}") > 0);
	CHECK_INT(value("passnum_chores_total{chore=\"keys\"}"), 0);
	CHECK_INT(value("passnum_chore_failures_total{chore=\"database\"}"), 0);
	desk_close(&desk);
}

static void the_size_of_the_books_is_that_of_their_files(void)
{
	struct room room;
	struct stat file;

	desk_open(&desk);
	CHECK_INT(room_read(desk.fixture.app, &room), !test_database_is_postgres());
	if (!test_database_is_postgres()) {
		CHECK(stat(desk.database.path, &file) == 0);
		CHECK_INT(room.books_size, file.st_size);
		CHECK(room.wal_size > 0 && room.free_size > 0);
	}
	CHECK_INT(get_metrics(), 200);
	CHECK((value("passnum_database_size_bytes") > 0) == !test_database_is_postgres());
	desk_close(&desk);
}

static void the_machine_knows_its_process(void)
{
	struct machine before, after;
	int fd;

	desk_open(&desk);
	machine_read(desk.fixture.app, NULL, &before);
	fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	machine_read(desk.fixture.app, NULL, &after);
	CHECK_INT(after.files_count, before.files_count + 1);
	CHECK(after.files_count > 3 && after.files_count < after.files_max);
	CHECK(after.resident_size > 1000000 && after.resident_size < after.virtual_size);
	CHECK(after.cpu_ns >= before.cpu_ns && before.cpu_ns > 0);
	CHECK_INT(after.accepted, -1); /* there is no watch */
	close(fd);
	desk_close(&desk);
}

static void books_that_cannot_be_written_are_no_good_health(void)
{
	static const char *const paths[] = { "/healthz", "/readyz", "/api/v1/healthz" };

	desk_open(&desk);
	for (size_t i = 0; i < COUNT_OF(paths); i++) {
		atomic_store(&desk.lanes.record.unwritable, true);
		CHECK_INT(desk_call(&desk, WHO__COUNT, "GET", paths[i], "%s", ""), 503);
		CHECK_TEXT(desk_text(&desk, "code"), "books_unwritable");
		atomic_store(&desk.lanes.record.unwritable, false);
		CHECK_INT(desk_call(&desk, WHO__COUNT, "GET", paths[i], "%s", ""), 200);
	}
	desk_close(&desk);
}

DATABASE_MAIN({ "only_this_machine_is_told", only_this_machine_is_told },
              { "outcomes_and_groups_are_counted", outcomes_and_groups_are_counted },
              { "chores_are_counted", chores_are_counted },
              { "the_size_of_the_books_is_that_of_their_files",
                the_size_of_the_books_is_that_of_their_files },
              { "the_machine_knows_its_process", the_machine_knows_its_process },
              { "books_that_cannot_be_written_are_no_good_health",
                books_that_cannot_be_written_are_no_good_health })
