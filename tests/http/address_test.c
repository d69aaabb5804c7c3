#include "http/address.h"

#include <unistd.h>

#include "base/auto.h"
#include "check.h"

static void an_address_is_listened_on_and_told(void)
{
	static const struct {
		const char *text, *begins;
	} cases[] = {
		{ "127.0.0.1:0", "127.0.0.1:" }, { "localhost:0", NULL }, /* either family */
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char where[ADDRESS_TEXT_SIZE], again[ADDRESS_TEXT_SIZE];
		struct err err;
		int fd = -1, other = -1;

		if (!CHECK_OK(address_listen(cases[i].text, false, &fd, where, &err)))
			continue;
		if (cases[i].begins)
			CHECK(strncmp(where, cases[i].begins, strlen(cases[i].begins)) == 0);
		CHECK(strcmp(strrchr(where, ':'), ":0") != 0);
		CHECK_ERR(address_listen(where, false, &other, again, &err), ERR_CONFLICT);
		CHECK_TEXT(err.name, "port_in_use");
		close(fd);
	}
}

static void ipv6_is_written_in_brackets(void)
{
	char where[ADDRESS_TEXT_SIZE];
	struct err err;
	int fd = -1;

	if (address_listen("[::1]:0", false, &fd, where, &err)) {
		CHECK(strncmp(where, "[::1]:", 6) == 0);
		close(fd);
	} else {
		CHECK_TEXT(err.name, "bad_address"); /* a machine without IPv6 */
	}
}

static void what_is_no_address_is_said(void)
{
	static const char *const wrong[] = { "",     ":80",    "127.0.0.1",    "127.0.0.1:",
		                             "8080", "::1:80", "[]:80",        "127.0.0.1:65536",
		                             "x:-1", "x:1x",   "127.0.0.1: 1", "192.0.2.1:0" };

	for (size_t i = 0; i < COUNT_OF(wrong); i++) {
		char where[ADDRESS_TEXT_SIZE];
		struct err err = { 0 };
		int fd = -1;

		CHECK_ERR(address_listen(wrong[i], true, &fd, where, &err), ERR_INPUT);
		CHECK_TEXT(err.name, "bad_address");
		CHECK_INT(fd, -1);
	}
}

static void others_are_let_in_only_when_guarded(void)
{
	static const char *const open[] = { "0.0.0.0:0", "[::]:0", "192.0.2.1:8080" };
	char where[ADDRESS_TEXT_SIZE];
	struct err err = { 0 };
	int fd = -1;

	for (size_t i = 0; i < COUNT_OF(open); i++) {
		CHECK_ERR(address_listen(open[i], false, &fd, where, &err), ERR_REFUSED);
		CHECK_TEXT(err.name, "open_listen");
		CHECK_INT(fd, -1);
	}
	if (CHECK_OK(address_listen("0.0.0.0:0", true, &fd, where, &err)))
		close(fd);
}

CHECK_MAIN({ "an_address_is_listened_on_and_told", an_address_is_listened_on_and_told },
           { "ipv6_is_written_in_brackets", ipv6_is_written_in_brackets },
           { "what_is_no_address_is_said", what_is_no_address_is_said },
           { "others_are_let_in_only_when_guarded", others_are_let_in_only_when_guarded })
