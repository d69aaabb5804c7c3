/* The head of a call as it comes from anywhere: a target, then lines "Name: value". What is let in
 * can be read in one way only, and nobody is taken for another because of what he wrote. */
#include "http/head.h"

#include <arpa/inet.h>

#include "base/buf.h"
#include "base/text.h"
#include "fuzz.h"
#include "http/peer.h"
#include "http/target.h"

/* %XX made bytes, as every reader of addresses does it. */
static void decode(const char *text, size_t size, struct buf *to)
{
	for (size_t i = 0; i < size; i++) {
		char hex[3] = { 0 };
		unsigned char byte;

		if (text[i] == '%' && i + 2 < size)
			memcpy(hex, text + i + 1, 2);
		if (strlen(hex) == 2 && text_unhex(&byte, 1, hex)) {
			buf_addc(to, (char)byte);
			i += 2;
		} else {
			buf_addc(to, text[i]);
		}
	}
	buf_adds(to, "");
}

static size_t count(const char *text, size_t size, char c)
{
	size_t found = 0;

	for (size_t i = 0; i < size; i++)
		found += text[i] == c;
	return found;
}

static void must_be_straight(const char *path, size_t size)
{
	AUTO(buf_release) struct buf plain = { 0 };

	decode(path, size, &plain);
	MUST(*path == '/' && strlen(plain.data) == plain.size);
	MUST(text_is_utf8(plain.data, plain.size));
	MUST(!strstr(plain.data, "//") && !strstr(plain.data, "/./") &&
	     !strstr(plain.data, "/../"));
	MUST(!strpbrk(plain.data, "\\\r\n\t\x7f"));
	MUST(count(path, size, '/') == count(plain.data, plain.size, '/'));
	buf_addc(&plain, '/');
	MUST(!strstr(plain.data, "/../") && !strstr(plain.data, "/./"));
}

static void read_target(const char *target)
{
	const char *path = target_path(target);
	struct err err;

	if (!target_check(target, &err)) {
		MUST(err.code == ERR_INPUT);
		return;
	}
	must_be_straight(path, strcspn(path, "?"));
}

/* The lines as the HTTP library leaves them where it read them. */
static void split(const char *text, struct buf *to, struct head *head, struct http_request *request)
{
	while (*text) {
		size_t size = strcspn(text, "\n"), name = strcspn(text, ":\n");

		buf_add(to, text, name);
		buf_addc(to, '\0');
		if (name < size)
			buf_add(to, text + name + 1, size - name - 1);
		buf_add(to, "\0\0", 2);
		text += size + (text[size] == '\n');
	}
	buf_add(to, "\0\0", 2);
	for (const char *line = to->data; *line;) {
		const char *value = line + strlen(line) + 1;

		head_add(head, request, line, value + strspn(value, " \t"));
		line = value + strlen(value) + 2;
	}
}

static void check_head(const struct head *head, const struct http_request *request)
{
	struct err err;

	if (!head_check(head, request, "HTTP/1.1", &err)) {
		MUST(err.code == ERR_INPUT);
		return;
	}
	MUST(!head->twice && request->host);
	MUST(!head->content_length || !head->transfer_encoding);
	MUST(!head->content_length ||
	     strspn(head->content_length, "0123456789") == strlen(head->content_length));
	MUST(!strpbrk(request->host, " \t/@,"));
}

/* It is in the list, and after it there are only proxies that we trust (or what has a colon). */
static void must_be_last(const char *list, const char *address)
{
	const char *at = NULL;

	for (const char *next = list; next && (next = strcasestr(next, address)); next++)
		at = next;
	MUST(at);
	while ((at = strchr(at, ','))) {
		at += 1 + strspn(at + 1, " \t");
		MUST(strncmp(at, "10.", 3) == 0 || strncmp(at, "127.0.0.1", 9) == 0 ||
		     memchr(at, ':', strcspn(at, ",")));
	}
}

static void check_peer(const struct head *head, struct http_request *request, const char *from,
                       const char *trusted)
{
	struct sockaddr_in socket = { .sin_family = AF_INET };
	struct peer_address peer;
	struct proxies proxies;
	unsigned char bytes[16];
	struct err err;
	bool alone;

	MUST(proxies_parse(trusted, &proxies, &err));
	MUST(inet_pton(AF_INET, from, &socket.sin_addr) == 1);
	peer_of_socket((struct sockaddr *)&socket, &peer);
	alone = peer_find(&proxies, head, false, request, &peer);
	MUST(inet_pton(strchr(request->peer.address, ':') ? AF_INET6 : AF_INET,
	               request->peer.address, bytes) == 1);
	MUST(!alone || (!head->forwarded && strncmp(from, "127.", 4) == 0));
	MUST(!request->peer.is_local || alone);
	if (strcmp(from, "192.0.2.7") == 0)
		MUST(strcmp(request->peer.address, from) == 0 && !request->peer.is_https);
	else if (strcmp(request->peer.address, from) != 0 && !strchr(request->peer.address, ':'))
		must_be_last(head->forwarded_for, request->peer.address);
}

static void read_proxies(const char *text)
{
	struct proxies proxies;
	struct err err;

	if (!proxies_parse(text, &proxies, &err))
		return;
	MUST(proxies.count >= 1 && proxies.count <= PROXIES_MAX);
	for (size_t i = 0; i < proxies.count; i++)
		MUST(proxies.list[i].bits <= 128);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(fuzz_free) char *text = fuzz_text(data, size);
	AUTO(buf_release) struct buf lines = { 0 };
	struct http_request request = { 0 };
	struct head head = { 0 };
	char *rest = text, *target = strsep(&rest, "\n");
	struct err err;

	read_target(target);
	read_proxies(target);
	(void)head_lines_check((const char *)data, size, &err);
	split(rest ? rest : "", &lines, &head, &request);
	if (!head_lines_check(lines.data, lines.size, &err))
		return 0;
	check_head(&head, &request);
	check_peer(&head, &request, "192.0.2.7", "127.0.0.1,10.0.0.0/8");
	check_peer(&head, &request, "127.0.0.1", "127.0.0.1,10.0.0.0/8");
	check_peer(&head, &request, "127.0.0.1", "::1");
	return 0;
}
