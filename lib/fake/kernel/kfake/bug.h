/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_BUG_H
#define KFAKE_BUG_H

/* Error pointers, error numbers of the kernel's own, and warnings: on the fake a warning is a bug and ends the process. */

#include <errno.h>

#include <kfake/types.h>

#ifndef ERESTARTSYS
#define ERESTARTSYS	512
#define ERESTARTNOINTR	513
#define ERESTARTNOHAND	514
#define ENOIOCTLCMD	515
#define ERESTART_RESTARTBLOCK 516
#define EPROBE_DEFER	517
#endif

#define MAX_ERRNO	4095

static inline void *ERR_PTR(long error)
{
	return (void *)error;
}

static inline long PTR_ERR(const void *ptr)
{
	return (long)ptr;
}

static inline bool IS_ERR(const void *ptr)
{
	return (unsigned long)ptr >= (unsigned long)-MAX_ERRNO;
}

static inline bool IS_ERR_OR_NULL(const void *ptr)
{
	return !ptr || IS_ERR(ptr);
}

static inline int PTR_ERR_OR_ZERO(const void *ptr)
{
	return IS_ERR(ptr) ? (int)PTR_ERR(ptr) : 0;
}

#define ERR_CAST(ptr)	((void *)(ptr))

/* line 0: file is an event, not a file */
_Noreturn void kfake_bug(const char *file, int line, const char *what);

static inline bool kfake_warn(bool condition, const char *file, int line, const char *what)
{
	if (unlikely(condition))
		kfake_bug(file, line, what);
	return condition;
}

#define WARN_ON(condition)		kfake_warn(!!(condition), __FILE__, __LINE__, #condition)
#define WARN_ON_ONCE(condition)		WARN_ON(condition)
#define WARN(condition, ...)		WARN_ON(condition)
#define WARN_ONCE(condition, ...)	WARN_ON(condition)
#define BUG_ON(condition)		((void)WARN_ON(condition))

#endif
