/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LINUX_ATOMIC_H
#define KFAKE_LINUX_ATOMIC_H

#include <kfake/atomic.h>

#endif
