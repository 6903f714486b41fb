/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LINUX_DELAY_H
#define KFAKE_LINUX_DELAY_H

#include <kfake/cpu.h>
#include <kfake/time.h>

#endif
