/* A fresh card of codes as an answer: JSON, or the page to print when the caller asks for PDF. */
#pragma once

#include "http/message.h"

struct app;

/* For an account that the caller has in hand. */
bool card_reply(struct app *app, const struct http_request *request, int64_t account,
                struct http_reply *reply, struct err *err);
