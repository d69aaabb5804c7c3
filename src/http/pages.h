/* Pages for people without an account. */
#pragma once

#include "http/message.h"

/* A failure as a page: one sentence. */
void page_fail(struct http_reply *reply, const struct err *err);
