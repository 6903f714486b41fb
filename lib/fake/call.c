/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* In the place of kmod/call.c: the call to firmware lands in the model of the machine that the thread is in. */

#include <linux/cpu.h>

#include "ffac.h"
#include "fake.h"

int ffac_call_check(struct device *dev)
{
	(void)dev;
	return 0;
}

bool ffac_call_is_hvc(void)
{
	return false;
}

void ffac_call(struct ffac_host *host, u64 x[FFAW_REGS])
{
	(void)host;
	kfake_fake_call(raw_smp_processor_id(), x);
}
