/* All that a programme's page shows, in one file: a sheet, or a member, for each table. */
#include "base/auto.h"
#include "codec/grid.h"
#include "codec/json_write.h"
#include "domain/breakdown.h"
#include "domain/exports_parts.h"
#include "domain/guard.h"
#include "domain/report.h"

/* Read once; a workbook shows the report in three of its sheets. */
struct tables {
	struct report report;
	struct breakdown parts[BREAKDOWN__COUNT];
	int threshold;
};

static void tables_release(struct tables *tables)
{
	for (int by = 0; by < BREAKDOWN__COUNT; by++)
		breakdown_release(&tables->parts[by]);
}

_Static_assert(EXPORT_TABLES == 1 + BREAKDOWN__COUNT, "the report, and each way to split it up");

static bool tables_make(struct app *app, const struct caller *caller, const struct export *export,
                        struct tables *ret, struct err *err)
{
	const struct report_wish wish = { export->programme, export->from_day, export->until_day };

	ret->threshold = guard_threshold(caller->role);
	if (!report_make(app, caller, &wish, &ret->report, err))
		return false;
	for (int by = 0; by < BREAKDOWN__COUNT; by++) {
		const struct breakdown_wish part = { export->programme, export->from_day,
			                             export->until_day, (enum breakdown_by)by };

		if (!breakdown_make(app, caller, &part, &ret->parts[by], err))
			return false;
		breakdown_guard(&ret->parts[by], ret->threshold);
	}
	return true;
}

static bool add_sheets(const struct tables *tables, struct buf *out, struct err *err)
{
	static const struct {
		unsigned part;
		enum breakdown_by by; /* when it is no part of the report */
	} sheets[] = {
		{ REPORT_COUNTS, 0 },     { REPORT_CENTS, 0 },     { REPORT_LEVELS, 0 },
		{ 0, BREAKDOWN_MONTH },   { 0, BREAKDOWN_CENTRE }, { 0, BREAKDOWN_DESK },
		{ 0, BREAKDOWN_COMMUNE },
	};
	static const char *const names[COUNT_OF(sheets)] = { "Parcours",   "Argent",
		                                             "Niveaux",    "Par mois",
		                                             "Par lieu",   "Par guichet",
		                                             "Par commune" };
	struct grid grid;

	if (!grid_open_sheets(&grid, names, COUNT_OF(names), out, err))
		return false;
	for (size_t i = 0; i < COUNT_OF(sheets); i++) {
		if (i)
			grid_next_sheet(&grid);
		if (sheets[i].part)
			report_table(&tables->report, tables->threshold, sheets[i].part, &grid);
		else
			breakdown_table(&tables->parts[sheets[i].by], &grid);
	}
	return grid_close(&grid, err);
}

static bool add_json(const struct tables *tables, struct buf *out, struct err *err)
{
	buf_adds(out, "{\"figures\":");
	report_json(&tables->report, tables->threshold, out);
	buf_adds(out, ",\"breakdowns\":{");
	for (int by = 0; by < BREAKDOWN__COUNT; by++) {
		buf_addf(out, "%s\"%s\":", by ? "," : "", breakdown_by_name((enum breakdown_by)by));
		breakdown_json(&tables->parts[by], tables->threshold, out);
	}
	buf_adds(out, "}}");
	return buf_check(out, err);
}

bool exports_figures_make(struct app *app, const struct caller *caller, const struct export *export,
                          struct buf *out, struct err *err)
{
	AUTO(tables_release) struct tables tables = { 0 };

	return tables_make(app, caller, export, &tables, err) &&
	       (export->form == EXPORT_JSON ? add_json : add_sheets)(&tables, out, err);
}
