/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef TESTS_UNIT_MACHINE_H
#define TESTS_UNIT_MACHINE_H

/*
 * A machine around a model: memory, a lock that notices misuse, and calls of 8 registers that check that x8..x17 are left alone
 * unless the completion is a 64-bit one.
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

/* A model without partitions; with the default set; the same with FFA_VERSION done, for 1.2 or another version. */
int machine_setup(void **state);
int machine_setup_set(void **state);
int machine_setup_default(void **state);
int machine_setup_1_0(void **state);
int machine_setup_1_1(void **state);
int machine_teardown(void **state);

struct ffa_model_hooks machine_hooks(struct machine *mc);
/* Asks for version, 1.2 without one, and gets it from this model, which is of 1.2. */
void machine_speak(struct machine *mc, uint32_t version);
void machine_negotiate(struct machine *mc);
void machine_quirk(struct machine *mc, unsigned int quirk);
void machine_map(struct machine *mc);
uint8_t *machine_rx(struct machine *mc);
struct ffa_model_partition *machine_add(struct machine *mc, uint16_t id, unsigned int contexts, ffa_model_run_fn *run, void *arg);

struct frame machine_call(struct machine *mc, unsigned int cpu, const uint64_t regs[8]);
#define CALL(mc, ...)		machine_call(mc, 0, (const uint64_t[8]){ __VA_ARGS__ })
#define CALL_ON(mc, cpu, ...)	machine_call(mc, cpu, (const uint64_t[8]){ __VA_ARGS__ })

/* All 18 registers in and out. */
struct frame machine_call18(struct machine *mc, unsigned int cpu, const uint64_t regs[18]);
#define CALL18(mc, ...)			machine_call18(mc, 0, (const uint64_t[18]){ __VA_ARGS__ })
#define CALL18_ON(mc, cpu, ...)		machine_call18(mc, cpu, (const uint64_t[18]){ __VA_ARGS__ })

/* All eight registers are as listed, the rest zero. */
void assert_regs(struct frame frame, const uint64_t x[8]);
#define ASSERT_FRAME(frame, ...)	assert_regs(frame, (const uint64_t[8]){ __VA_ARGS__ })
#define ASSERT_SUCCESS(frame)		ASSERT_FRAME(frame, SUCCESS_FRAME)
void assert_regs18(struct frame frame, const uint64_t x[18]);
#define ASSERT_FRAME18(frame, ...)	assert_regs18(frame, (const uint64_t[18]){ __VA_ARGS__ })
#define ASSERT_ERROR(frame, status)	ASSERT_FRAME(frame, ERROR_FRAME, 0, (uint32_t)(status))

#endif
