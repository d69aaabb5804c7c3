/* parts FOLDER: what one redemption cannot do without, on this machine and now, as JSON: reading
 * and verifying a token, and making a few bytes durable (microseconds, best of several samples);
 * and what it costs to count it. */
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "domain/redeem.h"
#include "http/call.h"

enum { SAMPLES = 5, VERIFIED = 400, SYNCED = 100, COUNTED = 20000, BLOCK = 4096, CORES_MAX = 64 };

static double now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

struct verifying {
	const struct app *app;
	const char *voucher;
	double best;
};

static void *verify(void *context)
{
	struct verifying *v = context;

	v->best = 1e9;
	for (int sample = 0; sample < SAMPLES; sample++) {
		double began = now_us(), took;

		for (int i = 0; i < VERIFIED; i++) {
			struct redeem_item item = { .check_only = true };
			struct err err = { 0 };

			TEXT_COPY(item.voucher, v->voucher);
			if (!redeem_prepare(v->app, &item, &err) ||
			    item.outcome != OUTCOME_REDEEMED)
				fprintf(stderr, "parts: not a good token: %s\n", err.text);
		}
		took = (now_us() - began) / VERIFIED;
		v->best = took < v->best ? took : v->best;
	}
	return NULL;
}

/* The mean over as many threads of each one's best. */
static double verify_us(const struct app *app, const char *voucher, long threads)
{
	struct verifying each[CORES_MAX];
	pthread_t thread[CORES_MAX];
	double sum = 0;

	for (long i = 0; i < threads; i++) {
		each[i] = (struct verifying){ .app = app, .voucher = voucher };
		pthread_create(&thread[i], NULL, verify, &each[i]);
	}
	for (long i = 0; i < threads; i++) {
		pthread_join(thread[i], NULL);
		sum += each[i].best;
	}
	return sum / (double)threads;
}

static double sync_us(const char *folder)
{
	static const char block[BLOCK];
	double best = 1e9;
	char path[600];
	int fd;

	snprintf(path, sizeof path, "%s/sync", folder);
	fd = open(path, O_WRONLY | O_CREAT, 0600);
	for (int i = 0; i < SYNCED; i++) /* grown once: as the WAL is */
		if (pwrite(fd, block, BLOCK, (off_t)i * BLOCK) != BLOCK)
			return 0;
	fsync(fd);
	for (int sample = 0; sample < SAMPLES; sample++) {
		double began = now_us(), took;

		for (int i = 0; i < SYNCED; i++)
			if (pwrite(fd, block, BLOCK, (off_t)i * BLOCK) != BLOCK ||
			    fdatasync(fd) != 0)
				return 0;
		took = (now_us() - began) / SYNCED;
		best = took < best ? took : best;
	}
	close(fd);
	unlink(path);
	return best;
}

/* All that is counted of a redemption that shares its commit with nobody. */
static double count_us(void)
{
	struct call call = { .request.method = "POST", .reply.status = 201, .unread = 211 };
	struct record record = { 0 };
	struct err err;
	double best = 1e9;

	if (!record_open(&record, &err))
		return 0;
	call.route = http_route_find("POST", "/api/v1/redemptions", &call.request.params, &err);
	for (int sample = 0; sample < SAMPLES; sample++) {
		double began = now_us(), took;

		for (int i = 0; i < COUNTED; i++) {
			record_begun(&record);
			call.complete_ns = clock_ticks_ns();
			metrics_observe(record.metrics, METRIC_GROUP_SIZE, 0, 1);
			metrics_observe(record.metrics, METRIC_COMMIT_SECONDS, 0, 2500000);
			metrics_count(record.metrics, METRIC_REDEMPTIONS, OUTCOME_REDEEMED);
			record_answered(&record, &call, 456);
			record_ended(&record);
		}
		took = (now_us() - began) / COUNTED;
		best = took < best ? took : best;
	}
	record_close(&record);
	return best;
}

int main(int argc, char **argv)
{
	AUTO(app_close) struct app *app = NULL;
	struct app_options options = { .data = argc > 1 ? argv[1] : "", .read_only = true };
	char voucher[VOUCHER_DIGITS_SIZE], path[600];
	struct err err = { 0 };
	FILE *file;
	long cores;

	snprintf(path, sizeof path, "%s/vouchers", options.data);
	file = fopen(path, "r");
	if (!file || !fgets(voucher, sizeof voucher, file) || !app_open(&app, &options, &err) ||
	    !app_unlock(app, &options, &err))
		return fprintf(stderr, "parts: %s\n", err.text), 1;
	fclose(file);
	cores = sysconf(_SC_NPROCESSORS_ONLN);
	printf("{\"verify_us\":%.1f,\"verify_busy_us\":%.1f,\"sync_us\":%.1f,\"count_us\":%.3f}\n",
	       verify_us(app, voucher, 1),
	       verify_us(app, voucher, cores < CORES_MAX ? cores : CORES_MAX),
	       sync_us(options.data), count_us());
	return 0;
}
