/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LINUX_PLATFORM_DEVICE_H
#define KFAKE_LINUX_PLATFORM_DEVICE_H

#include <kfake/device.h>

#endif
