/* The second half of an import: what is planned comes into the books; private to domain/import. */
#pragma once

#include "domain/import_reading.h"

/* In the caller's transaction, and as often as that is tried. What another has changed since it
 * was read is compared again. `ret` are all counts of the import. */
bool import_write(const struct import_reading *reading, struct import_counts *ret, struct err *err);
