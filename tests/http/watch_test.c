#include "http/watch.h"

#include <sys/socket.h>
#include <unistd.h>

#include "base/auto.h"
#include "check.h"

enum { PAIRS = WATCH_PUSHED_MAX + 32, SERVED = 4 };

/* Connections: the server's ends, and the clients'. */
struct room {
	struct watch *watch;
	int ours[PAIRS], theirs[PAIRS];
};

static void room_open(struct room *room, int crowd)
{
	struct err err;

	CHECK_OK(watch_open(&room->watch, PAIRS, crowd, &err));
	for (int i = 0; i < PAIRS; i++) {
		int pair[2];

		CHECK_INT(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair), 0);
		room->ours[i] = pair[0];
		room->theirs[i] = pair[1];
		CHECK(watch_add(room->watch, pair[0], 1000));
	}
}

static void room_close(struct room *room)
{
	for (int i = 0; i < PAIRS; i++) {
		watch_remove(room->watch, room->ours[i]);
		close(room->ours[i]);
		close(room->theirs[i]);
	}
	CHECK(watch_is_empty(room->watch));
	watch_close(&room->watch);
}

static bool is_shut(const struct room *room, int i)
{
	char byte;

	return recv(room->theirs[i], &byte, 1, MSG_DONTWAIT) == 0;
}

static void all_enter(struct room *room, enum watch_phase phase, int64_t now_ms, int64_t until_ms)
{
	for (int i = 0; i < PAIRS; i++)
		watch_enter(room->watch, room->ours[i], phase, now_ms, until_ms);
}

static void who_is_late_is_shut_however_lively(void)
{
	struct room room;

	room_open(&room, PAIRS);
	all_enter(&room, WATCH_IDLE, 1000, 9000);
	watch_enter(room.watch, room.ours[3], WATCH_HEAD, 8000, 8500);
	watch_enter(room.watch, room.ours[4], WATCH_BODY, 8000, 8600);
	watch_enter(room.watch, room.ours[5], WATCH_ANSWER, 8000, 8700);
	CHECK_INT(watch_round(room.watch, 8500), 0);
	CHECK_INT(watch_round(room.watch, 8501), 1);
	CHECK(is_shut(&room, 3) && !is_shut(&room, 4));
	CHECK_INT(watch_round(room.watch, 8800), 2);
	CHECK(is_shut(&room, 4) && is_shut(&room, 5) && !is_shut(&room, 6));
	CHECK_INT(watch_round(room.watch, 8800), 0);
	CHECK_INT(watch_round(room.watch, 9001), PAIRS - 3);
	room_close(&room);
}

static void who_waits_for_us_has_time(void)
{
	struct room room;

	room_open(&room, 0);
	CHECK_INT(watch_round(room.watch, 1000000), 0); /* nobody reads it yet */
	all_enter(&room, WATCH_WORK, 1000, 0);
	watch_drain(room.watch);
	CHECK_INT(watch_round(room.watch, 1000000), 0);
	CHECK_INT(watch_make_room(room.watch, 1000000), 0);
	room_close(&room);
}

static void a_crowd_costs_those_who_waited_longest_unserved(void)
{
	struct watch_figures figures;
	struct room room;

	room_open(&room, PAIRS / 2);
	for (int i = 0; i < PAIRS; i++) {
		watch_enter(room.watch, room.ours[i], WATCH_IDLE, 1000 + i, 0);
		watch_served(room.watch, room.ours[i], i < SERVED);
	}
	watch_enter(room.watch, room.ours[PAIRS - 1], WATCH_WORK, 1000, 0);
	watch_enter(room.watch, room.ours[PAIRS - 2], WATCH_HEAD, 9500, 0);
	CHECK(watch_is_crowded(room.watch) && watch_is_full(room.watch));
	CHECK_INT(watch_make_room(room.watch, 10000), WATCH_PUSHED_MAX);
	for (int i = 0; i < SERVED; i++) /* served, though they are the oldest */
		CHECK(!is_shut(&room, i));
	for (int i = SERVED; i < SERVED + WATCH_PUSHED_MAX; i++)
		CHECK(is_shut(&room, i));
	for (int i = SERVED + WATCH_PUSHED_MAX; i < PAIRS; i++)
		CHECK(!is_shut(&room, i));
	CHECK(!watch_is_crowded(room.watch) && watch_is_full(room.watch)); /* not yet closed */
	watch_read(room.watch, &figures);
	CHECK_INT(figures.pushed_out, WATCH_PUSHED_MAX);
	CHECK_INT(figures.there, PAIRS);
	CHECK_INT(figures.phases[WATCH_LEAVING], WATCH_PUSHED_MAX);
	room_close(&room);
}

