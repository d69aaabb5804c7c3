/* Counting from many threads, and the text that comes of it. */
#include "http/metrics.h"

#include <ctype.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/auto.h"
#include "check.h"
#include "http/machine.h"
#include "http/metrics_list.h"
#include "http/metrics_text.h"
#include "http/route.h"
#include "model/outcome.h"

enum { THREADS = 8, ROUNDS = 20000 };

static struct metrics *metrics;
static struct buf text;

static void open_metrics(void)
{
	struct err err;

	CHECK_OK(metrics_open(&metrics, &err));
}

static void close_metrics(void)
{
	metrics_close(&metrics);
	buf_release(&text);
}

/* The answer of GET /metrics on a machine that is known. */
static const char *written(void)
{
	struct machine machine = { .started_at = 1795320000,
		                   .one = 1,
		                   .books_size = -1,
		                   .wal_size = -1,
		                   .free_size = -1,
		                   .cpu_ns = 2500000000,
		                   .phases = { 7, 0, 3 } };

	buf_clear(&text);
	metrics_write(metrics, &machine, &text);
	return buf_text(&text);
}

static void *count_for_a_while(void *unused)
{
	for (int i = 0; i < ROUNDS; i++) {
		metrics_count(metrics, METRIC_REDEMPTIONS, (size_t)i % OUTCOME__COUNT);
		metrics_add(metrics, METRIC_WRITER_QUEUE, i % 2 ? -3 : 3);
		metrics_observe(metrics, METRIC_GROUP_SIZE, 0, i % 200);
	}
	return unused;
}

static void no_count_of_many_threads_is_lost(void)
{
	pthread_t threads[THREADS];
	int64_t sum = 0;

	open_metrics();
	for (int i = 0; i < THREADS; i++)
		CHECK(pthread_create(&threads[i], NULL, count_for_a_while, NULL) == 0);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	for (size_t i = 0; i < OUTCOME__COUNT; i++)
		sum += metrics_read(metrics, METRIC_REDEMPTIONS, i, 0);
	CHECK_INT(sum, THREADS * ROUNDS);
	CHECK_INT(metrics_read(metrics, METRIC_WRITER_QUEUE, 0, 0), 0);
	sum = 0;
	for (size_t i = 0; i < 9; i++)
		sum += metrics_read(metrics, METRIC_GROUP_SIZE, 0, i);
	CHECK_INT(sum, THREADS * ROUNDS);
	CHECK_INT(metrics_read(metrics, METRIC_GROUP_SIZE, 0, 9), THREADS * (ROUNDS / 200) * 19900);
	close_metrics();
}

/* A counter of one series never runs into its neighbours. */
static void every_series_has_a_cell_of_its_own(void)
{
	open_metrics();
	for (int m = 0; m < METRIC__KEPT; m++)
		for (size_t s = 0; s < metric_series(&metric_families[m]); s++)
			if (metric_families[m].type == METRIC_HISTOGRAM)
				metrics_observe(metrics, (enum metric)m, s, 1);
			else
				metrics_count(metrics, (enum metric)m, s);
	for (int m = 0; m < METRIC__KEPT; m++) {
		size_t cells = metric_cells(&metric_families[m]);

		for (size_t s = 0; s < metric_series(&metric_families[m]); s++)
			for (size_t c = 0; c < cells; c++)
				if (metrics_read(metrics, (enum metric)m, s, c) !=
				    (c == 0 || c == cells - 1))
					CHECK_FAIL("%s, series %zu, cell %zu",
					           metric_families[m].name, s, c);
	}
	close_metrics();
}

static void a_value_on_a_bound_belongs_below_it(void)
{
	open_metrics();
	metrics_observe(metrics, METRIC_COMMIT_SECONDS, 0, 0);
	metrics_observe(metrics, METRIC_COMMIT_SECONDS, 0, 100000);
	metrics_observe(metrics, METRIC_COMMIT_SECONDS, 0, 100001);
	metrics_observe(metrics, METRIC_COMMIT_SECONDS, 0, INT64_C(3000000000));
	CHECK(strstr(written(), "passnum_commit_duration_seconds_bucket{le=\"0.0001\"} 2\n"
	                        "passnum_commit_duration_seconds_bucket{le=\"0.00025\"} 3\n"));
	CHECK(strstr(written(), "passnum_commit_duration_seconds_bucket{le=\"2.5\"} 3\n"
	                        "passnum_commit_duration_seconds_bucket{le=\"+Inf\"} 4\n"
	                        "passnum_commit_duration_seconds_sum 3.000200001\n"
	                        "passnum_commit_duration_seconds_count 4\n"));
	close_metrics();
}

static const struct http_route *route_of(const char *method, const char *path)
{
	struct http_params params;
	struct err err;

	return http_route_find(method, path, &params, &err);
}

