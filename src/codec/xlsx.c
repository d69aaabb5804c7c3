#include "codec/xlsx.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define LINKS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."

enum { DAY_0 = 25569 /* 1970-01-01 as spreadsheets count days */, DAY_MINUTES = 1440 };

/* Of a cell, by their place in `styles`. */
enum style { PLAIN, BOLD, EUROS, DAY, TIME };

static const char styles[] = HEAD
	"<styleSheet xmlns=\"" MAIN "\">"
	"<numFmts count=\"2\"><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/>"
	"<numFmt numFmtId=\"165\" formatCode=\"hh:mm\"/></numFmts>"
	"<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font>"
	"<font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts>"
	"<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
	"<fill><patternFill patternType=\"gray125\"/></fill></fills>"
	"<borders count=\"1\"><border><left/><right/><top/><bottom/><diagonal/></border></borders>"
	"<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/>"
	"</cellStyleXfs><cellXfs count=\"5\">"
	"<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>"
	"<xf numFmtId=\"0\" fontId=\"1\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyFont=\"1\"/>"
	"<xf numFmtId=\"4\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\""
	" applyNumberFormat=\"1\"/>"
	"<xf numFmtId=\"164\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\""
	" applyNumberFormat=\"1\"/>"
	"<xf numFmtId=\"165\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\""
	" applyNumberFormat=\"1\"/>"
	"</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/>"
	"</cellStyles></styleSheet>";

struct xlsx {
	struct zip zip;
	struct buf xml; /* of what is being added */
	size_t sheet;   /* the open one, from 1 */
	int64_t row;
	int column;
};

static void release(struct xlsx **x)
{
	if (!*x)
		return;
	zip_release(&(*x)->zip);
	buf_release(&(*x)->xml);
	free(TAKE(*x));
}

static void hand_on(struct xlsx *x)
{
	zip_add(&x->zip, buf_text(&x->xml), x->xml.size);
	buf_clear(&x->xml);
}

static void add_file(struct xlsx *x, const char *name)
{
	zip_begin(&x->zip, name);
	hand_on(x);
	zip_end(&x->zip);
}

/* XML 1.0 knows no other control characters. */
static void add_escaped(struct buf *to, const char *text)
{
	for (; *text; text++) {
		if (*text == '<')
			buf_adds(to, "&lt;");
		else if (*text == '>')
			buf_adds(to, "&gt;");
		else if (*text == '&')
			buf_adds(to, "&amp;");
		else if (*text == '"')
			buf_adds(to, "&quot;");
		else if ((unsigned char)*text >= ' ' || *text == '\n' || *text == '\t')
			buf_addc(to, *text);
	}
}

static void add_types(struct xlsx *x, size_t count)
{
	buf_adds(&x->xml, HEAD "<Types xmlns=\"" PACKAGE "content-types\">"
	                       "<Default Extension=\"rels\" ContentType=\"application/"
	                       "vnd.openxmlformats-package.relationships+xml\"/>"
	                       "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
	                       "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" TYPE
	                       "sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\""
	                       " ContentType=\"" TYPE "styles+xml\"/>");
	for (size_t i = 1; i <= count; i++)
		buf_addf(&x->xml,
		         "<Override PartName=\"/xl/worksheets/sheet%zu.xml\" ContentType=\"" TYPE
		         "worksheet+xml\"/>",
		         i);
	buf_adds(&x->xml, "</Types>");
	add_file(x, "[Content_Types].xml");
	buf_adds(&x->xml, HEAD "<Relationships xmlns=\"" PACKAGE "relationships\">"
	                       "<Relationship Id=\"rId1\" Type=\"" LINKS "/officeDocument\""
	                       " Target=\"xl/workbook.xml\"/></Relationships>");
	add_file(x, "_rels/.rels");
}

static void add_workbook(struct xlsx *x, const char *const *sheets, size_t count)
{
	buf_adds(&x->xml, HEAD "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" LINKS "\"><sheets>");
	for (size_t i = 0; i < count; i++) {
		buf_adds(&x->xml, "<sheet name=\"");
		add_escaped(&x->xml, sheets[i]);
		buf_addf(&x->xml, "\" sheetId=\"%zu\" r:id=\"rId%zu\"/>", i + 1, i + 1);
	}
	buf_adds(&x->xml, "</sheets></workbook>");
	add_file(x, "xl/workbook.xml");
	buf_adds(&x->xml, HEAD "<Relationships xmlns=\"" PACKAGE "relationships\">");
	for (size_t i = 1; i <= count; i++)
		buf_addf(&x->xml,
		         "<Relationship Id=\"rId%zu\" Type=\"" LINKS
		         "/worksheet\" Target=\"worksheets/sheet%zu.xml\"/>",
		         i, i);
	buf_addf(&x->xml,
	         "<Relationship Id=\"rId%zu\" Type=\"" LINKS
	         "/styles\" Target=\"styles.xml\"/></Relationships>",
	         count + 1);
	add_file(x, "xl/_rels/workbook.xml.rels");
	buf_adds(&x->xml, styles);
	add_file(x, "xl/styles.xml");
}

