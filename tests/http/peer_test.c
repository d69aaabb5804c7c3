#include "http/peer.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "base/auto.h"
#include "check.h"

static struct peer_address address_of(const char *text)
{
	struct sockaddr_in6 six = { .sin6_family = AF_INET6 };
	struct sockaddr_in four = { .sin_family = AF_INET };
	struct peer_address peer = { 0 };

	if (inet_pton(AF_INET, text, &four.sin_addr) == 1)
		peer_of_socket((struct sockaddr *)&four, &peer);
	else if (CHECK(inet_pton(AF_INET6, text, &six.sin6_addr) == 1))
		peer_of_socket((struct sockaddr *)&six, &peer);
	return peer;
}

static void loopback_is_this_machine(void)
{
	static const char *const home[] = { "127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1" };
	static const char *const away[] = { "128.0.0.1", "10.0.0.1", "::", "::2", "2001:db8::1" };

	for (size_t i = 0; i < COUNT_OF(home); i++) {
		struct peer_address peer = address_of(home[i]);

		CHECK(peer_is_loopback(&peer));
	}
	for (size_t i = 0; i < COUNT_OF(away); i++) {
		struct peer_address peer = address_of(away[i]);

		CHECK(!peer_is_loopback(&peer));
	}
}

static void proxies_are_addresses_and_networks(void)
{
	static const char *const bad[] = { "x",          "10.0.0.0/33", "::/129",
		                           "1.2.3",      "10.0.0.0/-1", "10.0.0.0/",
		                           ",",          "a.b.c.d",     "127.0.0.1;::1",
		                           "1.2.3.4/8/8" };
	struct proxies proxies;
	struct err err = { 0 };

	CHECK_OK(proxies_parse("", &proxies, &err));
	CHECK_INT(proxies.count, 2);
	CHECK_OK(proxies_parse("192.0.2.1,loopback", &proxies, &err));
	CHECK_INT(proxies.count, 3);
	CHECK_OK(proxies_parse("127.0.0.1, 10.1.0.0/16 ,2001:db8::/32", &proxies, &err));
	CHECK_INT(proxies.count, 3);
	CHECK_INT(proxies.list[1].bits, 96 + 16);
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		CHECK_ERR(proxies_parse(bad[i], &proxies, &err), ERR_INPUT);
		CHECK_TEXT(err.name, "bad_proxy");
	}
}

struct hops {
	const char *trusted, *from, *forwarded_for; /* trusted NULL = nobody */
	const char *caller;
};

