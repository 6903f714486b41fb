/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LINUX_KREF_H
#define KFAKE_LINUX_KREF_H

#include <kfake/atomic.h>

#endif
