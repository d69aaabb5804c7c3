#include "http/metrics_list.h"

#include <stddef.h>
#include <string.h>

#include "base/auto.h"
#include "http/machine.h"
#include "http/route.h"
#include "http/tidy.h"
#include "model/outcome.h"

#define MS(x) ((int64_t)((x)*1e6))

/* From what is answered out of memory to what nobody waits for. */
static const struct metric_buckets answer_buckets = { 13,
	                                              { MS(0.25), MS(0.5), MS(1), MS(2.5), MS(5),
	                                                MS(10), MS(25), MS(50), MS(100), MS(250),
	                                                MS(1000), MS(2500), MS(10000) } };
static const struct metric_buckets commit_buckets = { 12,
	                                              { MS(0.1), MS(0.25), MS(0.5), MS(1), MS(2.5),
	                                                MS(5), MS(10), MS(25), MS(50), MS(100),
	                                                MS(500), MS(2500) } };
static const struct metric_buckets group_buckets = { 8, { 1, 2, 4, 8, 16, 32, 64, 128 } };

enum {
	/* Statuses of an answer: 200 to 231, 300 to 331... */
	STATUS_CLASSES = 4,
	STATUS_ROOM = 32,
	STATUSES = STATUS_CLASSES * STATUS_ROOM
};

size_t metric_route(const struct http_route *route)
{
	return route ? (size_t)(route - http_routes) : http_routes_count;
}

size_t metric_request(const struct http_route *route, int status)
{
	int class = status / 100 - 2, rest = status % 100;

	if (class < 0 || class >= STATUS_CLASSES || rest >= STATUS_ROOM) {
		class = STATUS_CLASSES - 1; /* "other", in the last place */
		rest = STATUS_ROOM - 1;
	}
	return metric_route(route) * STATUSES + (size_t)(class * STATUS_ROOM + rest);
}

static size_t count_routes(void)
{
	return http_routes_count + 1;
}

static bool label_route(size_t series, struct buf *to)
{
	if (series == http_routes_count)
		buf_adds(to, "method=\"other\",route=\"none\"");
	else
		buf_addf(to, "method=\"%s\",route=\"%s\"", http_routes[series].method,
		         http_routes[series].path);
	return true;
}

static size_t count_requests(void)
{
	return count_routes() * STATUSES;
}

static bool label_request(size_t series, struct buf *to)
{
	size_t status = series % STATUSES;

	label_route(series / STATUSES, to);
	if (status == STATUSES - 1)
		buf_adds(to, ",status=\"other\"");
	else
		buf_addf(to, ",status=\"%zu\"",
		         (status / STATUS_ROOM + 2) * 100 + status % STATUS_ROOM);
	return true;
}

/* Several lines may do the same: the first stands for all. */
static const struct http_route *first_of_verb(const struct http_route *route)
{
	const struct http_route *first = http_routes;

	while (!first->verb || strcmp(first->verb, route->verb))
		first++;
	return first;
}

static bool label_deed(size_t series, struct buf *to)
{
	const struct http_route *route = &http_routes[series];

	if (!route->verb || first_of_verb(route) != route)
		return false;
	buf_addf(to, "verb=\"%s\"", route->verb);
	return true;
}

size_t metric_deed(const struct http_route *route)
{
	return metric_route(first_of_verb(route));
}

static size_t count_deeds(void)
{
	return http_routes_count;
}

static size_t count_outcomes(void)
{
	return OUTCOME__COUNT;
}

static bool label_outcome(size_t series, struct buf *to)
{
	buf_addf(to, "outcome=\"%s\"", outcome_name((enum outcome)series));
	return true;
}

static size_t count_chores(void)
{
	return tidy_chores_count;
}

static bool label_chore(size_t series, struct buf *to)
{
	buf_addf(to, "chore=\"%s\"", tidy_chore_name(series));
	return true;
}

static const char *const phase_names[] = {
	[WATCH_JOINING] = "joining", [WATCH_IDLE] = "idle", [WATCH_HEAD] = "head",
	[WATCH_BODY] = "body",       [WATCH_WORK] = "work", [WATCH_ANSWER] = "answer",
	[WATCH_LEAVING] = "leaving",
};
_Static_assert(COUNT_OF(phase_names) == WATCH__COUNT, "every phase has a name");

