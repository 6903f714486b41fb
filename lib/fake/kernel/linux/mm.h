/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LINUX_MM_H
#define KFAKE_LINUX_MM_H

#include <kfake/slab.h>

#endif
