#include "domain/who.h"

#include "base/text.h"
#include "store/accounts.h"
#include "store/funders.h"
#include "store/sites.h"

static bool find_work(struct app *app, void *context, struct err *err)
{
	struct who *who = context;
	struct funder funder;
	struct site site;

	if (!accounts_find(app->sql, who->account.id, &who->account, err) ||
	    !second_factors_asked(app, who->account.id, &who->factors, err))
		return false;
	if (who->account.site && !sites_find(app->sql, who->account.site, &site, err))
		return false;
	if (who->account.funder && !funders_find(app->sql, who->account.funder, &funder, err))
		return false;
	TEXT_COPY(who->site, who->account.site ? site.place.name : "");
	TEXT_COPY(who->funder, who->account.funder ? funder.name : "");
	return true;
}

bool who_find(struct app *app, const struct caller *caller, struct who *ret, struct err *err)
{
	ret->account.id = caller->account;
	return transact_read(app, find_work, ret, err);
}
