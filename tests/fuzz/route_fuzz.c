/* "METHOD /path?name=value&...": the line of the table that answers, and what it was given. */
#include "http/route.h"

#include "base/buf.h"
#include "fuzz.h"

/* The path that a pattern and its parameters make. */
static void rebuild(const char *pattern, const struct http_params *params, struct buf *to)
{
	size_t used = 0;

	while (*pattern) {
		size_t size = strcspn(pattern + 1, "/") + 1;

		if (pattern[1] == ':' || pattern[1] == '#') {
			MUST(used < params->count);
			MUST(pattern[1] == ':' || strspn(params->value[used], "0123456789") ==
			                                  strlen(params->value[used]));
			MUST(*params->value[used] && !strchr(params->value[used], '/'));
			buf_addf(to, "/%s", params->value[used++]);
		} else {
			buf_add(to, pattern, size);
		}
		pattern += size;
	}
	MUST(used == params->count);
}

static void must_fit(const struct http_route *route, const struct http_params *params,
                     const char *path)
{
	AUTO(buf_release) struct buf again = { 0 };

	rebuild(route->path, params, &again);
	MUST(strcmp(buf_text(&again), path) == 0);
}

static void find(const char *method, const char *path)
{
	struct http_params params = { 0 };
	char allow[HTTP_ALLOW_SIZE], marked[80] = "GET";
	struct err err;
	const struct http_route *route = http_route_find(method, path, &params, &err);

	http_route_allow(path, allow);
	MUST(strlen(allow) < sizeof allow);
	if (!route) {
		MUST(strcmp(err.name, *allow ? "wrong_method" : "no_page") == 0);
		return;
	}
	must_fit(route, &params, path);
	snprintf(marked, sizeof marked, "%s", route->method);
	MUST(strstr(allow, marked));
	MUST(strcmp(method, route->method) == 0 ||
	     (strcmp(method, "HEAD") == 0 && strcmp(route->method, "GET") == 0));
}

/* Names and values between '&' and '='. */
static void read_query(char *text)
{
	static const char *const names[] = { "near", "limit", "programme", NULL };
	struct http_request request = { 0 };
	size_t seen[COUNT_OF(names)] = { 0 };
	bool known = true;
	struct err err;

	for (char *pair; (pair = strsep(&text, "&"));) {
		char *value = strchr(pair, '=');
		size_t name = 0;

		if (value)
			*value++ = '\0';
		if (request.query_count < HTTP_QUERY_MAX)
			request.query[request.query_count] =
				(struct http_pair){ pair, value ? value : "" };
		request.query_count++;
		while (names[name] && strcmp(names[name], pair) != 0)
			name++;
		known &= names[name] && seen[name]++ == 0;
	}
	MUST(http_query_check(&request, names, &err) == known);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(fuzz_free) char *text = fuzz_text(data, size);
	char *rest = text, *method = strsep(&rest, " "), *path = strsep(&rest, "?");

	find(method, path ? path : "");
	if (rest)
		read_query(rest);
	return 0;
}
