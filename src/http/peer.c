#include "http/peer.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"

enum { ADDRESS_SIZE = 64 };

static const uint8_t in_4[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

static bool is_4(const struct peer_address *peer)
{
	return memcmp(peer->bytes, in_4, sizeof in_4) == 0;
}

static void from_4(const void *four, struct peer_address *ret)
{
	memcpy(ret->bytes, in_4, sizeof in_4);
	memcpy(ret->bytes + sizeof in_4, four, 4);
}

static bool parse(const char *text, struct peer_address *ret)
{
	uint8_t four[4];

	if (inet_pton(AF_INET6, text, ret->bytes) == 1)
		return true;
	if (inet_pton(AF_INET, text, four) != 1)
		return false;
	from_4(four, ret);
	return true;
}

static void format(const struct peer_address *peer, char to[static INET6_ADDRSTRLEN])
{
	if (is_4(peer))
		inet_ntop(AF_INET, peer->bytes + sizeof in_4, to, INET6_ADDRSTRLEN);
	else
		inet_ntop(AF_INET6, peer->bytes, to, INET6_ADDRSTRLEN);
}

/* The next word of a list; false = there is none. */
static bool next_word(const char **list, char to[static ADDRESS_SIZE])
{
	size_t size = strcspn(*list, ",");

	if (**list == '\0' || size >= ADDRESS_SIZE)
		return false;
	memcpy(to, *list, size);
	to[size] = '\0';
	*list += size + ((*list)[size] == ',');
	return true;
}

static bool add_proxy(struct proxies *proxies, char *word)
{
	char *slash = strchr(word, '/');
	struct peer_address address;
	int64_t bits, most;

	if (strcmp(word, "loopback") == 0)
		return add_proxy(proxies, (char[]){ "127.0.0.0/8" }) &&
		       add_proxy(proxies, (char[]){ "::1" });
	if (slash)
		*slash = '\0';
	if (proxies->count == PROXIES_MAX || !parse(word, &address))
		return false;
	bits = most = strchr(word, ':') ? 128 : 32;
	if (slash && (!text_parse_int(slash + 1, &bits) || bits < 0 || bits > most))
		return false;
	proxies->list[proxies->count].address = address;
	proxies->list[proxies->count++].bits = (unsigned)(bits + 128 - most);
	return true;
}

bool proxies_parse(const char *text, struct proxies *ret, struct err *err)
{
	struct proxies proxies = { 0 };
	char word[ADDRESS_SIZE];

	if (!*text)
		text = "loopback";
	while (*text)
		if (!next_word(&text, word) || !add_proxy(&proxies, text_trim(word)))
			return err_named(err, ERR_INPUT, "bad_proxy",
			                 "proxies are addresses with commas between them, "
			                 "for example 127.0.0.1,10.1.0.0/16");
	*ret = proxies;
	return true;
}

static bool is_in(const struct peer_address *peer, const struct peer_address *network,
                  unsigned bits)
{
	unsigned whole = bits / 8, rest = bits % 8;

	return memcmp(peer->bytes, network->bytes, whole) == 0 &&
	       (rest == 0 || (peer->bytes[whole] ^ network->bytes[whole]) >> (8 - rest) == 0);
}

bool peer_is_trusted(const struct proxies *proxies, const struct peer_address *peer)
{
	for (size_t i = 0; i < proxies->count; i++)
		if (is_in(peer, &proxies->list[i].address, proxies->list[i].bits))
			return true;
	return false;
}

void peer_of_socket(const struct sockaddr *from, struct peer_address *ret)
{
	memset(ret, 0, sizeof *ret);
	if (from->sa_family == AF_INET)
		from_4(&((const struct sockaddr_in *)from)->sin_addr, ret);
	else if (from->sa_family == AF_INET6)
		memcpy(ret->bytes, &((const struct sockaddr_in6 *)from)->sin6_addr, 16);
}

bool peer_is_loopback(const struct peer_address *peer)
{
	static const struct peer_address one = { .bytes = { [15] = 1 } };

	return is_4(peer) ? peer->bytes[12] == 127 : memcmp(peer, &one, sizeof one) == 0;
}

/* "192.0.2.1", "192.0.2.1:4711", "2001:db8::1", "[2001:db8::1]:4711". */
static bool parse_hop(char *word, struct peer_address *ret)
{
	char *end;

	if (*word == '[') {
		end = strchr(word, ']');
		if (!end)
			return false;
		*end = '\0';
		return parse(word + 1, ret);
	}
	end = strchr(word, ':');
	if (end && end == strrchr(word, ':'))
		*end = '\0';
	return parse(word, ret);
}

/* From the last entry to the first: each was written by the one behind it. */
static void follow(const struct proxies *trusted, const char *list, struct peer_address *peer)
{
	size_t end = strlen(list);

	while (end > 0 && peer_is_trusted(trusted, peer)) {
		const char *comma = memrchr(list, ',', end);
		const char *from = comma ? comma + 1 : list;
		char word[ADDRESS_SIZE];
		struct peer_address hop;

		if (snprintf(word, sizeof word, "%.*s", (int)(list + end - from), from) >=
		            ADDRESS_SIZE ||
		    !parse_hop(text_trim(word), &hop))
			return; /* nonsense: who passed it on is the last that we know */
		*peer = hop;
		end = comma ? (size_t)(comma - list) : 0;
	}
}

static bool says_https(const char *list)
{
	const char *comma = strrchr(list, ',');
	const char *last = comma ? comma + 1 : list;

	return text_same(last + strspn(last, " \t"), "https");
}

/* "localhost", "127.0.0.1", "[::1]", with or without a port: a public name shows that a proxy is
 * there which does not say so. */
static bool is_home(const char *host)
{
	struct peer_address address;
	char word[ADDRESS_SIZE];

	if (!host || !TEXT_COPY(word, host))
		return false;
	if (strncasecmp(host, "localhost", 9) == 0 && (host[9] == '\0' || host[9] == ':'))
		return true;
	return parse_hop(word, &address) && peer_is_loopback(&address);
}

bool peer_find(const struct proxies *trusted, const struct head *head, bool encrypted,
               struct http_request *request, struct peer_address *peer)
{
	struct http_peer *who = &request->peer;
	bool alone = peer_is_loopback(peer) && !head->forwarded;

	who->is_local = alone && is_home(request->host);
	who->is_https = encrypted;
	if (peer_is_trusted(trusted, peer)) {
		if (head->forwarded_proto)
			who->is_https = says_https(head->forwarded_proto);
		if (head->forwarded_for)
			follow(trusted, head->forwarded_for, peer);
	}
	format(peer, who->address);
	return alone;
}

size_t peer_network_size(const struct peer_address *peer)
{
	return is_4(peer) ? 16 : 8;
}
