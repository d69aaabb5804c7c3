#include "domain/reason.h"

#include <string.h>

#include "base/text.h"
#include "model/pass.h"

enum { PHONE_DIGITS = 9 /* a date as 2026-11-22 has eight */ };

/* Digits that stand together, however they are spaced, make a phone or a social security number. */
static bool is_personal(const char *reason)
{
	int digits = 0;

	for (const char *c = reason; *c; c++) {
		if ((unsigned char)*c < ' ' || *c == 0x7f || *c == '@')
			return true;
		if (*c >= '0' && *c <= '9')
			digits++;
		else if (!strchr(" .-+()", *c))
			digits = 0;
		if (digits >= PHONE_DIGITS)
			return true;
	}
	return false;
}

bool reason_check(const char *reason, struct err *err)
{
	if (!reason[strspn(reason, " \t")])
		return err_named(err, ERR_INPUT, "no_reason", "say why: the reason is empty");
	if (strlen(reason) > REASON_MAX || !text_is_utf8(reason, strlen(reason)))
		return err_named(err, ERR_INPUT, "long_reason",
		                 "the reason is longer than %d bytes or not UTF-8", REASON_MAX);
	return !is_personal(reason) ||
	       err_named(err, ERR_INPUT, "personal_reason",
	                 "a reason holds no phone number, no mail address and no line break");
}
