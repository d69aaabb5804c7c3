/* Bytes on a connection to the real server, with its threads and its HTTP library: whatever they
 * are, what comes back is HTTP, says no failure of ours, and ends. */
#include "http/server.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/text.h"
#include "codec/json.h"
#include "database.h"
#include "domain/app.h"
#include "fixture.h"
#include "fuzz.h"

enum { PATIENCE_SECONDS = 20 };

static struct test_database database;
static struct fixture fixture;
static struct http_server *server;
static struct sockaddr_in address = { .sin_family = AF_INET };

static void clean(void)
{
	http_server_close(&server);
	fixture_close(&fixture);
	test_database_close(&database);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
	const struct http_server_options options = { .listen = "127.0.0.1:0",
		                                     .proxies = "127.0.0.1",
		                                     .rate_address = "0",
		                                     .rate_account = "0" };
	struct err err = { 0 };
	const char *port;

	(void)argc, (void)argv;
	test_database_open(&database);
	MUST(fixture_open(&fixture, database.url, database.folder));
	MUST(http_server_open(&server, fixture.app, &options, &err));
	port = strrchr(http_server_url(server), ':') + 1;
	address.sin_port = htons((uint16_t)strtol(port, NULL, 10));
	MUST(inet_pton(AF_INET, "127.0.0.1", &address.sin_addr) == 1);
	atexit(clean);
	return 0;
}

/* Send all, then nothing more; take what comes until the server closes. */
static void converse(const uint8_t *data, size_t size, struct buf *answer)
{
	struct timeval patience = { .tv_sec = PATIENCE_SECONDS };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	char part[16 * 1024];
	ssize_t got;

	MUST(fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) == 0);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	for (ssize_t put; size; data += put, size -= (size_t)put)
		if ((put = send(fd, data, size, MSG_NOSIGNAL)) <= 0)
			break; /* it has heard enough */
	shutdown(fd, SHUT_WR);
	while ((got = recv(fd, part, sizeof part, 0)) > 0 || (got < 0 && errno == EINTR))
		buf_add(answer, part, got > 0 ? (size_t)got : 0);
	MUST(got == 0 || errno == ECONNRESET);
	close(fd);
}

/* One line of a head: "Name: value". The value when it is of that name. */
static const char *value_of(const char *line, size_t size, const char *name)
{
	size_t length = strcspn(line, ":");

	MUST(length > 0 && length + 2 <= size && line[length + 1] == ' ');
	for (size_t i = 0; i < size; i++)
		MUST(line[i] >= ' ' && line[i] <= '~');
	return strncasecmp(line, name, length) == 0 && !name[length] ? line + length + 2 : NULL;
}

/* The bytes of the body that a head announces; what kind it is goes to `*ret_json`. */
static size_t read_head(const char *head, const char *end, bool *ret_json)
{
	size_t body = 0;

	*ret_json = false;
	for (const char *line = strstr(head, "\r\n") + 2; line < end;) {
		size_t size = (size_t)(strstr(line, "\r\n") - line);
		const char *length = value_of(line, size, "Content-Length");
		const char *type = value_of(line, size, "Content-Type");

		if (length)
			body = strtoul(length, NULL, 10);
		*ret_json |= type && (strncmp(type, "application/json", 16) == 0 ||
		                      strncmp(type, "application/problem+json", 24) == 0);
		line += size + 2;
	}
	return body;
}

/* An answer as the server made it, or one of the library's own. */
static const char *read_answer(const char *answer, const char *end)
{
	AUTO(json_close) struct json *json = NULL;
	const char *body = strstr(answer, "\r\n\r\n");
	int status = 0;
	struct err err;
	bool is_json;
	size_t size;

	MUST(strncmp(answer, "HTTP/1.1 ", 9) == 0 || strncmp(answer, "HTTP/1.0 ", 9) == 0);
	MUST(sscanf(answer + 9, "%3d", &status) == 1 && status >= 100);
	MUST(status < 500 || status == 501 || status == 505);
	MUST(body);
	size = read_head(answer, body, &is_json);
	body += 4;
	if (status < 200 || strncmp(body, "HTTP/1.", 7) == 0)
		return body; /* of a HEAD: no body came */
	if (size == 0 || body == end)
		return body;
	MUST(size <= (size_t)(end - body));
	MUST(!is_json || json_parse(&json, body, size, &err));
	return body + size;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(buf_release) struct buf answer = { 0 };
	const char *at, *end;

	converse(data, size, &answer);
	end = buf_text(&answer) + answer.size;
	for (at = buf_text(&answer); at < end;)
		at = read_answer(at, end);
	return 0;
}
