/* What a query says, one parameter at a time. One that was not sent leaves what is there. */
#pragma once

#include "http/message.h"

/* ERR_INPUT "bad_id". */
bool param_id(const struct http_request *request, const char *name, int64_t *to, struct err *err);

/* A number from 1 to `max`. ERR_INPUT "out_of_range". */
bool param_number(const struct http_request *request, const char *name, int64_t max, int64_t *to,
                  struct err *err);

/* "true" or "false". ERR_INPUT "wrong_type". */
bool param_flag(const struct http_request *request, const char *name, bool *to, struct err *err);

/* A date. ERR_INPUT "bad_date". */
bool param_day(const struct http_request *request, const char *name, int64_t *to_day,
               struct err *err);

/* Codes apart by commas, or by spaces; in `to` apart by single spaces. ERR_INPUT "too_long". */
enum { PARAM_CODES_SIZE = 512 };
bool param_codes(const struct http_request *request, const char *name, char *to, size_t size,
                 struct err *err);

/* A word of a list. ERR_INPUT with the name `wrong`. */
struct param_words {
	const char *name, *wrong;
	int (*parse)(const char *word); /* -1 = none of them */
};
bool param_words_read(const struct param_words *words, const char *text, int *to, struct err *err);
bool param_word(const struct http_request *request, const struct param_words *words, int *to,
                struct err *err);
