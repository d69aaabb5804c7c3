#include "store/drivers.h"

#include "base/auto.h"
#include "store/driver.h"

const struct driver *const drivers[] = { &driver_sqlite, &driver_postgres };
const size_t drivers_count = COUNT_OF(drivers);
