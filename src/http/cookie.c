#include "http/cookie.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static const char *name_of(const struct http_request *request)
{
	return request->peer.is_https ? "__Host-passnum" : "passnum";
}

bool cookie_find(const struct http_request *request, char to[static COOKIE_VALUE_SIZE])
{
	const char *name = name_of(request), *pair = request->cookie;
	size_t length = strlen(name);

	for (; pair; pair = strchr(pair, ';'), pair = pair ? pair + 1 : NULL) {
		size_t size;

		pair += strspn(pair, " \t");
		if (strncmp(pair, name, length) != 0 || pair[length] != '=')
			continue;
		size = strcspn(pair + length + 1, "; \t");
		if (size == 0 || size >= COOKIE_VALUE_SIZE)
			return false;
		memcpy(to, pair + length + 1, size);
		to[size] = '\0';
		return true;
	}
	return false;
}

void cookie_set(const struct http_request *request, struct http_reply *reply, const char *value)
{
	char text[HTTP_HEADER_SIZE];

	snprintf(text, sizeof text, "%s=%s; Path=/; HttpOnly; SameSite=Strict%s%s",
	         name_of(request), value, request->peer.is_https ? "; Secure" : "",
	         *value ? "" : "; Max-Age=0");
	http_reply_header(reply, "Set-Cookie", text);
	explicit_bzero(text, sizeof text);
	reply->body.is_secret = true;
}

/* "https://pass.example:8443" is ours when its end is our Host; over https only https is. */
static bool is_ours(const struct http_request *request, const char *origin)
{
	const char *host = strstr(origin, "://");

	if (!host || !request->host || (request->peer.is_https && strncmp(origin, "https:", 6)))
		return false;
	return strcasecmp(host + 3, request->host) == 0;
}

bool cookie_is_foreign(const struct http_request *request)
{
	if (request->sec_fetch_site && strcmp(request->sec_fetch_site, "same-origin") != 0)
		return true;
	return request->origin && !is_ours(request, request->origin);
}
