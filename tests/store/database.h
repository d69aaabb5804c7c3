/* A fresh, empty database for one test, on whichever database this run is about:
 * PASSNUM_TEST_DATABASE is "sqlite" (or unset) or "postgres"; the latter is made inside the server
 * that PASSNUM_TEST_POSTGRES names. Also the list of drivers that has the failing one. */
#pragma once

#include <stdbool.h>

#include "check.h"

struct test_database {
	char url[256];       /* for sql_open() */
	char fault_url[256]; /* the same through the failing driver; "" on PostgreSQL */
	char folder[64];     /* of this test alone; deleted at the end */
	char path[128];      /* of the SQLite file; "" on PostgreSQL */
	char name[48];       /* of the PostgreSQL database */
};

/* Empty: no schema. Aborts the program when it cannot be made. */
void test_database_open(struct test_database *database);

/* Deletes it; connections to it should be closed. */
void test_database_close(struct test_database *database);

/* Is this run about PostgreSQL? Only for what tests of the plumbing must tell apart. */
bool test_database_is_postgres(void);

/* Does PostgreSQL lack here? Then the whole program is skipped. */
bool test_database_is_absent(void);

/* CHECK_MAIN of a program whose tests open databases. */
#define DATABASE_MAIN(...)                                                                         \
	int main(void)                                                                             \
	{                                                                                          \
		static const struct check_test tests[] = { __VA_ARGS__ };                          \
		if (test_database_is_absent()) {                                                   \
			printf("1..0 # SKIP no PostgreSQL\n");                                     \
			return 0;                                                                  \
		}                                                                                  \
		return check_run(tests, sizeof tests / sizeof *tests);                             \
	}
