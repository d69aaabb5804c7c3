#include "http/call.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "http/deed.h"
#include "http/etag.h"
#include "http/pages.h"
#include "http/problem.h"
#include "http/prove.h"

void call_begin(struct call *call, struct lanes *lanes, const char *method, const char *path)
{
	call->lanes = lanes;
	call->request.flights = &lanes->flights;
	call->request.record = &lanes->record;
	call->request.sightings = &lanes->sightings;
	call->request.bundles = lanes->bundles;
	call->request.method = method;
	call->request.path = path;
	call->request.id = call->id;
	call->route = http_route_find(method, path, &call->request.params, &call->err);
	call->body.is_secret = call->route && call->route->lane == LANE_LOGIN;
}

void call_close(struct call *call)
{
	free(call->job.items);
	buf_release(&call->body);
	http_reply_release(&call->reply);
}

void call_add(struct call *call, const char *data, size_t size)
{
	size_t max = call->route ? call->route->body_max : 0;

	call->too_large |= size > max - call->body.size;
	if (!call->too_large && !call->refused)
		buf_add(&call->body, data, size);
}

/* An address beside those of the pages, however it is written: a person sees a page too. */
static bool is_astray(const struct call *call)
{
	const char *path = call->request.path;

	return !call->route && path && strncmp(path, "/app/", 5) == 0;
}

void call_fail(struct call *call, const struct err *err)
{
	call->err = *err;
	if (is_astray(call)) {
		err_named(&call->err, ERR_MISSING, "no_page", "there is no such page");
		page_fail(&call->reply, &call->err);
	} else if (call->route && (call->route->flags & ROUTE_PAGE))
		page_fail(&call->reply, err);
	else
		http_problem(&call->reply, err, call->id);
}

static bool handle(struct call *call, struct app *app, struct err *err)
{
	if (call->route->verb)
		return deed_run(app, call->route, &call->request, &call->reply, err);
	return call->route->run(app, &call->request, &call->reply, err) &&
	       buf_check(&call->reply.body, err);
}

/* Run the handler; its failure is an answer too. */
static void run(struct call *call, struct app *app)
{
	struct err err;

	if (!handle(call, app, &err))
		call_fail(call, &err);
	else if (call->reply.status == 200 && strcmp(call->route->method, "GET") == 0)
		etag_settle(&call->request, &call->reply);
}

void call_refuse(struct call *call, const struct err *err)
{
	if (!call->refused)
		call->err = *err;
	call->refused = true;
}

void call_admit(struct call *call, struct app *app)
{
	struct err err;

	if (call->admitted)
		return;
	call->admitted = true;
	if (!call->route)
		err = call->err; /* call_begin() has said why */
	else if (atomic_load(&call->lanes->stopping))
		err_named(&err, ERR_BUSY, "stopping", "the server stops");
	else if (prove_caller(app, call->route, &call->request, &err))
		return;
	call_refuse(call, &err);
}

/* The body is there. */
static bool receive(struct call *call, struct err *err)
{
	if (call->too_large)
		return err_named(err, ERR_INPUT, "body_too_large",
		                 "the body has more than %zu bytes", call->route->body_max);
	if (!deed_check(call->route, &call->request, err) || !buf_check(&call->body, err))
		return false;
	call->request.body = buf_text(&call->body);
	call->request.body_size = call->body.size;
	return true;
}

static struct call *of_work(struct work *work)
{
	return (struct call *)((char *)work - offsetof(struct call, work));
}

static struct call *of_job(struct writer_job *job)
{
	return (struct call *)((char *)job - offsetof(struct call, job));
}

static void hold(struct call *call)
{
	call->held = true;
	call->lanes->hold(call);
}

/* Whoever has waited so long for a thread has others before and behind: nothing of it is begun. */
static bool is_late(struct call *call, const struct worker *worker)
{
	struct err err;

	if (worker->late) {
		err_set(&err, ERR_BUSY, "it waited too long for a worker");
		call_fail(call, &err);
	}
	return worker->late;
}

