/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "machine.h"

static void idle(struct ffa_model_partition *p, unsigned int vcpu, uint64_t regs[18], void *arg)
{
	(void)p;
	(void)vcpu;
	(void)arg;
	regs[0] = FFA_FN_MSG_WAIT;
}

static void test_new_refuses_missing_arguments(void **state)
{
	struct machine *mc = *state;
	struct ffa_model_hooks hooks = machine_hooks(mc);
	struct ffa_model *m = mc->model;

	assert_int_equal(ffa_model_new(mc->arena, FFA_MODEL_ARENA, &hooks, NULL), -EINVAL);
	assert_int_equal(ffa_model_new(NULL, FFA_MODEL_ARENA, &hooks, &m), -EINVAL);
	assert_null(m);
	assert_int_equal(ffa_model_new((uint8_t *)mc->arena + 8, FFA_MODEL_ARENA - 8, &hooks, &m), -EINVAL);
	assert_int_equal(ffa_model_new(mc->arena, FFA_MODEL_ARENA, NULL, &m), -EINVAL);
	hooks.lock = NULL;
	assert_int_equal(ffa_model_new(mc->arena, FFA_MODEL_ARENA, &hooks, &m), -EINVAL);
	hooks = machine_hooks(mc);
	hooks.unlock = NULL;
	assert_int_equal(ffa_model_new(mc->arena, FFA_MODEL_ARENA, &hooks, &m), -EINVAL);
	hooks = machine_hooks(mc);
	hooks.map = NULL;
	assert_int_equal(ffa_model_new(mc->arena, FFA_MODEL_ARENA, &hooks, &m), -EINVAL);
	assert_null(m);
}

static void test_new_without_lock_serves_one_cpu(void **state)
{
	struct machine *mc = *state;
	struct ffa_model_hooks hooks = machine_hooks(mc);

	hooks.lock = NULL;
	hooks.unlock = NULL;
	memset(mc->arena, 0xa5, FFA_MODEL_ARENA);
	assert_int_equal(ffa_model_new(mc->arena, FFA_MODEL_ARENA, &hooks, &mc->model), 0);
	assert_int_equal(ffa_model_add_default(mc->model), 0);
	machine_negotiate(mc);
	ASSERT_FRAME(CALL(mc, FFA_FN_DIRECT_REQ, 0x8001, 0, 7), FFA_FN_DIRECT_RESP, 0x80010000, 0, 7);
}

/* Each size in an allocation of its own, so that a write past its end is seen. */
static int build_in(struct machine *mc, size_t size)
{
	struct ffa_model_hooks hooks = machine_hooks(mc);
	struct ffa_model *m;
	void *arena = NULL;
	int ret;

	assert_int_equal(posix_memalign(&arena, 16, size ? size : 1), 0);
	memset(arena, 0xa5, size);
	ret = ffa_model_new(arena, size, &hooks, &m);
	assert_int_equal(ret == 0, m != NULL);
	if (ret == 0) {
		uint64_t x[18] = { FFA_FN_VERSION, FFA_VERSION_1_2 };

		ret = ffa_model_add_default(m);
		ffa_model_call(m, 0, 0, x);
		assert_int_equal(x[0], FFA_VERSION_1_2);
	}
	free(arena);
	return ret;
}

static void test_arena_too_small_at_every_size(void **state)
{
	size_t size;

	for (size = 0; build_in(*state, size) != 0; size++) {
		assert_int_equal(build_in(*state, size), -ENOMEM);
		assert_true(size < FFA_MODEL_ARENA);
	}
	assert_int_equal(build_in(*state, size + 1), 0);
	assert_int_equal(build_in(*state, FFA_MODEL_ARENA), 0);
}

static void test_add_refuses_bad_arguments(void **state)
{
	struct machine *mc = *state;
	struct ffa_model_partition *p;

	assert_int_equal(ffa_model_add(mc->model, 0x8001, 1, 0, idle, NULL, &p), 0);
	assert_int_equal(ffa_model_partition_id(p), 0x8001);
	assert_int_equal(ffa_model_add(mc->model, 0xfffe, FFA_MODEL_CONTEXTS, 0, idle, NULL, NULL), 0);
	assert_int_equal(ffa_model_add(mc->model, 0x8000, 1, 0, idle, NULL, &p), -EINVAL);
	assert_null(p);
	assert_int_equal(ffa_model_add(mc->model, 0, 1, 0, idle, NULL, &p), -EINVAL);
	assert_int_equal(ffa_model_add(mc->model, 0x7fff, 1, 0, idle, NULL, &p), -EINVAL);
	assert_int_equal(ffa_model_add(mc->model, 0xffff, 1, 0, idle, NULL, &p), -EINVAL);
	assert_int_equal(ffa_model_add(mc->model, 0x8002, 0, 0, idle, NULL, &p), -EINVAL);
	assert_int_equal(ffa_model_add(mc->model, 0x8002, FFA_MODEL_CONTEXTS + 1, 0, idle, NULL, &p), -EINVAL);
	assert_int_equal(ffa_model_add(mc->model, 0x8002, 1, 0, NULL, NULL, &p), -EINVAL);
}

static void test_add_refuses_a_taken_id(void **state)
{
	struct machine *mc = *state;
	struct ffa_model_partition *p;

	assert_int_equal(ffa_model_add(mc->model, 0x8003, 1, 0, idle, NULL, &p), 0);
	assert_int_equal(ffa_model_add(mc->model, 0x8003, 2, 0, idle, NULL, &p), -EEXIST);
	assert_null(p);
	assert_int_equal(ffa_model_add_default(mc->model), -EEXIST);
}

static void test_add_in_a_full_arena(void **state)
{
	static const uint8_t uuid[16] = { 1 };
	struct machine *mc = *state;
	struct ffa_model_partition *p = machine_add(mc, 0x8001, 1, idle, NULL);
	struct ffa_model_partition *none;
	int ret = 0;
	size_t i;

	for (i = 0; i < FFA_MODEL_ARENA && ret == 0; i++)
		ret = ffa_model_add_uuid(p, uuid);
	assert_int_equal(ret, -ENOMEM);
	assert_int_equal(ffa_model_add(mc->model, 0x8002, 1, 0, idle, NULL, &none), -ENOMEM);
	assert_null(none);
	machine_negotiate(mc);
	ASSERT_FRAME(CALL(mc, FFA_FN_PARTITION_INFO_GET, 0, 0, 0, 0, 1), SUCCESS_FRAME, 0, i - 1);
}

#define BARE(f)	cmocka_unit_test_setup_teardown(f, machine_setup, machine_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		BARE(test_new_refuses_missing_arguments),
		BARE(test_new_without_lock_serves_one_cpu),
		BARE(test_arena_too_small_at_every_size),
		BARE(test_add_refuses_bad_arguments),
		BARE(test_add_refuses_a_taken_id),
		BARE(test_add_in_a_full_arena),
	};

	return cmocka_run_group_tests_name("model-build", tests, NULL, NULL) != 0;
}
