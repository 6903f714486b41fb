/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_TOY_H
#define KFAKE_TOY_H

/*
 * A driver that does nothing but use what lib/fake stands in for: one platform device, one node "toy" with a flag. Parameters:
 * label (string), fail (probe fails), count (shown by the attribute of that name).
 */

#include <stdint.h>

#include <linux/ioctl.h>

struct toy_wait {
	int64_t timeout_ns;	/* INT64_MAX: for ever */
	uint32_t mode;
};

/* modes of TOY_WAIT */
#define TOY_INTERRUPTIBLE	0u
#define TOY_TWICE		1u	/* a second interruptible wait follows the first, whatever came of that */
#define TOY_SLEEP		2u	/* an interruptible sleep without a queue */

#define TOY_SET		_IO('t', 0)	/* the flag, and wakes */
#define TOY_CLEAR	_IO('t', 1)
#define TOY_WAIT	_IO('t', 2)	/* for the flag; struct toy_wait */
#define TOY_SET_LATER	_IO('t', 3)	/* by a work after uint32_t ms, which holds the module */
#define TOY_RESTART	_IO('t', 4)	/* says -ERESTARTSYS */
#define TOY_NO_COMMAND	_IO('t', 5)	/* says -ENOIOCTLCMD */
#define TOY_SET_LOCKED	_IO('t', 6)	/* as TOY_SET, with the lock held that poll takes */
#define TOY_SIGNALLED	_IO('t', 7)	/* is a signal pending? uint32_t out */

#endif
