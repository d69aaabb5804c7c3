#include "base/notify.h"

#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "check.h"

static struct sockaddr_un here = { .sun_family = AF_UNIX };

/* A manager's socket at `path`, where '@' stands for the first byte of an abstract name. */
static int listen_at(const char *path)
{
	int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0);

	memset(here.sun_path, 0, sizeof here.sun_path);
	memcpy(here.sun_path, path, strlen(path));
	if (*path == '@')
		here.sun_path[0] = '\0';
	CHECK_INT(bind(fd, (struct sockaddr *)&here,
	               (socklen_t)(offsetof(struct sockaddr_un, sun_path) + strlen(path))),
	          0);
	setenv("NOTIFY_SOCKET", path, 1);
	return fd;
}

static void check_arrives(int fd)
{
	char got[64] = "";

	notify_send("READY=1");
	CHECK_INT(recv(fd, got, sizeof got - 1, 0), 7);
	CHECK_TEXT(got, "READY=1");
}

static void a_manager_with_a_path_is_told(void)
{
	char folder[] = "/tmp/passnum-notify.XXXXXX", path[64];
	int fd;

	CHECK(mkdtemp(folder) != NULL);
	snprintf(path, sizeof path, "%s/socket", folder);
	fd = listen_at(path);
	check_arrives(fd);
	close(fd);
	unlink(path);
	rmdir(folder);
}

static void a_manager_with_an_abstract_name_is_told(void)
{
	char name[64];
	int fd;

	snprintf(name, sizeof name, "@passnum-notify-%d", (int)getpid());
	fd = listen_at(name);
	check_arrives(fd);
	close(fd);
}

static void nobody_and_nonsense_are_no_manager(void)
{
	char name[64], got[8];
	int fd;

	snprintf(name, sizeof name, "@passnum-notify-%d", (int)getpid());
	fd = listen_at(name);
	unsetenv("NOTIFY_SOCKET");
	notify_send("READY=1");
	setenv("NOTIFY_SOCKET", name + 1, 1);
	notify_send("READY=1");
	setenv("NOTIFY_SOCKET", "/nowhere/socket", 1);
	notify_send("READY=1");
	CHECK_INT(recv(fd, got, sizeof got, 0), -1);
	close(fd);
}

CHECK_MAIN({ "a_manager_with_a_path_is_told", a_manager_with_a_path_is_told },
           { "a_manager_with_an_abstract_name_is_told", a_manager_with_an_abstract_name_is_told },
           { "nobody_and_nonsense_are_no_manager", nobody_and_nonsense_are_no_manager })
