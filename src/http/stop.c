#include "http/stop.h"

#include <pthread.h>
#include <signal.h>

static void asked(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGTERM);
	sigaddset(set, SIGINT);
}

void stop_block(void)
{
	sigset_t set;

	asked(&set);
	sigaddset(&set, SIGPIPE);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
}

void stop_wait(void)
{
	sigset_t set;
	int signal;

	asked(&set);
	sigwait(&set, &signal);
}
