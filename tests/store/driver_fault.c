/* A third driver: SQLite, failing on demand. */
#include "faults.h"

#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#include "base/auto.h"
#include "store/driver.h"
#include "store/drivers.h"

static atomic_uint calls_left;
static atomic_bool happened;
static struct driver faulty; /* SQLite's, some functions replaced */

void faults_arm(unsigned call)
{
	happened = false;
	calls_left = call;
}

bool faults_happened(void)
{
	return happened;
}

static bool strikes(struct err *err)
{
	if (!calls_left || --calls_left)
		return false;
	happened = true;
	err_named(err, ERR_SYSTEM, "fault", "the database failed on purpose");
	return true;
}

static bool fault_script(struct sql *sql, const char *text, struct err *err)
{
	return (!strcmp(text, "ROLLBACK") || !strikes(err)) && driver_sqlite.script(sql, text, err);
}

static bool fault_run(struct query *query, const struct sql_value *args, size_t count,
                      struct err *err)
{
	return !strikes(err) && driver_sqlite.run(query, args, count, err);
}

static enum step fault_next(struct query *query, struct err *err)
{
	return strikes(err) ? STEP_FAILED : driver_sqlite.next(query, err);
}

static bool fault_copy(struct sql *sql, const char *path, struct err *err)
{
	return !strikes(err) && driver_sqlite.copy(sql, path, err);
}

static void faulty_make(void)
{
	faulty = driver_sqlite;
	faulty.script = fault_script;
	faulty.run = fault_run;
	faulty.next = fault_next;
	faulty.copy = fault_copy;
}

static bool fault_open(struct sql *sql, const char *url, struct err *err)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, faulty_make);
	sql->driver = &faulty;
	return driver_sqlite.open(sql, url + strlen("fault+"), err);
}

static const struct driver driver_fault = { .scheme = "fault+sqlite:", .open = fault_open };

/* Instead of the program's own list. */
const struct driver *const drivers[] = { &driver_sqlite, &driver_postgres, &driver_fault };
const size_t drivers_count = COUNT_OF(drivers);
