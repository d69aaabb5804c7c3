#include "domain/asked.h"

#include <string.h>

#include "domain/callers.h"
#include "store/accounts.h"

bool asked_by(struct app *app, int64_t id, struct caller *ret, struct err *err)
{
	struct account account;

	*ret = caller_operator();
	if (!id)
		return true;
	if (!accounts_find(app->sql, id, &account, err))
		return false;
	*ret = (struct caller){ .role = account.role, .account = account.id, .site = account.site };
	return !account.disabled_at || err_named(err, ERR_FORBIDDEN, "asker_disabled",
	                                         "the account that asked for it was disabled");
}

bool asked_may_try_again(const struct err *err)
{
	switch (err->code) {
	case ERR_REFUSED:
	case ERR_INPUT:
	case ERR_MISSING:
	case ERR_FORBIDDEN:
		return strcmp(err->name, "clock_set_back") == 0;
	case ERR_CONFLICT:
	case ERR_BUSY:
	case ERR_SYSTEM:
	case ERR_NONE:
	case ERR__COUNT:
		break;
	}
	return true;
}
