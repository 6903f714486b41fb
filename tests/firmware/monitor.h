/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef MONITOR_H
#define MONITOR_H

/*
 * The monitor: firmware at EL2 that gives a guest kernel at EL1 an FF-A SPMC, which is lib/model. It answers the guest's SMCs
 * or HVCs, but not both: FF-A goes to the model, PSCI on to the machine (QEMU's virt, whose firmware QEMU itself plays), the
 * rest is unknown. The guest's RAM ends where the monitor begins. At power-off it says how it was called.
 */

#define MONITOR_CPUS 8
#define MONITOR_STACK_SHIFT 14
#define MONITOR_STACK_SIZE (1 << MONITOR_STACK_SHIFT)
#define MONITOR_FRAME_SIZE 256

/* Where struct monitor_options is, from the monitor's first byte, the end of the guest's RAM. */
#define MONITOR_OPTIONS_OFFSET 0x100000
#define MONITOR_NO_FFA 1u /* SMCCC 1.2 firmware that knows no FF-A */
#define MONITOR_HVC 2u	  /* the conduit is HVC: the device tree's psci node says so, and an SMC is unknown */
#define MONITOR_ECHOES_MAX 64u

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

/*
 * Zero, or what QEMU's loader device wrote there before the start, or the guest since then (its kernel does not know this RAM,
 * but /dev/mem reaches it). flags count at the start; when an FFA_VERSION comes and one of the others has changed, a new model
 * with new partitions takes the place of the old one.
 */
struct monitor_options {
	uint32_t flags;	  /* MONITOR_NO_FFA, MONITOR_HVC */
	uint32_t version; /* of FF-A, as FFA_VERSION has it; 0: the model's own choice */
	uint32_t quirks;  /* 1 << n for quirk n of enum ffa_model_quirk */
	/*
	 * n > 0, up to MONITOR_ECHOES_MAX: instead of the default set n partitions that repeat a direct message, with IDs from
	 * 0x8001 and the UUID ffa1<id>-0000-4000-8000-000000000000, <id> being the ID's four digits.
	 */
	uint32_t echoes;
};

enum monitor_conduit {
	MONITOR_BY_SMC,
	MONITOR_BY_HVC,
	MONITOR_CONDUITS
};

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

/* cpu.c: EL2 as the guest needs it, on the CPU that runs this; 0..MONITOR_CPUS-1 of a CPU, MONITOR_CPUS for any other. */
void cpu_setup(void);
unsigned int cpu_index(uint64_t mpidr);

/* fdt.c: makes HVC the method of the psci node; false if there is no such node or the tree is none. */
bool fdt_set_hvc(uint8_t *fdt);

/* monitor.ld: the monitor's first byte, where the guest's RAM ends. */
extern const char monitor_image[];

/* monitor.c: the options as they are now; powers off with a line that the host takes for an error. */
struct monitor_options monitor_options(void);
_Noreturn void monitor_stop(const char *why);

/* guest.c: the guest's memory; NULL for what is not its own. */
#define GUEST_BASE 0x40000000ull
#define GUEST_STUB_FDT (GUEST_BASE + 0x18) /* where QEMU's stub has the address of the device tree */
void *guest_map(void *arg, uint64_t address, size_t len);

/* psci.c: true if the call is PSCI's or SMCCC's own, and was answered. */
bool psci_call(uint64_t x[18]);
_Noreturn void psci_off(void);

/* spmc.c: the model. spmc_count() counts what is an FF-A call, answered or not. */
void spmc_init(void);
void spmc_count(uint64_t x0, enum monitor_conduit conduit);
bool spmc_call(uint64_t x[18]);
void spmc_report(void);

/* uart.c */
void uart_init(void);
void uart_print(const char *text);
void uart_print_hex(uint64_t value);
void uart_print_dec(uint64_t value);

#endif
#endif
