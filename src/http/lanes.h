/* What runs beside the event loops: the writer, the workers, the upkeep; each with books of its
 * own.
 */
#pragma once

#include <stdatomic.h>

#include "http/flights.h"
#include "http/long_work.h"
#include "http/record.h"
#include "http/sightings.h"
#include "http/tidy.h"
#include "http/workers.h"
#include "http/writer.h"

struct bundles;
struct call;

struct lanes {
	struct writer *writer;
	struct workers *workers;
	struct workers *logins;  /* one thread: a password takes 64 MB */
	struct workers *printer; /* one thread: a thousand passes take seconds */
	struct tidy *tidy;
	struct long_work *long_work;
	struct flights flights;
	struct record record;
	struct printers printers;
	struct sightings sightings;
	struct bundles *bundles;
	struct app *writer_app, *tidy_app;
	void (*hold)(struct call *call);    /* no more events of this connection... */
	void (*release)(struct call *call); /* ...until this; from any thread */
	atomic_bool stopping;               /* new calls are refused */
};

/* `app` is what their books are cloned from. `lanes` is empty but for `hold` and `release`. */
bool lanes_open(struct lanes *lanes, const struct app *app, struct err *err);

/* What waits is done first. An empty one may be closed. */
void lanes_close(struct lanes *lanes);
