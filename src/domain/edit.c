#include "domain/edit.h"

bool edit_check(const struct edit *edit, int64_t version, struct err *err)
{
	return edit->seen == 0 || edit->seen == version ||
	       err_named(err, ERR_CONFLICT, "stale", "it is version %lld by now",
	                 (long long)version);
}
