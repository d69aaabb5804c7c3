/* Crockford's base32 (www.crockford.com/base32.html): 5-bit values as symbols that people can read
 * aloud. Nothing here is secret-dependent in time: the texts are printed. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* 0 ... 31 -> its symbol, upper case. */
char base32_symbol(unsigned value);

/* A symbol in either case -> its value; O reads 0, I and L read 1; -1 for anything else (U too). */
int base32_value(char c);

/* The lowest 5 * count bits of `value`, highest first; `to` holds count + 1. count <= 12. */
void base32_format(uint64_t value, size_t count, char *to);

/* The values of `text`, spaces and hyphens skipped. False when there is a foreign character or not
 * exactly `count` symbols. */
bool base32_read(const char *text, unsigned char *to, size_t count);

/* Exactly `count` symbols as one number, highest first. count <= 12. */
bool base32_parse(const char *text, size_t count, uint64_t *ret);
