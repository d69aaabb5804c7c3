/* Which connections there are, and what each waits for since when. Those that keep the server
 * waiting too long are shut, however lively they are; when it gets crowded, those that have waited
 * longest without a use. Whoever owns a socket still closes it: shutting only wakes the owner. */
#pragma once

#include <stdint.h>

#include "base/err.h"

struct watch;

enum {
	WATCH_PUSHED_MAX = 128, /* shut in one look: looking costs as much as there are places */
	WATCH_JOINING_MAX = 256 /* accepted and not yet read; others wait outside */
};

enum watch_phase {
	WATCH_GONE,    /* no connection */
	WATCH_JOINING, /* accepted; nobody reads it yet */
	WATCH_IDLE,    /* the first line of a call is awaited */
	WATCH_HEAD,
	WATCH_BODY,
	WATCH_WORK,    /* it waits for us */
	WATCH_ANSWER,  /* it is being told */
	WATCH_LEAVING, /* was shut */
	WATCH__COUNT
};

/* Room for `max` connections; with more than `crowd` it is crowded. */
bool watch_open(struct watch **ret, int max, int crowd, struct err *err);
void watch_close(struct watch **watch);

/* A connection's socket; false: its number is beyond all bounds. watch_remove() before it is
 * closed. */
bool watch_add(struct watch *watch, int fd, int64_t now_ms);
void watch_remove(struct watch *watch, int fd);

/* It waits for something else now, at most until `until_ms` (0 = for ever). Times are of one clock
 * that never goes back. From the thread that reads the socket. */
void watch_enter(struct watch *watch, int fd, enum watch_phase phase, int64_t now_ms,
                 int64_t until_ms);

/* Did its last call get what it asked for? Those that did are shut after the others. */
void watch_served(struct watch *watch, int fd, bool served);

/* Shut what is too late, and what has ended its side of the stream without anybody noticing (the
 * library's epoll may miss an end that comes with the last bytes). How many were late. */
int watch_round(struct watch *watch, int64_t now_ms);

/* Shut some of those that have waited longest without a use, and have had a second at least. How
 * many; 0: there are none, ask again a little later. From the thread that adds. */
int watch_make_room(struct watch *watch, int64_t now_ms);

/* From now on nobody stays idle. */
void watch_drain(struct watch *watch);

bool watch_is_empty(const struct watch *watch);
bool watch_is_full(const struct watch *watch);
bool watch_is_crowded(const struct watch *watch);

/* What was seen since the beginning, and how many there are now, in each phase. */
struct watch_figures {
	long accepted, late, pushed_out;
	int there, phases[WATCH__COUNT];
};
void watch_read(const struct watch *watch, struct watch_figures *ret);
