/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LINUX_FILE_H
#define KFAKE_LINUX_FILE_H

#include <kfake/file.h>

#endif
