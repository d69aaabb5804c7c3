/* A fuzz target is any bytes in, and promises that must hold whatever they are. The same source is
 * linked with libFuzzer (-Dfuzz=true) or with replay.c, which every `./dev test` runs. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/auto.h"

/* What a target is; 0. The second is for what is made once, and may be missing. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
__attribute__((weak)) int LLVMFuzzerInitialize(int *argc, char ***argv);

/* A promise was broken: say which, and die, so that the input is kept. */
#define MUST(condition)                                                                            \
	((condition) ? (void)0 : fuzz_broken(__FILE__, __LINE__, __func__, #condition))

__attribute__((noreturn)) static inline void fuzz_broken(const char *file, int line,
                                                         const char *function, const char *promise)
{
	printf("# %s:%d: %s: not true: %s\n", file, line, function, promise);
	fflush(stdout);
	abort();
}

static inline void fuzz_free(char **text)
{
	free(TAKE(*text));
}

/* The input as a text in memory of its very size, so that a reader that goes on too far is seen.
 * What comes after a '\0' is not in it. */
static inline char *fuzz_text(const uint8_t *data, size_t size)
{
	char *text = strndup((const char *)data, size);

	MUST(text);
	return text;
}

/* A number that differs from input to input and is always the same for one (FNV-1a). */
static inline uint64_t fuzz_number(const uint8_t *data, size_t size)
{
	uint64_t hash = UINT64_C(14695981039346656037);

	for (size_t i = 0; i < size; i++)
		hash = (hash ^ data[i]) * UINT64_C(1099511628211);
	return hash ^ hash >> 32;
}
