#include "codec/csv_write.h"

#include <inttypes.h>
#include <string.h>

static void separate(struct csv_writer *csv)
{
	if (csv->inside)
		buf_addc(csv->to, csv->separator);
	csv->inside = true;
}

void csv_write_text(struct csv_writer *csv, const char *text)
{
	const char special[] = { csv->separator, '"', '\r', '\n', '\t', '\0' };
	bool formula, quoted;

	separate(csv);
	if (!text || !*text)
		return;
	formula = strchr("=+-@\t\r\n", *text);
	quoted = text[strcspn(text, special)] || *text == ' ' || text[strlen(text) - 1] == ' ';
	if (quoted)
		buf_addc(csv->to, '"');
	if (formula)
		buf_addc(csv->to, '\'');
	for (; *text; text++) {
		if (*text == '"')
			buf_addc(csv->to, '"');
		buf_addc(csv->to, *text);
	}
	if (quoted)
		buf_addc(csv->to, '"');
}

void csv_write_int(struct csv_writer *csv, int64_t value)
{
	separate(csv);
	buf_addf(csv->to, "%" PRId64, value);
}

void csv_write_number(struct csv_writer *csv, const char *text)
{
	separate(csv);
	buf_adds(csv->to, text);
}

void csv_write_end_row(struct csv_writer *csv)
{
	buf_adds(csv->to, "\r\n");
	csv->inside = false;
}
