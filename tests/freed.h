/* Looks at all that our code gives back to malloc. Link with -Wl,--wrap=free,--wrap=realloc. */
#pragma once

#include <malloc.h>
#include <stdlib.h>
#include <string.h>

static const char freed_secret[] = "hunter2-hunter2-hunter2";
static int freed_blocks, freed_with_secret;

void __real_free(void *block);
void __wrap_free(void *block);
void *__real_realloc(void *block, size_t size);
void *__wrap_realloc(void *block, size_t size);

static inline void freed_look(void *block)
{
	size_t size = block ? malloc_usable_size(block) : 0;

	freed_blocks += block != NULL;
	for (size_t at = 0; at + sizeof freed_secret <= size; at++)
		if (memcmp((char *)block + at, freed_secret, sizeof freed_secret - 1) == 0) {
			freed_with_secret++;
			return;
		}
}

void __wrap_free(void *block)
{
	freed_look(block);
	__real_free(block);
}

void *__wrap_realloc(void *block, size_t size)
{
	freed_look(block);
	return __real_realloc(block, size);
}
