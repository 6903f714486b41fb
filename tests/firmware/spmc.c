/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <ffa/abi.h>
#include <ffa/model.h>

#include "monitor.h"

#define HOST_ID 0 /* what FFA_ID_GET tells an OS kernel that has no hypervisor below it */

static uint32_t spmc_locked;
static uint64_t spmc_calls;
static struct ffa_model *spmc_model; /* NULL: without FF-A */
static uint8_t spmc_arena[FFA_MODEL_ARENA] __attribute__((aligned(16)));

static void spmc_lock(void *arg)
{
	uint32_t value, failed;

	(void)arg;
	__asm__ volatile("1:	ldaxr	%w0, [%2]\n"
			 "	cbnz	%w0, 1b\n"
			 "	stxr	%w1, %w3, [%2]\n"
			 "	cbnz	%w1, 1b\n"
			 : "=&r"(value), "=&r"(failed)
			 : "r"(&spmc_locked), "r"(1)
			 : "memory");
}

static void spmc_unlock(void *arg)
{
	(void)arg;
	__atomic_store_n(&spmc_locked, 0, __ATOMIC_RELEASE);
}

static uint32_t spmc_options(void)
{
	return *(const volatile uint32_t *)((uintptr_t)monitor_image + MONITOR_OPTIONS_OFFSET);
}

void spmc_init(void)
{
	const struct ffa_model_hooks hooks = {
		.lock = spmc_lock,
		.unlock = spmc_unlock,
		.map = guest_map,
	};

	if (spmc_options() & MONITOR_NO_FFA) {
		uart_print("monitor: no FF-A\n");
		return;
	}
	if (ffa_model_new(spmc_arena, sizeof(spmc_arena), &hooks, &spmc_model) || ffa_model_add_default(spmc_model)) {
		uart_print("monitor: the model does not fit into its arena\n");
		psci_off();
	}
	uart_print("monitor: FF-A model at EL2\n");
}

/* Standard secure service calls, function 0x60 to 0xff, of both widths, with or without SMCCC's SVE hint in bit 16. */
static bool spmc_owns(uint64_t x0)
{
	const uint32_t fid = (uint32_t)x0 & ~(1u << 30 | 1u << 16);

	return fid >= 0x84000060 && fid <= 0x840000ff;
}

bool spmc_call(uint64_t x[18])
{
	if (!spmc_owns(x[0]))
		return false;
	spmc_lock(NULL);
	spmc_calls++;
	spmc_unlock(NULL);
	if (!spmc_model)
		return false;
	ffa_model_call(spmc_model, HOST_ID, cpu_index(read_sysreg(mpidr_el1)), x);
	return true;
}

void spmc_report(void)
{
	uart_print("monitor: ");
	uart_print_dec(spmc_calls);
	uart_print(" FF-A calls\n");
	if (!spmc_model)
		return;
	uart_print("monitor: ");
	uart_print_dec(ffa_model_count(spmc_model, FFA_FN_RXTX_MAP_64) - ffa_model_count(spmc_model, FFA_FN_RXTX_UNMAP));
	uart_print(" RX/TX pairs mapped\n");
}
