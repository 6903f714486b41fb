/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LINUX_UACCESS_H
#define KFAKE_LINUX_UACCESS_H

#include <kfake/uaccess.h>

#endif
