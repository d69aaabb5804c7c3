#include "domain/centres.h"

bool centres_near(struct app *app, const struct centres_query *query, site_fn *fn, void *context,
                  struct err *err)
{
	return sites_near(app->sql, query, fn, context, err);
}
