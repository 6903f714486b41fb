/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_TIME_H
#define KFAKE_TIME_H

/* Time is CLOCK_MONOTONIC; a jiffy is a millisecond. */

#include <limits.h>

#include <kfake/types.h>

#define HZ		1000ul
#define NSEC_PER_SEC	1000000000l
#define NSEC_PER_MSEC	1000000l
#define NSEC_PER_USEC	1000l
#define USEC_PER_SEC	1000000l
#define USEC_PER_MSEC	1000l
#define MSEC_PER_SEC	1000l
#define KTIME_MAX	INT64_MAX
#define MAX_JIFFY_OFFSET ((unsigned long)LONG_MAX / 2 - 1)

u64 kfake_time_ns(void);
void kfake_time_sleep(u64 ns);
bool kfake_time_sleep_interruptible(u64 ns);

#define ktime_get_ns()		kfake_time_ns()
#define ktime_get()		((ktime_t)kfake_time_ns())
#define ns_to_ktime(ns)		((ktime_t)(ns))
#define ktime_set(s, ns)	((ktime_t)(s) * NSEC_PER_SEC + (ktime_t)(ns))
#define ms_to_ktime(ms)		((ktime_t)(ms) * NSEC_PER_MSEC)
#define us_to_ktime(us)		((ktime_t)(us) * NSEC_PER_USEC)
#define ktime_to_ns(t)		((s64)(t))
#define ktime_to_us(t)		((s64)(t) / NSEC_PER_USEC)
#define ktime_to_ms(t)		((s64)(t) / NSEC_PER_MSEC)
#define ktime_add(a, b)		((a) + (b))
#define ktime_sub(a, b)		((a) - (b))
#define ktime_add_ns(t, ns)	((t) + (ktime_t)(ns))
#define ktime_before(a, b)	((a) < (b))
#define ktime_after(a, b)	((a) > (b))

#define jiffies			((unsigned long)(kfake_time_ns() / (u64)NSEC_PER_MSEC))
#define msecs_to_jiffies(ms)	((unsigned long)(ms))
#define usecs_to_jiffies(us)	DIV_ROUND_UP((unsigned long)(us), (unsigned long)USEC_PER_MSEC)
#define nsecs_to_jiffies(ns)	((unsigned long)((u64)(ns) / (u64)NSEC_PER_MSEC))
#define jiffies_to_msecs(j)	((unsigned int)(j))
#define jiffies_to_nsecs(j)	((u64)(j) * (u64)NSEC_PER_MSEC)
#define time_after(a, b)	((long)((b) - (a)) < 0)
#define time_before(a, b)	time_after(b, a)
#define time_after_eq(a, b)	((long)((a) - (b)) >= 0)
#define time_before_eq(a, b)	time_after_eq(b, a)

#define msleep(ms)		kfake_time_sleep((u64)(ms) * (u64)NSEC_PER_MSEC)
#define usleep_range(low, high)	((void)(high), kfake_time_sleep((u64)(low) * (u64)NSEC_PER_USEC))
#define fsleep(us)		kfake_time_sleep((u64)(us) * (u64)NSEC_PER_USEC)
#define udelay(us)		((void)(us))

/* Whole time only when no signal came; what is left otherwise is not measured. */
#define msleep_interruptible(ms)		\
	(kfake_time_sleep_interruptible((u64)(ms) * (u64)NSEC_PER_MSEC) ? 0ul : 1ul)
#define schedule_timeout_interruptible(j)	\
	(kfake_time_sleep_interruptible((u64)(j) * (u64)NSEC_PER_MSEC) ? 0l : 1l)
#define schedule_timeout_uninterruptible(j)	(kfake_time_sleep((u64)(j) * (u64)NSEC_PER_MSEC), 0l)

#endif
