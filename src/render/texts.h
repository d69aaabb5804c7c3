/* The words of one language of the pass, from its file "fr.text", "ar.text"... */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "codec/hours_words.h"
#include "model/sheet.h"

struct texts;

/* What a "{word}" of a text stands for. */
struct fill {
	const char *name;
	const char *value;
};

struct fills {
	struct fill entries[24];
	size_t count;
};

/* Every key there and known, every number covered, every "{word}" known: else "bad_template". */
bool texts_open(struct texts **ret, const char *dir, enum language language, struct err *err);
void texts_close(struct texts **texts);

/* The text of a key, NULL when the file has none; borrowed as long as `texts`. */
const char *texts_find(const struct texts *texts, const char *key);

/* The text of "key N", of the line whose numbers hold N; NULL when there is none. */
const char *texts_find_number(const struct texts *texts, const char *key, int number);

/* Add `text` with its "{word}"s replaced. False when one of them has no value: nothing useful
 * was added then. A value written the other way round is isolated (Unicode FSI ... PDI). */
bool texts_fill(struct buf *to, const struct texts *texts, const char *text,
                const struct fills *fills);
void fills_set(struct fills *fills, const char *name, const char *value);

bool texts_are_rtl(const struct texts *texts);
const char *texts_language(const struct texts *texts); /* BCP 47: "fr" */

/* How opening hours are said. */
const struct hours_words *texts_hours(const struct texts *texts);
