#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/text.h"

static void fd_close(const int *fd)
{
	if (*fd > STDERR_FILENO)
		close(*fd);
}

static bool failed(struct err *err, const char *doing, const char *path)
{
	return err_set(err, errno == ENOENT ? ERR_MISSING : ERR_SYSTEM, "%s %s: %s", doing, path,
	               strerror(errno));
}

bool file_read(struct buf *buf, const char *path, size_t size_max, struct err *err)
{
	AUTO(fd_close)
	int fd = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO;
	size_t before = buf->size;
	char part[65536];
	ssize_t got;

	if (fd < 0)
		return failed(err, "opening", path);
	while ((got = read(fd, part, sizeof part)) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return failed(err, "reading", path);
		if (buf->size - before + (size_t)got > size_max)
			return err_named(err, ERR_INPUT, "file_too_large",
			                 "%s is larger than %zu bytes", path, size_max);
		buf_add(buf, part, (size_t)got);
	}
	return buf_check(buf, err);
}

static bool write_all(int fd, const char *data, size_t size)
{
	while (size) {
		ssize_t put = write(fd, data, size);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return false;
		data += put;
		size -= (size_t)put;
	}
	return true;
}

static bool folder_sync(const char *path, struct err *err)
{
	char copy[PATH_MAX];
	AUTO(fd_close) int fd = -1;

	TEXT_COPY(copy, path);
	fd = open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0 || (fsync(fd) && errno != EINVAL))
		return failed(err, "keeping", path);
	return true;
}

bool file_write(const char *path, const void *data, size_t size, unsigned mode, struct err *err)
{
	char temporary[PATH_MAX];
	AUTO(fd_close) int fd = -1;

	if ((size_t)snprintf(temporary, sizeof temporary, "%s.%d.new", path, (int)getpid()) >=
	    sizeof temporary)
		return err_set(err, ERR_INPUT, "the path %s is too long", path);
	fd = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode);
	if (fd < 0)
		return failed(err, "writing", path);
	if (!write_all(fd, data, size) || fsync(fd) || rename(temporary, path)) {
		failed(err, "writing", path);
		unlink(temporary);
		return false;
	}
	return folder_sync(path, err);
}

bool file_make_folder(const char *path, struct err *err)
{
	char copy[PATH_MAX];

	if (!TEXT_COPY(copy, path))
		return err_set(err, ERR_INPUT, "the path %s is too long", path);
	for (char *p = copy + 1;; p++) {
		char kept = *p;

		if (kept && kept != '/')
			continue;
		*p = '\0';
		if (mkdir(copy, 0700) && errno != EEXIST)
			return failed(err, "making", copy);
		if (!kept)
			return true;
		*p = kept;
	}
}

bool file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

bool file_check_private(const char *path, struct err *err)
{
	struct stat st;

	if (stat(path, &st))
		return failed(err, "opening", path);
	if (st.st_mode & (S_IRWXG | S_IRWXO))
		return err_named(err, ERR_REFUSED, "key_file_public",
		                 "%s can be read by others: run chmod 600 on it", path);
	return true;
}
