/* The first day of an installation. */
#pragma once

#include "domain/app.h"

enum { PASSWORD_TEXT_SIZE = 40 };

struct setup {
	int issuer;        /* 1 ... 65535 */
	const char *host;  /* printed in every QR; at most 23 characters */
	const char *login; /* of the first administrator */
	int64_t fixed_at;  /* as in struct app */
	int link_days;     /* after the last contact (domain/links); 0 = 730 */
};

/* Make the database, a key file (when there is none), root and receipt keys, the first key list and
 * the first administrator, whose password is shown once. ERR_CONFLICT "already_initialised". */
bool setup_init(const struct app_options *options, const struct setup *setup,
                char ret_password[static PASSWORD_TEXT_SIZE], struct err *err);
