#include "crypto/code.h"

#include <assert.h>

#include "crypto/feistel.h"
#include "model/voucher.h"
#include "crypto/subkey.h"

enum { HALF_BITS = TYPED_CODE_BITS / 2, NUMBER_BITS = 4, ZERO_BITS = 14 };

void code_format(const struct master *master, int64_t serial, int number,
                 char to[static VOUCHER_CODE_SIZE])
{
	uint64_t plain = ((uint64_t)serial << NUMBER_BITS | (uint64_t)number) << ZERO_BITS;

	assert(serial >= 0 && serial <= UINT32_MAX && number >= 0 && number <= VOUCHERS_MAX);
	typed_code_format(feistel_hide(subkey_of(master, SUBKEY_CODE), HALF_BITS, plain), to);
}

bool code_find(const struct master *master, uint64_t bits, int64_t *ret_serial, int *ret_number)
{
	uint64_t plain;

	if (bits >> TYPED_CODE_BITS)
		return false;
	plain = feistel_show(subkey_of(master, SUBKEY_CODE), HALF_BITS, bits);
	if (plain & ((UINT64_C(1) << ZERO_BITS) - 1))
		return false;
	plain >>= ZERO_BITS;
	*ret_number = (int)(plain & ((1 << NUMBER_BITS) - 1));
	*ret_serial = (int64_t)(plain >> NUMBER_BITS);
	return true;
}
