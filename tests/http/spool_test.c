/* A file without a name. */
#include "http/spool.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "check.h"

static void it_holds_what_was_added_and_has_no_name(void)
{
	struct spool spool;
	struct stat about;
	char read[8] = "";
	struct err err;

	CHECK_OK(spool_open(&spool, &err));
	CHECK_OK(spool_add(&spool, "abc", 3, &err));
	CHECK_OK(spool_add(&spool, "", 0, &err));
	CHECK_OK(spool_add(&spool, "defg", 4, &err));
	CHECK_INT(spool.size, 7);
	CHECK_INT(pread(spool.file, read, 7, 0), 7);
	CHECK_TEXT(read, "abcdefg");
	CHECK_INT(fstat(spool.file, &about), 0);
	CHECK_INT(about.st_nlink, 0);
	CHECK_INT(about.st_mode & 077, 0);
	spool_close(&spool);
	CHECK(!spool.open);
	spool_close(&spool);
}

static void a_folder_that_is_not_there_is_said(void)
{
	struct spool spool;
	struct err err;

	setenv("TMPDIR", "/nowhere", 1);
	CHECK(!spool_open(&spool, &err));
	CHECK_INT(err.code, ERR_SYSTEM);
	spool_close(&spool);
}

CHECK_MAIN({ "it_holds_what_was_added_and_has_no_name", it_holds_what_was_added_and_has_no_name },
           { "a_folder_that_is_not_there_is_said", a_folder_that_is_not_there_is_said }, )
