/* How long sessions last. */
#pragma once

#include <stdint.h>

#include "domain/sessions.h"

enum { SESSION_SEEN_SECONDS = 60 /* a session is noted as seen so often at most */ };

/* One that was last noted as seen before that has ended: what happened in the minute after a note
 * is not noted, and must not end it early. */
static inline int64_t session_times_seen_after(int64_t now)
{
	return now - SESSION_IDLE_SECONDS - SESSION_SEEN_SECONDS;
}
