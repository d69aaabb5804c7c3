#include "cli/options.h"

#include <stdlib.h>
#include <string.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/text.h"
#include "model/pass.h"

enum { TARGETS_MAX = 4, OPTIONS_MAX = 64, NAME_MAX_SHOWN = 40, USE_MAX = 6 };

static bool is_named(const struct option *option)
{
	return strncmp(option->name, "--", 2) == 0;
}

static bool bad(const struct option *option, const char *what, const char *rule, struct err *err)
{
	return err_named(err, ERR_INPUT, "bad_option", "%s %s%s", option->name, what, rule);
}

/* ---- one value ---- */

static bool read_int(const struct option *option, const char *text, void *to, struct err *err)
{
	int64_t number;

	if (!text_parse_int(text, &number))
		return bad(option, "is a whole number", "", err);
	if (number < option->min)
		return err_named(err, ERR_INPUT, "bad_option", "%s is at least %lld", option->name,
		                 (long long)option->min);
	if (number > option->max)
		return err_named(err, ERR_INPUT, "bad_option", "%s is at most %lld", option->name,
		                 (long long)option->max);
	if (option->size == sizeof(int))
		*(int *)to = (int)number;
	else
		*(int64_t *)to = number;
	return true;
}

static bool read_word(const struct option *option, const char *text, void *to, struct err *err)
{
	int word = option->parse(text);

	if (word < 0)
		return bad(option, "is one of ", option->value, err);
	*(int *)to = word;
	return true;
}

static bool read_value(const struct option *option, const char *text, void *into, struct err *err)
{
	char *to = (char *)into + option->offset;

	switch (option->kind) {
	case OPTION_IS_FLAG:
		*(bool *)(void *)to = true;
		return true;
	case OPTION_IS_TEXT:
		*(const char **)(void *)to = text;
		return true;
	case OPTION_IS_COPY:
		return (strlen(text) < option->size && text_is_utf8(text, strlen(text)) &&
		        text_copy(to, option->size, text)) ||
		       err_named(err, ERR_INPUT, "bad_option",
		                 "%s is UTF-8 text of at most %zu bytes", option->name,
		                 option->size - 1);
	case OPTION_IS_INT:
		return read_int(option, text, to, err);
	case OPTION_IS_DAY:
		return day_parse(text, (int64_t *)(void *)to) ||
		       bad(option, "is a date such as 2026-11-22", "", err);
	case OPTION_IS_TIME:
		return instant_parse(text, (int64_t *)(void *)to) ||
		       bad(option, "is a time such as 2026-11-22T04:23:27Z", "", err);
	case OPTION_IS_PASS:
		return pass_id_parse(text, (int64_t *)(void *)to) ||
		       bad(option, "is the id of a pass: 12 hexadecimal digits", "", err);
	case OPTION_IS_WORD:
		return read_word(option, text, to, err);
	}
	return false;
}

bool options_prepare(const struct options_target *target, struct err *err)
{
	for (size_t i = 0; i < target->options->count; i++) {
		const struct option *option = &target->options->list[i];
		const char *said = option->variable ? getenv(option->variable) : NULL;

		if (said && *said) {
			if (!read_value(option, said, target->into, err))
				return err_during(err, "%s", option->variable);
		} else if (option->usual && !read_value(option, option->usual, target->into, err)) {
			return false;
		}
	}
	return true;
}

/* ---- all words ---- */

struct reading {
	const struct options_target *targets;
	size_t count;
	size_t positional; /* how many words without a name there were */
	bool given[TARGETS_MAX][OPTIONS_MAX];
};

/* The option called by the first `size` bytes of `name`; NULL when there is none. */
static const struct option *named(const struct reading *r, const char *name, size_t size,
                                  size_t *ret_target)
{
	for (size_t t = 0; t < r->count; t++)
		for (size_t i = 0; i < r->targets[t].options->count; i++) {
			const struct option *option = &r->targets[t].options->list[i];

			if (strlen(option->name) == size && memcmp(option->name, name, size) == 0) {
				*ret_target = t;
				return option;
			}
		}
	return NULL;
}

/* The value of an option: after its '=', or the next word, which `*words` then stands on. Flags
 * have none. */
