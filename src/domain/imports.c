#include "domain/imports.h"

#include "domain/callers.h"

static bool keep_work(struct app *app, void *context, struct err *err)
{
	return imports_add(app->sql, context, IMPORTS_KEPT, err);
}

bool import_keep(struct app *app, const struct caller *caller, int64_t programme,
                 const char *report, struct err *err)
{
	struct import_run run = { .account = caller->account,
		                  .at = app_now(app),
		                  .programme = programme,
		                  .report = report };

	return transact(app, keep_work, &run, err);
}

bool imports_list(struct app *app, const struct caller *caller, const struct imports_wish *wish,
                  import_run_fn *fn, void *context, struct err *err)
{
	return caller_check(caller, ROLE_BIT(ROLE_OPERATOR) | ROLE_BIT(ROLE_AUDITOR), err) &&
	       imports_each(app->sql, wish->before_id, wish->limit, fn, context, err);
}
