/* What a funder owes, line by line: what GET /redemptions tells it, and nothing of whose pass it
 * was. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "codec/catalogue.h"
#include "codec/grid.h"
#include "codec/json_write.h"
#include "domain/exports_parts.h"
#include "domain/exports_work.h"
#include "domain/redeem.h"
#include "store/exports.h"

_Static_assert((int)EXPORT_CSV == (int)GRID_CSV && (int)EXPORT_EXCEL == (int)GRID_EXCEL &&
                       (int)EXPORT_XLSX == (int)GRID_XLSX,
               "the first forms are those of a grid");

/* Only what was redeemed before it was asked for: its number of lines does not grow. */
static struct export_lines lines_of(const struct export *export)
{
	int64_t until_at = paris_day_begins_at(export->until_day + 1);

	return (struct export_lines){
		.programme = export->programme,
		.from_at = export->from_day ? paris_day_begins_at(export->from_day) : 0,
		.until_at = until_at < export->asked_at + 1 ? until_at : export->asked_at + 1,
		.last_at = export->last_at,
		.last_id = export->last_id,
		.limit = EXPORT_LINES,
	};
}

bool exports_lines_count(struct app *app, const struct export *export, int64_t *ret,
                         struct err *err)
{
	const struct export_lines lines = lines_of(export);

	return exports_count_lines(app->sql, &lines, ret, err) &&
	       (export->form != EXPORT_XLSX || *ret < GRID_ROWS_MAX ||
	        err_named(err, ERR_REFUSED, "sheet_full", "a sheet has %d rows at most",
	                  GRID_ROWS_MAX));
}

struct page {
	struct export_line lines[EXPORT_LINES];
	size_t count;
};

static void page_release(struct page **page)
{
	free(*page);
}

static bool take(void *context, const struct export_line *line, struct err *err)
{
	struct page *page = context;

	(void)err;
	page->lines[page->count++] = *line;
	return true;
}

/* ---- as a table ---- */

/* What an empty title of an instant's second cell stands for is the cell before. */
static const struct {
	const char *name, *words;
} titles[] = {
	{ "redemption", "Utilisation" },
	{ "day", "Date" },
	{ "time", "Heure" },
	{ "centre", "N° du lieu" },
	{ "name", "Lieu" },
	{ "siret", "SIRET" },
	{ "postcode", "Code postal" },
	{ "commune", "Commune" },
	{ "kind", "Type d’atelier" },
	{ "minutes", "Durée (min)" },
	{ "cents", "Montant (€)" },
	{ "owed_cents", "Dû (€)" },
	{ "state", "État" },
	{ "reversed_day", "Annulée le" },
	{ "reversed_time", "Annulée à" },
	{ "reason", "Motif" },
};

static void siret_text(const struct export_line *line, char to[static 16])
{
	to[0] = '\0';
	if (line->siret)
		snprintf(to, 16, "%014" PRId64, line->siret);
}

static void add_number(struct grid *grid, int value)
{
	if (value)
		grid_int(grid, value);
	else
		grid_text(grid, NULL);
}

/* In French where people read it: seven kinds have a name, the others a number. */
static void add_kind(struct grid *grid, int kind)
{
	AUTO(buf_release) struct buf words = { 0 };
	char key[sizeof "kind." + 12], number[12];
	const char *name;

	if (grid->kind == GRID_CSV || !kind) {
		add_number(grid, kind);
		return;
	}
	snprintf(number, sizeof number, "%d", kind);
	snprintf(key, sizeof key, "kind.%d", kind);
	name = catalogue_text(key);
	if (!name) {
		catalogue_add(&words, "kind.other", number, NULL);
		name = buf_text(&words);
	}
	grid_text(grid, name);
}

static void add_row(struct app *app, struct grid *grid, const struct export_line *line)
{
	bool plain = grid->kind == GRID_CSV, stands = !line->reversed_at;
	char id[REDEMPTION_TEXT_SIZE], siret[16];

	redemption_format(app, line->id, id);
	siret_text(line, siret);
	grid_text(grid, id);
	grid_instant(grid, line->at);
	grid_int(grid, line->centre);
	grid_text(grid, line->name);
	grid_text(grid, siret);
	grid_text(grid, line->postcode);
	grid_text(grid, line->commune);
	add_kind(grid, line->kind);
	add_number(grid, line->minutes);
	grid_cents(grid, line->cents);
	grid_cents(grid, stands ? line->cents : 0);
	grid_text(grid, plain ? (stands ? "standing" : "reversed") : stands ? "due" : "annulée");
	grid_instant(grid, line->reversed_at);
	grid_text(grid, line->reason);
	grid_end_row(grid);
}

static bool grid_begin(const struct export *export, struct grid *ret, struct buf *out,
                       struct err *err)
{
	enum grid_kind kind = (enum grid_kind) export->form;
	struct grid_place place;

