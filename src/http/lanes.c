#include "http/lanes.h"

#include "domain/app.h"
#include "domain/bundles.h"
#include "domain/redeem.h"

static const struct workers_kind usual = { 2, 512, 10, METRIC_WORKERS_QUEUE, METRIC_WORKERS_BUSY };
static const struct workers_kind prints = { 1, 16, 120, METRIC_PRINTS_QUEUE, METRIC_PRINTS_BUSY };
static const struct workers_kind logins = { 1, 64, 30, METRIC_LOGINS_QUEUE, METRIC_LOGINS_BUSY };

bool lanes_open(struct lanes *lanes, const struct app *app, struct err *err)
{
	flights_open(&lanes->flights);
	sightings_open(&lanes->sightings);
	if (bundles_open(&lanes->bundles, err) && record_open(&lanes->record, err) &&
	    app_clone(&lanes->writer_app, app, false, err) &&
	    app_clone(&lanes->tidy_app, app, false, err) &&
	    writer_open(&lanes->writer, lanes->writer_app, redeem_batch, lanes->record.metrics,
	                err) &&
	    workers_open(&lanes->workers, app, &usual, lanes->record.metrics, err) &&
	    workers_open(&lanes->logins, app, &logins, lanes->record.metrics, err) &&
	    workers_open(&lanes->printer, app, &prints, lanes->record.metrics, err) &&
	    long_work_open(&lanes->long_work, app, &lanes->record, err) &&
	    tidy_open(&lanes->tidy, lanes->tidy_app, &lanes->sightings, &lanes->record, err))
		return true;
	lanes_close(lanes);
	return false;
}

void lanes_close(struct lanes *lanes)
{
	long_work_close(&lanes->long_work);
	workers_close(&lanes->printer);
	workers_close(&lanes->logins);
	workers_close(&lanes->workers); /* they wait for the writer */
	writer_close(&lanes->writer);
	tidy_close(&lanes->tidy);
	app_close(&lanes->writer_app);
	app_close(&lanes->tidy_app);
	flights_close(&lanes->flights);
	record_close(&lanes->record);
	sightings_close(&lanes->sightings);
	bundles_close(&lanes->bundles);
}
