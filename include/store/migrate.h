/* The schema of the database and this program's idea of it. */
#pragma once

#include "base/err.h"

struct sql;

/* Bring the schema up to this program's, several processes at once if need be. ERR_CONFLICT
 * "database_newer" when a newer program was here, "database_foreign" when the schema is not ours.
 */
bool migrate(struct sql *sql, struct err *err);

/* Is the schema exactly ours? Changes nothing. ERR_MISSING "no_database" when it was never made;
 * ERR_CONFLICT "database_older" (run migrate), "database_newer", "database_foreign". */
bool migrate_check(struct sql *sql, struct err *err);
