#include "store/account_row.h"

#include "base/text.h"
#include "store/sql.h"

void account_row_read(const struct query *q, int first, struct account *account)
{
	*account = (struct account){ .id = query_int(q, first),
		                     .role = (enum role)query_int(q, first + 2),
		                     .site = query_int(q, first + 3),
		                     .funder = query_int(q, first + 4),
		                     .created_at = query_int(q, first + 6),
		                     .disabled_at = query_int(q, first + 7),
		                     .version = query_int(q, first + 8) };
	TEXT_COPY(account->login, query_text(q, first + 1));
	TEXT_COPY(account->password, query_text(q, first + 5));
}
