/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "monitor.h"

#define HCR_RW (1ull << 31)	 /* EL1 is AArch64 */
#define HCR_TSC (1ull << 19)	 /* SMC of EL1 comes here */
#define CNTHCTL_EL1PCTEN 1u
#define CNTHCTL_EL1PCEN 2u
#define CPTR_RES1 0x33ffu	 /* and no trap of floating point */
#define PFR0_GIC (0xfull << 24)	 /* the GIC has system registers, as a GICv3 */
#define ICC_SRE_ALL 0xfu	 /* use them, EL1, too */
#define MPIDR_CLUSTERS 0xff00ffff00ull
#define SCTLR_EL1_RES1 0x30d00800u /* MMU and caches off */

void cpu_setup(void)
{
	write_sysreg(hcr_el2, HCR_RW | HCR_TSC);
	write_sysreg(cnthctl_el2, CNTHCTL_EL1PCTEN | CNTHCTL_EL1PCEN);
	write_sysreg(cntvoff_el2, 0);
	write_sysreg(cptr_el2, CPTR_RES1);
	write_sysreg(hstr_el2, 0);
	if (read_sysreg(id_aa64pfr0_el1) & PFR0_GIC)
		write_sysreg(S3_4_C12_C9_5, ICC_SRE_ALL); /* ICC_SRE_EL2 */
	write_sysreg(vpidr_el2, read_sysreg(midr_el1));
	write_sysreg(vmpidr_el2, read_sysreg(mpidr_el1));
	write_sysreg(vbar_el2, (uintptr_t)monitor_vectors);
	write_sysreg(sctlr_el1, SCTLR_EL1_RES1);
	__asm__ volatile("isb");
}

/* QEMU's virt has 16 CPUs to a cluster with a GICv3 and 8 with a GICv2: those below MONITOR_CPUS are in the first one. */
unsigned int cpu_index(uint64_t mpidr)
{
	return mpidr & MPIDR_CLUSTERS ? MONITOR_CPUS : (unsigned int)(mpidr & 0xff);
}