/* Whatever is asked for: a line of the table, or none. */
static void calls_are_counted_by_the_line_that_answers_them(void)
{
	open_metrics();
	metrics_count(metrics, METRIC_REQUESTS, metric_request(route_of("HEAD", "/"), 200));
	metrics_count(metrics, METRIC_REQUESTS, metric_request(route_of("GET", "/2345"), 304));
	metrics_count(metrics, METRIC_REQUESTS, metric_request(route_of("GET", "/x/2345"), 404));
	metrics_count(metrics, METRIC_REQUESTS, metric_request(NULL, 431));
	metrics_count(metrics, METRIC_REQUESTS, metric_request(NULL, 999));
	metrics_count(metrics, METRIC_REQUESTS, metric_request(NULL, 0));
	metrics_count(metrics, METRIC_REQUESTS,
	              metric_request(&http_routes[http_routes_count - 1], 531));
	written();
	CHECK(strstr(text.data, "_total{method=\"GET\",route=\"/\",status=\"200\"} 1\n"));
	CHECK(strstr(text.data, "_total{method=\"GET\",route=\"/#voucher\",status=\"304\"} 1\n"));
	CHECK(strstr(text.data, "_total{method=\"other\",route=\"none\",status=\"404\"} 1\n"));
	CHECK(strstr(text.data, "_total{method=\"other\",route=\"none\",status=\"431\"} 1\n"));
	CHECK(strstr(text.data, "_total{method=\"other\",route=\"none\",status=\"other\"} 2\n"));
	CHECK(!strstr(text.data, "2345"));
	close_metrics();
}

static void a_verb_is_one_series_whichever_lines_have_it(void)
{
	open_metrics();
	for (size_t i = 0; i < http_routes_count; i++) {
		const struct http_route *route = &http_routes[i];
		AUTO(buf_release) struct buf line = { 0 };
		int64_t lines = 0;
		const char *found;

		if (!route->verb)
			continue;
		metrics_count(metrics, METRIC_DEEDS, metric_deed(route));
		for (size_t k = 0; k <= i; k++)
			lines += http_routes[k].verb && !strcmp(http_routes[k].verb, route->verb);
		buf_addf(&line, "passnum_deeds_total{verb=\"%s\"} %d\n", route->verb, (int)lines);
		found = strstr(written(), buf_text(&line));
		CHECK(found && !strstr(found + 1, buf_text(&line)));
	}
	close_metrics();
}

static void what_is_unknown_is_left_out(void)
{
	open_metrics();
	written();
	CHECK(!strstr(text.data, "passnum_database_size_bytes"));
	CHECK(strstr(text.data, "\nprocess_start_time_seconds 1795320000\n"));
	CHECK(strstr(text.data, "\nprocess_cpu_seconds_total 2.5\n"));
	CHECK(strstr(text.data, "\npassnum_http_connections{phase=\"idle\"} 3\n"));
	CHECK(!strstr(text.data, "} 7\n")); /* of sockets that nobody has */
	CHECK(strstr(text.data, "\npassnum_build_info{version=\""));
	metrics_add(metrics, METRIC_IN_FLIGHT, -1); /* seen before its beginning */
	CHECK(strstr(written(), "\npassnum_http_requests_in_flight 0\n"));
	close_metrics();
}

/* As Prometheus wants names: https://prometheus.io/docs/practices/naming/ */
static void every_metric_is_named_and_explained(void)
{
	for (int m = 0; m < METRIC__COUNT; m++) {
		const struct metric_family *f = &metric_families[m];
		size_t name = strlen(f->name), help = f->help ? strlen(f->help) : 0;
		bool counts = name > 6 && strcmp(f->name + name - 6, "_total") == 0;

		if (strncmp(f->name, "passnum_", 8) && strncmp(f->name, "process_", 8))
			CHECK_FAIL("%s is a foreign name", f->name);
		if (help < 10 || f->help[help - 1] != '.' || strpbrk(f->help, "\n\\\""))
			CHECK_FAIL("%s: no sentence", f->name);
		if (counts != (f->type == METRIC_COUNTER))
			CHECK_FAIL("%s is no name for its type", f->name);
		if ((f->type == METRIC_HISTOGRAM) != (f->buckets != NULL))
			CHECK_FAIL("%s: buckets", f->name);
		for (size_t i = 1; f->buckets && i < f->buckets->count; i++)
			CHECK(f->buckets->most[i - 1] < f->buckets->most[i]);
		for (int other = 0; other < m; other++)
			CHECK(strcmp(metric_families[other].name, f->name) != 0);
	}
}

static void who_does_not_count_may_say_so(void)
{
	metrics_count(NULL, METRIC_REDEMPTIONS, 0);
	metrics_add(NULL, METRIC_WRITER_QUEUE, 1);
	metrics_observe(NULL, METRIC_GROUP_SIZE, 0, 1);
}

CHECK_MAIN({ "no_count_of_many_threads_is_lost", no_count_of_many_threads_is_lost },
           { "every_series_has_a_cell_of_its_own", every_series_has_a_cell_of_its_own },
           { "a_value_on_a_bound_belongs_below_it", a_value_on_a_bound_belongs_below_it },
           { "calls_are_counted_by_the_line_that_answers_them",
             calls_are_counted_by_the_line_that_answers_them },
           { "a_verb_is_one_series_whichever_lines_have_it",
             a_verb_is_one_series_whichever_lines_have_it },
           { "what_is_unknown_is_left_out", what_is_unknown_is_left_out },
           { "every_metric_is_named_and_explained", every_metric_is_named_and_explained },
           { "who_does_not_count_may_say_so", who_does_not_count_may_say_so })
