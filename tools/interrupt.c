/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#define _GNU_SOURCE
#include "interrupt.h"

#include "common.h"

#include <errno.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t seen;
static int event = -1;

/* Any thread may run this, so that the one that polls needs more than EINTR. */
static void note(int signal)
{
	const uint64_t one = 1;
	int saved = errno;
	ssize_t written;

	(void)signal;
	seen = 1;
	written = write(event, &one, sizeof(one));
	(void)written;
	errno = saved;
}

int interrupt_catch(void)
{
	struct sigaction action = { .sa_handler = note };

	if (event >= 0)
		close(event);
	seen = 0;
	event = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (event < 0 || sigaction(SIGINT, &action, NULL))
		return -errno;
	return 0;
}

int interrupt_seen(void)
{
	return seen;
}

int interrupt_poll(struct pollfd *fds, nfds_t n, int64_t until)
{
	int64_t left = until - now_ns();
	struct timespec timeout;

	if (left < 0)
		left = 0;
	timeout.tv_sec = left / 1000000000;
	timeout.tv_nsec = left % 1000000000;
	fds[0] = (struct pollfd){ .fd = event, .events = POLLIN };
	if (ppoll(fds, n, until == INT64_MAX ? NULL : &timeout, NULL) >= 0)
		return 0;
	for (; n; n--)
		fds[n - 1].revents = 0;
	return errno == EINTR ? 0 : -errno;
}
