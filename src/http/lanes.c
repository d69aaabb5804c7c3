#include "http/lanes.h"

#include "domain/app.h"
#include "domain/redeem.h"

enum { WORKERS_COUNT = 2 };

bool lanes_open(struct lanes *lanes, const struct app *app, struct err *err)
{
	flights_open(&lanes->flights);
	if (record_open(&lanes->record, err) && app_clone(&lanes->writer_app, app, false, err) &&
	    app_clone(&lanes->tidy_app, app, false, err) &&
	    writer_open(&lanes->writer, lanes->writer_app, redeem_batch, lanes->record.metrics,
	                err) &&
	    workers_open(&lanes->workers, app, WORKERS_COUNT, lanes->record.metrics, err) &&
	    tidy_open(&lanes->tidy, lanes->tidy_app, &lanes->record, err))
		return true;
	lanes_close(lanes);
	return false;
}

void lanes_close(struct lanes *lanes)
{
	workers_close(&lanes->workers); /* they wait for the writer */
	writer_close(&lanes->writer);
	tidy_close(&lanes->tidy);
	app_close(&lanes->writer_app);
	app_close(&lanes->tidy_app);
	flights_close(&lanes->flights);
	record_close(&lanes->record);
}