static void a_second_to_speak_is_given_to_all(void)
{
	struct room room;

	room_open(&room, 1);
	all_enter(&room, WATCH_HEAD, 5000, 0);
	CHECK_INT(watch_make_room(room.watch, 5999), 0);
	CHECK_INT(watch_make_room(room.watch, 6000), 0); /* looking again so soon is idle */
	CHECK_INT(watch_make_room(room.watch, 6050), WATCH_PUSHED_MAX);
	room_close(&room);
}

static void those_that_nobody_reads_yet_fill_the_room(void)
{
	struct watch *watch;
	struct err err;

	if (!CHECK_OK(watch_open(&watch, 1000, 900, &err)))
		return;
	for (int fd = 100; fd < 100 + WATCH_JOINING_MAX; fd++) { /* never used as descriptors */
		CHECK(!watch_is_full(watch));
		CHECK(watch_add(watch, fd, 1000));
	}
	CHECK(watch_is_full(watch));
	watch_enter(watch, 100, WATCH_IDLE, 1000, 0);
	CHECK(!watch_is_full(watch));
	CHECK(watch_add(watch, 99, 1000));
	CHECK(watch_is_full(watch));
	watch_remove(watch, 101);
	CHECK(!watch_is_full(watch));
	watch_close(&watch);
}

static void nobody_stays_idle_while_draining(void)
{
	struct room room;

	room_open(&room, PAIRS);
	all_enter(&room, WATCH_IDLE, 1000, 99000);
	watch_enter(room.watch, room.ours[0], WATCH_BODY, 1000, 99000);
	watch_enter(room.watch, room.ours[1], WATCH_ANSWER, 1000, 99000);
	watch_drain(room.watch);
	CHECK_INT(watch_round(room.watch, 1001), PAIRS - 2);
	CHECK(!is_shut(&room, 0) && !is_shut(&room, 1));
	watch_enter(room.watch, room.ours[1], WATCH_IDLE, 1002, 99000);
	CHECK_INT(watch_round(room.watch, 1003), 1);
	room_close(&room);
}

static void who_was_shut_stays_shut(void)
{
	struct room room;

	room_open(&room, PAIRS);
	all_enter(&room, WATCH_IDLE, 1000, 2000);
	CHECK_INT(watch_round(room.watch, 3000), PAIRS);
	all_enter(&room, WATCH_WORK, 3000, 0);
	CHECK_INT(watch_round(room.watch, 3001), 0);
	CHECK(!watch_is_crowded(room.watch));
	room_close(&room);
}

static void a_number_given_out_again_is_another_connection(void)
{
	struct watch_figures figures;
	struct room room;

	room_open(&room, PAIRS);
	CHECK(watch_add(room.watch, room.ours[0], 2000)); /* its first was never read, nor closed */
	watch_read(room.watch, &figures);
	CHECK_INT(figures.there, PAIRS);
	CHECK_INT(figures.accepted, PAIRS + 1);
	CHECK(!watch_add(room.watch, 1000000, 2000));
	watch_enter(room.watch, 1000000, WATCH_IDLE, 2000, 0);
	watch_remove(room.watch, 1000000);
	watch_remove(room.watch, -1);
	room_close(&room);
}

static void who_has_ended_and_is_heard_out_is_shut(void)
{
	struct room room;

	room_open(&room, PAIRS);
	all_enter(&room, WATCH_IDLE, 1000, 99000);
	watch_enter(room.watch, room.ours[1], WATCH_WORK, 1000, 0);
	for (int i = 0; i < 4; i++)
		shutdown(room.theirs[i], SHUT_WR);
	CHECK_INT(send(room.theirs[4], "x", 1, 0), 1);
	shutdown(room.theirs[4], SHUT_WR);
	CHECK_INT(watch_round(room.watch, 1001), 0);
	CHECK(is_shut(&room, 0) && is_shut(&room, 2) && is_shut(&room, 3));
	CHECK(!is_shut(&room, 1)); /* its answer is to come */
	CHECK(!is_shut(&room, 4)); /* its last words are to be read */
	CHECK(!is_shut(&room, 5));
	room_close(&room);
}

CHECK_MAIN({ "who_is_late_is_shut_however_lively", who_is_late_is_shut_however_lively },
           { "who_waits_for_us_has_time", who_waits_for_us_has_time },
           { "a_crowd_costs_those_who_waited_longest_unserved",
             a_crowd_costs_those_who_waited_longest_unserved },
           { "a_second_to_speak_is_given_to_all", a_second_to_speak_is_given_to_all },
           { "those_that_nobody_reads_yet_fill_the_room",
             those_that_nobody_reads_yet_fill_the_room },
           { "nobody_stays_idle_while_draining", nobody_stays_idle_while_draining },
           { "who_has_ended_and_is_heard_out_is_shut", who_has_ended_and_is_heard_out_is_shut },
           { "who_was_shut_stays_shut", who_was_shut_stays_shut },
           { "a_number_given_out_again_is_another_connection",
             a_number_given_out_again_is_another_connection })
