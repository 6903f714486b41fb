/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LINUX_DEVICE_H
#define KFAKE_LINUX_DEVICE_H

#include <kfake/bug.h>
#include <kfake/device.h>
#include <kfake/slab.h>
#include <kfake/string.h>

#endif
