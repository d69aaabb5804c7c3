/* The signals that ask a server for something. */
#pragma once

#include <stdbool.h>

enum stop_wish {
	STOP_NOTHING, /* the time is over */
	STOP_NOW,     /* TERM, INT */
	STOP_REREAD   /* HUP */
};

/* TERM, INT and HUP wait for stop_wait(), in this thread and those it starts from now on; PIPE is
 * ignored, as a broken connection is said by the call that writes. */
void stop_block(void);

/* The next wish; within `ms` milliseconds, or for as long as it takes when that is negative. */
enum stop_wish stop_wait(int ms);
