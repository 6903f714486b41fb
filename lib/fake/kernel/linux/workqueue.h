/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LINUX_WORKQUEUE_H
#define KFAKE_LINUX_WORKQUEUE_H

#include <kfake/cpu.h>
#include <kfake/work.h>

#endif