/* Its first row stays in sight. */
static void begin_sheet(struct xlsx *x)
{
	char name[ZIP_NAME_SIZE];

	snprintf(name, sizeof name, "xl/worksheets/sheet%zu.xml", ++x->sheet);
	zip_begin(&x->zip, name);
	x->row = 0;
	x->column = 0;
	buf_addf(&x->xml,
	         HEAD "<worksheet xmlns=\"" MAIN "\"><sheetViews><sheetView%s"
	              " workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\""
	              " activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>"
	              "<cols><col min=\"1\" max=\"16\" width=\"18\" customWidth=\"1\"/></cols>"
	              "<sheetData>",
	         x->sheet == 1 ? " tabSelected=\"1\"" : "");
	hand_on(x);
}

static void end_sheet(struct xlsx *x)
{
	buf_adds(&x->xml, "</sheetData></worksheet>");
	hand_on(x);
	zip_end(&x->zip);
}

bool xlsx_open(struct xlsx **ret, const char *const *sheets, size_t count, struct buf *to,
               struct err *err)
{
	struct xlsx *x = calloc(1, sizeof *x);

	if (!x)
		return err_memory(err);
	zip_open(&x->zip, to);
	add_types(x, count);
	add_workbook(x, sheets, count);
	begin_sheet(x);
	*ret = x;
	return true;
}

void xlsx_next_sheet(struct xlsx *x)
{
	end_sheet(x);
	begin_sheet(x);
}

static bool is_whole(const struct xlsx *x, struct err *err)
{
	return x->row <= XLSX_ROWS_MAX || err_named(err, ERR_REFUSED, "sheet_full",
	                                            "a sheet has %d rows at most", XLSX_ROWS_MAX);
}

bool xlsx_close(struct xlsx **xlsx, struct err *err)
{
	AUTO(release) struct xlsx *x = TAKE(*xlsx);

	end_sheet(x);
	return is_whole(x, err) && buf_check(&x->xml, err) && zip_finish(&x->zip, err);
}

bool xlsx_pause(struct xlsx **xlsx, struct xlsx_place *ret, struct err *err)
{
	AUTO(release) struct xlsx *x = TAKE(*xlsx);

	ret->row = x->row;
	return is_whole(x, err) && buf_check(&x->xml, err) && zip_pause(&x->zip, &ret->zip, err);
}

bool xlsx_resume(struct xlsx **ret, const char *sheet, const struct xlsx_place *place,
                 struct buf *to, struct err *err)
{
	if (!xlsx_open(ret, &sheet, 1, to, err))
		return false;
	zip_resume(&(*ret)->zip, &place->zip);
	(*ret)->row = place->row;
	return true;
}

/* ---- cells ---- */

/* "<c r="B2" s="1"", with the row's beginning before the first. */
static void begin_cell(struct xlsx *x, enum style style)
{
	if (!x->column)
		buf_addf(&x->xml, "<row r=\"%" PRId64 "\">", x->row + 1);
	buf_addf(&x->xml, "<c r=\"%c%" PRId64 "\"", 'A' + x->column, x->row + 1);
	if (style != PLAIN)
		buf_addf(&x->xml, " s=\"%d\"", (int)style);
	x->column++;
}

static void add_string(struct xlsx *x, const char *text, enum style style)
{
	size_t size = strlen(text);
	bool keeps = size && (strchr(" \n\t", text[0]) || strchr(" \n\t", text[size - 1]));

	begin_cell(x, style);
	buf_adds(&x->xml, " t=\"inlineStr\"><is><t");
	buf_adds(&x->xml, keeps ? " xml:space=\"preserve\">" : ">");
	add_escaped(&x->xml, text);
	buf_adds(&x->xml, "</t></is></c>");
}

void xlsx_title(struct xlsx *x, const char *text)
{
	add_string(x, text, BOLD);
}

void xlsx_text(struct xlsx *x, const char *text)
{
	add_string(x, text ? text : "", PLAIN);
}

void xlsx_int(struct xlsx *x, int64_t value)
{
	begin_cell(x, PLAIN);
	buf_addf(&x->xml, "><v>%" PRId64 "</v></c>", value);
}

void xlsx_cents(struct xlsx *x, int64_t cents)
{
	uint64_t size = cents < 0 ? -(uint64_t)cents : (uint64_t)cents;

	begin_cell(x, EUROS);
	buf_addf(&x->xml, "><v>%s%" PRIu64 ".%02" PRIu64 "</v></c>", cents < 0 ? "-" : "",
	         size / 100, size % 100);
}

void xlsx_day(struct xlsx *x, int64_t day)
{
	begin_cell(x, DAY);
	buf_addf(&x->xml, "><v>%" PRId64 "</v></c>", day + DAY_0);
}

/* Ten digits behind the point, rounded up: a minute is never shown as the one before. */
void xlsx_minute(struct xlsx *x, int minute_of_day)
{
	int64_t part = (INT64_C(10000000000) * minute_of_day + DAY_MINUTES - 1) / DAY_MINUTES;

	begin_cell(x, TIME);
	buf_addf(&x->xml, "><v>0.%010" PRId64 "</v></c>", part);
}

void xlsx_end_row(struct xlsx *x)
{
	if (x->column)
		buf_adds(&x->xml, "</row>");
	x->row++;
	x->column = 0;
	hand_on(x);
}
