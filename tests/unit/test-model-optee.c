/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>

#include "machine.h"

#define OPTEE	0x8001u

static struct machine *start(void **state)
{
	struct machine *mc = *state;

	assert_int_equal(ffa_model_add_optee(mc->model), 0);
	return mc;
}

static void test_optee_serves_calls_before_version_as_1_0(void **state)
{
	struct machine *mc = start(state);

	machine_map(mc);
	ASSERT_FRAME(CALL(mc, FFA_FN_PARTITION_INFO_GET), SUCCESS_FRAME, 0, 1);
	assert_memory_equal(machine_rx(mc), ((const uint8_t[9]){ 0x01, 0x80, 4, 0, 3, 0, 0, 0, 0 }), 9);
	ASSERT_SUCCESS(CALL(mc, FFA_FN_RX_RELEASE));
	machine_speak(mc, FFA_VERSION_1_1);
	ASSERT_FRAME(CALL(mc, FFA_FN_PARTITION_INFO_GET), SUCCESS_FRAME, 0, 1, 24);
}

static void test_optee_is_of_1_2_whatever_was_set(void **state)
{
	struct machine *mc = *state;

	assert_int_equal(ffa_model_set_version(mc->model, FFA_VERSION_1_0), 0);
	start(state);
	machine_speak(mc, FFA_VERSION_1_2);
	assert_int_equal(CALL(mc, FFA_FN_FEATURES, FFA_FN_DIRECT_REQ2_64).x[0], SUCCESS_FRAME);
}

static void test_optee_answers_on_every_cpu(void **state)
{
	struct machine *mc = start(state);
	unsigned int cpu;

	/* it lists fewer contexts than there are CPUs */
	for (cpu = 0; cpu < FFA_MODEL_CONTEXTS; cpu++)
		ASSERT_FRAME(CALL_ON(mc, cpu, FFA_FN_DIRECT_REQ, OPTEE, 0, 1),
			     FFA_FN_DIRECT_RESP, OPTEE << 16, 0, 4, 10, 0xd5001fe0);
	ASSERT_ERROR(CALL_ON(mc, cpu, FFA_FN_DIRECT_REQ, OPTEE, 0, 1), FFA_STATUS_INVALID_PARAMETERS);
}

static void test_optee_refuses_what_it_does_not_know(void **state)
{
	static const uint32_t unknown[] = { 3, 5, 8, 0x77, 0x80000000, 0xffffffff };
	struct machine *mc = start(state);
	size_t i;

	for (i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++)
		ASSERT_FRAME(CALL(mc, FFA_FN_DIRECT_REQ, OPTEE, 0, unknown[i]), FFA_FN_DIRECT_RESP, OPTEE << 16, 0, 0xffff0006);
	ASSERT_ERROR(CALL(mc, FFA_FN_DIRECT_REQ2_64, OPTEE), FFA_STATUS_NOT_SUPPORTED);
	ASSERT_ERROR(CALL(mc, FFA_FN_DIRECT_REQ, OPTEE, 0x80000004), FFA_STATUS_NOT_SUPPORTED);
	ASSERT_ERROR(CALL(mc, FFA_FN_DIRECT_REQ, OPTEE + 1, 0x80000008), FFA_STATUS_INVALID_PARAMETERS);
}

static void test_optee_does_not_know_high_numbers(void **state)
{
	struct machine *mc = start(state);

	/* 0x97 is the last number that is FF-A's there */
	ASSERT_ERROR(CALL(mc, 0x84000097), FFA_STATUS_NOT_SUPPORTED);
	ASSERT_FRAME(CALL(mc, 0x84000098, 1), UINT64_MAX, 1);
	ASSERT_FRAME(CALL(mc, 0xc40000ff, 1), UINT64_MAX, 1);
}

static void test_add_optee_after_a_call_is_refused(void **state)
{
	struct machine *mc = *state;

	machine_negotiate(mc);
	assert_int_equal(ffa_model_add_optee(mc->model), -EINVAL);
	ASSERT_ERROR(CALL(mc, FFA_FN_ID_GET, 1), FFA_STATUS_INVALID_PARAMETERS);
}

static void test_add_optee_where_its_id_is_taken(void **state)
{
	struct machine *mc = *state;

	assert_int_equal(ffa_model_add_default(mc->model), 0);
	assert_int_equal(ffa_model_add_optee(mc->model), -EEXIST);
	machine_negotiate(mc);
	ASSERT_ERROR(CALL(mc, FFA_FN_ID_GET, 1), FFA_STATUS_INVALID_PARAMETERS);
}

static void test_add_optee_in_an_arena_of_every_size(void **state)
{
	struct machine *mc = *state;
	struct ffa_model_hooks hooks = machine_hooks(mc);
	unsigned int too_small = 0;
	int ret = -ENOMEM;
	size_t size;

	for (size = 0; ret; size += 16) {
		assert_true(size <= FFA_MODEL_ARENA);
		ret = ffa_model_new(mc->arena, size, &hooks, &mc->model);
		if (ret == 0) {
			ret = ffa_model_add_optee(mc->model);
			too_small += ret != 0;
		}
		assert_true(ret == 0 || ret == -ENOMEM);
	}
	/* the model without the partition, and the partition without its UUID */
	assert_true(too_small >= 2);
}

#define BARE(f)	cmocka_unit_test_setup_teardown(f, machine_setup, machine_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		BARE(test_optee_serves_calls_before_version_as_1_0),
		BARE(test_optee_is_of_1_2_whatever_was_set),
		BARE(test_optee_answers_on_every_cpu),
		BARE(test_optee_refuses_what_it_does_not_know),
		BARE(test_optee_does_not_know_high_numbers),
		BARE(test_add_optee_after_a_call_is_refused),
		BARE(test_add_optee_where_its_id_is_taken),
		BARE(test_add_optee_in_an_arena_of_every_size),
	};

	return cmocka_run_group_tests_name("model-optee", tests, NULL, NULL) != 0;
}
