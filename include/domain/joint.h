/* One call, one transaction: what a verb changes, its line in the journal, and what a repetition of
 * the call will be answered, all on disk together or not at all.
 *
 * joint_enter(), then the verbs of `app` as usual: the first transact() begins, later ones join,
 * none commits; joint_commit() does. joint_leave() at the end in any case. Slow work (passwords)
 * comes before the first transact(): a transaction keeps other writers out. */
#pragma once

#include "base/buf.h"
#include "domain/app.h"
#include "model/account.h"
#include "store/idempotency.h"
#include "store/journal.h"

enum { IDEMPOTENCY_SECONDS = 72 * 3600 };

struct joint {
	struct caller caller;
	const char *verb; /* for the journal: "pass.block"; NULL = no line */
	const char *call; /* its id in the log; NULL = the command line */
	const char *key;  /* Idempotency-Key; NULL = none */
	const char *body; /* what was sent with the key, of any bytes; borrowed */
	size_t body_size;
	struct idempotency claim; /* of a key */
	bool open;                /* something was or is being written */
};

/* The caller keeps `joint` until joint_leave(). `request` is what a repetition must repeat beside
 * the body: method, path and query. */
void joint_enter(struct app *app, struct joint *joint, const char *request);

/* The account that makes the call; 0 = the command line. */
int64_t joint_account(const struct app *app);

/* What the call's key was answered before: added to `reply`. ERR_REFUSED "key_reused" when it was
 * another request. */
bool joint_replay(struct app *app, struct buf *reply, bool *ret_found, struct err *err);

struct joint_deed {
	const char *object; /* id of what it was done to */
	const char *detail; /* "" = none */
	const char *reply;  /* what joint_replay() will give, of any bytes, when there is a key */
	size_t reply_size;
};

/* True: all is on disk. Did no verb write, there is nothing to commit, and no line. */
bool joint_commit(struct app *app, const struct joint_deed *deed, struct err *err);

/* Also when nothing was entered; what was not committed is undone. */
void joint_leave(struct app *app);

/* Another writer was faster: leave, and do the whole call again; unless all this, begun at
 * clock_ticks_ns() `begun_ns`, has lasted so long that who waits should rather be told. */
bool joint_try_again(const struct err *err, int64_t begun_ns);

/* A line of its own in the caller's transaction: for deeds without a joint call. */
bool joint_note(struct app *app, int64_t account, const char *verb, const char *object,
                struct err *err);

/* The same with all that a line has; its id and its time are made here. */
bool joint_note_line(struct app *app, const struct journal_line *line, struct err *err);

/* Drop answers that are too old to be asked for again. */
bool joint_forget(struct app *app, struct err *err);
