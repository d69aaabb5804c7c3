#include "crypto/random.h"

#include <assert.h>
#include <sodium.h>

void random_bytes(void *to, size_t size)
{
	randombytes_buf(to, size);
}

int64_t random_bits(int bits)
{
	uint64_t value;

	assert(bits >= 1 && bits <= 62);
	randombytes_buf(&value, sizeof value);
	return (int64_t)(value >> (64 - bits));
}
