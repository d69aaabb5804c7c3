/* A failure as RFC 9457 application/problem+json. */
#pragma once

#include "base/buf.h"
#include "http/message.h"

struct json_writer;

/* The members type, title, status, code and detail, inside an object that was begun. */
void http_problem_members(struct json_writer *json, const char *title, int status,
                          const struct http_pair *code_and_detail);

/* What people are told of it: "Ligne 12. ...", when a line of what was sent is at fault; in
 * `to`, which is empty before. */
const char *http_problem_detail(const struct err *err, struct buf *to);

/* The headers that a failure's status wants. */
void http_problem_headers(struct http_reply *reply, const struct err *err);

/* The whole answer. What went wrong inside the server is not told; `id` names the call, for the
 * log. */
void http_problem(struct http_reply *reply, const struct err *err, const char *id);

/* The same up to its closing brace: for failures that have members of their own. `json` writes to
 * the reply's body. */
void http_problem_begin(struct json_writer *json, struct http_reply *reply, const struct err *err,
                        const char *id);
