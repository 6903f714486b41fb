/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LINUX_KTIME_H
#define KFAKE_LINUX_KTIME_H

#include <kfake/time.h>

#endif
