/* The queue in front of the workers has an end, and who comes later is told so at once. */
#include "desk.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/auto.h"

enum { WAITING_MAX = 5 };

static struct desk desk;
static struct workers *workers;
static struct metrics *metrics;
static struct work works[WAITING_MAX + 1];
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;
static atomic_int begun, done;

static void wait_at_the_gate(struct worker *worker, struct work *work)
{
	(void)worker, (void)work;
	atomic_fetch_add(&begun, 1);
	pthread_mutex_lock(&gate);
	pthread_mutex_unlock(&gate);
	atomic_fetch_add(&done, 1);
}

static void open_all(void)
{
	static const struct workers_kind kind = { 1, WAITING_MAX, 10, METRIC_WORKERS_QUEUE,
		                                  METRIC_WORKERS_BUSY };
	struct err err;

	atomic_store(&begun, 0);
	atomic_store(&done, 0);
	desk_open(&desk);
	CHECK_OK(metrics_open(&metrics, &err));
	CHECK_OK(workers_open(&workers, desk.fixture.app, &kind, metrics, &err));
}

static void close_all(void)
{
	workers_close(&workers);
	metrics_close(&metrics);
	desk_close(&desk);
}

/* One work with the only thread, and the queue behind it full. */
static void fill(void)
{
	struct err err;

	pthread_mutex_lock(&gate);
	for (int i = 0; i <= WAITING_MAX; i++) {
		works[i].run = wait_at_the_gate;
		CHECK_OK(workers_enter(workers, &err));
		workers_add(workers, &works[i]);
		while (i == 0 && atomic_load(&begun) == 0)
			usleep(100);
	}
}

static int64_t gauge(enum metric metric)
{
	return metrics_read(metrics, metric, 0, 0);
}

static void a_full_queue_takes_nobody_and_forgets_nobody(void)
{
	struct err err;

	open_all();
	fill();
	CHECK_INT(gauge(METRIC_WORKERS_QUEUE), WAITING_MAX);
	CHECK_INT(gauge(METRIC_WORKERS_BUSY), 1);
	for (int i = 0; i < 100; i++)
		CHECK_ERR(workers_enter(workers, &err), ERR_BUSY);
	pthread_mutex_unlock(&gate);
	for (int i = 0; i < 5000 && atomic_load(&done) <= WAITING_MAX; i++)
		usleep(1000);
	CHECK_INT(done, WAITING_MAX + 1);
	CHECK_OK(workers_enter(workers, &err)); /* there is room again */
	workers_add(workers, works);
	workers_close(&workers); /* which does what waits */
	CHECK_INT(done, WAITING_MAX + 2);
	CHECK_INT(gauge(METRIC_WORKERS_QUEUE), 0);
	CHECK_INT(gauge(METRIC_WORKERS_BUSY), 0);
	close_all();
}

static int redeem_list(const char *voucher)
{
	AUTO(buf_release) struct buf body = { 0 };

	buf_addf(&body, "{\"items\":[{\"voucher\":\"%s\"}", voucher);
	for (int i = 0; i < CALL_ITEMS_IN_LOOP; i++)
		buf_adds(&body, ",{\"voucher\":\"12345\"}");
	buf_adds(&body, "]}");
	return desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/redemptions", "%s", buf_text(&body));
}

static void a_call_beyond_the_queue_is_told_to_come_again(void)
{
	struct workers *usual;
	const char *voucher;

	open_all();
	voucher = desk.fixture.vouchers[OUTCOME_REDEEMED];
	usual = desk.lanes.workers;
	fill();
	desk.lanes.workers = workers;
	CHECK_INT(desk_call(&desk, WHO_MEDIATOR, "POST", "/api/v1/vouchers/check",
	                    "{\"voucher\":\"%s\"}", voucher),
	          503);
	CHECK_TEXT(desk_text(&desk, "code"), "busy");
	CHECK_TEXT(desk_header(&desk, "Retry-After"), "1");
	CHECK_INT(redeem_list(voucher), 503);
	CHECK_INT(desk_call(&desk, WHO__COUNT, "GET", "/healthz", "%s", ""), 200);
	pthread_mutex_unlock(&gate);
	desk.lanes.workers = usual;
	/* Of the list nothing was done, and nothing of it is left in the way of others. */
	CHECK_INT(desk_call(&desk, WHO_RIVAL, "POST", "/api/v1/redemptions", "{\"voucher\":\"%s\"}",
	                    voucher),
	          201);
	CHECK_INT(redeem_list(voucher), 200);
	close_all();
}

DATABASE_MAIN({ "a_full_queue_takes_nobody_and_forgets_nobody",
                a_full_queue_takes_nobody_and_forgets_nobody },
              { "a_call_beyond_the_queue_is_told_to_come_again",
                a_call_beyond_the_queue_is_told_to_come_again })
