#include "base/file.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "check.h"

static char folder[] = "/tmp/passnum-file-XXXXXX";

static const char *in_folder(const char *name)
{
	static char path[200];

	snprintf(path, sizeof path, "%s/%s", folder, name);
	return path;
}

static void what_is_written_is_read_back(void)
{
	AUTO(buf_release) struct buf b = { 0 };
	struct err err = { 0 };
	struct stat st;

	CHECK(mkdtemp(folder) != NULL);
	CHECK_OK(file_make_folder(in_folder("a/b"), &err));
	CHECK_OK(file_make_folder(in_folder("a/b"), &err));
	CHECK_OK(file_write(in_folder("a/b/c"), "one", 3, 0600, &err));
	CHECK_OK(file_write(in_folder("a/b/c"), "two!", 4, 0600, &err));
	CHECK_OK(file_read(&b, in_folder("a/b/c"), 4, &err));
	CHECK_TEXT(buf_text(&b), "two!");
	CHECK(stat(in_folder("a/b/c"), &st) == 0);
	CHECK_INT(st.st_mode & 0777, 0600);
	CHECK_OK(file_check_private(in_folder("a/b/c"), &err));
	chmod(in_folder("a/b/c"), 0644);
	CHECK_ERR(file_check_private(in_folder("a/b/c"), &err), ERR_REFUSED);
}

static void failures_are_told_apart(void)
{
	AUTO(buf_release) struct buf b = { 0 };
	struct err err = { 0 };

	CHECK_ERR(file_read(&b, in_folder("absent"), 10, &err), ERR_MISSING);
	CHECK_ERR(file_read(&b, in_folder("a/b/c"), 3, &err), ERR_INPUT);
	CHECK_ERR(file_read(&b, folder, 10, &err), ERR_SYSTEM);
	CHECK_ERR(file_write(in_folder("absent/x"), "", 0, 0600, &err), ERR_MISSING);
	CHECK_ERR(file_write("/dev/full/x", "", 0, 0600, &err), ERR_SYSTEM);
}

static void the_folder_goes_away(void)
{
	char command[200];

	snprintf(command, sizeof command, "rm -rf %s", folder);
	CHECK_INT(system(command), 0);
}

CHECK_MAIN({ "what_is_written_is_read_back", what_is_written_is_read_back },
           { "failures_are_told_apart", failures_are_told_apart },
           { "the_folder_goes_away", the_folder_goes_away })
