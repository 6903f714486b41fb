/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <poll.h>
#include <time.h>

#include "kfake.h"

#include <kfake/time.h>

static struct timespec time_spec(u64 ns)
{
	return (struct timespec){
		.tv_sec = (time_t)(ns / (u64)NSEC_PER_SEC),
		.tv_nsec = (long)(ns % (u64)NSEC_PER_SEC),
	};
}

u64 kfake_time_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (u64)now.tv_sec * (u64)NSEC_PER_SEC + (u64)now.tv_nsec;
}

void kfake_time_sleep(u64 ns)
{
	struct timespec end = time_spec(kfake_time_ns() + ns);

	kfake_context_check_sleep();
	while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &end, NULL) == EINTR)
		;
}

bool kfake_time_sleep_interruptible(u64 ns)
{
	struct timespec left = time_spec(ns);

	kfake_context_check_sleep();
	if (!ppoll(NULL, 0, &left, NULL))
		return true;
	kfake_context()->signalled = true;
	return false;
}
