/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <stdlib.h>

#include "machine.h"

#define FN_VERSION	0x84000063u
#define FN_RXTX_MAP	0xc4000066u
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

int machine_setup_default(void **state)
{
	struct machine *mc;

	if (machine_setup(state))
		return -1;
	mc = *state;
	if (ffa_model_add_default(mc->model))
		return -1;
	machine_negotiate(mc);
	return 0;
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

void machine_negotiate(struct machine *mc)
{
	ASSERT_FRAME(CALL(mc, FN_VERSION, VERSION_1_1), VERSION_1_1);
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
	struct frame frame;
	unsigned int i;

	for (i = 0; i < 18; i++)
		frame.x[i] = i < 8 ? regs[i] : HIGH_REGISTER + i;
	ffa_model_call(mc->model, 0, cpu, frame.x);
	for (i = 8; i < 18; i++)
		must(frame.x[i] == HIGH_REGISTER + i);
	return frame;
}

void assert_regs(struct frame frame, const uint64_t x[8])
{
	unsigned int i;

	for (i = 0; i < 8; i++)
		assert_int_equal(frame.x[i], x[i]);
}
