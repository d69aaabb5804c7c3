#include "http/machine.h"

#include <dirent.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "domain/room.h"

static void read_memory(struct machine *ret)
{
	FILE *file = fopen("/proc/self/statm", "re");
	long long pages, resident;

	if (!file)
		return;
	if (fscanf(file, "%lld %lld", &pages, &resident) == 2) {
		ret->virtual_size = pages * sysconf(_SC_PAGESIZE);
		ret->resident_size = resident * sysconf(_SC_PAGESIZE);
	}
	fclose(file);
}

static void read_files(struct machine *ret)
{
	DIR *folder = opendir("/proc/self/fd");
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
		ret->files_max = (int64_t)limit.rlim_cur;
	if (!folder)
		return;
	ret->files_count = -3; /* ".", ".." and the folder itself */
	while (readdir(folder))
		ret->files_count++;
	closedir(folder);
}

static void read_connections(const struct watch *watch, struct machine *ret)
{
	struct watch_figures figures;

	watch_read(watch, &figures);
	ret->accepted = figures.accepted;
	ret->late = figures.late;
	ret->pushed_out = figures.pushed_out;
	for (int i = 0; i < WATCH__COUNT; i++)
		ret->phases[i] = figures.phases[i];
}

void machine_read(const struct app *app, const struct watch *watch, struct machine *ret)
{
	struct timespec cpu;
	struct room room;

	memset(ret, 0xff, sizeof *ret); /* -1 all over */
	ret->one = 1;
	if (room_read(app, &room)) {
		ret->books_size = room.books_size;
		ret->wal_size = room.wal_size;
		ret->free_size = room.free_size;
	}
	if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu) == 0)
		ret->cpu_ns = (int64_t)cpu.tv_sec * 1000000000 + cpu.tv_nsec;
	read_memory(ret);
	read_files(ret);
	if (watch)
		read_connections(watch, ret);
}
