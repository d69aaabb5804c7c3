#include "http/tidy.h"

#include <stdlib.h>

#include "base/auto.h"
#include "domain/app.h"
#include "domain/correct.h"
#include "domain/exports.h"
#include "domain/joint.h"
#include "domain/keys.h"
#include "domain/links.h"
#include "domain/pseudonyms.h"
#include "domain/sessions.h"
#include "http/record.h"
#include "http/sightings.h"
#include "http/sleeper.h"

enum {
	CLOSE_LIMIT = 200, /* passes in one transaction: others write too */
	LINKS_LIMIT = 200,
	EXPORTS_LIMIT = 8, /* parts of a quarter of a megabyte */
	CLOSE_ROUNDS = 50,
	SECOND_MS = 1000
};

static bool close_due(struct app *app, struct err *err)
{
	int closed = CLOSE_LIMIT;

	for (int i = 0; i < CLOSE_ROUNDS && closed == CLOSE_LIMIT; i++)
		if (!correct_close_due(app, CLOSE_LIMIT, &closed, err))
			return false;
	return true;
}

static bool end_links(struct app *app, struct err *err)
{
	size_t ended = LINKS_LIMIT;

	for (int i = 0; i < CLOSE_ROUNDS && ended == LINKS_LIMIT; i++)
		if (!links_end_due(app, LINKS_LIMIT, &ended, err))
			return false;
	return true;
}

static bool remove_exports(struct app *app, struct err *err)
{
	int removed = EXPORTS_LIMIT;

	for (int i = 0; i < CLOSE_ROUNDS && removed == EXPORTS_LIMIT; i++)
		if (!exports_forget(app, EXPORTS_LIMIT, &removed, err))
			return false;
	return true;
}

/* What is done, and every how many seconds. */
static const struct {
	const char *name;
	int64_t seconds;
	bool (*run)(struct app *app, struct err *err);
} chores[] = {
	{ "database", 1, app_tidy },
	{ "probe", 60, app_probe },
	{ "passes", 60, close_due },
	{ "keys", 3600, keys_renew },
	{ "replies", 3600, joint_forget },
	{ "pseudonyms", 3600, pseudonyms_forget },
	{ "exports", 60, remove_exports },
	{ "links", 3600, end_links },
	{ "sessions", 3600, sessions_tidy },
	{ "sightings", 1, NULL }, /* those of the event loops */
};
const size_t tidy_chores_count = COUNT_OF(chores);

const char *tidy_chore_name(size_t chore)
{
	return chores[chore].name;
}

struct tidy {
	struct app *app;
	struct sightings *sightings;
	struct record *record;
	struct sleeper sleeper;
};

void tidy_do(size_t chore, struct app *app, struct sightings *sightings, struct record *record)
{
	struct err err;
	bool done = chores[chore].run ? chores[chore].run(app, &err)
	                              : sightings_flush(sightings, app, &err);

	metrics_count(record->metrics, METRIC_CHORES, chore);
	if (chores[chore].run == app_probe)
		atomic_store(&record->unwritable, !done && err.code == ERR_SYSTEM);
	if (done)
		return;
	metrics_count(record->metrics, METRIC_CHORE_FAILURES, chore);
	record_repeated(record, "upkeep failed", &err);
}

static void *keep_tidy(void *context)
{
	struct tidy *tidy = context;

	for (int64_t second = 1; sleeper_rest(&tidy->sleeper, SECOND_MS); second++) {
		for (size_t i = 0; i < COUNT_OF(chores); i++)
			if (second % chores[i].seconds == 0)
				tidy_do(i, tidy->app, tidy->sightings, tidy->record);
		record_round(tidy->record);
	}
	return NULL;
}

bool tidy_open(struct tidy **ret, struct app *app, struct sightings *sightings,
               struct record *record, struct err *err)
{
	AUTO(tidy_close) struct tidy *tidy = calloc(1, sizeof *tidy);

	if (!tidy)
		return err_memory(err);
	tidy->app = app;
	tidy->sightings = sightings;
	tidy->record = record;
	if (!sleeper_open(&tidy->sleeper, "the upkeep", keep_tidy, tidy, err))
		return false;
	*ret = TAKE(tidy);
	return true;
}

void tidy_close(struct tidy **tidy)
{
	if (!*tidy)
		return;
	sleeper_close(&(*tidy)->sleeper);
	free(TAKE(*tidy));
}
