#include "http/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool failed(struct err *err)
{
	return err_set(err, ERR_SYSTEM, "writing a temporary file: %s", strerror(errno));
}

bool spool_open(struct spool *spool, struct err *err)
{
	const char *folder = getenv("TMPDIR");
	char name[256];

	*spool = (struct spool){ 0 };
	snprintf(name, sizeof name, "%s/passnum-XXXXXX", folder && *folder ? folder : "/var/tmp");
	spool->file = mkostemp(name, O_CLOEXEC);
	if (spool->file < 0)
		return failed(err);
	unlink(name);
	spool->open = true;
	return true;
}

bool spool_add(struct spool *spool, const void *bytes, size_t size, struct err *err)
{
	const char *at = bytes;
	ssize_t done;

	for (size_t left = size; left; left -= (size_t)done, at += done) {
		done = write(spool->file, at, left);
		if (done < 0 && errno == EINTR)
			done = 0;
		if (done < 0)
			return failed(err);
	}
	spool->size += size;
	return true;
}

void spool_close(struct spool *spool)
{
	if (spool->open)
		close(spool->file);
	spool->open = false;
}
