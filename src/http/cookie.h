/* The cookie of a session. Over https its name begins with "__Host-": then browsers take it from
 * this host alone, for all of it (RFC 6265bis, section 4.1.3.2). */
#pragma once

#include "http/message.h"

enum { COOKIE_VALUE_SIZE = 64 };

/* What the caller shows; false when it shows none, or one that was never ours by its length. */
bool cookie_find(const struct http_request *request, char to[static COOKIE_VALUE_SIZE]);

/* For pages of our own only, not for their scripts; it goes when the browser is closed. An empty
 * value takes it back. */
void cookie_set(const struct http_request *request, struct http_reply *reply, const char *value);

/* Does the browser say that another's page makes this call? */
bool cookie_is_foreign(const struct http_request *request);
