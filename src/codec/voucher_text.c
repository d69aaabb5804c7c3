#include "codec/voucher_text.h"

#include <string.h>

#include "codec/token.h"

enum { CODE_TEXT_MAX = 40 }; /* twelve symbols with generous spaces, or a few too many */

enum voucher_text voucher_text_kind(const char *text)
{
	char digits[VOUCHER_DIGITS_SIZE];

	return token_find(text, digits) || strnlen(text, CODE_TEXT_MAX + 1) > CODE_TEXT_MAX ||
	                       strchr(text, '/')
	               ? VOUCHER_TEXT_TOKEN
	               : VOUCHER_TEXT_CODE;
}
