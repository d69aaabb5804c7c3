#include "domain/funders.h"

#include "domain/organisations.h"

static bool add_work(struct app *app, void *context, struct err *err)
{
	struct funder *funder = context;

	return organisations_make(app->sql, funder->name, funder->siret, &funder->organisation,
	                          err) &&
	       funders_add(app->sql, funder, err);
}

static bool name_check(const struct funder *funder, struct err *err)
{
	return funder->name[0] || err_named(err, ERR_INPUT, "no_name", "a funder has a name") ||
	       err_field("name", err);
}

bool funder_add(struct app *app, struct funder *funder, struct err *err)
{
	return name_check(funder, err) &&
	       organisation_siret_read(funder->siret, funder->siret, err) &&
	       transact(app, add_work, funder, err);
}

bool funder_find(struct app *app, const struct caller *caller, int64_t id, struct funder *ret,
                 struct err *err)
{
	if (caller->role == ROLE_FUNDER && caller->funder != id)
		return err_named(err, ERR_MISSING, "no_funder", "there is no funder %lld",
		                 (long long)id);
	return funders_find(app->sql, id, ret, err);
}

struct changing {
	const struct edit *edit;
	struct funder funder;
};

static bool change_work(struct app *app, void *context, struct err *err)
{
	struct changing *c = context;

	return funders_find(app->sql, c->edit->id, &c->funder, err) &&
	       edit_check(c->edit, c->funder.version, err) &&
	       c->edit->apply(c->edit->context, &c->funder, err) && name_check(&c->funder, err) &&
	       funders_change(app->sql, &c->funder, err);
}

bool funder_change(struct app *app, const struct edit *edit, struct funder *ret, struct err *err)
{
	struct changing c = { .edit = edit };

	if (!transact(app, change_work, &c, err))
		return false;
	*ret = c.funder;
	return true;
}

bool funders_list(struct app *app, const struct caller *caller, const struct funders_query *query,
                  funder_fn *fn, void *context, struct err *err)
{
	struct funders_query mine = *query;

	if (caller->role == ROLE_FUNDER)
		mine.only = caller->funder;
	return funders_each(app->sql, &mine, fn, context, err);
}
