// SPDX-License-Identifier: GPL-2.0-only OR BSD-3-Clause
// SPDX-FileCopyrightText: The libffa contributors
/* Calls to firmware: 18 registers in, 18 out. */

#include <linux/arm-smccc.h>

#include "ffac.h"

static_assert(sizeof(struct arm_smccc_1_2_regs) == FFAW_REGS * sizeof(u64));

int ffac_call_check(struct device *dev)
{
	if (arm_smccc_1_1_get_conduit() == SMCCC_CONDUIT_NONE) {
		dev_err(dev, "no SMCCC conduit (psci method of the device tree or ACPI): firmware cannot be called\n");
		return -ENODEV;
	}
	if (arm_smccc_get_version() < ARM_SMCCC_VERSION_1_2) {
		dev_err(dev, "firmware has SMCCC %u.%u, FF-A needs 1.2\n", arm_smccc_get_version() >> 16,
			arm_smccc_get_version() & 0xffff);
		return -ENODEV;
	}
	return 0;
}

bool ffac_call_is_hvc(void)
{
	return arm_smccc_1_1_get_conduit() == SMCCC_CONDUIT_HVC;
}

void ffac_call(struct ffac_host *host, u64 x[FFAW_REGS])
{
	struct arm_smccc_1_2_regs *regs = (struct arm_smccc_1_2_regs *)x;

	if (host->hvc)
		arm_smccc_1_2_hvc(regs, regs);
	else
		arm_smccc_1_2_smc(regs, regs);
}
