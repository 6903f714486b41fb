/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LINUX_MODULE_H
#define KFAKE_LINUX_MODULE_H

#include <kfake/atomic.h>
#include <kfake/bug.h>
#include <kfake/cpu.h>
#include <kfake/list.h>
#include <kfake/log.h>
#include <kfake/math.h>
#include <kfake/module.h>
#include <kfake/string.h>

#endif
