#include "http/route.h"

#include <string.h>

static bool keep(struct http_params *params, const char *text, size_t size)
{
	char *value;

	if (size == 0 || size >= HTTP_PARAM_SIZE || params->count == HTTP_PARAMS_MAX)
		return false;
	value = params->value[params->count++];
	memcpy(value, text, size);
	value[size] = '\0';
	return true;
}

static bool segment_fits(const char *pattern, size_t want, const char *path, size_t have,
                         struct http_params *params)
{
	if (*pattern == ':')
		return keep(params, path, have);
	if (*pattern == '#')
		return strspn(path, "0123456789") >= have && keep(params, path, have);
	return want == have && memcmp(pattern, path, have) == 0;
}

bool http_path_fits(const char *pattern, const char *path, struct http_params *params)
{
	params->count = 0;
	while (*pattern == '/' && *path == '/') {
		size_t want = strcspn(++pattern, "/"), have = strcspn(++path, "/");

		if (!segment_fits(pattern, want, path, have, params))
			return false;
		pattern += want;
		path += have;
	}
	return *pattern == '\0' && *path == '\0';
}

const struct http_route *http_route_find(const char *method, const char *path,
                                         struct http_params *params, struct err *err)
{
	bool known = false;

	if (strcmp(method, "HEAD") == 0)
		method = "GET";
	for (size_t i = 0; i < http_routes_count; i++) {
		const struct http_route *route = &http_routes[i];

		if (!http_path_fits(route->path, path, params))
			continue;
		if (strcmp(route->method, method) == 0)
			return route;
		known = true;
	}
	if (known)
		err_named(err, ERR_INPUT, "wrong_method",
		          "that path does not answer to this method");
	else
		err_named(err, ERR_MISSING, "no_page", "there is no such path");
	return NULL;
}

static void allow(char *to, const char *method)
{
	size_t used = strlen(to);

	if (!strstr(to, method) && used + strlen(method) + 3 < HTTP_ALLOW_SIZE)
		memccpy(stpcpy(to + used, used ? ", " : ""), method, '\0', strlen(method) + 1);
}

void http_route_allow(const char *path, char to[static HTTP_ALLOW_SIZE])
{
	struct http_params params;

	*to = '\0';
	for (size_t i = 0; i < http_routes_count; i++) {
		if (!http_path_fits(http_routes[i].path, path, &params))
			continue;
		allow(to, http_routes[i].method);
		if (strcmp(http_routes[i].method, "GET") == 0)
			allow(to, "HEAD");
	}
	if (*to)
		allow(to, "OPTIONS");
}
