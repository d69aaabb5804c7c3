#include "http/params.h"

#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "http/body.h"

bool param_id(const struct http_request *request, const char *name, int64_t *to, struct err *err)
{
	const char *text = http_query(request, name);

	return !text || body_id(text, to, err) || err_field(name, err);
}

bool param_number(const struct http_request *request, const char *name, int64_t max, int64_t *to,
                  struct err *err)
{
	const char *text = http_query(request, name);

	return !text || (text_parse_int(text, to) && *to >= 1 && *to <= max) ||
	       err_named(err, ERR_INPUT, "out_of_range", "\"%s\" must be from 1 to %lld", name,
	                 (long long)max) ||
	       err_limits(1, max, err) || err_field(name, err);
}

bool param_flag(const struct http_request *request, const char *name, bool *to, struct err *err)
{
	const char *text = http_query(request, name);

	if (text && strcmp(text, "true") != 0 && strcmp(text, "false") != 0)
		return err_named(err, ERR_INPUT, "wrong_type", "\"%s\" must be true or false",
		                 name) ||
		       err_field(name, err);
	*to = text ? *text == 't' : *to;
	return true;
}

bool param_day(const struct http_request *request, const char *name, int64_t *to_day,
               struct err *err)
{
	const char *text = http_query(request, name);

	return !text || day_parse(text, to_day) ||
	       err_named(err, ERR_INPUT, "bad_date", "\"%s\" must be like 2026-11-22", name) ||
	       err_field(name, err);
}

/* Of départements, communes or EPCI: figures, and the A or B of Corsica. */
bool param_codes(const struct http_request *request, const char *name, char *to, size_t size,
                 struct err *err)
{
	const char *text = http_query(request, name);
	size_t used = 0;

	for (; text && *text; text++) {
		bool between = *text == ',' || *text == ' ';

		if (between && (!used || to[used - 1] == ' '))
			continue;
		if (!between && !strchr("0123456789AB", *text))
			return err_named(err, ERR_INPUT, "bad_territory",
			                 "\"%s\" is codes of figures, A or B, apart by commas",
			                 name) ||
			       err_field(name, err);
		if (used + 1 == size)
			return err_named(err, ERR_INPUT, "too_long",
			                 "\"%s\" is longer than %zu bytes", name, size - 1) ||
			       err_field(name, err);
		to[used++] = between ? ' ' : *text;
	}
	if (used && to[used - 1] == ' ')
		used--;
	if (text)
		to[used] = '\0';
	return true;
}

bool param_words_read(const struct param_words *words, const char *text, int *to, struct err *err)
{
	int value = words->parse(text);

	if (value < 0)
		return err_named(err, ERR_INPUT, words->wrong, "\"%s\" is not in the list",
		                 words->name) ||
		       err_field(words->name, err);
	*to = value;
	return true;
}

bool param_word(const struct http_request *request, const struct param_words *words, int *to,
                struct err *err)
{
	const char *text = http_query(request, words->name);

	return !text || param_words_read(words, text, to, err);
}
