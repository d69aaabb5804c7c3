#include "domain/import_job.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/auto.h"
#include "base/text.h"
#include "crypto/random.h"
#include "domain/asked.h"
#include "domain/import_report.h"
#include "domain/import_write.h"
#include "domain/imports.h"
#include "domain/joint.h"

struct import_job {
	struct app *app;
	struct import_run run; /* as it is in the books, but for what was read since */
	bool held;
	struct import_wish wish;
	struct import_report report;
	struct import_reading reading;
	struct import_counts counts; /* when all is in */
	struct centres_sink inner;   /* of the reading */
	struct centres *centres;     /* NULL: the phase has not begun */
	struct buf part;             /* of the file */
	size_t at;                   /* of its bytes */
	int next_part;
	int64_t compared; /* at most, since it was taken up */
};

static void release(struct import_job *job)
{
	centres_close(&job->centres);
	import_reading_release(&job->reading);
	import_report_release(&job->report);
	buf_release(&job->part);
}

void import_job_close(struct import_job **job)
{
	if (!*job)
		return;
	release(*job);
	free(TAKE(*job));
}

bool import_job_is_held(const struct import_job *job)
{
	return job->held;
}

int64_t import_job_rows(const struct import_job *job)
{
	return job->compared;
}

/* ---- who does it ---- */

static bool claim_work(struct app *app, void *context, struct err *err)
{
	struct import_job *job = context;
	struct import_lease lease = { .id = job->run.id,
		                      .lease = job->run.lease,
		                      .now = app_now(app),
		                      .until = app_now(app) + IMPORT_LEASE_SECONDS };

	return imports_claim(app->sql, &lease, &job->held, err) &&
	       (!job->held || imports_find(app->sql, job->run.id, &job->run, NULL, err));
}

/* Idle servers ask every second: that writes nothing. */
bool import_job_claim(struct app *app, struct import_job **ret, bool *ret_found, struct err *err)
{
	AUTO(import_job_close) struct import_job *job = NULL;
	int64_t id;

	if (!imports_free(app->sql, app_now(app), &id, ret_found, err))
		return false;
	if (!*ret_found)
		return true;
	job = calloc(1, sizeof *job);
	if (!job)
		return err_memory(err);
	job->app = app;
	job->run = (struct import_run){ .id = id, .lease = random_bits(62) + 1 };
	if (!transact(app, claim_work, job, err))
		return false;
	*ret_found = job->held;
	if (job->held)
		*ret = TAKE(job);
	return true;
}

static bool let_go_work(struct app *app, void *context, struct err *err)
{
	const struct import_job *job = context;

	return imports_let_go(app->sql, job->run.id, job->run.lease, err);
}

bool import_job_let_go(struct import_job *job, struct err *err)
{
	job->held = false;
	return transact(job->app, let_go_work, job, err);
}

/* ---- the file, from its first byte ---- */

static bool count_place(void *context, size_t row, const struct site_place *place, struct err *err)
{
	struct import_job *job = context;

	job->run.done++;
	return job->run.phase == IMPORT_CHECKING ||
	       job->inner.place(job->inner.context, row, place, err);
}

static bool count_doubt(void *context, const struct centres_doubt *doubt, struct err *err)
{
	struct import_job *job = context;

	job->run.done += doubt->severity == CENTRES_DROPPED;
	return job->run.phase == IMPORT_CHECKING ||
	       job->inner.doubt(job->inner.context, doubt, err);
}

static bool begin(struct import_job *job, enum import_phase phase, struct err *err)
{
	struct centres_sink sink;

	release(job);
	job->run.phase = phase;
	job->run.done = 0;
	job->at = 0;
	job->next_part = 0;
	import_report_begin(&job->report);
	job->wish = (struct import_wish){ .programme = job->run.programme,
		                          .account = job->run.account,
		                          .approve = job->run.approve,
		                          .doubt = import_report_hear,
		                          .context = &job->report };
	job->reading = (struct import_reading){ .app = job->app, .wish = &job->wish };
	job->inner = import_reading_sink(&job->reading, (enum centres_form)job->run.form);
	sink = job->inner;
	sink.context = job;
	sink.place = count_place;
	sink.doubt = count_doubt;
	return centres_open(&job->centres, &sink, err);
}

/* Tell how far it is, and have more of the file at hand, if there is more. */
static bool go_on_work(struct app *app, void *context, struct err *err)
{
	struct import_job *job = context;
	int64_t until = app_now(app) + IMPORT_LEASE_SECONDS;

	if (!imports_advance(app->sql, &job->run, until, &job->held, err))
		return false;
	if (!job->held || job->at < job->part.size || job->next_part == job->run.parts)
		return true;
	job->at = 0;
	if (!imports_part(app->sql, job->run.id, job->next_part, &job->part, err))
		return false;
	job->next_part++;
	return true;
}

