/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LINUX_PRINTK_H
#define KFAKE_LINUX_PRINTK_H

#include <kfake/log.h>

#endif
