/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <stdlib.h>
#include <string.h>

#include "machine.h"

#define FN_VERSION	0x84000063u
#define FN_RXTX_MAP	0xc4000066u
#define FN_RUN		0x8400006du
#define WIDTH_64	0x40000000u
#define HIGH_REGISTER	0x5a5a000000000000u

/* CMocka's asserts may only be used by the test's own thread, and these hooks run in any. */
static void must(bool condition)
{
	if (!condition)
		abort();
}

static void lock(void *arg)
{
	struct machine *mc = arg;

	must(pthread_mutex_lock(&mc->mutex) == 0);
	mc->locked = true;
}

static void unlock(void *arg)
{
	struct machine *mc = arg;

	mc->locked = false;
	must(pthread_mutex_unlock(&mc->mutex) == 0);
}

static void *map(void *arg, uint64_t address, size_t len)
{
	struct machine *mc = arg;

	must(mc->locked);
	if (address < MEMORY_BASE || len > MEMORY_SIZE || address - MEMORY_BASE > MEMORY_SIZE - len)
		return NULL;
	return mc->memory + (address - MEMORY_BASE);
}

struct ffa_model_hooks machine_hooks(struct machine *mc)
{
	return (struct ffa_model_hooks){ .lock = lock, .unlock = unlock, .map = map, .arg = mc };
}

int machine_setup(void **state)
{
	struct machine *mc = calloc(1, sizeof(*mc));
	struct ffa_model_hooks hooks = machine_hooks(mc);
	pthread_mutexattr_t attr;

	must(mc != NULL);
	/* A second lock by its owner is an error instead of a hang. */
	pthread_mutexattr_init(&attr);
	pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_ERRORCHECK);
	pthread_mutex_init(&mc->mutex, &attr);
	pthread_mutexattr_destroy(&attr);
	must(posix_memalign(&mc->arena, 16, FFA_MODEL_ARENA) == 0);
	mc->memory = calloc(1, MEMORY_SIZE);
	must(mc->memory != NULL);
	*state = mc;
	return ffa_model_new(mc->arena, FFA_MODEL_ARENA, &hooks, &mc->model);
}

int machine_setup_set(void **state)
{
	struct machine *mc;

	if (machine_setup(state))
		return -1;
	mc = *state;
	return ffa_model_add_default(mc->model);
}

static int setup_default(void **state, uint32_t version)
{
	if (machine_setup_set(state))
		return -1;
	machine_speak(*state, version);
	return 0;
}

int machine_setup_default(void **state)
{
	return setup_default(state, FFA_VERSION_1_2);
}

int machine_setup_1_1(void **state)
{
	return setup_default(state, FFA_VERSION_1_1);
}

int machine_setup_1_0(void **state)
{
	return setup_default(state, FFA_VERSION_1_0);
}

int machine_teardown(void **state)
{
	struct machine *mc = *state;

	pthread_mutex_destroy(&mc->mutex);
	free(mc->memory);
	free(mc->arena);
	free(mc);
	return 0;
}

void machine_speak(struct machine *mc, uint32_t version)
{
	ASSERT_FRAME(CALL(mc, FN_VERSION, version), FFA_VERSION_1_2);
}

void machine_negotiate(struct machine *mc)
{
	machine_speak(mc, FFA_VERSION_1_2);
}

void machine_quirk(struct machine *mc, unsigned int quirk)
{
	assert_int_equal(ffa_model_set_quirk(mc->model, quirk, 1), 0);
}

void machine_map(struct machine *mc)
{
	ASSERT_SUCCESS(CALL(mc, FN_RXTX_MAP, TX, RX, 1));
}

uint8_t *machine_rx(struct machine *mc)
{
	return mc->memory + (RX - MEMORY_BASE);
}

struct ffa_model_partition *machine_add(struct machine *mc, uint16_t id, unsigned int contexts, ffa_model_run_fn *run, void *arg)
{
	struct ffa_model_partition *p;

	must(ffa_model_add(mc->model, id, contexts, FFA_PROP_DIRECT_RECV, run, arg, &p) == 0);
	return p;
}

struct frame machine_call(struct machine *mc, unsigned int cpu, const uint64_t regs[8])
{
	/* FFA_RUN of a caller of 1.2 must have them zero. */
	uint64_t high = (uint32_t)regs[0] == FN_RUN ? 0 : HIGH_REGISTER;
	struct frame frame;
	unsigned int i;

	for (i = 0; i < 18; i++)
		frame.x[i] = i < 8 ? regs[i] : high;
	ffa_model_call(mc->model, 0, cpu, frame.x);
	for (i = 8; i < 18 && !(frame.x[0] & WIDTH_64); i++)
		must(frame.x[i] == high);
	return frame;
}

struct frame machine_call18(struct machine *mc, unsigned int cpu, const uint64_t regs[18])
{
	struct frame frame;

	memcpy(frame.x, regs, sizeof(frame.x));
	ffa_model_call(mc->model, 0, cpu, frame.x);
	return frame;
}

void assert_regs(struct frame frame, const uint64_t x[8])
{
	unsigned int i;

	for (i = 0; i < 8; i++)
		assert_int_equal(frame.x[i], x[i]);
}

void assert_regs18(struct frame frame, const uint64_t x[18])
{
	unsigned int i;

	for (i = 0; i < 18; i++)
		assert_int_equal(frame.x[i], x[i]);
}
