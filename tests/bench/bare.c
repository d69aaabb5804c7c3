/* bare group|naive FOLDER: the least of a server that redeems, to measure http/server against.
 *
 * Both read HTTP by hand in four event loops over epoll, prove the caller, read the JSON, verify
 * and answer with the same verbs as the program. "group" hands what it read to the same group
 * commit: all that a better HTTP library could give. "naive" commits each call by itself behind a
 * mutex. */
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/text.h"
#include "codec/json.h"
#include "domain/callers.h"
#include "http/redemption_reply.h"
#include "http/writer.h"

enum { LOOPS = 4, CALL_SIZE = 4096, EVENTS = 256 };

struct bare;

struct loop {
	struct bare *bare;
	struct app *app; /* read-only */
	int epoll, wake;
	pthread_mutex_t lock;
	struct line *done; /* settled, to be answered */
};

/* A connection and the one call it is in. */
struct line {
	struct writer_job job; /* first: job and line have one address */
	struct redeem_item item;
	struct loop *loop;
	struct line *next;
	int fd;
	size_t size;
	char call[CALL_SIZE];
};

struct bare {
	bool naive;
	int listening;
	struct app *app, *writer_app;
	struct writer *writer;
	pthread_mutex_t books; /* of naive calls */
	struct loop loops[LOOPS];
};

static void fail(const char *what)
{
	fprintf(stderr, "bare: %s\n", what);
	exit(1);
}

static void answer(struct line *line)
{
	struct http_reply reply = { 0 };
	char head[256];
	int size;

	redemption_reply(line->loop->app, &line->item, &reply);
	size = snprintf(head, sizeof head,
	                "HTTP/1.1 %d OK\r\nContent-Type: application/json\r\n"
	                "Content-Length: %zu\r\n\r\n",
	                reply.status, reply.body.size);
	{
		struct buf whole = { 0 };

		buf_add(&whole, head, (size_t)size);
		buf_add(&whole, reply.body.data, reply.body.size);
		if (send(line->fd, whole.data, whole.size, MSG_NOSIGNAL) != (ssize_t)whole.size)
			fail("send");
		buf_release(&whole);
	}
	http_reply_release(&reply);
}

/* From the writer's thread: back to the loop of the line. */
static void settled(struct writer_job *job)
{
	struct line *line = (struct line *)job;
	struct loop *loop = line->loop;
	uint64_t one = 1;
	bool first;

	pthread_mutex_lock(&loop->lock);
	first = !loop->done;
	line->next = loop->done;
	loop->done = line;
	pthread_mutex_unlock(&loop->lock);
	if (first && write(loop->wake, &one, sizeof one) != sizeof one)
		fail("wake");
}

static void settle(struct line *line)
{
	struct bare *bare = line->loop->bare;
	struct redeem_item *items[] = { &line->item };

	if (bare->naive) {
		pthread_mutex_lock(&bare->books);
		line->job.failed = !redeem_batch(bare->writer_app, items, 1, &line->job.err);
		pthread_mutex_unlock(&bare->books);
		answer(line);
		return;
	}
	line->job = (struct writer_job){ .items = &line->item, .count = 1, .done = settled };
	writer_add(bare->writer, &line->job);
}

static void read_call(struct line *line, const char *body, size_t size)
{
	AUTO(json_close) struct json *json = NULL;
	char *token = strcasestr(line->call, "Bearer "), *end = token ? strchr(token, '\r') : NULL;
	struct redeem_item *item = &line->item;
	struct err err = { 0 };

	if (!end)
		fail("no token");
	*end = '\0';
	memset(item, 0, sizeof *item);
	if (!caller_prove(line->loop->app, token + 7, &item->caller, &err) ||
	    !json_parse(&json, body, size, &err))
		fail(err.text);
	TEXT_COPY(item->voucher, json_text(json_get(json, "voucher")));
	item->centre = item->caller.site;
	if (!redeem_prepare(line->loop->app, item, &err))
		fail(err.text);
	settle(line);
}

