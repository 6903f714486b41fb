/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LINUX_CRASH_DUMP_H
#define KFAKE_LINUX_CRASH_DUMP_H

#include <kfake/types.h>

static inline bool is_kdump_kernel(void)
{
	return false;
}

#endif
