/* Versions of what is served: ETag, If-Match, If-None-Match (RFC 9110, sections 8.8 and 13). */
#pragma once

#include "http/message.h"

/* The version that the caller has seen: 0 for "*", -1 for one that never was. */
int64_t etag_seen(const struct http_request *request);

/* Of a thing that people and programs edit. */
void etag_version(struct http_reply *reply, int64_t version);

/* Of anything else: what its body says. An answer whose tag the caller has becomes 304. Only for
 * answers to GET with status 200. */
void etag_settle(const struct http_request *request, struct http_reply *reply);
