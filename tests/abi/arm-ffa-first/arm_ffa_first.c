// SPDX-License-Identifier: GPL-2.0-only OR BSD-3-Clause
// SPDX-FileCopyrightText: The libffa contributors
/* A kernel file may include what the kernel calls FF-A and then what we call it. */

#include <linux/arm_ffa.h>
#include <linux/build_bug.h>
#include <linux/module.h>

#include "wire.h"
#include <linux/arm_ffa_cdev.h>

static_assert(sizeof(struct ffa_send_direct_data) == FFAW_DIRECT_WORDS * sizeof(unsigned long));
static_assert(sizeof(((struct ffa_ioc_message *)0)->words) == FFAW_DIRECT2_WORDS * sizeof(u64));

MODULE_DESCRIPTION("Headers of libffa after the kernel's own of FF-A");
MODULE_LICENSE("Dual BSD/GPL");
