#include "http/cookie.h"

#include "base/auto.h"
#include "check.h"

static void the_cookie_is_found_among_others(void)
{
	static const struct {
		const char *header;
		bool is_https;
		const char *value; /* NULL = none */
	} cases[] = {
		{ "passnum=abc", false, "abc" },
		{ "passnum=abc", true, NULL },
		{ "__Host-passnum=abc", true, "abc" },
		{ "__Host-passnum=abc", false, NULL },
		{ "a=b; passnum=abc; c=d", false, "abc" },
		{ "a=b;passnum=abc", false, "abc" },
		{ "a=passnum=abc; passnum=def", false, "def" },
		{ "xpassnum=abc", false, NULL },
		{ "passnumx=abc", false, NULL },
		{ "passnum=", false, NULL },
		{ "passnum", false, NULL },
		{ "passnum=one; passnum=two", false, "one" },
		{ "", false, NULL },
		{ ";;; ;", false, NULL },
		{ NULL, false, NULL },
		{ "passnum=0123456789012345678901234567890123456789012345678901234567890123", false,
		  NULL },
		{ "passnum=012345678901234567890123456789012345678901234567890123456789012", false,
		  "012345678901234567890123456789012345678901234567890123456789012" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct http_request request = { .cookie = cases[i].header,
			                              .peer.is_https = cases[i].is_https };
		char value[COOKIE_VALUE_SIZE] = "untouched";

		CHECK_INT(cookie_find(&request, value), cases[i].value != NULL);
		CHECK_TEXT(value, cases[i].value ? cases[i].value : "untouched");
	}
}

static void a_cookie_is_for_our_pages_alone(void)
{
	static const struct {
		bool is_https;
		const char *value, *header;
	} cases[] = {
		{ false, "abc", "passnum=abc; Path=/; HttpOnly; SameSite=Strict" },
		{ true, "abc", "__Host-passnum=abc; Path=/; HttpOnly; SameSite=Strict; Secure" },
		{ false, "", "passnum=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0" },
		{ true, "",
		  "__Host-passnum=; Path=/; HttpOnly; SameSite=Strict; Secure; Max-Age=0" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct http_request request = { .peer.is_https = cases[i].is_https };
		struct http_reply reply = { 0 };

		cookie_set(&request, &reply, cases[i].value);
		CHECK_TEXT(http_reply_find(&reply, "Set-Cookie"), cases[i].header);
		CHECK(reply.body.is_secret);
		http_reply_release(&reply);
	}
}

static void a_browser_says_whose_page_calls(void)
{
	static const struct {
		const char *origin, *site, *host;
		bool is_https, foreign;
	} cases[] = {
		{ NULL, NULL, "h", false, false },
		{ NULL, "same-origin", "h", false, false },
		{ NULL, "same-site", "h", false, true },
		{ NULL, "cross-site", "h", false, true },
		{ NULL, "none", "h", false, true },
		{ NULL, "", "h", false, true },
		{ "http://h", NULL, "h", false, false },
		{ "http://h", "same-origin", "h", false, false },
		{ "http://h", "cross-site", "h", false, true },
		{ "http://other", "same-origin", "h", false, true },
		{ "http://h:8080", NULL, "h:8080", false, false },
		{ "http://h:8080", NULL, "h:8081", false, true },
		{ "http://h:8080", NULL, "h", false, true },
		{ "http://H", NULL, "h", false, false },
		{ "http://h.evil", NULL, "h", false, true },
		{ "http://evil/h", NULL, "h", false, true },
		{ "http://x@h", NULL, "h", false, true },
		{ "null", NULL, "h", false, true },
		{ "", NULL, "h", false, true },
		{ "h", NULL, "h", false, true },
		{ "http://h", NULL, NULL, false, true },
		{ "https://h", NULL, "h", true, false },
		{ "http://h", NULL, "h", true, true },
		{ "http://[::1]:8080", NULL, "[::1]:8080", false, false },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct http_request request = { .origin = cases[i].origin,
			                              .sec_fetch_site = cases[i].site,
			                              .host = cases[i].host,
			                              .peer.is_https = cases[i].is_https };

		if (cookie_is_foreign(&request) != cases[i].foreign)
			CHECK_FAIL("case %zu", i);
	}
}

CHECK_MAIN({ "the_cookie_is_found_among_others", the_cookie_is_found_among_others },
           { "a_cookie_is_for_our_pages_alone", a_cookie_is_for_our_pages_alone },
           { "a_browser_says_whose_page_calls", a_browser_says_whose_page_calls })
