/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LINUX_POLL_H
#define KFAKE_LINUX_POLL_H

#include <kfake/file.h>
#include <kfake/poll.h>
#include <kfake/uaccess.h>

#endif
