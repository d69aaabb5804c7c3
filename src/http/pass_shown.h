/* A pass as answers tell it. */
#pragma once

#include "codec/json_write.h"
#include "domain/passes.h"
#include "http/message.h"

/* The pass that the path names, if this caller may see it. */
bool pass_shown_find(struct app *app, const struct http_request *request, struct pass *ret,
                     struct err *err);

/* One object: an entry of a list. */
void pass_shown_write(struct json_writer *json, const struct pass *pass,
                      const struct pass_use *use);

/* The whole answer. */
bool pass_shown_reply(struct app *app, const struct pass *pass, struct http_reply *reply,
                      struct err *err);