static void do_work(struct worker *worker, struct work *work)
{
	struct call *call = of_work(work);

	worker->printer.of = &call->lanes->printers;
	call->request.printer = &worker->printer;
	if (!is_late(call, worker))
		run(call, worker->app);
	call->lanes->release(call);
}

static void answer(struct call *call, struct app *app)
{
	if (call->job.failed)
		call_fail(call, &call->job.err);
	else
		run(call, app);
}

/* Verify what was presented. True: the books need not be asked, the answer is there. */
static bool prepare(struct call *call, struct app *app)
{
	bool open = false;
	struct err err;

	for (size_t i = 0; i < call->job.count; i++) {
		struct redeem_item *item = &call->job.items[i];

		if (!item->settled && !redeem_prepare(app, item, &err)) {
			if (call->job.count == 1) {
				call_fail(call, &err);
				return true;
			}
			item->settled = true; /* an answer to this item of the list alone */
			item->outcome = OUTCOME_MALFORMED;
		}
		open |= !item->settled;
	}
	if (!open)
		answer(call, app);
	return !open;
}

/* The key of a list is claimed for it before any of its vouchers is settled. */
static bool claim(struct call *call, struct app *app)
{
	const struct redeem_list list = { .caller = call->request.caller,
		                          .key = call->job.key,
		                          .items = call->job.items,
		                          .count = call->job.count };
	struct err err;

	if (!list.key || redeem_claim(app, &list, &err))
		return true;
	call_fail(call, &err);
	return false;
}

static void do_list(struct worker *worker, struct work *work)
{
	struct call *call = of_work(work);

	if (!is_late(call, worker) && claim(call, worker->app) && !prepare(call, worker->app)) {
		writer_settle(call->lanes->writer, &call->job);
		answer(call, worker->app);
	}
	writer_leave(call->lanes->writer);
	call->lanes->release(call);
}

/* True: a worker has it, and the connection is held. False: all are busy, and the answer says so.
 */
static bool give(struct call *call, struct workers *workers,
                 void (*run_there)(struct worker *worker, struct work *work))
{
	struct err err;

	if (!workers_enter(workers, &err)) {
		call_fail(call, &err);
		return false;
	}
	hold(call);
	call->work.run = run_there;
	workers_add(workers, &call->work);
	return true;
}

static void settled(struct writer_job *job)
{
	struct call *call = of_job(job);

	writer_leave(call->lanes->writer);
	call->lanes->release(call);
}

/* In LANE_WRITER the handler has read the items; true when the answer is there already. */
static bool settle(struct call *call, struct app *app)
{
	call->request.writer = &call->job;
	run(call, app);
	if (call->reply.status)
		return true;
	if (call->job.count > CALL_ITEMS_IN_LOOP || call->job.key)
		return !give(call, call->lanes->workers, do_list);
	if (prepare(call, app))
		return true;
	if (writer_try(call->lanes->writer, &call->job)) {
		answer(call, app);
		return true;
	}
	hold(call);
	call->job.done = settled;
	writer_add(call->lanes->writer, &call->job);
	return false;
}

bool call_run(struct call *call, struct app *app)
{
	bool answered = true;
	struct err err;

	call->complete_ns = clock_ticks_ns();
	call_admit(call, app);
	if (!call->refused && !receive(call, &err))
		call_refuse(call, &err);
	if (call->refused) {
		call_fail(call, &call->err);
		return true;
	}
	switch (call->route->lane) {
	case LANE_LOOP:
		run(call, app);
		break;
	case LANE_WORKER:
		return !give(call, call->lanes->workers, do_work);
	case LANE_PRINTER:
		return !give(call, call->lanes->printer, do_work);
	case LANE_LOGIN:
		return !give(call, call->lanes->logins, do_work);
	case LANE_WRITER:
		writer_enter(call->lanes->writer);
		answered = settle(call, app);
		if (answered)
			writer_leave(call->lanes->writer);
		break;
	}
	return answered;
}

void call_resume(struct call *call, struct app *app)
{
	call->held = false;
	if (!call->reply.status) /* of the writer: nobody has answered yet */
		answer(call, app);
}
