/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef TESTS_UNIT_MACHINE_H
#define TESTS_UNIT_MACHINE_H

/*
 * A machine around a model: memory, a lock that notices misuse, and calls that check what holds for every completion: x8..x17
 * are left alone, an FFA_ERROR carries nothing but its code.
 */

#include <pthread.h>
#include <stdbool.h>

#include <ffa/abi.h>
#include <ffa/model.h>

#include "unit.h"

#define MEMORY_BASE	0x40000000u
#define MEMORY_SIZE	(64 * 4096u)
#define TX		(MEMORY_BASE + 0x1000u)
#define RX		(MEMORY_BASE + 0x11000u)

#define DIRTY		0xdeadbeef00000000u
#define ERROR_FRAME	0x84000060u
#define SUCCESS_FRAME	0x84000061u
#define VERSION_1_1	0x00010001u

struct machine {
	struct ffa_model *model;
	void *arena;
	uint8_t *memory;
	pthread_mutex_t mutex;
	bool locked;
};

struct frame {
	uint64_t x[18];
};

/* A model without partitions and without a version; with the default set and FFA_VERSION done. */
int machine_setup(void **state);
int machine_setup_default(void **state);
int machine_teardown(void **state);

struct ffa_model_hooks machine_hooks(struct machine *mc);
void machine_negotiate(struct machine *mc);
void machine_map(struct machine *mc);
uint8_t *machine_rx(struct machine *mc);
struct ffa_model_partition *machine_add(struct machine *mc, uint16_t id, unsigned int contexts, ffa_model_run_fn *run, void *arg);

struct frame machine_call(struct machine *mc, unsigned int cpu, const uint64_t regs[8]);
#define CALL(mc, ...)		machine_call(mc, 0, (const uint64_t[8]){ __VA_ARGS__ })
#define CALL_ON(mc, cpu, ...)	machine_call(mc, cpu, (const uint64_t[8]){ __VA_ARGS__ })

/* All eight registers are as listed, the rest zero. */
void assert_regs(struct frame frame, const uint64_t x[8]);
#define ASSERT_FRAME(frame, ...)	assert_regs(frame, (const uint64_t[8]){ __VA_ARGS__ })
#define ASSERT_SUCCESS(frame)		ASSERT_FRAME(frame, SUCCESS_FRAME)
#define ASSERT_ERROR(frame, status)	ASSERT_FRAME(frame, ERROR_FRAME, 0, (uint32_t)(status))

#endif
