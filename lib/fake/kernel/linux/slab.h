/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LINUX_SLAB_H
#define KFAKE_LINUX_SLAB_H

#include <kfake/bug.h>
#include <kfake/slab.h>

#endif