static bool find_value(const struct option *option, char *const **words, const char **ret,
                       struct err *err)
{
	const char *equals = strchr(**words, '=');

	if (option->kind == OPTION_IS_FLAG)
		return equals ? bad(option, "takes no value", "", err) : true;
	if (equals)
		*ret = equals + 1;
	else if ((*words)[1] && strncmp((*words)[1], "--", 2))
		*ret = *++*words;
	else
		return err_named(err, ERR_INPUT, "missing_option", "%s wants a value",
		                 option->name);
	return true;
}

static bool read_named(struct reading *r, char *const **words, struct err *err)
{
	const char *value = NULL;
	size_t size = strcspn(**words, "="), target = 0;
	const struct option *option = named(r, **words, size, &target);
	bool *given;

	if (!option)
		return err_named(err, ERR_INPUT, "unknown_option", "there is no option %.*s",
		                 (int)(size < NAME_MAX_SHOWN ? size : NAME_MAX_SHOWN), **words);
	given = &r->given[target][option - r->targets[target].options->list];
	if (*given)
		return bad(option, "is given twice", "", err);
	*given = true;
	return find_value(option, words, &value, err) &&
	       read_value(option, value, r->targets[target].into, err);
}

static bool read_positional(struct reading *r, const char *word, struct err *err)
{
	const struct options *options = r->targets[0].options;
	size_t nth = 0;

	for (size_t i = 0; i < options->count; i++)
		if (!is_named(&options->list[i]) && nth++ == r->positional) {
			r->positional++;
			r->given[0][i] = true;
			return read_value(&options->list[i], word, r->targets[0].into, err);
		}
	return err_named(err, ERR_INPUT, "unknown_option", "there is a word too many");
}

static bool check_required(const struct reading *r, struct err *err)
{
	for (size_t t = 0; t < r->count; t++)
		for (size_t i = 0; i < r->targets[t].options->count; i++) {
			const struct option *option = &r->targets[t].options->list[i];

			if (option->required && !r->given[t][i])
				return err_named(err, ERR_INPUT, "missing_option", "%s is missing",
				                 option->name);
		}
	return true;
}

bool options_read(const struct options_target *targets, size_t count, char *const *words,
                  struct err *err)
{
	struct reading r = { .targets = targets, .count = count };
	bool all_positional = false;

	for (; *words; words++) {
		bool is_option = !all_positional && (*words)[0] == '-' && (*words)[1];

		if (is_option && strcmp(*words, "--") == 0)
			all_positional = true;
		else if (is_option ? !read_named(&r, &words, err)
		                   : !read_positional(&r, *words, err))
			return false;
	}
	return check_required(&r, err);
}

/* ---- help ---- */

static const char *value_shown(const struct option *option)
{
	return option->value ? option->value : "N";
}

static void add_use(const struct option *option, struct buf *out)
{
	buf_adds(out, option->required ? " " : " [");
	buf_adds(out, option->name);
	if (is_named(option) && option->kind != OPTION_IS_FLAG)
		buf_addf(out, " %s", value_shown(option));
	buf_adds(out, option->required ? "" : "]");
}

void options_use(const struct options *options, struct buf *out)
{
	bool many = options->count > USE_MAX;

	for (size_t i = 0; i < options->count; i++)
		if (options->list[i].required || !many)
			add_use(&options->list[i], out);
	if (many)
		buf_adds(out, " [OPTION...]");
}

void options_help(const struct options *options, struct buf *out)
{
	for (size_t i = 0; i < options->count; i++) {
		const struct option *option = &options->list[i];
		size_t before = out->size, width;

		buf_addf(out, "  %s", option->name);
		if (is_named(option) && option->kind != OPTION_IS_FLAG)
			buf_addf(out, " %s", value_shown(option));
		width = out->size - before;
		if (width > 27)
			buf_addf(out, "\n%28s", "");
		else
			buf_addf(out, "%*s", (int)(28 - width), "");
		buf_adds(out, option->about);
		if (option->usual)
			buf_addf(out, " (usual: %s)", option->usual);
		buf_addc(out, '\n');
	}
}
