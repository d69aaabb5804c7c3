/* A call that changes something: the handler's effect, the journal's line and the answer that a
 * repetition will get are one transaction (domain/joint). */
#pragma once

#include "http/flights.h"
#include "http/route.h"

/* A header that is missing or wrong: ERR_INPUT "no_idempotency_key", "bad_key_header",
 * "no_if_match". */
bool deed_check(const struct http_route *route, const struct http_request *request,
                struct err *err);

/* Run the handler of a route that has a verb. ERR_CONFLICT "key_in_flight", ERR_REFUSED
 * "key_reused". */
bool deed_run(struct app *app, const struct http_route *route, const struct http_request *request,
              struct http_reply *reply, struct err *err);
