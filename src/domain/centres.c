#include "domain/centres.h"

bool centres_near(struct app *app, const struct centres_query *query, site_fn *fn, void *context,
                  struct err *err)
{
	return sites_near(app->sql, query, fn, context, err);
}

bool centre_find(struct app *app, int64_t id, struct site *ret, struct err *err)
{
	struct site site;

	if (!sites_find(app->sql, id, &site, err))
		return false;
	if (!site.centre || site.approval != APPROVAL_APPROVED)
		return err_named(err, ERR_MISSING, "no_site", "there is no such centre");
	*ret = site;
	return true;
}
