#include "crypto/opaque.h"

#include <assert.h>
#include <string.h>

#include "codec/base32.h"
#include "crypto/feistel.h"
#include "crypto/subkey.h"

enum { HALF_BITS = OPAQUE_BITS / 2, SYMBOLS = OPAQUE_SIZE - 1 };

static void text_of(uint64_t hidden, char *to)
{
	base32_format(hidden, SYMBOLS, to);
	for (; *to; to++)
		if (*to >= 'A' && *to <= 'Z')
			*to = (char)(*to - 'A' + 'a');
}

void opaque_format(const struct master *master, int64_t id, char to[static OPAQUE_SIZE])
{
	assert(id >= 0 && id >> OPAQUE_BITS == 0);
	text_of(feistel_hide(subkey_of(master, SUBKEY_OPAQUE), HALF_BITS, (uint64_t)id), to);
}

bool opaque_parse(const struct master *master, const char *text, int64_t *ret_id)
{
	char again[OPAQUE_SIZE];
	uint64_t hidden;

	if (!base32_parse(text, SYMBOLS, &hidden))
		return false;
	text_of(hidden, again);
	if (strcmp(text, again) != 0)
		return false;
	*ret_id = (int64_t)feistel_show(subkey_of(master, SUBKEY_OPAQUE), HALF_BITS, hidden);
	return true;
}
