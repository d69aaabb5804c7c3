/* "127.0.0.1:8080", "[::1]:0", "localhost:8080": a socket that listens there. */
#pragma once

#include "base/err.h"

enum { ADDRESS_TEXT_SIZE = 64 };

/* Port 0 is any free one; `ret_text` says where it really listens. Unless what is spoken there is
 * `guarded`, only this machine may hear it: ERR_REFUSED "open_listen". ERR_INPUT "bad_address",
 * ERR_CONFLICT "port_in_use", ERR_FORBIDDEN "port_forbidden". The caller closes `*ret_socket`. */
bool address_listen(const char *text, bool guarded, int *ret_socket,
                    char ret_text[static ADDRESS_TEXT_SIZE], struct err *err);
