/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LINUX_SCHED_H
#define KFAKE_LINUX_SCHED_H

#include <kfake/cpu.h>

#endif
