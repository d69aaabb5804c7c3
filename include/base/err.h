/* Why an operation failed: a class and a stable name for programs, a sentence for people. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What a caller would do differently. The exit code of the program and the HTTP
 * status are each made from this in one table. */
enum err_code {
	ERR_NONE,
	ERR_REFUSED,   /* the answer is no: a rule of the field forbids it */
	ERR_INPUT,     /* the caller sent something unusable */
	ERR_MISSING,   /* no such pass, site, programme... */
	ERR_CONFLICT,  /* well-formed, but the present state forbids it */
	ERR_BUSY,      /* lost a race; the same call may be tried again */
	ERR_FORBIDDEN, /* this caller may not do that */
	ERR_SYSTEM,    /* disk, database, memory: not the caller's fault */
	ERR__COUNT
};

struct err {
	enum err_code code;
	char name[40];  /* stable, e.g. "over_budget"; its French sentence is in templates/lang */
	char text[240]; /* English, lower case, no final stop, cut when too long */
	char field[32]; /* which of what was sent is at fault, as it is named there; "" = all */
	size_t row;     /* which line or entry of it, from 1; 0 = not said */
	int64_t least, most; /* a number must be between these; both 0 = not said */
	int wait_seconds;    /* then the same call may be tried again; 0 = not said */
};

/* Fill `err` and return false, so a failing function reads `return err_set(...)`.
 * The name is that of the class ("missing", "conflict"...). */
bool err_set(struct err *err, enum err_code code, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* The same with a name of its own, for failures that screens explain in their own words. */
bool err_named(struct err *err, enum err_code code, const char *name, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

/* Name the field at fault, so that a form puts the sentence beside it; return false. */
bool err_field(const char *field, struct err *err);

/* Name the limits of a number, so that the sentence can tell them; return false. */
bool err_limits(int64_t least, int64_t most, struct err *err);

/* Name the line of a file, or the entry of a list; return false. */
bool err_row(size_t row, struct err *err);

/* Put "what we were doing: " before the text; keep class and name; return false. */
bool err_during(struct err *err, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The sentence every failed allocation gets. */
bool err_memory(struct err *err);

/* The stable name of a class: "refused", "input", "missing"... */
const char *err_class_name(enum err_code code);
