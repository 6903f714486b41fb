/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LINUX_STRING_H
#define KFAKE_LINUX_STRING_H

#include <kfake/string.h>

#endif
