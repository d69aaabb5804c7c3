#include "domain/import.h"

#include "base/auto.h"
#include "domain/import_write.h"
#include "store/programmes.h"

struct import {
	const struct import_file *file;
	struct import_reading reading;
	struct import_counts *ret;
};

static bool read_bytes(const struct import_file *file, const struct centres_sink *sink,
                       struct centres_counts *ret, struct err *err)
{
	AUTO(centres_close) struct centres *centres = NULL;

	return centres_open(&centres, sink, err) &&
	       centres_feed(centres, file->data, file->size, err) && centres_end(centres, ret, err);
}

/* Read the file and compare it: what is to be written is in the plan. */
static bool read_work(struct app *app, void *context, struct err *err)
{
	struct import *import = context;
	const struct import_file *file = import->file;
	const struct centres_sink sink = import_reading_sink(&import->reading, file->form);
	int64_t id = import->reading.wish->programme;
	struct programme programme;
	struct centres_counts read;

	return (!id || programmes_find(app->sql, id, &programme, err)) &&
	       (file->path ? centres_read(file->path, &sink, &read, err)
	                   : read_bytes(file, &sink, &read, err)) &&
	       import_reading_end(&import->reading, &read, err);
}

static bool write_work(struct app *app, void *context, struct err *err)
{
	struct import *import = context;

	(void)app;
	return import_write(&import->reading, import->ret, err);
}

static void import_release(struct import *import)
{
	import_reading_release(&import->reading);
}

bool import_centres(struct app *app, const struct import_file *file, const struct import_wish *wish,
                    struct import_counts *ret, struct err *err)
{
	AUTO(import_release)
	struct import import = { .file = file,
		                 .reading = { .app = app, .wish = wish },
		                 .ret = ret };

	if (!transact_read(app, read_work, &import, err))
		return false;
	*ret = import.reading.counts;
	return wish->dry_run || transact(app, write_work, &import, err);
}
