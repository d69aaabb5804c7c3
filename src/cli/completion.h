/* What the scripts that complete our words have in common: they are made from the table of
 * commands, one file for each shell. */
#pragma once

#include "cli/cli.h"

/* What a shell can offer where a value of the option is wanted. */
enum offer {
	OFFER_NONE, /* a number, a name: only the user knows */
	OFFER_FLAG, /* it takes no value */
	OFFER_WORDS,
	OFFER_FILES,
	OFFER_FOLDERS
};
enum offer completion_offer(const struct option *option);

/* Is it a value by its place, not by a name? */
bool completion_is_positional(const struct option *option);

/* The words of an OFFER_WORDS, with blanks between them. */
void completion_words(struct buf *out, const struct option *option);

/* Text with a backslash before each of the characters of `special`. */
void completion_text(struct buf *out, const char *text, const char *special);

/* The size of the first word of a command's name; 0 when a command before it begins with the same.
 */
size_t completion_first(const struct command *command);

/* The second word, or NULL. */
const char *completion_second(const struct command *command);

/* All second words after the first word of `first`, from it on. */
void completion_seconds(struct buf *out, const struct command *first, const char *between);
