/* Strict reading and bounded writing of small texts. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Copy `text` (NULL counts as "") into `to`, cut to fit and always ended. False when it was cut;
 * the cut never splits a UTF-8 character. */
bool text_copy(char *to, size_t size, const char *text);

/* Copy into a fixed array. */
#define TEXT_COPY(array, text) text_copy((array), sizeof(array), (text))

/* Is it well-formed UTF-8 (RFC 3629: no surrogate, no overlong form, no '\0' inside)? */
bool text_is_utf8(const char *text, size_t size);

/* How many bytes its first character takes; 0 when it is malformed, or '\0'. */
size_t text_utf8_size(const char *text, size_t size);

/* A whole decimal number and nothing else: optional '-', digits, no space, no overflow. */
bool text_parse_int(const char *text, int64_t *ret);

/* `text` with its leading and trailing white space cut off, in place; returns the new beginning. */
char *text_trim(char *text);

/* Same letters, ASCII case ignored. */
bool text_same(const char *a, const char *b);

/* Lower-case hexadecimal of `size` bytes; `to` holds 2 * size + 1. */
void text_hex(char *to, const void *bytes, size_t size);

/* Exactly `size` bytes of hexadecimal, upper or lower case, and nothing else. */
bool text_unhex(void *to, size_t size, const char *text);

/* Letters and digits only, in small ASCII where it can be: "Étapes (La Poste)" -> "etapeslaposte".
 * To compare; cut to fit. */
void text_fold(char *to, size_t size, const char *text);