static size_t count_phases(void)
{
	return WATCH__COUNT;
}

static bool label_phase(size_t series, struct buf *to)
{
	if (series != WATCH_GONE)
		buf_addf(to, "phase=\"%s\"", phase_names[series]);
	return series != WATCH_GONE;
}

static size_t count_one(void)
{
	return 1;
}

static bool label_build(size_t series, struct buf *to)
{
	(void)series;
	buf_adds(to, "version=\"" PASSNUM_VERSION "\"");
	return true;
}

#define OF_MACHINE(member) .machine = offsetof(struct machine, member)

/* clang-format off */
const struct metric_family metric_families[] = {
	[METRIC_REQUESTS] = {
		"passnum_http_requests_total",
		"Calls answered, by line of the route table and status; HEAD counts as GET.",
		METRIC_COUNTER, .is_sparse = true, .count = count_requests, .labels = label_request },
	[METRIC_REQUEST_SECONDS] = {
		"passnum_http_request_duration_seconds",
		"Time from the last byte of a call to its answer, waiting in queues included.",
		METRIC_HISTOGRAM, .is_seconds = true, .is_sparse = true, .buckets = &answer_buckets,
		.count = count_routes, .labels = label_route },
	[METRIC_IN_FLIGHT] = {
		"passnum_http_requests_in_flight",
		"Calls that have begun and are not answered yet.",
		.type = METRIC_GAUGE },
	[METRIC_RECEIVED] = {
		"passnum_http_received_bytes_total",
		"Bytes of bodies received.",
		.type = METRIC_COUNTER },
	[METRIC_SENT] = {
		"passnum_http_sent_bytes_total",
		"Bytes of bodies sent.",
		.type = METRIC_COUNTER },
	[METRIC_TOO_FAST] = {
		"passnum_http_too_fast_total",
		"Calls refused because their address or account made too many.",
		.type = METRIC_COUNTER },
	[METRIC_DEEDS] = {
		"passnum_deeds_total",
		"Changes made by calls, by their verb in the journal; repetitions of a call count once.",
		METRIC_COUNTER, .count = count_deeds, .labels = label_deed },
	[METRIC_REDEMPTIONS] = {
		"passnum_redemptions_total",
		"Vouchers presented to be redeemed, by what came of it.",
		METRIC_COUNTER, .count = count_outcomes, .labels = label_outcome },
	[METRIC_CHECKS] = {
		"passnum_checks_total",
		"Vouchers presented to be checked, by what a redemption would have answered.",
		METRIC_COUNTER, .count = count_outcomes, .labels = label_outcome },
	[METRIC_WRITER_QUEUE] = {
		"passnum_writer_queue",
		"Vouchers that wait for the next group commit.",
		.type = METRIC_GAUGE },
	[METRIC_GROUP_SIZE] = {
		"passnum_writer_group_size",
		"Vouchers that shared one commit.",
		METRIC_HISTOGRAM, .buckets = &group_buckets },
	[METRIC_COMMIT_SECONDS] = {
		"passnum_commit_duration_seconds",
		"Time from the beginning of a group's transaction until it is on disk.",
		METRIC_HISTOGRAM, .is_seconds = true, .buckets = &commit_buckets },
	[METRIC_WORKERS_QUEUE] = {
		"passnum_workers_queue",
		"Calls that wait for a worker thread.",
		.type = METRIC_GAUGE },
	[METRIC_WORKERS_BUSY] = {
		"passnum_workers_busy",
		"Worker threads that have a call.",
		.type = METRIC_GAUGE },
	[METRIC_PRINTS_QUEUE] = {
		"passnum_prints_queue",
		"Calls that wait for the thread of long documents.",
		.type = METRIC_GAUGE },
	[METRIC_PRINTS_BUSY] = {
		"passnum_prints_busy",
		"1 while the thread of long documents has a call.",
		.type = METRIC_GAUGE },
	[METRIC_BATCH_PASSES] = {
		"passnum_batch_passes_total",
		"Passes that this server has made for batches.",
		.type = METRIC_COUNTER },
	[METRIC_IMPORT_ROWS] = {
		"passnum_import_rows_total",
		"Rows of files of places that this server has compared with the books.",
		.type = METRIC_COUNTER },
	[METRIC_EXPORT_BYTES] = {
		"passnum_export_bytes_total",
		"Bytes that this server has written into exports.",
		.type = METRIC_COUNTER },
	[METRIC_LOGINS_QUEUE] = {
		"passnum_logins_queue",
		"Calls that wait for the thread of passwords.",
		.type = METRIC_GAUGE },
	[METRIC_LOGINS_BUSY] = {
		"passnum_logins_busy",
		"1 while the thread of passwords has a call.",
		.type = METRIC_GAUGE },
	[METRIC_CHORES] = {
		"passnum_chores_total",
		"Rounds of upkeep, by chore.",
		METRIC_COUNTER, .count = count_chores, .labels = label_chore },
	[METRIC_CHORE_FAILURES] = {
		"passnum_chore_failures_total",
		"Rounds of upkeep that failed, by chore.",
		METRIC_COUNTER, .count = count_chores, .labels = label_chore },
	[METRIC_LOG_LOST] = {
		"passnum_log_lost_total",
		"Lines of the log that whoever reads it did not take in time.",
		.type = METRIC_COUNTER },
	[METRIC_STARTED] = {
		"process_start_time_seconds",
		"When the server was started, in seconds since 1970.",
		METRIC_GAUGE, OF_MACHINE(started_at) },
	[METRIC_BOOKS_SIZE] = {
		"passnum_database_size_bytes",
		"Size of the database file (SQLite only).",
		METRIC_GAUGE, OF_MACHINE(books_size) },
	[METRIC_WAL_SIZE] = {
		"passnum_database_wal_size_bytes",
		"Size of what is committed and not yet moved into the database file (SQLite only).",
		METRIC_GAUGE, OF_MACHINE(wal_size) },
	[METRIC_FREE_SIZE] = {
		"passnum_database_free_bytes",
		"Room left on the file system of the database (SQLite only).",
		METRIC_GAUGE, OF_MACHINE(free_size) },
	[METRIC_CPU_SECONDS] = {
		"process_cpu_seconds_total",
		"Processor time taken, user and system.",
		METRIC_COUNTER, .is_seconds = true, OF_MACHINE(cpu_ns) },
	[METRIC_RESIDENT] = {
		"process_resident_memory_bytes",
		"Memory held.",
		METRIC_GAUGE, OF_MACHINE(resident_size) },
	[METRIC_VIRTUAL] = {
		"process_virtual_memory_bytes",
		"Address space taken.",
		METRIC_GAUGE, OF_MACHINE(virtual_size) },
	[METRIC_FILES] = {
		"process_open_fds",
		"Files and sockets open.",
		METRIC_GAUGE, OF_MACHINE(files_count) },
	[METRIC_FILES_MAX] = {
		"process_max_fds",
		"Files and sockets that may be open.",
		METRIC_GAUGE, OF_MACHINE(files_max) },
	[METRIC_CONNECTIONS] = {
		"passnum_http_connections",
		"Open connections, by what they wait for.",
		METRIC_GAUGE, .count = count_phases, .labels = label_phase, OF_MACHINE(phases) },
	[METRIC_ACCEPTED] = {
		"passnum_http_connections_accepted_total",
		"Connections let in.",
		METRIC_COUNTER, OF_MACHINE(accepted) },
	[METRIC_LATE] = {
		"passnum_http_connections_late_total",
		"Connections shut because they kept the server waiting too long.",
		METRIC_COUNTER, OF_MACHINE(late) },
	[METRIC_PUSHED_OUT] = {
		"passnum_http_connections_pushed_out_total",
		"Connections shut to make room for others.",
		METRIC_COUNTER, OF_MACHINE(pushed_out) },
	[METRIC_BUILD] = {
		"passnum_build_info",
		"Always 1; its label is the version.",
		METRIC_GAUGE, .count = count_one, .labels = label_build, OF_MACHINE(one) },
};
/* clang-format on */
_Static_assert(COUNT_OF(metric_families) == METRIC__COUNT, "every metric has a line");

size_t metric_series(const struct metric_family *family)
{
	return family->count ? family->count() : 1;
}

size_t metric_cells(const struct metric_family *family)
{
	return family->type == METRIC_HISTOGRAM ? family->buckets->count + 2 : 1;
}
