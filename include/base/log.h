/* JSON lines on standard error, as docs/logs.md describes them: one object a line, well-formed
 * UTF-8 whatever comes in, at most LOG_LINE_SIZE bytes. Never given a token, a typed code, a secret
 * or anything about a person. Called from http/server, http/access_log, cli and main only. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum log_level { LOG_INFO, LOG_WARNING, LOG_ERROR };

enum { LOG_LINE_SIZE = 4096 /* what a pipe takes in one piece */ };

struct log_field {
	const char *name;
	enum log_kind { LOG_IS_TEXT, LOG_IS_INT, LOG_IS_MS } kind;
	union {
		const char *text; /* NULL = "" */
		int64_t number;
		int64_t ns; /* LOG_IS_MS: written as milliseconds with three decimals */
	};
};

#define LOG_TEXT(name_, text_)                                                                     \
	{                                                                                          \
		.name = (name_), .kind = LOG_IS_TEXT, .text = (text_)                              \
	}
#define LOG_INT(name_, number_)                                                                    \
	{                                                                                          \
		.name = (name_), .kind = LOG_IS_INT, .number = (number_)                           \
	}
#define LOG_MS(name_, ns_)                                                                         \
	{                                                                                          \
		.name = (name_), .kind = LOG_IS_MS, .ns = (ns_)                                    \
	}

/* One line in one write, so lines of several threads never mix: "at" (UTC), "level", "event", then
 * the fields in their order. A long text is cut. Never waits: false when whoever reads the log is
 * behind, and the line is lost. */
bool log_fields(enum log_level level, const char *event, const struct log_field *fields,
                size_t count);

/* log_event(LOG_INFO, "listening", "address", "127.0.0.1:8080", NULL): the same with name and
 * value pairs of text, ended by NULL. */
bool log_event(enum log_level level, const char *event, ...) __attribute__((sentinel));
