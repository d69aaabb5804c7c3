/* Files of places for one test, what an import says of them, and all that it may touch. */
#pragma once

#include <stdlib.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/text.h"
#include "domain/import.h"
#include "world.h"

#define HEADER                                                                                     \
	"id,pivot,nom,commune,code_postal,adresse,latitude,longitude,telephone,horaires,source\n"
#define LIBRARY                                                                                       \
	"library-1,21160015000018,Médiathèque Alpha,Angoulême,16000,1 rue du Parc,45.6500,0.1600," \
	"0545000001,Mo-Fr 09:00-12:00,carto\n"
#define HALL                                                                                       \
	"bigroom-1,21160015000018,Salle Beta,Angoulême,16000,2 rue du "                           \
	"Parc,45.6510,0.1600,0545000002"                                                           \
	",,carto\n"
#define CLUB "theclub-1,732829320,Club Gamma,Cognac,16100,3 rue du Port,45.6950,-0.3290,,,carto\n"
#define CLUB_OF_LAW_1901                                                                           \
	"theclub-2,W161000123,Amis du Clic,Cognac,16100,9 quai Papin,45.6990,-0.3390,,,carto\n"

/* What an import told, and how it answers. */
struct hearing {
	struct buf codes; /* "row:code " each */
	size_t count;
	char gone[200];              /* the latest sentence about a place that is gone */
	bool (*meanwhile)(void *of); /* after the first of them; NULL = nothing */
	void *of;
};

static inline void hearing_release(struct hearing *hearing)
{
	buf_release(&hearing->codes);
}

static inline bool hear(void *context, const struct centres_doubt *doubt, struct err *err)
{
	struct hearing *hearing = context;

	buf_addf(&hearing->codes, "%zu:%s ", doubt->row, doubt->code);
	if (strcmp(doubt->code, "gone") == 0)
		TEXT_COPY(hearing->gone, doubt->text);
	hearing->count++;
	if (hearing->meanwhile && *hearing->gone && !hearing->meanwhile(hearing->of))
		return err_set(err, ERR_SYSTEM, "what happens meanwhile did not");
	return true;
}

#define HEARING                                                                                    \
	AUTO(hearing_release) struct hearing heard = { 0 };                                        \
	struct import_wish wish = { .doubt = hear, .context = &heard };                            \
	struct import_counts counts = { 0 }

static inline const char *file_of(struct world *w, const char *text)
{
	static _Thread_local char path[160];
	struct err err = { 0 };

	snprintf(path, sizeof path, "%s/places", w->data);
	CHECK_OK(file_write(path, text, strlen(text), 0600, &err));
	return path;
}

#define IMPORT(text)                                                                               \
	import_centres(w.app, &(struct import_file){ .path = file_of(&w, (text)) }, &wish,         \
	               &counts, &err)

#define CHECK_COUNTS(added_, changed_, unchanged_, dropped_)                                       \
	do {                                                                                       \
		CHECK_INT(counts.added, added_);                                                   \
		CHECK_INT(counts.changed, changed_);                                               \
		CHECK_INT(counts.unchanged, unchanged_);                                           \
		CHECK_INT(counts.dropped, dropped_);                                               \
		CHECK_INT(counts.rows, (added_) + (changed_) + (unchanged_) + (dropped_));         \
	} while (0)

static inline struct site site_of(struct world *w, const char *source_id)
{
	struct site site = { 0 };
	struct err err = { 0 };
	bool found = false;

	CHECK_OK(sites_find_source(w->app->sql, source_id, &site, &found, &err));
	if (!found)
		CHECK_FAIL("there is no place %s", source_id);
	return site;
}

/* Everything an import may touch, with the times of change. */
static inline char *places(struct world *w)
{
	static const char *const texts[] = {
		"SELECT id, COALESCE(organisation, 0), COALESCE(parent, 0),"
		" desk * 100 + centre * 10 + mobile, approval, changed_at,"
		" name || '|' || address || '|' || phone || '|' || hours || '|' || epci || '|' ||"
		" COALESCE(source_id, '') FROM site ORDER BY id",
		"SELECT programme, site, state, changed_at, 0, 0, '' FROM approval"
		" ORDER BY programme, site",
		"SELECT id, 0, 0, 0, 0, 0, name || '|' || COALESCE(siret, '') FROM organisation"
		" ORDER BY id",
	};
	struct buf to = { 0 };

	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		AUTO(query_close) struct query *q = NULL;
		struct err err = { 0 };

		CHECK_OK(query_open(&q, w->app->sql, texts[i], SQL_NO_ARGS, &err));
		while (query_next(q, &err) == STEP_ROW) {
			for (int k = 0; k < 6; k++)
				buf_addf(&to, "%lld ", (long long)query_int(q, k));
			buf_addf(&to, "%s\n", query_text(q, 6));
		}
	}
	return buf_take(&to);
}

#define CHECK_PLACES_STAY(statement)                                                               \
	do {                                                                                       \
		char *kept_ = places(&w), *now_;                                                   \
		statement;                                                                         \
		now_ = places(&w);                                                                 \
		world_same(kept_, now_, __FILE__, __LINE__);                                       \
		free(kept_);                                                                       \
		free(now_);                                                                        \
	} while (0)
