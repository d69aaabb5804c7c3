#include "domain/batches_work.h"

#include <stdio.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "crypto/random.h"
#include "domain/asked.h"
#include "domain/callers.h"
#include "domain/issue.h"
#include "domain/joint.h"
#include "store/batches.h"

static struct batch_lease lease_of(const struct app *app, const struct batch *batch)
{
	return (struct batch_lease){ .id = batch->id,
		                     .lease = batch->lease,
		                     .now = app_now(app),
		                     .until = app_now(app) + BATCH_LEASE_SECONDS };
}

/* ---- who does it ---- */

static bool claim_work(struct app *app, void *context, struct err *err)
{
	struct batch *batch = context;
	struct batch_lease lease = lease_of(app, batch);
	bool held;

	if (!batches_claim(app->sql, &lease, &held, err))
		return false;
	if (!held) {
		batch->lease = 0;
		return true;
	}
	return batches_find(app->sql, batch->id, batch, err);
}

/* Idle servers ask every second: that writes nothing. */
bool batch_claim(struct app *app, struct batch *ret, bool *ret_found, struct err *err)
{
	struct batch batch = { .lease = random_bits(62) + 1 };

	if (!batches_free(app->sql, app_now(app), &batch.id, ret_found, err))
		return false;
	if (!*ret_found)
		return true;
	if (!transact(app, claim_work, &batch, err))
		return false;
	*ret_found = batch.lease != 0;
	*ret = batch;
	return true;
}

static bool let_go_work(struct app *app, void *context, struct err *err)
{
	return batches_let_go(app->sql, context, err);
}

bool batch_let_go(struct app *app, const struct batch *batch, struct err *err)
{
	struct batch held = *batch;

	return transact(app, let_go_work, &held, err);
}

/* ---- a chunk ---- */

struct chunk {
	struct batch *batch;
	struct pass passes[BATCH_CHUNK];
	int count;
	bool held;
};

static bool advance_work(struct app *app, void *context, struct err *err)
{
	struct chunk *chunk = context;
	struct batch_lease lease = lease_of(app, chunk->batch);

	return batches_advance(app->sql, &lease, chunk->count, &chunk->held, err);
}

static bool part_work(struct app *app, void *context, struct err *err)
{
	struct chunk *chunk = context;
	const struct batch *batch = chunk->batch;
	char id[32];

	snprintf(id, sizeof id, "%lld", (long long)batch->id);
	return batches_add_part(app->sql, batch->id, batch->done + 1, chunk->passes,
	                        (size_t)chunk->count, err) &&
	       (batch->done + chunk->count < batch->total ||
	        joint_note(app, batch->account, "batch.done", id, err));
}

static struct issue_request request_of(const struct chunk *chunk)
{
	const struct batch *batch = chunk->batch;

	return (struct issue_request){ .programme = batch->programme,
		                       .desk = batch->desk,
		                       .vouchers = batch->vouchers,
		                       .passes = chunk->count,
		                       .kind = batch->kind,
		                       .language = batch->language,
		                       .print_size = batch->print_size };
}

/* The row first: it is held until all is on disk, so that who cancels learns what there is. */
static bool make(struct app *app, struct chunk *chunk, const struct caller *caller, struct err *err)
{
	const struct issue_request request = request_of(chunk);
	const struct joint_deed deed = { .detail = "" };

	return transact(app, advance_work, chunk, err) &&
	       (!chunk->held ||
	        (issue_passes(app, caller, &request, chunk->passes, err) &&
	         transact(app, part_work, chunk, err) && joint_commit(app, &deed, err)));
}

/* An account that was closed, or moved to another desk, makes no more passes. */
static bool try_chunk(struct app *app, struct chunk *chunk, struct err *err)
{
	const struct issue_request request = request_of(chunk);
	struct joint joint = { .caller = caller_operator() };
	struct caller caller;
	bool done;

	if (!asked_by(app, chunk->batch->account, &caller, err) ||
	    !issue_ready(app, &caller, &request, err))
		return false;
	joint_enter(app, &joint, "");
	done = make(app, chunk, &caller, err);
	joint_leave(app);
	return done;
}

/* ---- its end ---- */

static bool fail_work(struct app *app, void *context, struct err *err)
{
	const struct batch *batch = context;
	char id[32];
	bool done;

	snprintf(id, sizeof id, "%lld", (long long)batch->id);
	return batches_end(app->sql, batch, &done, err) &&
	       (!done || joint_note(app, batch->account, "batch.fail", id, err));
}

/* What the row says now; this holder leaves it when it is over, or another's. */
static bool read_again(struct app *app, struct batch *batch, struct err *err)
{
	int64_t mine = batch->lease;

	if (!batches_find(app->sql, batch->id, batch, err))
		return false;
	if (batch_is_over(batch->state) || batch->lease != mine)
		batch->lease = 0;
	return true;
}

static bool fail(struct app *app, struct batch *batch, const struct err *why, struct err *err)
{
	struct batch end = *batch;

	end.state = BATCH_FAILED;
	end.ended_at = app_now(app);
	TEXT_COPY(end.error, why->name);
	return transact(app, fail_work, &end, err) && read_again(app, batch, err);
}

bool batch_work(struct app *app, struct batch *batch, struct err *err)
{
	struct chunk chunk = { .batch = batch, .count = batch->total - batch->done };
	int64_t begun_ns = clock_ticks_ns();
	struct err why;

	if (chunk.count > BATCH_CHUNK)
		chunk.count = BATCH_CHUNK;
	while (!try_chunk(app, &chunk, &why)) {
		if (joint_try_again(&why, begun_ns))
			continue;
		if (!asked_may_try_again(&why))
			return fail(app, batch, &why, err);
		*err = why;
		return false;
	}
	return read_again(app, batch, err);
}
