/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LINUX_SRCU_H
#define KFAKE_LINUX_SRCU_H

#include <kfake/srcu.h>

#endif
