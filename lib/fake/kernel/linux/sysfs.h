/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LINUX_SYSFS_H
#define KFAKE_LINUX_SYSFS_H

#include <kfake/device.h>

#endif
