/* Who is at the other end of a call, perhaps behind a proxy that we trust. */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#include "http/head.h"

enum { PROXIES_MAX = 16 };

/* IPv6; an IPv4 address is in ::ffff:0:0/96. */
struct peer_address {
	uint8_t bytes[16];
};

struct proxies {
	struct {
		struct peer_address address;
		unsigned bits; /* of a network's prefix */
	} list[PROXIES_MAX];
	size_t count;
};

/* "loopback,192.0.2.1,10.1.0.0/16"; loopback is 127.0.0.0/8 and ::1, as is "". ERR_INPUT
 * "bad_proxy". */
bool proxies_parse(const char *text, struct proxies *ret, struct err *err);

void peer_of_socket(const struct sockaddr *from, struct peer_address *ret);
bool peer_is_loopback(const struct peer_address *peer);
bool peer_is_trusted(const struct proxies *proxies, const struct peer_address *peer);

/* The caller of a call that came from `*peer`, which becomes the caller's address. The headers are
 * believed of a trusted proxy only: of X-Forwarded-For the last entry that is no trusted proxy
 * itself, of X-Forwarded-Proto the last word. `encrypted`: the connection is TLS. True for a
 * program on this machine that speaks for itself: nobody passed its call on. */
bool peer_find(const struct proxies *trusted, const struct head *head, bool encrypted,
               struct http_request *request, struct peer_address *peer);

/* What a bucket of http/rates is for: the whole of an IPv4 address, the /64 of an IPv6 one. */
size_t peer_network_size(const struct peer_address *peer);
