#include "domain/organisations.h"

#include <string.h>

#include "store/sites.h"

bool organisation_siret_read(char to[static SIRET_TEXT_SIZE], const char *text, struct err *err)
{
	char siret[SIRET_TEXT_SIZE];

	if (siret_clean(siret, text) != SIRET_IS_SIRET)
		return err_named(err, ERR_INPUT, "bad_siret", "that is no SIRET") ||
		       err_field("siret", err);
	memcpy(to, siret, sizeof siret);
	return true;
}

/* The name is there; the SIRET is clean, or none. */
static bool check(struct organisation *organisation, struct err *err)
{
	if (!organisation->name[0])
		return err_named(err, ERR_INPUT, "no_name", "an organisation has a name") ||
		       err_field("name", err);
	return !organisation->siret[0] ||
	       organisation_siret_read(organisation->siret, organisation->siret, err);
}

static bool add_work(struct app *app, void *context, struct err *err)
{
	return organisations_add(app->sql, context, err);
}

bool organisation_add(struct app *app, struct organisation *organisation, struct err *err)
{
	return check(organisation, err) && transact(app, add_work, organisation, err);
}

bool organisation_find(struct app *app, const struct caller *caller, int64_t id,
                       struct organisation *ret, struct err *err)
{
	struct site site = { .organisation = id };

	if (caller->site && !sites_find(app->sql, caller->site, &site, err))
		return false;
	if (site.organisation != id)
		return err_named(err, ERR_MISSING, "no_organisation",
		                 "there is no organisation %lld", (long long)id);
	return organisations_find(app->sql, id, ret, err);
}

struct changing {
	const struct edit *edit;
	struct organisation organisation;
};

static bool change_work(struct app *app, void *context, struct err *err)
{
	struct changing *c = context;
	struct organisation before;

	if (!organisations_find(app->sql, c->edit->id, &before, err) ||
	    !edit_check(c->edit, before.version, err))
		return false;
	c->organisation = before;
	if (!c->edit->apply(c->edit->context, &c->organisation, err) ||
	    !check(&c->organisation, err))
		return false;
	if (before.siret[0] && !c->organisation.siret[0])
		return err_named(err, ERR_INPUT, "bad_siret",
		                 "a SIRET is corrected, not removed") ||
		       err_field("siret", err);
	return organisations_change(app->sql, &c->organisation, err);
}

bool organisation_change(struct app *app, const struct edit *edit, struct organisation *ret,
                         struct err *err)
{
	struct changing c = { .edit = edit };

	if (!transact(app, change_work, &c, err))
		return false;
	*ret = c.organisation;
	return true;
}

bool organisations_list(struct app *app, int64_t after_id, size_t limit, organisation_fn *fn,
                        void *context, struct err *err)
{
	return organisations_each(app->sql, after_id, limit, fn, context, err);
}
