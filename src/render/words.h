/* Dates, distances and telephone numbers as people of a language say them. */
#pragma once

#include <stdint.h>

#include "base/buf.h"
#include "render/fonts.h"
#include "render/texts.h"

void words_date(struct buf *to, const struct texts *texts,
                int64_t day); /* "vendredi 1er mai 2026" */
void words_distance(struct buf *to, const struct texts *texts, int64_t distance_m); /* "1,2 km" */
void words_phone(struct buf *to, const char *phone); /* "+33545952040" -> "05 45 95 20 40" */

/* Add a text that came from outside, without what no text font prints (controls, emoji...) and
 * what none of `fonts` has: a strange name must not keep a pass from being printed. Nothing when
 * it is not UTF-8. */
void words_clean(struct buf *to, struct fonts *fonts, const char *text);