static void the_last_hop_nobody_trusts_is_the_caller(void)
{
	static const struct hops cases[] = {
		{ NULL, "127.0.0.1", "192.0.2.1", "127.0.0.1" },
		{ NULL, "192.0.2.9", "10.0.0.1", "192.0.2.9" },
		{ "", "127.0.0.1", NULL, "127.0.0.1" },
		{ "", "127.0.0.1", "192.0.2.1", "192.0.2.1" },
		{ "", "::1", "2001:db8::7", "2001:db8::7" },
		{ "", "::ffff:127.0.0.1", "192.0.2.1", "192.0.2.1" },
		{ "", "192.0.2.9", "10.0.0.1", "192.0.2.9" },            /* speaks for itself */
		{ "", "127.0.0.1", "10.9.9.9, 192.0.2.1", "192.0.2.1" }, /* invents the first */
		{ "", "127.0.0.1", "127.0.0.1, 192.0.2.1", "192.0.2.1" },
		{ "127.0.0.1,10.0.0.0/8", "127.0.0.1", "192.0.2.1, 10.1.2.3", "192.0.2.1" },
		{ "127.0.0.1,10.0.0.0/8", "127.0.0.1", "192.0.2.1,10.1.2.3,10.4.5.6", "192.0.2.1" },
		{ "127.0.0.1,10.0.0.0/8", "127.0.0.1", "10.4.5.6", "10.4.5.6" },
		{ "", "127.0.0.1", "192.0.2.1:4711", "192.0.2.1" },
		{ "", "127.0.0.1", "[2001:db8::7]:4711", "2001:db8::7" },
		{ "", "127.0.0.1", "[2001:db8::7]", "2001:db8::7" },
		{ "", "127.0.0.1", "unknown", "127.0.0.1" },
		{ "", "127.0.0.1", "", "127.0.0.1" },
		{ "", "127.0.0.1", "192.0.2.1,", "127.0.0.1" },
		{ "", "127.0.0.1", "192.0.2.1, [", "127.0.0.1" },
		{ "", "127.0.0.1",
		  "1111111111111111111111111111111111111111111111111111111111111111111111111111",
		  "127.0.0.1" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct peer_address peer = address_of(cases[i].from);
		struct head head = { .forwarded_for = cases[i].forwarded_for,
			             .forwarded = cases[i].forwarded_for != NULL };
		struct http_request request = { 0 };
		struct proxies proxies = { 0 };
		struct err err;

		if (cases[i].trusted)
			CHECK_OK(proxies_parse(cases[i].trusted, &proxies, &err));
		peer_find(&proxies, &head, false, &request, &peer);
		if (!CHECK_TEXT(request.peer.address, cases[i].caller))
			printf("# case %zu\n", i);
	}
}

static void https_is_said_by_who_is_trusted(void)
{
	static const struct {
		const char *from, *proto;
		bool encrypted, https;
	} cases[] = {
		{ "127.0.0.1", "https", false, true },
		{ "127.0.0.1", "http, HTTPS", false, true },
		{ "127.0.0.1", "https, http", false, false },
		{ "127.0.0.1", "httpsx", false, false },
		{ "127.0.0.1", NULL, false, false },
		{ "127.0.0.1", "http", true, false },
		{ "192.0.2.1", "https", false, false },
		{ "192.0.2.1", "http", true, true },
		{ "192.0.2.1", NULL, true, true },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct peer_address peer = address_of(cases[i].from);
		struct head head = { .forwarded_proto = cases[i].proto };
		struct http_request request = { 0 };
		struct proxies proxies;
		struct err err;

		CHECK_OK(proxies_parse("", &proxies, &err));
		peer_find(&proxies, &head, cases[i].encrypted, &request, &peer);
		if (!CHECK_INT(request.peer.is_https, cases[i].https))
			printf("# case %zu\n", i);
	}
}

static void local_is_who_speaks_for_itself_to_a_local_name(void)
{
	static const struct {
		const char *from, *host;
		bool forwarded, alone, local;
	} cases[] = {
		{ "127.0.0.1", "127.0.0.1:8080", false, true, true },
		{ "127.0.0.1", "localhost", false, true, true },
		{ "127.0.0.1", "LOCALHOST:80", false, true, true },
		{ "::1", "[::1]:8080", false, true, true },
		{ "127.0.0.1", "pass.example", false, true, false }, /* a proxy that says nothing */
		{ "127.0.0.1", "localhost.example", false, true, false },
		{ "127.0.0.1", "127.0.0.1.example", false, true, false },
		{ "127.0.0.1", NULL, false, true, false },
		{ "127.0.0.1", "localhost", true, false, false },
		{ "192.0.2.1", "localhost", false, false, false },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct peer_address peer = address_of(cases[i].from);
		struct head head = { .forwarded = cases[i].forwarded };
		struct http_request request = { .host = cases[i].host };
		struct proxies nobody = { 0 };

		if (!CHECK_INT(peer_find(&nobody, &head, false, &request, &peer), cases[i].alone) ||
		    !CHECK_INT(request.peer.is_local, cases[i].local))
			printf("# case %zu\n", i);
	}
}

static void a_network_is_what_one_customer_has(void)
{
	struct peer_address four = address_of("192.0.2.1"), six = address_of("2001:db8::1");

	CHECK_INT(peer_network_size(&four), 16);
	CHECK_INT(peer_network_size(&six), 8);
}

CHECK_MAIN({ "loopback_is_this_machine", loopback_is_this_machine },
           { "proxies_are_addresses_and_networks", proxies_are_addresses_and_networks },
           { "the_last_hop_nobody_trusts_is_the_caller", the_last_hop_nobody_trusts_is_the_caller },
           { "https_is_said_by_who_is_trusted", https_is_said_by_who_is_trusted },
           { "local_is_who_speaks_for_itself_to_a_local_name",
             local_is_who_speaks_for_itself_to_a_local_name },
           { "a_network_is_what_one_customer_has", a_network_is_what_one_customer_has })
