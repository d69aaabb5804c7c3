#include "crypto/purpose.h"

#include <string.h>

#include "base/auto.h"

static const char *const lines[] = {
	[PURPOSE_VOUCHER] = "pass-numerique/voucher/v1\n",
	[PURPOSE_RECEIPT] = "pass-numerique/receipt/v1\n",
	[PURPOSE_KEYS] = "pass-numerique/keys/v1\n",
	[PURPOSE_QUEUE] = "pass-numerique/queue/v1\n",
	[PURPOSE_BUNDLE] = "pass-numerique/bundle/v1\n",
	[PURPOSE_CERTIFICATE] = "pass-numerique/certificate/v1\n",
	[PURPOSE_STATEMENT] = "pass-numerique/statement/v1\n",
	[PURPOSE_EXPORT] = "pass-numerique/export/v1\n",
	[PURPOSE_COSIGNATURE] = "cosignature/v1\n",
	[PURPOSE_CHECKPOINT] = "",
};
_Static_assert(COUNT_OF(lines) == PURPOSE__COUNT, "every purpose has a line");

const char *purpose_line(enum purpose purpose)
{
	return lines[purpose];
}

static bool begins(const char *line, const void *message, size_t size)
{
	return size >= strlen(line) && memcmp(message, line, strlen(line)) == 0;
}

bool purpose_fits(enum purpose purpose, const void *message, size_t size)
{
	for (size_t i = 0; !*lines[purpose] && i < COUNT_OF(lines); i++)
		if (*lines[i] && begins(lines[i], message, size))
			return false;
	return begins(lines[purpose], message, size);
}
