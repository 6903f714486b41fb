/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */

/* PSCI is the machine's: calls go on to it, but for what the guest learns about SMCCC and for where its CPUs start. */

#include "monitor.h"

#define WIDE (1u << 30) /* SMC64 */
#define PSCI_CPU_ON 0x84000003u
#define PSCI_SYSTEM_OFF 0x84000008u
#define PSCI_SYSTEM_RESET 0x84000009u
#define PSCI_FEATURES 0x8400000au
#define PSCI_SYSTEM_RESET2 0x84000012u
#define PSCI_LAST 0x8400001fu
#define PSCI_INVALID_PARAMETERS (-2)

#define SMCCC_VERSION 0x80000000u
#define SMCCC_ARCH_FEATURES 0x80000001u
#define SMCCC_1_2 0x10002
#define SMCCC_NOT_SUPPORTED (-1)

struct psci_start {
	uint64_t entry;
	uint64_t context;
};

static struct psci_start psci_starts[MONITOR_CPUS];

static uint64_t psci_machine(uint64_t fid, uint64_t a1, uint64_t a2, uint64_t a3)
{
	register uint64_t x0 __asm__("x0") = fid;
	register uint64_t x1 __asm__("x1") = a1;
	register uint64_t x2 __asm__("x2") = a2;
	register uint64_t x3 __asm__("x3") = a3;

	__asm__ volatile("smc #0"
			 : "+r"(x0), "+r"(x1), "+r"(x2), "+r"(x3)
			 :
			 : "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13", "x14", "x15", "x16", "x17", "memory");
	return x0;
}

/* A CPU starts at EL2, in monitor_secondary, which brings it here. */
_Noreturn void psci_started(const struct psci_start *start);
_Noreturn void psci_started(const struct psci_start *start)
{
	cpu_setup();
	guest_enter(start->entry, start->context);
}

static uint64_t psci_cpu_on(const uint64_t x[18])
{
	const unsigned int index = cpu_index(x[1]);

	if (index >= MONITOR_CPUS)
		return (uint64_t)PSCI_INVALID_PARAMETERS;
	psci_starts[index].entry = x[2];
	psci_starts[index].context = x[3];
	return psci_machine(x[0], x[1], (uintptr_t)monitor_secondary, (uintptr_t)&psci_starts[index]);
}

static uint64_t psci_features(const uint64_t x[18])
{
	if ((uint32_t)x[1] == SMCCC_VERSION)
		return 0;
	return psci_machine(x[0], x[1], 0, 0);
}

static uint64_t smccc_features(uint32_t fid)
{
	return fid == SMCCC_VERSION || fid == SMCCC_ARCH_FEATURES ? 0 : (uint64_t)SMCCC_NOT_SUPPORTED;
}

static bool psci_owns(uint32_t fid)
{
	return fid == SMCCC_VERSION || fid == SMCCC_ARCH_FEATURES || ((fid & ~WIDE) >= 0x84000000u && (fid & ~WIDE) <= PSCI_LAST);
}

bool psci_call(uint64_t x[18])
{
	const uint32_t fid = (uint32_t)x[0];

	if (!psci_owns(fid))
		return false;
	switch (fid) {
	case SMCCC_VERSION:
		x[0] = SMCCC_1_2;
		break;
	case SMCCC_ARCH_FEATURES:
		x[0] = smccc_features((uint32_t)x[1]);
		break;
	case PSCI_CPU_ON:
	case PSCI_CPU_ON | WIDE:
		x[0] = psci_cpu_on(x);
		break;
	case PSCI_FEATURES:
		x[0] = psci_features(x);
		break;
	case PSCI_SYSTEM_OFF:
	case PSCI_SYSTEM_RESET:
	case PSCI_SYSTEM_RESET2:
	case PSCI_SYSTEM_RESET2 | WIDE:
		spmc_report();
		/* fallthrough */
	default:
		x[0] = psci_machine(x[0], x[1], x[2], x[3]);
	}
	return true;
}

_Noreturn void psci_off(void)
{
	psci_machine(PSCI_SYSTEM_OFF, 0, 0, 0);
	monitor_halt();
}
