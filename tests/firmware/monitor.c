/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "monitor.h"

#define ESR_EC_HVC 0x16u
#define ESR_EC_SMC 0x17u
#define SMCCC_UNKNOWN UINT64_MAX

uint8_t monitor_stacks[MONITOR_CPUS][MONITOR_STACK_SIZE] __attribute__((aligned(16)));

_Noreturn void monitor_boot(void);
_Noreturn void monitor_fault(void);
void monitor_trap(struct monitor_frame *frame);

/* QEMU left a stub at the start of RAM that enters the kernel; it would have run in the monitor's place. */
_Noreturn void monitor_boot(void)
{
	cpu_setup();
	uart_init();
	spmc_init();
	guest_enter(GUEST_BASE, 0);
}

static void monitor_print(const char *name, uint64_t value)
{
	uart_print(name);
	uart_print_hex(value);
}

/* Nobody can attach to this machine: say all that is known. */
_Noreturn void monitor_fault(void)
{
	monitor_print("\nmonitor: unexpected exception: ESR_EL2 ", read_sysreg(esr_el2));
	monitor_print(" ELR_EL2 ", read_sysreg(elr_el2));
	monitor_print(" FAR_EL2 ", read_sysreg(far_el2));
	monitor_print(" SPSR_EL2 ", read_sysreg(spsr_el2));
	uart_print("\n");
	psci_off();
}

static void monitor_smc(uint64_t x[18], uint16_t immediate)
{
	if (immediate || (!spmc_call(x) && !psci_call(x)))
		x[0] = SMCCC_UNKNOWN;
}

void monitor_trap(struct monitor_frame *frame)
{
	const uint64_t esr = read_sysreg(esr_el2);

	switch (esr >> 26 & 0x3f) {
	case ESR_EC_SMC:
		/* A trapped SMC returns to itself, unlike an HVC. */
		write_sysreg(elr_el2, read_sysreg(elr_el2) + 4);
		monitor_smc(frame->x, (uint16_t)esr);
		break;
	case ESR_EC_HVC:
		frame->x[0] = SMCCC_UNKNOWN;
		break;
	default:
		monitor_fault();
	}
}
