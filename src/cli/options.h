/* The words after a command, read by a table into a struct:
 *
 *	static const struct option list[] = {
 *		{ "PASS", OPTION_PASS(struct given, pass), .about = "12 hexadecimal digits" },
 *		{ "--site", OPTION_INT(struct given, site, 1, INT64_MAX), .value = "S", .required =
 *1
 *},
 *	};
 *
 * `--name value` and `--name=value` mean the same; what does not begin with "--" goes to the
 * positional options (those whose names have no "--") in their order; after "--" everything does.
 * What is not given leaves the struct as it was; a value that begins with "--" needs the '='. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/auto.h"
#include "base/buf.h"

enum option_kind {
	OPTION_IS_FLAG, /* bool; takes no value */
	OPTION_IS_TEXT, /* const char *, borrowed from the words */
	OPTION_IS_COPY, /* char[]: refused when it does not fit */
	OPTION_IS_INT,  /* int or int64_t */
	OPTION_IS_DAY,  /* int64_t: 2026-11-22 */
	OPTION_IS_TIME, /* int64_t: 2026-11-22T04:23:27Z */
	OPTION_IS_PASS, /* int64_t: 12 hexadecimal digits */
	OPTION_IS_WORD  /* int: one of the words of `value`, which `parse` knows */
};

struct option {
	const char *name;
	enum option_kind kind;
	size_t offset, size;            /* of the member, bytes */
	int64_t min, max;               /* both allowed */
	int (*parse)(const char *word); /* -1 for a foreign word */
	const char *value;              /* how help shows it: "N", "FILE", "normal|large" */
	const char *about;
	const char *usual;    /* read when the option is not given; NULL = none */
	const char *variable; /* of the environment, in place of `usual`; NULL = none */
	bool required;
};

#define OPTION_AT(is, type, member)                                                                \
	.kind = (is), .offset = offsetof(type, member), .size = sizeof(((type *)0)->member)
#define OPTION_FLAG(type, member) OPTION_AT(OPTION_IS_FLAG, type, member)
#define OPTION_TEXT(type, member) OPTION_AT(OPTION_IS_TEXT, type, member)
#define OPTION_COPY(type, member) OPTION_AT(OPTION_IS_COPY, type, member)
#define OPTION_INT(type, member, least, most)                                                      \
	OPTION_AT(OPTION_IS_INT, type, member), .min = (least), .max = (most)
#define OPTION_ID(type, member) OPTION_INT(type, member, 1, INT64_MAX)
#define OPTION_DAY(type, member) OPTION_AT(OPTION_IS_DAY, type, member), .value = "YYYY-MM-DD"
#define OPTION_TIME(type, member)                                                                  \
	OPTION_AT(OPTION_IS_TIME, type, member), .value = "YYYY-MM-DDTHH:MM:SSZ"
#define OPTION_PASS(type, member) OPTION_AT(OPTION_IS_PASS, type, member)
#define OPTION_WORD(type, member, words, parser)                                                   \
	OPTION_AT(OPTION_IS_WORD, type, member), .value = (words), .parse = (parser)

struct options {
	const struct option *list;
	size_t count;
	size_t size; /* of the struct that they fill */
};

/* In place of a struct options of a file: OPTIONS(list, struct given). */
#define OPTIONS(table, type)                                                                       \
	{                                                                                          \
		(table), COUNT_OF(table), sizeof(type)                                             \
	}

/* A table and the struct it fills. */
struct options_target {
	const struct options *options;
	void *into;
};

/* Fill what the environment names, or else what has a usual value. An empty variable says nothing.
 */
bool options_prepare(const struct options_target *target, struct err *err);

/* Read words by several tables at once; names are unique among them, and positional options belong
 * to the first table. ERR_INPUT "unknown_option", "missing_option", "bad_option": the sentence
 * names the option and repeats at most a number, a date or one word, never a text. */
bool options_read(const struct options_target *targets, size_t count, char *const *words,
                  struct err *err);

/* " PASS --site S [--json]"; only what is required when there are many. */
void options_use(const struct options *options, struct buf *out);

/* One line per option. */
void options_help(const struct options *options, struct buf *out);