static void hear(struct line *line)
{
	ssize_t got = recv(line->fd, line->call + line->size, CALL_SIZE - 1 - line->size, 0);
	const char *length, *body;
	size_t size;

	if (got <= 0) {
		close(line->fd);
		free(line);
		return;
	}
	line->size += (size_t)got;
	line->call[line->size] = '\0';
	body = strstr(line->call, "\r\n\r\n");
	length = body ? strcasestr(line->call, "Content-Length:") : NULL;
	size = length ? strtoul(length + 15, NULL, 10) : 0;
	if (!length || line->size < (size_t)(body + 4 - line->call) + size)
		return;
	line->size = 0;
	read_call(line, body + 4, size);
}

static void take_in(struct loop *loop)
{
	int fd = accept4(loop->bare->listening, NULL, NULL, SOCK_NONBLOCK), yes = 1;
	struct line *line = fd >= 0 ? calloc(1, sizeof *line) : NULL;
	struct epoll_event event = { .events = EPOLLIN, .data = { .ptr = line } };

	if (!line)
		return;
	line->loop = loop;
	line->fd = fd;
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
	epoll_ctl(loop->epoll, EPOLL_CTL_ADD, fd, &event);
}

static void answer_done(struct loop *loop)
{
	struct line *line, *next;
	uint64_t count;

	if (read(loop->wake, &count, sizeof count) != sizeof count)
		return;
	pthread_mutex_lock(&loop->lock);
	line = TAKE(loop->done);
	pthread_mutex_unlock(&loop->lock);
	for (; line; line = next) {
		next = line->next;
		answer(line);
	}
}

static void *run_loop(void *context)
{
	struct loop *loop = context;
	struct epoll_event events[EVENTS];

	for (;;) {
		int count = epoll_wait(loop->epoll, events, EVENTS, -1);

		for (int i = 0; i < count; i++) {
			if (events[i].data.ptr == loop)
				answer_done(loop);
			else if (events[i].data.ptr == loop->bare)
				take_in(loop);
			else
				hear(events[i].data.ptr);
		}
	}
	return NULL;
}

static void start_loop(struct bare *bare, struct loop *loop)
{
	struct epoll_event incoming = { .events = EPOLLIN | EPOLLEXCLUSIVE,
		                        .data = { .ptr = bare } };
	struct epoll_event wake = { .events = EPOLLIN, .data = { .ptr = loop } };
	struct err err = { 0 };
	pthread_t thread;

	loop->bare = bare;
	loop->epoll = epoll_create1(0);
	loop->wake = eventfd(0, EFD_NONBLOCK);
	pthread_mutex_init(&loop->lock, NULL);
	if (!app_clone(&loop->app, bare->app, true, &err))
		fail(err.text);
	epoll_ctl(loop->epoll, EPOLL_CTL_ADD, bare->listening, &incoming);
	epoll_ctl(loop->epoll, EPOLL_CTL_ADD, loop->wake, &wake);
	pthread_create(&thread, NULL, run_loop, loop);
}

static void listen_anywhere(struct bare *bare)
{
	struct sockaddr_in address = { .sin_family = AF_INET,
		                       .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t size = sizeof address;

	bare->listening = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	if (bind(bare->listening, (struct sockaddr *)&address, size) != 0 ||
	    listen(bare->listening, 1024) != 0 ||
	    getsockname(bare->listening, (struct sockaddr *)&address, &size) != 0)
		fail("listen");
	printf("listening 127.0.0.1:%d\n", ntohs(address.sin_port));
	fflush(stdout);
}

int main(int argc, char **argv)
{
	static struct bare bare;
	struct app_options options = { .data = argc > 2 ? argv[2] : "" };
	struct err err = { 0 };

	if (argc < 3)
		return fprintf(stderr, "bare group|naive FOLDER\n"), 2;
	bare.naive = strcmp(argv[1], "naive") == 0;
	pthread_mutex_init(&bare.books, NULL);
	if (!app_open(&bare.app, &options, &err) || !app_unlock(bare.app, &options, &err) ||
	    !app_clone(&bare.writer_app, bare.app, false, &err) ||
	    !writer_open(&bare.writer, bare.writer_app, redeem_batch, NULL, &err))
		fail(err.text);
	listen_anywhere(&bare);
	for (int i = 0; i < LOOPS; i++)
		start_loop(&bare, &bare.loops[i]);
	for (;;) { /* the same quiet upkeep as the program's; ends by a signal */
		sleep(1);
		app_tidy(bare.app, &err);
	}
}
