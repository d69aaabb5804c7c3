/* Imports as long work in one test: asked for, taken up, done step by step. */
#pragma once

#include "domain/import_job.h"
#include "domain/imports.h"
#include "import_files.h"
#include "model/import_state.h"

enum { ROWS = 3000 };

/* Of `rows` places, in more than one slice and, when they are many, more than one part. */
static inline void write_file(struct buf *to, int rows)
{
	buf_adds(to, HEADER);
	for (int i = 0; i < rows; i++)
		buf_addf(to,
		         "place-%05d,,Lieu %d,Angoulême,16000,%d rue du Parc,45.6500,0.1600,,"
		         "Mo-Fr 09:00-12:00,carto\n",
		         i, i, i);
}

static inline struct import_run ask_as(struct world *w, const struct caller *caller,
                                       const char *text)
{
	const struct import_file file = { .data = text, .size = strlen(text), .form = CENTRES_CSV };
	const struct import_wish wish = { .programme = w->programme.id, .approve = true };
	struct import_run run = { 0 };
	struct err err;

	CHECK_OK(import_ask(w->app, caller, &file, &wish, &run, &err));
	return run;
}

static inline struct import_run ask(struct world *w, const char *text)
{
	return ask_as(w, &w->office, text);
}

static inline struct import_run ask_many(struct world *w, int rows)
{
	AUTO(buf_release) struct buf text = { 0 };

	write_file(&text, rows);
	return ask(w, buf_text(&text));
}

static inline struct import_run shown(struct world *w, int64_t id)
{
	struct import_run run = { 0 };
	struct err err;

	CHECK_OK(import_find(w->app, &w->office, id, &run, NULL, &err));
	return run;
}

static inline struct import_job *claim(struct app *app)
{
	struct import_job *job = NULL;
	bool found = false;
	struct err err;

	CHECK_OK(import_job_claim(app, &job, &found, &err));
	CHECK_INT(found, job != NULL);
	return job;
}

/* Work until it is in that phase. */
static inline void reach(struct world *w, struct import_job *job, int64_t id,
                         enum import_phase phase)
{
	struct err err;

	for (int i = 0; i < 1000 && import_job_is_held(job); i++) {
		if (shown(w, id).state == IMPORT_RUNNING && shown(w, id).phase == phase)
			return;
		if (!CHECK_OK(import_job_work(job, &err)))
			return;
	}
	CHECK_FAIL("never in phase %s", import_phase_name(phase));
}

static inline void finish(struct import_job *job)
{
	struct err err;

	for (int i = 0; i < 1000 && import_job_is_held(job); i++)
		if (!CHECK_OK(import_job_work(job, &err)))
			return;
}

static inline int64_t brought(struct world *w)
{
	return world_count(w, "SELECT COUNT(*) FROM site WHERE source_id LIKE 'place-%'");
}

static inline int64_t parts(struct world *w)
{
	return world_count(w, "SELECT COUNT(*) FROM import_part");
}

static inline int64_t lines(struct world *w, const char *verb)
{
	char text[80];

	snprintf(text, sizeof text, "SELECT COUNT(*) FROM journal WHERE verb = '%s'", verb);
	return world_count(w, text);
}

static inline void check_whole(struct world *w, int64_t id, int rows)
{
	struct import_run run = shown(w, id);

	CHECK_TEXT(import_state_name(run.state), "done");
	CHECK_TEXT(run.error, "");
	CHECK_INT(brought(w), rows);
	CHECK_INT(world_count(w, "SELECT COUNT(*) FROM approval a JOIN site s ON s.id = a.site"
	                         " WHERE s.source_id LIKE 'place-%' AND a.state = 1"),
	          rows);
	CHECK_INT(parts(w), 0);
	CHECK_INT(lines(w, "centres.done"), 1);
}
