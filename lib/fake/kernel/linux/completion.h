/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LINUX_COMPLETION_H
#define KFAKE_LINUX_COMPLETION_H

#include <kfake/wait.h>

#endif
