#include "domain/publishers.h"

#include <string.h>

#include "base/auto.h"

bool publishers_find(struct app *app, struct publisher *ret, struct err *err)
{
	return publisher_find(app->sql, ret, err);
}

static bool is_email(const char *text)
{
	const char *at = strchr(text, '@');

	return at && at > text && at[1] && !strchr(at + 1, '@') && !strpbrk(text, " <>,;\"");
}

static bool publisher_check(const struct publisher *publisher, struct err *err)
{
	const struct {
		const char *option, *field;
		bool is_there;
	} parts[] = {
		{ "name", "name", publisher->name[0] },
		{ "address", "address", publisher->address[0] },
		{ "phone or email", "phone", publisher->phone[0] || publisher->email[0] },
		{ "director", "director", publisher->director[0] },
		{ "hosting", "hosting", publisher->hosting[0] },
	};

	for (size_t i = 0; i < COUNT_OF(parts); i++)
		if (!parts[i].is_there)
			return err_named(err, ERR_INPUT, "publisher_incomplete",
			                 "a legal notice is not complete without: %s",
			                 parts[i].option) ||
			       err_field(parts[i].field, err);
	return !publisher->email[0] || is_email(publisher->email) ||
	       err_named(err, ERR_INPUT, "bad_email", "that is no e-mail address") ||
	       err_field("email", err);
}

static bool change_work(struct app *app, void *edit_, struct err *err)
{
	const struct edit *edit = edit_;
	struct publisher publisher;

	return publisher_find(app->sql, &publisher, err) &&
	       edit_check(edit, publisher.version, err) &&
	       edit->apply(edit->context, &publisher, err) && publisher_check(&publisher, err) &&
	       publisher_set(app->sql, &publisher, err);
}

bool publishers_change(struct app *app, const struct edit *edit, struct err *err)
{
	struct edit copy = *edit;

	return transact(app, change_work, &copy, err);
}
