/* Failures that repeat are told at once the first time, then at most once a minute with their
 * number, so that a full disk does not fill another one. */
#pragma once

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>

enum {
	LOG_GATE_SEATS = 32,
	LOG_GATE_SECONDS = 60,
	LOG_GATE_TEXT_SIZE = 40 /* of an event, of a name */
};

struct log_gate {
	pthread_mutex_t lock;
	struct log_repeat {
		char event[LOG_GATE_TEXT_SIZE], name[LOG_GATE_TEXT_SIZE];
		int64_t until_at; /* 0 = nobody sits here */
		int64_t times;    /* since it was told */
	} seats[LOG_GATE_SEATS];
};

void log_gate_open(struct log_gate *gate);
void log_gate_close(struct log_gate *gate);

/* It happened at `now`: shall it be told? Then `*ret_times` is how often it happened since it was
 * last told, this time included. What does not fit among the seats is told. */
bool log_gate_admit(struct log_gate *gate, const char *event, const char *name, int64_t now,
                    int64_t *ret_times);

/* One of those that were held back and whose minute is over; they are told now. False: none. */
bool log_gate_next(struct log_gate *gate, int64_t now, struct log_repeat *ret);