	if (sscanf(export->place, "%" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNd64, &place.at[0],
	           &place.at[1], &place.at[2], &place.at[3]) == GRID_PLACE_COUNT)
		return grid_resume(ret, kind, &place, out, err);
	if (!grid_open(ret, kind, out, err))
		return false;
	for (size_t i = 0; i < COUNT_OF(titles); i++)
		grid_title(ret, titles[i].name, titles[i].words);
	grid_end_row(ret);
	return true;
}

static bool grid_leave(struct export *export, struct grid *grid, bool last, struct err *err)
{
	struct grid_place place;

	if (last)
		return grid_close(grid, err);
	if (!grid_pause(grid, &place, err))
		return false;
	snprintf(export->place, sizeof export->place,
	         "%" PRId64 " %" PRId64 " %" PRId64 " %" PRId64, place.at[0], place.at[1],
	         place.at[2], place.at[3]);
	return true;
}

static bool add_table(struct app *app, struct export *export, const struct page *page, bool last,
                      struct buf *out, struct err *err)
{
	struct grid grid;

	if (!grid_begin(export, &grid, out, err))
		return false;
	for (size_t i = 0; i < page->count; i++)
		add_row(app, &grid, &page->lines[i]);
	return grid_leave(export, &grid, last, err);
}

/* ---- as JSON ---- */

static void write_instant(struct json_writer *json, const char *name, int64_t at)
{
	char text[INSTANT_TEXT_SIZE];

	if (at)
		instant_format(at, text);
	json_write_field_text(json, name, at ? text : NULL);
}

static void json_line(struct app *app, struct json_writer *json, const struct export_line *line)
{
	char id[REDEMPTION_TEXT_SIZE], siret[16], centre[24];

	redemption_format(app, line->id, id);
	siret_text(line, siret);
	snprintf(centre, sizeof centre, "%" PRId64, line->centre);
	json_write_begin_object(json);
	json_write_field_text(json, "id", id);
	json_write_field_text(json, "state", line->reversed_at ? "reversed" : "standing");
	write_instant(json, "at", line->at);
	json_write_field_text(json, "centre", centre);
	json_write_field_text(json, "name", line->name);
	json_write_field_text(json, "siret", *siret ? siret : NULL);
	json_write_field_text(json, "postcode", line->postcode);
	json_write_field_text(json, "commune", line->commune);
	json_write_field_int(json, "kind", line->kind);
	json_write_field_int(json, "minutes", line->minutes);
	json_write_field_int(json, "cents", line->cents);
	json_write_field_int(json, "owed_cents", line->reversed_at ? 0 : line->cents);
	write_instant(json, "reversed_at", line->reversed_at);
	json_write_field_text(json, "reason", line->reversed_at ? line->reason : NULL);
	json_write_end_object(json);
}

static void json_begin(struct json_writer *json, const struct export *export)
{
	char id[24], from[DAY_TEXT_SIZE] = "", until[DAY_TEXT_SIZE];

	snprintf(id, sizeof id, "%" PRId64, export->programme);
	if (export->from_day)
		day_format(export->from_day, from);
	day_format(export->until_day, until);
	json_write_begin_object(json);
	json_write_field_text(json, "programme", id);
	json_write_field_text(json, "from", *from ? from : NULL);
	json_write_field_text(json, "until", until);
	json_write_name(json, "redemptions");
	json_write_begin_array(json);
}

static bool add_json(struct app *app, struct export *export, const struct page *page, bool last,
                     struct buf *out, struct err *err)
{
	struct json_writer json = { .to = out, .comma = export->done > 0 };

	if (!export->place[0])
		json_begin(&json, export);
	TEXT_COPY(export->place, "begun");
	for (size_t i = 0; i < page->count; i++)
		json_line(app, &json, &page->lines[i]);
	if (last) {
		json_write_end_array(&json);
		json_write_end_object(&json);
	}
	return buf_check(out, err);
}

bool exports_lines_make(struct app *app, struct export *export, bool *ret_last, struct buf *out,
                        struct err *err)
{
	const struct export_lines lines = lines_of(export);
	AUTO(page_release) struct page *page = calloc(1, sizeof *page);

	if (!page)
		return err_memory(err);
	if (!exports_each_line(app->sql, &lines, take, page, err))
		return false;
	*ret_last = page->count < EXPORT_LINES;
	if (!(export->form == EXPORT_JSON ? add_json : add_table)(app, export, page, *ret_last, out,
	                                                          err))
		return false;
	export->done += (int64_t)page->count;
	if (page->count) {
		export->last_at = page->lines[page->count - 1].at;
		export->last_id = page->lines[page->count - 1].id;
	}
	return true;
}
