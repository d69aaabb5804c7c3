/* The files of the web client, as a browser asks for them. */
#include "http/handlers.h"

#include "base/auto.h"
#include "base/text.h"
#include "check.h"
#include "http/web_files.h"

static struct http_reply reply;
static struct err err;

static bool ask(http_handler *handler, const char *path, const char *file, const char *codings)
{
	struct http_request request = { .method = "GET", .path = path, .accept_encoding = codings };

	TEXT_COPY(request.params.value[0], file);
	http_reply_release(&reply);
	reply = (struct http_reply){ 0 };
	return handler(NULL, &request, &reply, &err);
}

static const char *sent(void)
{
	static struct buf text;
	size_t size;
	const char *bytes = http_reply_bytes(&reply, &size);

	buf_clear(&text);
	buf_add(&text, bytes, size);
	return buf_text(&text);
}

static bool header_is(const char *name, const char *value)
{
	const char *have = http_reply_find(&reply, name);

	return have ? strcmp(have, value) == 0 : !*value;
}

static void an_address_of_a_page_is_the_page(void)
{
	static const char *const paths[] = { "/app", "/app/connexion", "/app/plan" };

	for (size_t i = 0; i < COUNT_OF(paths); i++) {
		CHECK(ask(get_web_page, paths[i], "", NULL));
		CHECK_INT(reply.status, 200);
		CHECK_INT(reply.kind, HTTP_APP);
		CHECK(strstr(sent(), "<script type=\"module\" src=\"/web/main-"));
	}
}

static void another_address_is_none(void)
{
	static const char *const paths[] = { "/app/nowhere", "/app/", "/app/connexion/2",
		                             "/app/Plan" };

	for (size_t i = 0; i < COUNT_OF(paths); i++) {
		CHECK(!ask(get_web_page, paths[i], "", NULL));
		CHECK_TEXT(err.name, "no_page");
	}
	CHECK(!ask(get_web_file, "/web/../README.md", "../README.md", NULL));
	CHECK(!ask(get_web_file, "/web/", "", NULL));
}

/* The policy lets scripts through that are files; none may stand in the page. */
static void the_page_has_no_script_or_style_of_its_own(void)
{
	CHECK(ask(get_web_page, "/app", "", NULL));
	CHECK(!strstr(sent(), "<style") && !strstr(sent(), "style="));
	CHECK(!strstr(sent(), "<script>") && !strstr(sent(), " onload="));
	CHECK(!strstr(sent(), "//"));
}

static void the_smallest_form_that_is_accepted_is_sent(void)
{
	static const struct {
		const char *accepted, *sent;
	} cases[] = {
		{ NULL, "" },
		{ "", "" },
		{ "identity", "" },
		{ "gzip", "gzip" },
		{ "gzip, deflate, br, zstd", "br" },
		{ "br;q=1.0, gzip;q=0.5", "br" },
		{ "br;q=0, gzip", "gzip" },
		{ "br;q=0.1,gzip", "br" },
		{ "x-gzip, brotli", "" },
		{ "gzipped", "" },
	};
	char plain_tag[HTTP_HEADER_SIZE];

	CHECK(ask(get_web_file, "", "sw.js", NULL));
	TEXT_COPY(plain_tag, http_reply_find(&reply, "ETag"));
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		CHECK(ask(get_web_file, "", "sw.js", cases[i].accepted));
		if (!header_is("Content-Encoding", cases[i].sent))
			CHECK_FAIL("%s gets another coding than %s", cases[i].accepted,
			           cases[i].sent);
		CHECK(header_is("Vary", "Accept-Encoding"));
		CHECK(header_is("ETag", plain_tag) == !*cases[i].sent);
	}
}

static void what_changes_under_its_name_is_asked_for_anew(void)
{
	CHECK(ask(get_web_file, "", "sw.js", NULL));
	CHECK(header_is("Cache-Control", "no-cache"));
	CHECK(header_is("Service-Worker-Allowed", "/"));
	for (size_t i = 0; i < web_files_count; i++) {
		bool is_kept;

		CHECK(ask(get_web_file, "", web_files[i].name, "br, gzip"));
		is_kept = strstr(http_reply_find(&reply, "Cache-Control"), "immutable");
		if (is_kept == web_files[i].keeps_name)
			CHECK_FAIL("%s is kept for ever: %d", web_files[i].name, is_kept);
		CHECK(http_reply_find(&reply, "Content-Type"));
		CHECK(*sent());
	}
}

CHECK_MAIN({ "an_address_of_a_page_is_the_page", an_address_of_a_page_is_the_page },
           { "another_address_is_none", another_address_is_none },
           { "the_page_has_no_script_or_style_of_its_own",
             the_page_has_no_script_or_style_of_its_own },
           { "the_smallest_form_that_is_accepted_is_sent",
             the_smallest_form_that_is_accepted_is_sent },
           { "what_changes_under_its_name_is_asked_for_anew",
             what_changes_under_its_name_is_asked_for_anew })
