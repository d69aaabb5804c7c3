/* Cleaning the texts people typed; private to codec/centres. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CENTRES_PHONE_SIZE = 17 };

/* Spaces and control characters become one space between words; words with an @ are left out, and
 * said. False when it was cut to fit. */
bool centres_text_tidy(char *to, size_t size, const char *text, bool *ret_email);

/* A town in capitals, or without any, gets the ones it is due ("L'Isle-d'Espagnac"); "Cedex" goes.
 */
void centres_text_town(char *town);

/* The first French or international number as E.164; overseas ones get their own country code. */
bool centres_text_phone(char to[static CENTRES_PHONE_SIZE], const char *text);

/* The first address of a list, with its scheme. False when it is none or does not fit. */
bool centres_text_url(char *to, size_t size, const char *text);

/* "2023-02-22", the same with a time after it, or "22/02/2023". */
bool centres_text_date(const char *text, int64_t *ret_day);
