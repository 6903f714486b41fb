/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LINUX_JIFFIES_H
#define KFAKE_LINUX_JIFFIES_H

#include <kfake/time.h>

#endif
