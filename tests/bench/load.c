/* load ADDRESS:PORT TOKEN VOUCHERS CONNECTIONS [ACKNOWLEDGED]
 *
 * Redeem each voucher of a file (one a line) once, over so many kept-alive connections, from one
 * thread; print one line of JSON: how many answers of each status, how fast, how long they took.
 * ACKNOWLEDGED gets the line number of each voucher that was answered 201, as it is answered. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { CALL_SIZE = 1024, ANSWER_SIZE = 8192, CONNECTIONS_MAX = 4096, LINE = 198, STATUS_MAX = 600 };

struct connection {
	int fd;
	long voucher; /* being redeemed */
	double began;
	size_t size;
	char answer[ANSWER_SIZE];
};

struct load {
	struct sockaddr_in address;
	const char *token;
	char *vouchers; /* lines of LINE bytes */
	long count, next, answered, lost;
	int epoll, acknowledged;
	int open;
	long statuses[STATUS_MAX];
	double *took; /* seconds, of each answer */
	struct connection connections[CONNECTIONS_MAX];
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void fail(const char *what)
{
	fprintf(stderr, "load: %s: %s\n", what, strerror(errno));
	exit(1);
}

static void drop(struct load *load, struct connection *c)
{
	close(c->fd);
	load->open--;
}

/* Send the next voucher, or close when there is none. */
static void send_next(struct load *load, struct connection *c)
{
	char call[CALL_SIZE];
	int size;

	if (load->next == load->count) {
		drop(load, c);
		return;
	}
	c->voucher = load->next++;
	c->size = 0;
	c->began = now();
	size = snprintf(call, sizeof call,
	                "POST /api/v1/redemptions HTTP/1.1\r\nHost: bench\r\n"
	                "Authorization: Bearer %s\r\nContent-Type: application/json\r\n"
	                "Content-Length: %d\r\n\r\n{\"voucher\":\"%.197s\"}",
	                load->token, 197 + 14, load->vouchers + c->voucher * LINE);
	if (send(c->fd, call, (size_t)size, MSG_NOSIGNAL) != size) {
		load->lost++;
		drop(load, c);
	}
}

/* The whole answer is there: its status; 0 = not yet. */
static int whole(const struct connection *c)
{
	const char *end = strstr(c->answer, "\r\n\r\n");
	const char *length = end ? strcasestr(c->answer, "\r\nContent-Length:") : NULL;

	if (!length || length > end)
		return 0;
	if (c->size < (size_t)(end + 4 - c->answer) + strtoul(length + 17, NULL, 10))
		return 0;
	return (int)strtol(c->answer + 9, NULL, 10);
}

static void take(struct load *load, struct connection *c, int status)
{
	char line[32];

	load->took[load->answered++] = now() - c->began;
	load->statuses[status > 0 && status < STATUS_MAX ? status : 0]++;
	if (load->acknowledged >= 0 && status == 201) {
		int size = snprintf(line, sizeof line, "%ld\n", c->voucher);

		if (write(load->acknowledged, line, (size_t)size) != size)
			fail("acknowledged");
	}
	send_next(load, c);
}

static void hear(struct load *load, struct connection *c)
{
	ssize_t got = recv(c->fd, c->answer + c->size, sizeof c->answer - 1 - c->size, 0);
	int status;

	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (got <= 0) {
		load->lost++;
		drop(load, c);
		return;
	}
	c->size += (size_t)got;
	c->answer[c->size] = '\0';
	status = whole(c);
	if (status)
		take(load, c, status);
}

static void connect_all(struct load *load, int count)
{
	int yes = 1;

	for (int i = 0; i < count; i++) {
		struct connection *c = &load->connections[i];
		struct epoll_event event = { .events = EPOLLIN, .data = { .ptr = c } };

		c->fd = socket(AF_INET, SOCK_STREAM, 0);
		if (c->fd < 0 ||
		    connect(c->fd, (struct sockaddr *)&load->address, sizeof load->address) != 0)
			fail("connect");
		setsockopt(c->fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
		fcntl(c->fd, F_SETFL, O_NONBLOCK);
		epoll_ctl(load->epoll, EPOLL_CTL_ADD, c->fd, &event);
		load->open++;
	}
	for (int i = 0; i < count; i++)
		send_next(load, &load->connections[i]);
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void report(const struct load *load, double seconds)
{
	long n = load->answered;

	qsort(load->took, (size_t)n, sizeof *load->took, compare);
	printf("{\"answers\":%ld,\"lost\":%ld,\"seconds\":%.4f,\"rate\":%.0f", n, load->lost,
	       seconds, (double)n / seconds);
	printf(",\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"statuses\":{", n ? load->took[n / 2] * 1e3 : 0,
	       n ? load->took[n * 99 / 100] * 1e3 : 0);
	for (int status = 0, some = 0; status < STATUS_MAX; status++)
		if (load->statuses[status])
			printf("%s\"%d\":%ld", some++ ? "," : "", status, load->statuses[status]);
	printf("}}\n");
}

static void read_vouchers(struct load *load, const char *path)
{
	FILE *file = fopen(path, "r");
	struct stat st;

	if (!file || fstat(fileno(file), &st) != 0)
		fail(path);
	load->count = st.st_size / LINE;
	load->vouchers = malloc((size_t)st.st_size + 1);
	load->took = calloc((size_t)load->count + 1, sizeof *load->took);
	if (!load->vouchers || !load->took ||
	    fread(load->vouchers, LINE, (size_t)load->count, file) != (size_t)load->count)
		fail(path);
	fclose(file);
}

static void read_address(struct load *load, char *text)
{
	char *colon = strrchr(text, ':');

	if (!colon)
		fail("address");
	*colon = '\0';
	load->address.sin_family = AF_INET;
	load->address.sin_port = htons((uint16_t)strtoul(colon + 1, NULL, 10));
	inet_pton(AF_INET, text, &load->address.sin_addr);
}

int main(int argc, char **argv)
{
	static struct load load;
	struct epoll_event events[256];
	double began;

	if (argc < 5)
		return fprintf(stderr, "load ADDRESS:PORT TOKEN VOUCHERS CONNECTIONS [FILE]\n"), 2;
	read_address(&load, argv[1]);
	load.token = argv[2];
	read_vouchers(&load, argv[3]);
	load.acknowledged = argc > 5 ? open(argv[5], O_WRONLY | O_CREAT | O_APPEND, 0600) : -1;
	load.epoll = epoll_create1(0);
	began = now();
	connect_all(&load, (int)strtol(argv[4], NULL, 10));
	while (load.open > 0) {
		int count = epoll_wait(load.epoll, events, 256, 10000);

		if (count == 0)
			break; /* ten seconds of silence */
		for (int i = 0; i < count; i++)
			hear(&load, events[i].data.ptr);
	}
	report(&load, now() - began);
	free(load.vouchers);
	free(load.took);
	return load.open > 0 ? 1 : 0;
}
