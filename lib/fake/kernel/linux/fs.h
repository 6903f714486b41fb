/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LINUX_FS_H
#define KFAKE_LINUX_FS_H

#include <kfake/file.h>

#endif
