#include "http/limits.h"

#include <time.h>

static int64_t now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static bool take(struct rates *rates, struct call *call, const void *whose, size_t size)
{
	struct err err;
	int seconds;

	if (rates_take(rates, rates_key(rates, whose, size), now_us(), &seconds))
		return true;
	err_named(&err, ERR_BUSY, "too_fast", "too many calls at once: ask again after %d s",
	          seconds);
	call_refuse(call, &err);
	call->retry_seconds = seconds;
	return false;
}

bool limits_address(struct limits *limits, struct call *call, const struct peer_address *peer)
{
	if (!limits->address || (limits->spare_address && call->is_alone))
		return true;
	return take(limits->address, call, peer->bytes, peer_network_size(peer));
}

bool limits_account(struct limits *limits, struct call *call)
{
	const struct caller *caller = &call->request.caller;

	if (!limits->account || !caller->account || (limits->spare_account && call->is_alone))
		return true;
	return take(limits->account, call, &caller->account, sizeof caller->account);
}

bool limits_connection(struct limits *limits, const struct proxies *proxies,
                       const struct sockaddr *from)
{
	struct peer_address peer;
	int seconds;

	if (!limits->connection)
		return true;
	peer_of_socket(from, &peer);
	if ((limits->spare_address && peer_is_loopback(&peer)) || peer_is_trusted(proxies, &peer))
		return true;
	return rates_take(limits->connection,
	                  rates_key(limits->connection, peer.bytes, peer_network_size(&peer)),
	                  now_us(), &seconds);
}

void limits_add(struct limits *limits, struct call *call, const char *data, size_t size)
{
	size_t before = call->body.size, kept;
	struct err err;

	call_add(call, data, size);
	kept = call->body.size - before;
	if (!kept)
		return;
	call->counted += kept;
	if (atomic_fetch_add(&limits->bodies_size, kept) + kept <= LIMITS_BODIES_MAX)
		return;
	err_named(&err, ERR_BUSY, "too_much", "too many long calls at once");
	call_refuse(call, &err);
	limits_release(limits, call);
}

void limits_release(struct limits *limits, struct call *call)
{
	buf_release(&call->body);
	atomic_fetch_sub(&limits->bodies_size, call->counted);
	call->counted = 0;
}
