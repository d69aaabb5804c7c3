/* What funders ask for. */
#include "domain/breakdown.h"
#include "domain/guard.h"
#include "domain/report.h"

#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "http/body.h"
#include "http/handlers.h"
#include "http/params.h"

enum { AS_JSON = -1 /* rather than an enum grid_kind */ };

static int parse_as(const char *word)
{
	return strcmp(word, "json") == 0 ? GRID__COUNT : grid_kind_parse(word);
}

/* What both calls are asked: of which programme, which days, and in what form. */
struct asked {
	int64_t programme, from_day, until_day;
	int as;        /* enum grid_kind, or AS_JSON */
	int threshold; /* of whom is told */
};

static bool read_asked(const struct http_request *request, const char *const *names,
                       struct asked *ret, struct err *err)
{
	static const struct param_words forms = { "as", "bad_form", parse_as };
	struct asked asked = { .as = GRID__COUNT,
		               .threshold = guard_threshold(request->caller.role) };

	if (!body_id(request->params.value[0], &asked.programme, err))
		return err_named(err, ERR_MISSING, "no_programme", "that is no id of a programme");
	if (!http_query_check(request, names, err) ||
	    !param_day(request, "from", &asked.from_day, err) ||
	    !param_day(request, "until", &asked.until_day, err) ||
	    !param_word(request, &forms, &asked.as, err))
		return false;
	asked.as = asked.as == GRID__COUNT ? AS_JSON : asked.as;
	*ret = asked;
	return true;
}

static void begin_grid(struct http_reply *reply, const struct asked *asked, const char *name)
{
	char value[HTTP_HEADER_SIZE];

	http_reply_begin(reply, 200, asked->as == GRID_XLSX ? HTTP_XLSX : HTTP_CSV);
	snprintf(value, sizeof value, "attachment; filename=\"%s-%lld.%s\"", name,
	         (long long)asked->programme, asked->as == GRID_XLSX ? "xlsx" : "csv");
	http_reply_header(reply, "Content-Disposition", value);
}

bool get_figures(struct app *app, const struct http_request *request, struct http_reply *reply,
                 struct err *err)
{
	static const char *const names[] = { "from", "until", "as", NULL };
	struct report report;
	struct asked asked;

	if (!read_asked(request, names, &asked, err) ||
	    !report_make(app, &request->caller,
	                 &(struct report_wish){ .programme = asked.programme,
	                                        .from_day = asked.from_day,
	                                        .until_day = asked.until_day },
	                 &report, err))
		return false;
	if (asked.as != AS_JSON) {
		begin_grid(reply, &asked, "chiffres");
		return report_grid(&report, asked.threshold, (enum grid_kind)asked.as, &reply->body,
		                   err);
	}
	http_reply_begin(reply, 200, HTTP_JSON);
	report_json(&report, asked.threshold, &reply->body);
	return true;
}

bool get_breakdown(struct app *app, const struct http_request *request, struct http_reply *reply,
                   struct err *err)
{
	static const char *const names[] = { "by", "from", "until", "as", NULL };
	static const char *const files[BREAKDOWN__COUNT] = { "mois", "lieux", "communes",
		                                             "guichets" };
	static const struct param_words ways = { "by", "bad_breakdown", breakdown_by_parse };
	AUTO(breakdown_release) struct breakdown made = { 0 };
	int by = BREAKDOWN_CENTRE;
	struct asked asked;

	if (!read_asked(request, names, &asked, err) || !param_word(request, &ways, &by, err) ||
	    !breakdown_make(app, &request->caller,
	                    &(struct breakdown_wish){ .programme = asked.programme,
	                                              .from_day = asked.from_day,
	                                              .until_day = asked.until_day,
	                                              .by = (enum breakdown_by)by },
	                    &made, err))
		return false;
	breakdown_guard(&made, asked.threshold);
	if (asked.as != AS_JSON) {
		begin_grid(reply, &asked, files[by]);
		return breakdown_grid(&made, (enum grid_kind)asked.as, &reply->body, err);
	}
	http_reply_begin(reply, 200, HTTP_JSON);
	breakdown_json(&made, asked.threshold, &reply->body);
	return true;
}
