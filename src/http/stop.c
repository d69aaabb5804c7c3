#include "http/stop.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <time.h>

static void asked(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGTERM);
	sigaddset(set, SIGINT);
	sigaddset(set, SIGHUP);
}

void stop_block(void)
{
	sigset_t set;

	asked(&set);
	sigaddset(&set, SIGPIPE);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
}

enum stop_wish stop_wait(int ms)
{
	struct timespec most = { ms / 1000, ms % 1000 * 1000000L };
	sigset_t set;
	int signal;

	asked(&set);
	do {
		signal = ms < 0 ? sigwaitinfo(&set, NULL) : sigtimedwait(&set, NULL, &most);
	} while (signal < 0 && errno == EINTR);
	return signal < 0 ? STOP_NOTHING : signal == SIGHUP ? STOP_REREAD : STOP_NOW;
}
