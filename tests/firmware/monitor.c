/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "monitor.h"

#define ESR_EC_HVC 0x16u
#define ESR_EC_SMC 0x17u
#define SMCCC_UNKNOWN UINT64_MAX

uint8_t monitor_stacks[MONITOR_CPUS][MONITOR_STACK_SIZE] __attribute__((aligned(16)));
static enum monitor_conduit monitor_conduit;

_Noreturn void monitor_boot(void);
_Noreturn void monitor_fault(void);
void monitor_trap(struct monitor_frame *frame);

struct monitor_options monitor_options(void)
{
	const volatile struct monitor_options *now = (const volatile void *)((uintptr_t)monitor_image + MONITOR_OPTIONS_OFFSET);

	return (struct monitor_options){
		.flags = now->flags,
		.version = now->version,
		.quirks = now->quirks,
		.echoes = now->echoes,
	};
}

/*
 * QEMU left a stub at the start of RAM that enters the kernel with the device tree whose address it has; it would have run in
 * the monitor's place.
 */
_Noreturn void monitor_boot(void)
{
	cpu_setup();
	uart_init();
	if (monitor_options().flags & MONITOR_HVC) {
		monitor_conduit = MONITOR_BY_HVC;
		if (!fdt_set_hvc(*(uint8_t **)GUEST_STUB_FDT))
			monitor_stop("the device tree has no psci node");
	}
	spmc_init();
	guest_enter(GUEST_BASE, 0);
}

static void monitor_print(const char *name, uint64_t value)
{
	uart_print(name);
	uart_print_hex(value);
}

_Noreturn void monitor_stop(const char *why)
{
	uart_print("\nmonitor: unexpected: ");
	uart_print(why);
	uart_print("\n");
	psci_off();
}

/* Nobody can attach to this machine: say all that is known. */
_Noreturn void monitor_fault(void)
{
	monitor_print("\nmonitor: exception: ESR_EL2 ", read_sysreg(esr_el2));
	monitor_print(" ELR_EL2 ", read_sysreg(elr_el2));
	monitor_print(" FAR_EL2 ", read_sysreg(far_el2));
	monitor_print(" SPSR_EL2 ", read_sysreg(spsr_el2));
	monitor_stop("an exception");
}

static void monitor_call(uint64_t x[18], enum monitor_conduit conduit, uint16_t immediate)
{
	spmc_count(x[0], conduit);
	if (conduit != monitor_conduit || immediate || (!spmc_call(x) && !psci_call(x)))
		x[0] = SMCCC_UNKNOWN;
}

void monitor_trap(struct monitor_frame *frame)
{
	const uint64_t esr = read_sysreg(esr_el2);

	switch (esr >> 26 & 0x3f) {
	case ESR_EC_SMC:
		/* A trapped SMC returns to itself, unlike an HVC. */
		write_sysreg(elr_el2, read_sysreg(elr_el2) + 4);
		monitor_call(frame->x, MONITOR_BY_SMC, (uint16_t)esr);
		break;
	case ESR_EC_HVC:
		monitor_call(frame->x, MONITOR_BY_HVC, (uint16_t)esr);
		break;
	default:
		monitor_fault();
	}
}
