/* A row of `pass` (as "p") on its way into a struct: the columns and their reader. */
#pragma once

#include "model/pass.h"
#include "store/sql.h"

#define PASS_COLUMNS                                                                               \
	"p.id, p.serial, p.programme, p.desk, p.agent, p.issued_at, p.handed_out_at, p.total,"     \
	" p.cents, p.kind, p.last_day, p.key_number, p.specimen, p.language, p.print_size,"        \
	" p.pseudonym, p.start_level, p.age_band, p.situation, p.state, p.state_at, p.reason,"     \
	" p.replaced_by"

enum { PASS_COLUMNS_COUNT = 23 };

void pass_row_read(const struct query *q, struct pass *p);
