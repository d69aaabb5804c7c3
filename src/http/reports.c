/* What funders ask for. */
#include "domain/report.h"

#include "http/body.h"
#include "http/handlers.h"
#include "http/params.h"

enum { THRESHOLD = 5 /* of a funder's own figures: fewer persons are hidden */ };

bool get_figures(struct app *app, const struct http_request *request, struct http_reply *reply,
                 struct err *err)
{
	static const char *const names[] = { "from", "until", NULL };
	int64_t programme, from_day = 0, until_day = 0;
	struct report report;

	if (!body_id(request->params.value[0], &programme, err))
		return err_named(err, ERR_MISSING, "no_programme", "that is no id of a programme");
	if (!http_query_check(request, names, err) || !param_day(request, "from", &from_day, err) ||
	    !param_day(request, "until", &until_day, err) ||
	    !report_make(app, &request->caller,
	                 &(struct report_wish){ .programme = programme,
	                                        .from_day = from_day,
	                                        .until_day = until_day },
	                 &report, err))
		return false;
	http_reply_begin(reply, 200, HTTP_JSON);
	report_json(&report, request->caller.role == ROLE_FUNDER ? THRESHOLD : 0, &reply->body);
	return true;
}