static bool feed_work(struct app *app, void *context, struct err *err)
{
	struct import_job *job = context;
	size_t left = job->part.size - job->at;

	(void)app;
	if (left > IMPORT_SLICE_SIZE)
		left = IMPORT_SLICE_SIZE;
	if (!centres_feed(job->centres, buf_text(&job->part) + job->at, left, err))
		return false;
	job->at += left;
	return true;
}

static bool end_work(struct app *app, void *context, struct err *err)
{
	struct import_job *job = context;
	struct centres_counts read;

	(void)app;
	if (!centres_end(job->centres, &read, err))
		return false;
	job->run.total = (int64_t)read.rows;
	return job->run.phase == IMPORT_CHECKING || import_reading_end(&job->reading, &read, err);
}

static bool end_phase(struct import_job *job, struct err *err)
{
	if (!transact_read(job->app, end_work, job, err))
		return false;
	if (job->run.phase == IMPORT_CHECKING)
		return begin(job, IMPORT_COMPARING, err);
	job->run.phase = IMPORT_WRITING; /* seen by all before the first row is written */
	job->run.done = 0;
	import_report_end(&job->report);
	return transact(job->app, go_on_work, job, err);
}

static bool read_some(struct import_job *job, struct err *err)
{
	bool done;

	if (!job->centres && !begin(job, IMPORT_CHECKING, err))
		return false;
	if (!transact(job->app, go_on_work, job, err))
		return false;
	if (!job->held)
		return true;
	done = job->at == job->part.size ? end_phase(job, err)
	                                 : transact_read(job->app, feed_work, job, err);
	if (job->run.phase == IMPORT_COMPARING && job->run.done > job->compared)
		job->compared = job->run.done;
	return done;
}

/* ---- all at once ---- */

static void id_of(const struct import_job *job, char to[static 32])
{
	snprintf(to, 32, "%lld", (long long)job->run.id);
}

static bool keep_report(struct import_job *job, struct err *err)
{
	AUTO(buf_release) struct buf first = { 0 }, most = { 0 };
	struct buf *const texts[] = { &first, &most };

	for (int i = 0; i < 2; i++) {
		struct json_writer json = { .to = texts[i] };

		json_write_begin_object(&json);
		import_report_write(&job->report, &job->counts, i == 1, &json);
		json_write_end_object(&json);
	}
	return import_report_check(&job->report, err) && buf_check(&first, err) &&
	       buf_check(&most, err) &&
	       imports_keep_report(job->app->sql, job->run.id, buf_text(&first), buf_text(&most),
	                           err);
}

/* Who asked must still be one who may. */
static bool asker_check(struct import_job *job, struct err *err)
{
	struct caller caller;

	return asked_by(job->app, job->run.account, &caller, err) &&
	       (caller.role == ROLE_OPERATOR ||
	        err_named(err, ERR_FORBIDDEN, "not_your_role", "only the operator imports"));
}

/* The row first: it is held until all is in, so that who cancels learns that all is. */
static bool write_work(struct app *app, void *context, struct err *err)
{
	struct import_job *job = context;
	struct import_run end = job->run;
	char id[32];

	end.state = IMPORT_DONE;
	end.ended_at = app_now(app);
	if (!imports_end(app->sql, &end, &job->held, err))
		return false;
	if (!job->held)
		return true;
	id_of(job, id);
	return asker_check(job, err) && import_write(&job->reading, &job->counts, err) &&
	       keep_report(job, err) && imports_drop_parts(app->sql, job->run.id, err) &&
	       joint_note(app, job->run.account, "centres.done", id, err);
}

static bool write_all(struct import_job *job, struct err *err)
{
	if (!transact(job->app, write_work, job, err))
		return false;
	job->held = false;
	return true;
}

/* ---- its end ---- */

static bool fail_work(struct app *app, void *context, struct err *err)
{
	struct import_job *job = context;
	bool done;
	char id[32];

	id_of(job, id);
	return imports_end(app->sql, &job->run, &done, err) &&
	       (!done || (imports_drop_parts(app->sql, job->run.id, err) &&
	                  joint_note(app, job->run.account, "centres.fail", id, err)));
}

static bool fail(struct import_job *job, const struct err *why, struct err *err)
{
	job->run.state = IMPORT_FAILED;
	job->run.ended_at = app_now(job->app);
	job->run.error_row = (int64_t)why->row;
	TEXT_COPY(job->run.error, why->name);
	if (!transact(job->app, fail_work, job, err))
		return false;
	job->held = false;
	return true;
}

bool import_job_work(struct import_job *job, struct err *err)
{
	struct err why;

	if (job->run.phase == IMPORT_WRITING ? write_all(job, &why) : read_some(job, &why))
		return true;
	if (!asked_may_try_again(&why))
		return fail(job, &why, err);
	release(job); /* half of a slice may have been read */
	job->run.phase = IMPORT_CHECKING;
	*err = why;
	return false;
}
