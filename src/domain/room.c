#include "domain/room.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "domain/app.h"

static int64_t size_of(const char *path)
{
	struct stat file;

	return stat(path, &file) == 0 ? (int64_t)file.st_size : 0;
}

bool room_read(const struct app *app, struct room *ret)
{
	static const char scheme[] = "sqlite:";
	const char *path = app->database + sizeof scheme - 1;
	char wal[sizeof app->database + 4];
	struct statvfs place;

	if (strncmp(app->database, scheme, sizeof scheme - 1) || statvfs(path, &place) != 0)
		return false;
	snprintf(wal, sizeof wal, "%s-wal", path);
	ret->books_size = size_of(path);
	ret->wal_size = size_of(wal);
	ret->free_size = (int64_t)(place.f_bavail * place.f_frsize);
	return true;
}
