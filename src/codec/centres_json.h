/* A JSON file of places cut into its entries as it comes, whatever its size; private to
 * codec/centres. The entries are in a list, in the list "data" (or "results", "lieux") of one
 * object, or objects one after another. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

struct buf;
struct json;

enum { CENTRES_ENTRY_MAX = 256 * 1024 }; /* bytes */

/* Entries are numbered from 1; `entry` is of any kind and borrowed. */
typedef bool centres_entry_fn(void *context, size_t number, const struct json *entry,
                              struct err *err);

struct centres_json;

bool centres_json_open(struct centres_json **ret, centres_entry_fn *fn, void *context,
                       struct err *err);
void centres_json_close(struct centres_json **cutter);

/* ERR_INPUT "bad_json", "truncated" or "too_long", with the entry's number. */
bool centres_json_feed(struct centres_json *cutter, const char *data, size_t size, struct err *err);
bool centres_json_end(struct centres_json *cutter, struct err *err);

/* Add a text, a number or a list of texts as CSV would have it, nothing for a null. False when it
 * is of another kind. */
bool centres_json_value(struct buf *to, const struct json *value);
