/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LINUX_MUTEX_H
#define KFAKE_LINUX_MUTEX_H

#include <kfake/lock.h>

#endif
