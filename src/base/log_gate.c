#include "base/log_gate.h"

#include <string.h>

#include "base/auto.h"
#include "base/text.h"

void log_gate_open(struct log_gate *gate)
{
	memset(gate->seats, 0, sizeof gate->seats);
	pthread_mutex_init(&gate->lock, NULL);
}

void log_gate_close(struct log_gate *gate)
{
	pthread_mutex_destroy(&gate->lock);
}

static bool is_free(const struct log_repeat *seat, int64_t now)
{
	return seat->times == 0 && seat->until_at <= now;
}

/* The seat of what happened, or a free one, or NULL. */
static struct log_repeat *seat_of(struct log_gate *gate, const char *event, const char *name,
                                  int64_t now)
{
	struct log_repeat *free = NULL;

	for (struct log_repeat *s = gate->seats; s < gate->seats + LOG_GATE_SEATS; s++) {
		if (s->until_at && strcmp(s->event, event) == 0 && strcmp(s->name, name) == 0)
			return s;
		if (is_free(s, now))
			free = s;
	}
	if (free) {
		free->until_at = 0;
		TEXT_COPY(free->event, event);
		TEXT_COPY(free->name, name);
	}
	return free;
}

bool log_gate_admit(struct log_gate *gate, const char *event, const char *name, int64_t now,
                    int64_t *ret_times)
{
	struct log_repeat *seat;
	bool told = true;

	*ret_times = 1;
	pthread_mutex_lock(&gate->lock);
	seat = seat_of(gate, event, name, now);
	if (seat && seat->until_at > now) {
		seat->times++;
		told = false;
	} else if (seat) {
		*ret_times = seat->times + 1;
		seat->times = 0;
		seat->until_at = now + LOG_GATE_SECONDS;
	}
	pthread_mutex_unlock(&gate->lock);
	return told;
}

bool log_gate_next(struct log_gate *gate, int64_t now, struct log_repeat *ret)
{
	bool found = false;

	pthread_mutex_lock(&gate->lock);
	for (size_t i = 0; i < LOG_GATE_SEATS && !found; i++) {
		struct log_repeat *seat = &gate->seats[i];

		found = seat->times > 0 && seat->until_at <= now;
		if (!found)
			continue;
		*ret = *seat;
		seat->times = 0;
		seat->until_at = now + LOG_GATE_SECONDS;
	}
	pthread_mutex_unlock(&gate->lock);
	return found;
}
