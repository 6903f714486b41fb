/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LINUX_LIST_H
#define KFAKE_LINUX_LIST_H

#include <kfake/list.h>

#endif
