/* A signing key as paths name it. */
#pragma once

#include "http/message.h"

/* Its number; -1, which no key has, when it is none. */
int signing_key_number(const struct http_request *request);
