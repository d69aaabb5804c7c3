#include "http/long_work.h"

#include <stdlib.h>

#include "base/auto.h"
#include "base/text.h"
#include "domain/app.h"
#include "domain/batches_work.h"
#include "domain/exports_work.h"
#include "domain/import_job.h"
#include "http/record.h"
#include "http/sleeper.h"

enum {
	IDLE_MS = 500, /* between looks for work, or after a failure */
	PAUSE_MS = 20  /* after each chunk: redemptions come first */
};

/* One piece of work, of whichever kind. */
union piece {
	struct batch batch;
	struct {
		struct import_job *job; /* NULL when it is over */
		int64_t rows;
	} import;
	struct export export;
};

/* Of the piece that is under way. */
struct progress {
	bool held;    /* there is more to do, for this holder */
	int64_t made; /* so far, for the kind's metric */
};

struct kind {
	const char *name, *failure; /* the thread's, the log's */
	enum metric metric;
	bool (*claim)(struct app *app, union piece *piece, bool *ret_found, struct err *err);
	bool (*work)(struct app *app, union piece *piece, struct err *err); /* a chunk */
	bool (*let_go)(struct app *app, union piece *piece, struct err *err);
	struct progress (*look)(const union piece *piece);
};

/* ---- batches of passes ---- */

static bool claim_batch(struct app *app, union piece *piece, bool *ret_found, struct err *err)
{
	return batch_claim(app, &piece->batch, ret_found, err);
}

static bool work_batch(struct app *app, union piece *piece, struct err *err)
{
	return batch_work(app, &piece->batch, err);
}

static bool let_go_batch(struct app *app, union piece *piece, struct err *err)
{
	return batch_let_go(app, &piece->batch, err);
}

static struct progress look_batch(const union piece *piece)
{
	return (struct progress){ piece->batch.lease != 0, piece->batch.done };
}

/* ---- imports of places ---- */

static bool claim_import(struct app *app, union piece *piece, bool *ret_found, struct err *err)
{
	piece->import.rows = 0;
	return import_job_claim(app, &piece->import.job, ret_found, err);
}

static bool work_import(struct app *app, union piece *piece, struct err *err)
{
	bool done = import_job_work(piece->import.job, err);

	(void)app;
	piece->import.rows = import_job_rows(piece->import.job);
	if (!import_job_is_held(piece->import.job))
		import_job_close(&piece->import.job);
	return done;
}

static bool let_go_import(struct app *app, union piece *piece, struct err *err)
{
	bool done = import_job_let_go(piece->import.job, err);

	(void)app;
	import_job_close(&piece->import.job);
	return done;
}

static struct progress look_import(const union piece *piece)
{
	return (struct progress){ piece->import.job != NULL, piece->import.rows };
}

/* ---- exports ---- */

static bool claim_export(struct app *app, union piece *piece, bool *ret_found, struct err *err)
{
	return export_claim(app, &piece->export, ret_found, err);
}

static bool work_export(struct app *app, union piece *piece, struct err *err)
{
	return export_work(app, &piece->export, err);
}

static bool let_go_export(struct app *app, union piece *piece, struct err *err)
{
	return export_let_go(app, &piece->export, err);
}

static struct progress look_export(const union piece *piece)
{
	return (struct progress){ piece->export.lease != 0, piece->export.size };
}

static const struct kind kinds[] = {
	{ "batches", "batch failed", METRIC_BATCH_PASSES, claim_batch, work_batch, let_go_batch,
	  look_batch },
	{ "imports", "import failed", METRIC_IMPORT_ROWS, claim_import, work_import, let_go_import,
	  look_import },
	{ "exports", "export failed", METRIC_EXPORT_BYTES, claim_export, work_export, let_go_export,
	  look_export },
};

/* ---- the threads ---- */

struct worker {
	const struct kind *kind;
	struct app *app;
	struct record *record;
	struct sleeper sleeper;
};

struct long_work {
	struct worker workers[COUNT_OF(kinds)];
};

static bool failed(struct worker *worker, const struct err *err)
{
	record_repeated(worker->record, worker->kind->failure, err);
	return false;
}

/* Until it is over or another's; false when it is time to stop. */
static bool work_on(struct worker *worker, union piece *piece)
{
	const struct kind *kind = worker->kind;
	struct progress before = kind->look(piece), now;
	struct err err;
	bool worked;

	for (; before.held; before = now) {
		worked = kind->work(worker->app, piece, &err) || failed(worker, &err);
		now = kind->look(piece);
		metrics_add(worker->record->metrics, kind->metric, now.made - before.made);
		if (sleeper_rest(&worker->sleeper, worked ? PAUSE_MS : IDLE_MS))
			continue;
		if (now.held && !kind->let_go(worker->app, piece, &err))
			failed(worker, &err);
		return false;
	}
	return true;
}

static void *keep_working(void *context)
{
	struct worker *worker = context;
	union piece piece;
	struct err err;
	bool found;

	for (;;) {
		if (!worker->kind->claim(worker->app, &piece, &found, &err))
			found = failed(worker, &err);
		if (found ? !work_on(worker, &piece) : !sleeper_rest(&worker->sleeper, IDLE_MS))
			return NULL;
	}
}

bool long_work_open(struct long_work **ret, const struct app *app, struct record *record,
                    struct err *err)
{
	AUTO(long_work_close) struct long_work *work = calloc(1, sizeof *work);

	if (!work)
		return err_memory(err);
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		struct worker *worker = &work->workers[i];

		worker->kind = &kinds[i];
		worker->record = record;
		if (!app_clone(&worker->app, app, false, err) ||
		    !sleeper_open(&worker->sleeper, kinds[i].name, keep_working, worker, err))
			return false;
	}
	*ret = TAKE(work);
	return true;
}

void long_work_close(struct long_work **work)
{
	if (!*work)
		return;
	for (size_t i = 0; i < COUNT_OF(kinds); i++) {
		sleeper_close(&(*work)->workers[i].sleeper);
		app_close(&(*work)->workers[i].app);
	}
	free(TAKE(*work));
}
