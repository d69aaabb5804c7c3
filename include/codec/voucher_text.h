/* What someone gave for a voucher: a token, or a typed code? */
#pragma once

enum voucher_text {
	VOUCHER_TEXT_TOKEN, /* token_find() finds digits in it, or it is too long for a code */
	VOUCHER_TEXT_CODE   /* short enough to be a typed code, readable or not */
};

enum voucher_text voucher_text_kind(const char *text);
