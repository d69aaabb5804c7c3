#include "http/address.h"

#include <errno.h>
#include <netdb.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/text.h"
#include "http/peer.h"

enum { HOST_SIZE = 256, BACKLOG = 4096, BUFFER_SIZE = 64 * 1024 };

static void list_release(struct addrinfo **list)
{
	if (*list)
		freeaddrinfo(TAKE(*list));
}

static void socket_release(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* The part before the last ':', without the brackets of IPv6, and the number after it. */
static bool split(const char *text, char host[static HOST_SIZE], const char **ret_port)
{
	const char *colon = strrchr(text, ':');
	size_t size = colon ? (size_t)(colon - text) : 0;
	int64_t port;

	if (size == 0 || size >= HOST_SIZE || !text_parse_int(colon + 1, &port) || port < 0 ||
	    port > 65535)
		return false;
	if (text[0] == '[' && text[size - 1] == ']') {
		text++;
		size -= 2;
	} else if (memchr(text, ':', size)) {
		return false;
	}
	memcpy(host, text, size);
	host[size] = '\0';
	*ret_port = colon + 1;
	return size > 0;
}

static bool refuse(const char *text, struct err *err)
{
	switch (errno) {
	case EADDRINUSE:
		return err_named(err, ERR_CONFLICT, "port_in_use",
		                 "another program listens on %s already", text);
	case EACCES:
		return err_named(err, ERR_FORBIDDEN, "port_forbidden",
		                 "ports below 1024 are for the administrator: %s", text);
	case EADDRNOTAVAIL:
		return err_named(err, ERR_INPUT, "bad_address",
		                 "this machine does not have the address %s", text);
	}
	return err_set(err, ERR_SYSTEM, "could not listen on %s: %s", text, strerror(errno));
}

/* The sizes of buffers go over to the connections: what thousands of slow ones may hold is bounded.
 */
static bool listen_there(const struct addrinfo *where, int *ret_socket)
{
	AUTO(socket_release) int fd = -1;
	int yes = 1, size = BUFFER_SIZE, ipv6_only = where->ai_family == AF_INET6;

	fd = socket(where->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0 ||
	    setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof size) != 0 ||
	    setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size) != 0 ||
	    (ipv6_only && setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &yes, sizeof yes) != 0) ||
	    bind(fd, where->ai_addr, where->ai_addrlen) != 0 || listen(fd, BACKLOG) != 0)
		return false;
	*ret_socket = fd;
	fd = -1;
	return true;
}

/* The port may have been 0: ask the socket. */
static bool say(int fd, char to[static ADDRESS_TEXT_SIZE], struct err *err)
{
	struct sockaddr_storage address;
	socklen_t size = sizeof address;
	char host[48], port[8];

	if (getsockname(fd, (struct sockaddr *)&address, &size) != 0 ||
	    getnameinfo((struct sockaddr *)&address, size, host, sizeof host, port, sizeof port,
	                NI_NUMERICHOST | NI_NUMERICSERV) != 0)
		return err_set(err, ERR_SYSTEM, "could not ask where the server listens");
	snprintf(to, ADDRESS_TEXT_SIZE, address.ss_family == AF_INET6 ? "[%s]:%s" : "%s:%s", host,
	         port);
	return true;
}

static bool is_all_home(const struct addrinfo *list)
{
	struct peer_address address;

	for (; list; list = list->ai_next) {
		peer_of_socket(list->ai_addr, &address);
		if (!peer_is_loopback(&address))
			return false;
	}
	return true;
}

bool address_listen(const char *text, bool guarded, int *ret_socket,
                    char ret_text[static ADDRESS_TEXT_SIZE], struct err *err)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM,
		                        .ai_flags = AI_PASSIVE | AI_NUMERICSERV };
	AUTO(list_release) struct addrinfo *list = NULL;
	AUTO(socket_release) int fd = -1;
	char host[HOST_SIZE];
	const char *port;

	if (!split(text, host, &port) || getaddrinfo(host, port, &hints, &list) != 0)
		return err_named(err, ERR_INPUT, "bad_address",
		                 "an address is HOST:PORT, for example 127.0.0.1:8080");
	if (!guarded && !is_all_home(list))
		return err_named(
			err, ERR_REFUSED, "open_listen",
			"others reach %s: give --tls-cert and --tls-key, or --behind-proxy "
			"when a proxy does the encryption",
			text);
	for (const struct addrinfo *where = list; where; where = where->ai_next)
		if (listen_there(where, &fd))
			break;
	if (fd < 0)
		return refuse(text, err);
	if (!say(fd, ret_text, err))
		return false;
	*ret_socket = fd;
	fd = -1;
	return true;
}
