/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LINUX_KERNEL_H
#define KFAKE_LINUX_KERNEL_H

#include <kfake/atomic.h>
#include <kfake/bug.h>
#include <kfake/cpu.h>
#include <kfake/log.h>
#include <kfake/math.h>
#include <kfake/string.h>

#endif
