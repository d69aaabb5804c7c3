#include "http/metrics_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/auto.h"
#include "http/machine.h"
#include "http/metrics_list.h"

static const char *const type_names[] = {
	[METRIC_COUNTER] = "counter",
	[METRIC_GAUGE] = "gauge",
	[METRIC_HISTOGRAM] = "histogram",
};
_Static_assert(COUNT_OF(type_names) == METRIC_TYPE__COUNT, "every type has a name");

/* Of nanoseconds, "1.5", "0.00025": no more decimals than it takes. */
static void write_value(const struct metric_family *family, int64_t value, struct buf *to)
{
	char text[40];
	size_t size;

	if (!family->is_seconds) {
		buf_addf(to, "%" PRId64, value);
		return;
	}
	snprintf(text, sizeof text, "%" PRId64 ".%09d", value / 1000000000,
	         (int)(value % 1000000000));
	size = strlen(text);
	while (text[size - 1] == '0')
		size--;
	size -= text[size - 1] == '.';
	buf_add(to, text, size);
}

/* The name with its labels: "passnum_x_bucket{route=\"/\",le=\"1\"} ". */
static void write_name(const struct metric_family *family, const char *end, const char *labels,
                       const char *more, struct buf *to)
{
	buf_adds(to, family->name);
	buf_adds(to, end);
	if (*labels || *more)
		buf_addf(to, "{%s%s%s}", labels, *labels && *more ? "," : "", more);
	buf_addc(to, ' ');
}

static void write_one(const struct metric_family *family, const char *labels, int64_t value,
                      struct buf *to)
{
	write_name(family, "", labels, "", to);
	if (value < 0) /* somebody counted between two looks at a gauge's parts */
		value = 0;
	write_value(family, value, to);
	buf_addc(to, '\n');
}

/* The count is the sum of what was read, so that the buckets always agree with it. */
static void write_histogram(const struct metric_family *family, const char *labels,
                            const int64_t *cells, struct buf *to)
{
	const struct metric_buckets *buckets = family->buckets;
	int64_t count = 0;

	for (size_t i = 0; i <= buckets->count; i++) {
		AUTO(buf_release) struct buf le = { 0 };

		buf_adds(&le, "le=\"");
		if (i < buckets->count)
			write_value(family, buckets->most[i], &le);
		else
			buf_adds(&le, "+Inf");
		buf_addc(&le, '"');
		count += cells[i];
		write_name(family, "_bucket", labels, buf_text(&le), to);
		buf_addf(to, "%" PRId64 "\n", count);
	}
	write_name(family, "_sum", labels, "", to);
	write_value(family, cells[buckets->count + 1], to);
	buf_addc(to, '\n');
	write_name(family, "_count", labels, "", to);
	buf_addf(to, "%" PRId64 "\n", count);
}

static bool read_cells(const struct metrics *metrics, enum metric metric, size_t series,
                       int64_t *cells)
{
	const struct metric_family *family = &metric_families[metric];
	bool any = !family->is_sparse;

	for (size_t i = 0; i < metric_cells(family); i++) {
		cells[i] = metrics_read(metrics, metric, series, i);
		any |= cells[i] != 0;
	}
	return any;
}

static void write_series(const struct metrics *metrics, enum metric metric, size_t series,
                         struct buf *to)
{
	const struct metric_family *family = &metric_families[metric];
	int64_t cells[COUNT_OF(family->buckets->most) + 2];
	AUTO(buf_release) struct buf labels = { 0 };

	if (!read_cells(metrics, metric, series, cells) ||
	    (family->labels && !family->labels(series, &labels)))
		return;
	if (family->type == METRIC_HISTOGRAM)
		write_histogram(family, buf_text(&labels), cells, to);
	else
		write_one(family, buf_text(&labels), cells[0], to);
}

static void write_head(const struct metric_family *family, struct buf *to)
{
	buf_addf(to, "# HELP %s %s\n", family->name, family->help);
	buf_addf(to, "# TYPE %s %s\n", family->name, type_names[family->type]);
}

static void write_machine(const struct metric_family *family, const struct machine *machine,
                          struct buf *to)
{
	const int64_t *values = (const int64_t *)((const char *)machine + family->machine);

	if (*values < 0) /* unknown */
		return;
	write_head(family, to);
	for (size_t i = 0; i < metric_series(family); i++) {
		AUTO(buf_release) struct buf labels = { 0 };

		if (!family->labels || family->labels(i, &labels))
			write_one(family, buf_text(&labels), values[i], to);
	}
}

void metrics_write(const struct metrics *metrics, const struct machine *machine, struct buf *to)
{
	for (int metric = 0; metric < METRIC__KEPT; metric++) {
		const struct metric_family *family = &metric_families[metric];

		write_head(family, to);
		for (size_t series = 0; series < metric_series(family); series++)
			write_series(metrics, (enum metric)metric, series, to);
	}
	for (int metric = METRIC__KEPT; metric < METRIC__COUNT; metric++)
		write_machine(&metric_families[metric], machine, to);
}
