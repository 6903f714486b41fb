/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LINUX_CDEV_H
#define KFAKE_LINUX_CDEV_H

#include <kfake/file.h>

#endif
