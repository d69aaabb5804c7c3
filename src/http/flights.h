/* Calls with an Idempotency-Key that run right now in this process: a second one of the same key is
 * told so at once. Between processes the database decides. */
#pragma once

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

enum { FLIGHTS_MAX = 8, FLIGHTS_KEY_MAX = 120 };

struct flights {
	pthread_mutex_t lock;
	struct flight {
		bool taken;
		int64_t account;
		char key[FLIGHTS_KEY_MAX + 1];
	} seats[FLIGHTS_MAX];
};

void flights_open(struct flights *flights);
void flights_close(struct flights *flights);

/* A seat until flights_leave(); -1: the same key is in the air (or there are too many). */
int flights_enter(struct flights *flights, int64_t account, const char *key);
void flights_leave(struct flights *flights, int seat);
