#include "cli/voucher.h"

#include <string.h>

#include "base/auto.h"
#include "base/file.h"
#include "base/text.h"

enum { INPUT_SIZE_MAX = 64 << 10 };

bool voucher_read(const char *given, char to[static VOUCHER_TEXT_MAX + 1], struct err *err)
{
	AUTO(buf_release) struct buf input = { 0 };

	if (strcmp(given, "-") == 0 ? !file_read(&input, "-", INPUT_SIZE_MAX, err)
	                            : (buf_adds(&input, given), !buf_check(&input, err)))
		return false;
	if (strlen(buf_text(&input)) != input.size ||
	    !text_copy(to, VOUCHER_TEXT_MAX + 1, text_trim(input.data))) {
		memset(to, '?', VOUCHER_TEXT_MAX);
		to[VOUCHER_TEXT_MAX] = '\0';
	}
	return true;
}
