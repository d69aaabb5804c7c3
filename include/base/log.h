/* One JSON line per event on standard error. Never given a token, a typed code, a secret or
 * anything about a person. Called from http/server, cli and main only. */
#pragma once

enum log_level { LOG_INFO, LOG_WARNING, LOG_ERROR };

/* log_event(LOG_INFO, "listening", "address", "127.0.0.1:8080", NULL): name and value pairs of
 * text, ended by NULL. One write, so lines of several threads never mix. */
void log_event(enum log_level level, const char *event, ...) __attribute__((sentinel));
