/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef MONITOR_H
#define MONITOR_H

/*
 * The monitor: firmware at EL2 that gives a guest kernel at EL1 an FF-A 1.1 SPMC, which is lib/model. It traps the guest's SMCs:
 * FF-A goes to the model, PSCI on to the machine (QEMU's virt, whose firmware QEMU itself plays), the rest is unknown.
 * The guest's RAM ends where the monitor begins.
 */

#define MONITOR_CPUS 8
#define MONITOR_STACK_SHIFT 14
#define MONITOR_STACK_SIZE (1 << MONITOR_STACK_SHIFT)
#define MONITOR_FRAME_SIZE 256

/* A word of RAM past the monitor: zero, or what QEMU's loader device wrote there before the start. */
#define MONITOR_OPTIONS_OFFSET 0x100000
#define MONITOR_NO_FFA 1u /* SMCCC 1.2 firmware that knows no FF-A */

#ifndef __ASSEMBLER__

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define read_sysreg(name)                                             \
	({                                                            \
		uint64_t value_;                                      \
		__asm__ volatile("mrs %0, " #name : "=r"(value_));    \
		value_;                                               \
	})
#define write_sysreg(name, value) __asm__ volatile("msr " #name ", %0" : : "r"((uint64_t)(value)))

/* The guest's general registers at an exception. */
struct monitor_frame {
	uint64_t x[31];
	uint64_t padding;
};

/* entry.S */
extern const char monitor_vectors[];
void monitor_secondary(void);
_Noreturn void monitor_halt(void);
_Noreturn void guest_enter(uint64_t entry, uint64_t x0);

/* cpu.c: EL2 as the guest needs it, on the CPU that runs this. */
void cpu_setup(void);
unsigned int cpu_index(uint64_t mpidr);

/* monitor.ld: the monitor's first byte, where the guest's RAM ends. */
extern const char monitor_image[];

/* guest.c: the guest's memory; NULL for what is not its own. */
#define GUEST_BASE 0x40000000ull
void *guest_map(void *arg, uint64_t address, size_t len);

/* psci.c: true if the call is PSCI's or SMCCC's own, and was answered. */
bool psci_call(uint64_t x[18]);
_Noreturn void psci_off(void);

/* spmc.c: the model. */
void spmc_init(void);
bool spmc_call(uint64_t x[18]);
void spmc_report(void);

/* uart.c */
void uart_init(void);
void uart_print(const char *text);
void uart_print_hex(uint64_t value);
void uart_print_dec(uint64_t value);

#endif
#endif
