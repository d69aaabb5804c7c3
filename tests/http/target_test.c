#include "http/target.h"

#include "base/auto.h"
#include "check.h"

static void what_has_one_meaning_is_let_in(void)
{
	static const char *const good[] = {
		"/",
		"/healthz",
		"/%68ealthz",
		"/api/v1/centres?near=44.9,4.9&limit=5",
		"/api/v1/passes/7K3M-2QXV/document.pdf",
		"/api/v1/passes/7K3M/document%2Epdf",
		"/api/v1/passes/a..b/.x",
		"/api/v1/passes/",
		"/api/v1/centres?q=caf%C3%A9+du+coin&x=%2F..%2F&y=a/b?c",
		"/caf%C3%A9",
		"/a?",
		"http://passnum.example/healthz?x=1",
		"HTTPS://[::1]:8080/healthz",
		"http://passnum.example",
		"http://passnum.example?x=1",
	};

	for (size_t i = 0; i < COUNT_OF(good); i++) {
		struct err err;

		if (!CHECK_OK(target_check(good[i], &err)))
			printf("# %s\n", good[i]);
	}
}

static const char *const bad[] = {
	"",
	"*",
	"healthz",
	"example.org:443",
	"//healthz",
	"//evil.example/",
	"/api//v1/keys",
	"/./healthz",
	"/api/../healthz",
	"/api/v1/..",
	"/%2e%2E/etc/passwd",
	"/api/%2e/keys",
	"/healthz%00",
	"/healthz%0a",
	"/healthz%0D%0AX-Evil:1",
	"/healthz%7f",
	"/healthz%20",
	"/api%2Fv1/keys",
	"/api%2fv1%2Fkeys",
	"/api%5cv1",
	"/api\\v1",
	"/%252e%252e/",
	"/%",
	"/%4",
	"/%zz",
	"/%4x",
	"/%C3",
	"/%ff%fe",
	"/%C0%AF",
	"/%ed%a0%80",
	"/caf\xc3\xa9",
	"/a b",
	"/a\tb",
	"/a#b",
	"/<script>",
	"/a|b",
	"/a?b#c",
	"/a?b=%00",
	"/a?b=%0a",
	"/a?b=%",
	"/a?b=%f",
	"/a?b=%ff",
	"/a?b=\xff",
	"/a?b c",
	"http://",
	"http:///healthz",
	"http://user:secret@host/healthz",
	"http://ho%73t/healthz",
	"http://host\\/healthz",
	"http://host//healthz",
	"https://host/../healthz",
	"ftp://host/healthz",
	"http:/healthz",
};

static void what_could_be_read_twice_is_refused(void)
{
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct err err = { 0 };

		if (!CHECK_ERR(target_check(bad[i], &err), ERR_INPUT) ||
		    !CHECK_TEXT(err.name, "bad_target"))
			printf("# %s\n", bad[i]);
	}
}

static void length_has_an_end(void)
{
	static char long_path[9000] = "/", long_query[9000] = "/a?";
	struct err err = { 0 };

	memset(long_path + 1, '9', 999);
	CHECK_OK(target_check(long_path, &err));
	memset(long_path + 1, '9', 8000);
	CHECK_ERR(target_check(long_path, &err), ERR_INPUT);
	CHECK_TEXT(err.name, "target_too_long");
	memset(long_query + 3, 'q', 4000);
	CHECK_OK(target_check(long_query, &err));
	memset(long_query + 3, 'q', 8000);
	err.name[0] = '\0';
	CHECK_ERR(target_check(long_query, &err), ERR_INPUT);
	CHECK_TEXT(err.name, "target_too_long");
}

static void the_path_of_an_absolute_target_is_found(void)
{
	CHECK_TEXT(target_path("/healthz"), "/healthz");
	CHECK_TEXT(target_path("http://host:8080/healthz"), "/healthz");
	CHECK_TEXT(target_path("HTTPS://host/"), "/");
	CHECK_TEXT(target_path("http://host"), "/");
}

CHECK_MAIN({ "what_has_one_meaning_is_let_in", what_has_one_meaning_is_let_in },
           { "what_could_be_read_twice_is_refused", what_could_be_read_twice_is_refused },
           { "length_has_an_end", length_has_an_end },
           { "the_path_of_an_absolute_target_is_found", the_path_of_an_absolute_target_is_found })
