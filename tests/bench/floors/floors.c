// SPDX-License-Identifier: GPL-2.0-only OR BSD-3-Clause
// SPDX-FileCopyrightText: The libffa contributors
/*
 * What calls to firmware cost by themselves: loading measures, and the parameters tell. The driver must be loaded, which has
 * agreed on a version with firmware.
 */

#include <linux/arm-smccc.h>
#include <linux/irqflags.h>
#include <linux/math64.h>
#include <linux/module.h>

#include <asm/arch_timer.h>

#define FLOORS_CALLS		1000
#define FLOORS_SUCCESS		0x84000061
#define FLOORS_ID_GET		0x84000069
#define FLOORS_DIRECT_REQ	0x8400006f
#define FLOORS_DIRECT_RESP	0x84000070
#define FLOORS_ECHO		0x8001UL	/* answers what it was asked; the host, who asks, is 0 */

/* Tenths of an instruction. */
static unsigned long smc_id_get;
module_param(smc_id_get, ulong, 0444);
static unsigned long smc_direct32;
module_param(smc_direct32, ulong, 0444);

typedef void floors_conduit(const struct arm_smccc_1_2_regs *args, struct arm_smccc_1_2_regs *res);

/* With shift=0 of QEMU's -icount, which gives an instruction one nanosecond. */
static unsigned long floors_tenths(u64 ticks)
{
	return div_u64(ticks * NSEC_PER_SEC * 10 / arch_timer_get_cntfrq(), FLOORS_CALLS);
}

static unsigned long floors_measure(floors_conduit *conduit, const struct arm_smccc_1_2_regs *args,
				    struct arm_smccc_1_2_regs *res)
{
	unsigned long flags;
	unsigned int i;
	u64 begin, end;

	local_irq_save(flags);
	begin = __arch_counter_get_cntvct();
	for (i = 0; i < FLOORS_CALLS; i++)
		conduit(args, res);
	end = __arch_counter_get_cntvct();
	local_irq_restore(flags);
	return floors_tenths(end - begin);
}

static bool floors_echoed(const struct arm_smccc_1_2_regs *args, const struct arm_smccc_1_2_regs *res)
{
	return res->a0 == FLOORS_DIRECT_RESP && res->a1 == FLOORS_ECHO << 16 && res->a3 == args->a3 && res->a7 == args->a7;
}

static int __init floors_init(void)
{
	const struct arm_smccc_1_2_regs id_get = { .a0 = FLOORS_ID_GET };
	const struct arm_smccc_1_2_regs direct = {
		.a0 = FLOORS_DIRECT_REQ, .a1 = FLOORS_ECHO, .a3 = 0x33, .a4 = 0x44, .a5 = 0x55, .a6 = 0x66, .a7 = 0x77,
	};
	floors_conduit *conduit =
		arm_smccc_1_1_get_conduit() == SMCCC_CONDUIT_HVC ? arm_smccc_1_2_hvc : arm_smccc_1_2_smc;
	struct arm_smccc_1_2_regs res = { };

	smc_id_get = floors_measure(conduit, &id_get, &res);
	if (res.a0 != FLOORS_SUCCESS || res.a2 != 0) {
		pr_err("FFA_ID_GET answered %#lx %#lx, not SUCCESS and the host's ID 0\n", res.a0, res.a2);
		return -EPROTO;
	}
	smc_direct32 = floors_measure(conduit, &direct, &res);
	if (!floors_echoed(&direct, &res)) {
		pr_err("partition %#lx answered %#lx %#lx, not its echo\n", FLOORS_ECHO, res.a0, res.a1);
		return -EPROTO;
	}
	return 0;
}

static void __exit floors_exit(void)
{
}

module_init(floors_init);
module_exit(floors_exit);
MODULE_DESCRIPTION("What FF-A calls cost without a driver");
MODULE_LICENSE("Dual BSD/GPL");
