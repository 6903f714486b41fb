/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LINUX_TYPES_H
#define KFAKE_LINUX_TYPES_H

/* The ioctl contract's __u32 and the like are the system's own. */
#include_next <linux/types.h>

#include <kfake/list.h>
#include <kfake/types.h>

#endif
