/* The signals that ask a server to stop. */
#pragma once

/* TERM and INT wait for stop_wait(), in this thread and those it starts from now on; PIPE is
 * ignored, as a broken connection is said by the call that writes. */
void stop_block(void);
void stop_wait(void);
