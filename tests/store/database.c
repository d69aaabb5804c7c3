#include "database.h"

#include <ftw.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/text.h"
#include "store/sql.h"

static const char *setting(const char *name, const char *otherwise)
{
	const char *value = getenv(name);

	return value && *value ? value : otherwise;
}

bool test_database_is_postgres(void)
{
	return strcmp(setting("PASSNUM_TEST_DATABASE", "sqlite"), "postgres") == 0;
}

bool test_database_is_absent(void)
{
	return test_database_is_postgres() && !*setting("PASSNUM_TEST_POSTGRES", "");
}

static void insist(bool done, const char *what)
{
	if (done)
		return;
	printf("Bail out! %s\n", what);
	fflush(stdout);
	abort();
}

static void on_server(const char *format, const char *name)
{
	AUTO(sql_close) struct sql *sql = NULL;
	struct err err = { 0 };
	char text[160];

	snprintf(text, sizeof text, format, name);
	insist(sql_open(&sql, setting("PASSNUM_TEST_POSTGRES", ""), SQL_READ_WRITE, &err) &&
	               sql_script(sql, text, &err),
	       err.text);
}

/* The server's address with another database: postgresql://USER@HOST/DATABASE?OPTIONS. */
static void server_url(struct test_database *database)
{
	const char *url = setting("PASSNUM_TEST_POSTGRES", ""), *host = strstr(url, "//");
	size_t before = host ? strcspn(host + 2, "/?") + (size_t)(host + 2 - url) : strlen(url);

	snprintf(database->url, sizeof database->url, "%.*s/%s%s", (int)before, url, database->name,
	         url + before + strcspn(url + before, "?"));
}

void test_database_open(struct test_database *database)
{
	static unsigned count;

	*database = (struct test_database){ .folder = "/tmp/passnum-test.XXXXXX" };
	insist(mkdtemp(database->folder), "no temporary folder");
	if (test_database_is_postgres()) {
		snprintf(database->name, sizeof database->name, "passnum_test_%d_%u", (int)getpid(),
		         ++count);
		on_server("CREATE DATABASE %s TEMPLATE template0", database->name);
		server_url(database);
		return;
	}
	snprintf(database->path, sizeof database->path, "%s/passnum.db", database->folder);
	snprintf(database->url, sizeof database->url, "sqlite:%s", database->path);
	snprintf(database->fault_url, sizeof database->fault_url, "fault+%s", database->url);
	{
		AUTO(sql_close) struct sql *sql = NULL;
		struct err err = { 0 };

		insist(sql_open(&sql, database->url, SQL_CREATE, &err), err.text);
	}
}

static int delete_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

void test_database_close(struct test_database *database)
{
	if (*database->name)
		on_server("DROP DATABASE %s WITH (FORCE)", database->name);
	nftw(database->folder, delete_one, 16, FTW_DEPTH | FTW_PHYS);
	*database = (struct test_database){ 0 };
}
