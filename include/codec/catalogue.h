/* Every sentence that people read on a screen or in an answer: templates/lang/fr.json, in the
 * program. Printed pages have their own texts (templates/pass). */
#pragma once

#include <stdint.h>

#include "base/buf.h"
#include "model/outcome.h"

/* The text of "section.name"; NULL when there is none. */
const char *catalogue_text(const char *key);

/* What to tell people of a failure: the sentence of its name, else that of its class. */
const char *catalogue_error(const struct err *err);
const char *catalogue_outcome(enum outcome outcome);

/* Add the text of a key with {1}, {2}... replaced by the texts that follow, up to a NULL. */
void catalogue_add(struct buf *to, const char *key, ...) __attribute__((sentinel));

/* Add a day in words: "mardi 1er décembre 2026". */
void catalogue_add_day(struct buf *to, int64_t day);
