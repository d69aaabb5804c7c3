/* polite ADDRESS:PORT TOKEN VOUCHERS SECONDS
 *
 * A well-behaved client: a redemption every ten milliseconds, each of another line of VOUCHERS;
 * four on a kept-alive connection, then one on a connection of its own. Prints one line of JSON:
 * how many were answered as they should, and how long that took on each kind of connection. Starts
 * again at the first line when there are no more: what is redeemed already is then "already yours".
 */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CALLS_MAX = 100 * 600, LINE = 198, EVERY_US = 10000, FRESH_EVERY = 5, TIMEOUT_SECONDS = 20 };

struct times {
	double took_ms[CALLS_MAX];
	int count;
};

struct polite {
	struct sockaddr_in address;
	const char *token;
	char *vouchers;
	long count, next;
	int kept; /* socket; -1 = none */
	int done, refused, lost, reconnected;
	struct times of_kept, of_fresh;
};

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int open_socket(const struct polite *p)
{
	struct timeval most = { .tv_sec = TIMEOUT_SECONDS };
	int fd = socket(AF_INET, SOCK_STREAM, 0), yes = 1;

	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &most, sizeof most);
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &most, sizeof most);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
	if (fd >= 0 && connect(fd, (const struct sockaddr *)&p->address, sizeof p->address) == 0)
		return fd;
	close(fd);
	return -1;
}

static bool send_call(const struct polite *p, int fd, long voucher)
{
	char call[1024];
	int size = snprintf(call, sizeof call,
	                    "POST /api/v1/redemptions HTTP/1.1\r\nHost: polite\r\n"
	                    "Authorization: Bearer %s\r\nContent-Type: application/json\r\n"
	                    "Content-Length: %d\r\n\r\n{\"voucher\":\"%.197s\"}",
	                    p->token, 197 + 14, p->vouchers + voucher * LINE);

	return send(fd, call, (size_t)size, MSG_NOSIGNAL) == size;
}

/* The status of the whole answer; 0 = the connection broke. */
static int hear(int fd)
{
	char answer[8192];
	size_t size = 0;

	for (;;) {
		ssize_t got = recv(fd, answer + size, sizeof answer - 1 - size, 0);
		const char *end, *length;

		if (got <= 0)
			return 0;
		size += (size_t)got;
		answer[size] = '\0';
		end = strstr(answer, "\r\n\r\n");
		length = end ? strcasestr(answer, "\r\nContent-Length:") : NULL;
		if (length && size >= (size_t)(end + 4 - answer) + strtoul(length + 17, NULL, 10))
			return (int)strtol(answer + 9, NULL, 10);
	}
}

static void call_on(struct polite *p, int fd, double began, struct times *times)
{
	int status = fd < 0 || !send_call(p, fd, p->next) ? 0 : hear(fd);

	p->next = (p->next + 1) % p->count;
	if (status == 201 || status == 200) {
		p->done++;
		times->took_ms[times->count++] = now_ms() - began;
	} else if (status) {
		p->refused++;
	} else {
		p->lost++;
	}
}

static void call_kept(struct polite *p)
{
	int lost = p->lost;

	if (p->kept < 0)
		p->kept = open_socket(p);
	call_on(p, p->kept, now_ms(), &p->of_kept);
	if (p->lost == lost)
		return;
	p->reconnected++;
	close(p->kept);
	p->kept = -1;
}

static void call_fresh(struct polite *p)
{
	double began = now_ms();
	int fd = open_socket(p);

	call_on(p, fd, began, &p->of_fresh);
	close(fd);
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void print(const char *name, struct times *times)
{
	int n = times->count;

	qsort(times->took_ms, (size_t)n, sizeof *times->took_ms, compare);
	printf(",\"%s\":{\"count\":%d,\"p50_ms\":%.3f,\"p99_ms\":%.3f,\"max_ms\":%.3f}", name, n,
	       n ? times->took_ms[n / 2] : 0, n ? times->took_ms[n * 99 / 100] : 0,
	       n ? times->took_ms[n - 1] : 0);
}

static bool read_words(struct polite *p, char **argv)
{
	char *colon = strrchr(argv[1], ':');
	FILE *file = fopen(argv[3], "r");
	long size;

	if (!colon || !file)
		return false;
	*colon = '\0';
	p->address.sin_family = AF_INET;
	p->address.sin_port = htons((uint16_t)strtoul(colon + 1, NULL, 10));
	inet_pton(AF_INET, argv[1], &p->address.sin_addr);
	p->token = argv[2];
	fseek(file, 0, SEEK_END);
	size = ftell(file);
	rewind(file);
	p->count = size / LINE;
	p->vouchers = malloc((size_t)size + 1);
	if (!p->vouchers || fread(p->vouchers, LINE, (size_t)p->count, file) != (size_t)p->count)
		return false;
	fclose(file);
	return p->count > 0;
}

int main(int argc, char **argv)
{
	static struct polite p;
	double began, next;

	if (argc < 5 || !read_words(&p, argv))
		return fprintf(stderr, "polite ADDRESS:PORT TOKEN VOUCHERS SECONDS\n"), 2;
	p.kept = -1;
	began = next = now_ms();
	for (int i = 1; i < CALLS_MAX && now_ms() - began < strtod(argv[4], NULL) * 1e3; i++) {
		double wait;

		if (i % FRESH_EVERY)
			call_kept(&p);
		else
			call_fresh(&p);
		next += EVERY_US / 1e3;
		wait = next - now_ms();
		if (wait > 0)
			usleep((useconds_t)(wait * 1e3));
		else
			next -= wait; /* late: no calls are made up for */
	}
	printf("{\"done\":%d,\"refused\":%d,\"lost\":%d,\"reconnected\":%d", p.done, p.refused,
	       p.lost, p.reconnected);
	print("kept", &p.of_kept);
	print("fresh", &p.of_fresh);
	printf("}\n");
	free(p.vouchers);
	return 0;
}
