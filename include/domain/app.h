/* What every verb needs: opened once per thread, passed everywhere, never global. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "store/instance.h"

struct joint;
struct sql;
struct vault;

struct app {
	struct sql *sql;     /* of this thread */
	struct vault *vault; /* keys; shared by threads; NULL until app_unlock() */
	struct joint *joint; /* the call that all transactions belong to; NULL = each is its own */
	bool hasty; /* transact() does not wait while another process writes: "database_busy" */
	struct instance instance;
	int64_t fixed_at;    /* the time, for tests and demonstrations; 0 = the machine's */
	char database[1024]; /* its URL */
};

struct app_options {
	const char *data;     /* folder; holds passnum.db and key by default */
	const char *database; /* URL; NULL = sqlite:DATA/passnum.db */
	const char *key_file; /* NULL = DATA/key */
	bool read_only;
};

/* The URL that the options mean. */
bool app_database_url(const struct app_options *options, char *to, size_t size, struct err *err);

/* Open the books. ERR_MISSING "not_initialised" when there are none; ERR_CONFLICT
 * "database_newer" or "database_older" when they are another version's. */
bool app_open(struct app **ret, const struct app_options *options, struct err *err);

/* Open the keys too: what signs, knows typed codes or redeems needs them. ERR_REFUSED
 * "wrong_key_file" when the key file is not the one of these books. */
bool app_unlock(struct app *app, const struct app_options *options, struct err *err);

/* The same books and keys for another thread, with a connection of its own. */
bool app_clone(struct app **ret, const struct app *app, bool read_only, struct err *err);
void app_close(struct app **app);

int64_t app_now(const struct app *app);
int64_t app_today(const struct app *app); /* Paris day */

/* Run `work` in one write transaction and commit; again (at most five times) when it lost a race.
 * Everything or nothing. Notices a clock that was set back. */
typedef bool transact_fn(struct app *app, void *context, struct err *err);
bool transact(struct app *app, transact_fn *work, void *context, struct err *err);

/* The same, on disk at once also when a joint call goes on, which must not have written yet: for
 * what stays although the call is refused. */
bool transact_apart(struct app *app, transact_fn *work, void *context, struct err *err);

/* The same in one moment of reading. */
bool transact_read(struct app *app, transact_fn *work, void *context, struct err *err);

/* Can the books be read? Looks up what they all begin with. */
bool app_look(struct app *app, struct err *err);

/* Can the books be written? Commits a change of nothing: a full or read-only disk says so. */
bool app_probe(struct app *app, struct err *err);

/* Quiet upkeep of the database, for a thread that has nothing else to do: every second. */
bool app_tidy(struct app *app, struct err *err);
