/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <string.h>

#include "machine.h"

/* ---- any call ---- */

static void test_unknown_ffa_call_is_not_supported(void **state)
{
	static const uint32_t unknown[] = { FFA_FN_MEM_SHARE, FFA_FN_MSG_SEND2, 0x8400008b, 0x8400008d, 0x840000ff,
					    0xc4000063, FFA_FN_DIRECT_RESP, FFA_FN_DIRECT_RESP2_64, FFA_FN_SUCCESS };
	size_t i;

	for (i = 0; i < sizeof(unknown) / sizeof(unknown[0]); i++)
		ASSERT_ERROR(CALL(*state, unknown[i], 1, 2, 3, 4, 5, 6, 7), FFA_STATUS_NOT_SUPPORTED);
}

static void test_call_that_is_no_ffa_is_all_ones(void **state)
{
	ASSERT_FRAME(CALL(*state, 0x80000000, 1, 2, 3, 4, 5, 6, 7), UINT64_MAX, 1, 2, 3, 4, 5, 6, 7);
	ASSERT_FRAME(CALL(*state, 0x8400005f), UINT64_MAX);
	ASSERT_FRAME(CALL(*state, 0x84000100), UINT64_MAX);
	assert_int_equal(ffa_model_count(((struct machine *)*state)->model, 0), 1);
}

static void test_sve_hint_and_upper_half_of_x0_do_not_count(void **state)
{
	ASSERT_FRAME(CALL(*state, FFA_FN_SPM_ID_GET | 0x10000), SUCCESS_FRAME, 0, 0x8000);
	ASSERT_FRAME(CALL(*state, DIRTY | FFA_FN_SPM_ID_GET), SUCCESS_FRAME, 0, 0x8000);
	ASSERT_FRAME(CALL(*state, 0xc401006f, 0x8001, 0, 1), FFA_FN_DIRECT_RESP_64, 0x80010000, 0, 1);
}

static void test_other_caller_is_not_served(void **state)
{
	struct machine *mc = *state;
	uint64_t x[18] = { FFA_FN_ID_GET };

	ffa_model_call(mc->model, 1, 0, x);
	assert_int_equal(x[0], ERROR_FRAME);
	assert_int_equal(x[2], 0xffffffff);
	x[0] = FFA_FN_VERSION;
	x[1] = FFA_VERSION_1_2;
	ffa_model_call(mc->model, 1, 0, x);
	assert_int_equal(x[0], 0xffffffff);
}

static void test_unused_registers_must_be_zero(void **state)
{
	/* each call as it is accepted, and in an order in which it is */
	static const struct {
		unsigned int first;
		uint64_t x[8];
	} unused[] = {
		{ 1, { FFA_FN_ID_GET } },
		{ 1, { FFA_FN_SPM_ID_GET } },
		{ 4, { FFA_FN_RXTX_MAP, TX, RX, 1 } },
		{ 1, { FFA_FN_RXTX_UNMAP } },
		{ 4, { FFA_FN_RXTX_MAP_64, TX, RX, 1 } },
		{ 6, { FFA_FN_PARTITION_INFO_GET } },
		{ 1, { FFA_FN_RX_RELEASE } },
		{ 2, { FFA_FN_RUN, 0x80020000 } },
	};
	unsigned int reg;
	size_t i;

	ASSERT_FRAME(CALL(*state, FFA_FN_DIRECT_REQ, 0x8002, 0, 1), FFA_FN_INTERRUPT, 0x80020000);
	for (i = 0; i < sizeof(unused) / sizeof(unused[0]); i++) {
		for (reg = unused[i].first; reg < 8; reg++) {
			uint64_t x[8];

			memcpy(x, unused[i].x, sizeof(x));
			x[reg] = 0x80000000;
			ASSERT_ERROR(machine_call(*state, 0, x), FFA_STATUS_INVALID_PARAMETERS);
		}
		assert_int_not_equal(machine_call(*state, 0, unused[i].x).x[0], ERROR_FRAME);
	}
}

static void test_unused_registers_of_an_extended_call_must_be_zero(void **state)
{
	unsigned int reg;

	for (reg = 4; reg < 18; reg++) {
		uint64_t x[18] = { FFA_FN_PARTITION_INFO_GET_REGS_64 };

		x[reg] = DIRTY;
		ASSERT_ERROR(machine_call18(*state, 0, x), FFA_STATUS_INVALID_PARAMETERS);
	}
}

static void assert_run(void *machine, int32_t status)
{
	unsigned int reg;

	for (reg = 8; reg < 18; reg++) {
		uint64_t x[18] = { FFA_FN_RUN, 0x80010000 };

		x[reg] = DIRTY;
		ASSERT_ERROR(machine_call18(machine, 0, x), status);
	}
	ASSERT_ERROR(CALL18(machine, FFA_FN_RUN, 0x80010000), FFA_STATUS_DENIED);
}

static void test_run_with_extended_registers_is_refused(void **state)
{
	assert_run(*state, FFA_STATUS_INVALID_PARAMETERS);
}

static void test_run_with_extended_registers_of_a_1_1_caller(void **state)
{
	assert_run(*state, FFA_STATUS_DENIED);
}

static void test_upper_halves_of_a_32_bit_call_do_not_count(void **state)
{
	ASSERT_SUCCESS(CALL(*state, FFA_FN_ID_GET, DIRTY, DIRTY, DIRTY, DIRTY, DIRTY, DIRTY, DIRTY));
	ASSERT_SUCCESS(CALL(*state, FFA_FN_RXTX_MAP, DIRTY | TX, DIRTY | RX, DIRTY | 1, DIRTY));
	ASSERT_ERROR(CALL(*state, FFA_FN_RXTX_MAP_64, TX, RX, 1, DIRTY), FFA_STATUS_INVALID_PARAMETERS);
}

/* ---- FEATURES, IDs ---- */

static void test_features_of_what_is_implemented(void **state)
{
	static const uint32_t implemented[] = {
		FFA_FN_ERROR, FFA_FN_SUCCESS, FFA_FN_INTERRUPT, FFA_FN_VERSION, FFA_FN_FEATURES, FFA_FN_RX_RELEASE,
		FFA_FN_RXTX_UNMAP, FFA_FN_PARTITION_INFO_GET, FFA_FN_ID_GET, FFA_FN_SPM_ID_GET, FFA_FN_RUN, FFA_FN_DIRECT_REQ,
		FFA_FN_DIRECT_REQ_64, FFA_FN_DIRECT_RESP, FFA_FN_DIRECT_RESP_64, FFA_FN_DIRECT_REQ2_64, FFA_FN_DIRECT_RESP2_64,
		FFA_FN_PARTITION_INFO_GET_REGS_64, FFA_FN_SUCCESS_64,
	};
	size_t i;

	for (i = 0; i < sizeof(implemented) / sizeof(implemented[0]); i++)
		ASSERT_SUCCESS(CALL(*state, FFA_FN_FEATURES, implemented[i]));
}

static void test_features_of_anything_else_is_not_supported(void **state)
{
	static const uint32_t missing[] = {
		FFA_FEATURE_NPI, FFA_FEATURE_SRI, FFA_FEATURE_MEI, 0, 0x100, FFA_FN_MEM_SHARE, FFA_FN_MEM_SHARE_64,
		0x8400008b, 0x8400008d, 0x8400008e, FFA_FN_NOTIFICATION_BITMAP_CREATE, FFA_FN_MSG_SEND2, FFA_FN_RX_ACQUIRE,
		FFA_FN_YIELD, FFA_FN_MSG_WAIT, 0xc4000063, 0xc400006d, 0x80000001, 0xffffffff,
	};
	size_t i;

	for (i = 0; i < sizeof(missing) / sizeof(missing[0]); i++)
		ASSERT_ERROR(CALL(*state, FFA_FN_FEATURES, missing[i]), FFA_STATUS_NOT_SUPPORTED);
}

static void test_ids_of_host_and_spmc(void **state)
{
	ASSERT_FRAME(CALL(*state, FFA_FN_ID_GET), SUCCESS_FRAME, 0, 0);
	ASSERT_FRAME(CALL(*state, FFA_FN_SPM_ID_GET), SUCCESS_FRAME, 0, 0x8000);
}

/* ---- ffa_model_fail(), ffa_model_count() ---- */

static void test_fail_hits_the_nth_call_of_a_function(void **state)
{
	struct machine *mc = *state;

	assert_int_equal(ffa_model_fail(mc->model, FFA_FN_ID_GET, 2, FFA_STATUS_ABORTED), 0);
	ASSERT_SUCCESS(CALL(mc, FFA_FN_ID_GET));
	ASSERT_FRAME(CALL(mc, FFA_FN_SPM_ID_GET), SUCCESS_FRAME, 0, 0x8000);
	ASSERT_ERROR(CALL(mc, FFA_FN_ID_GET), FFA_STATUS_ABORTED);
	ASSERT_SUCCESS(CALL(mc, FFA_FN_ID_GET));
}

static void test_fail_of_any_function(void **state)
{
	struct machine *mc = *state;

	assert_int_equal(ffa_model_fail(mc->model, 0, 2, FFA_STATUS_RETRY), 0);
	ASSERT_SUCCESS(CALL(mc, FFA_FN_ID_GET));
	ASSERT_ERROR(CALL(mc, FFA_FN_SPM_ID_GET), FFA_STATUS_RETRY);
	ASSERT_FRAME(CALL(mc, FFA_FN_SPM_ID_GET), SUCCESS_FRAME, 0, 0x8000);
}

static void test_fail_tells_the_widths_apart(void **state)
{
	struct machine *mc = *state;

	assert_int_equal(ffa_model_fail(mc->model, FFA_FN_DIRECT_REQ_64 | 0x10000, 1, FFA_STATUS_DENIED), 0);
	ASSERT_FRAME(CALL(mc, FFA_FN_DIRECT_REQ, 0x8001), FFA_FN_DIRECT_RESP, 0x80010000);
	ASSERT_ERROR(CALL(mc, FFA_FN_DIRECT_REQ_64, 0x8001), FFA_STATUS_DENIED);
}

static void test_fail_of_version_is_a_bare_status(void **state)
{
	struct machine *mc = *state;

	assert_int_equal(ffa_model_fail(mc->model, FFA_FN_VERSION, 1, FFA_STATUS_NOT_SUPPORTED), 0);
	ASSERT_FRAME(CALL(mc, FFA_FN_VERSION, FFA_VERSION_1_2), 0xffffffff);
	ASSERT_ERROR(CALL(mc, FFA_FN_ID_GET), FFA_STATUS_NOT_SUPPORTED);
	machine_negotiate(mc);
}

static void test_fail_is_replaced_and_cancelled(void **state)
{
	struct machine *mc = *state;

	assert_int_equal(ffa_model_fail(mc->model, FFA_FN_ID_GET, 1, FFA_STATUS_BUSY), 0);
	assert_int_equal(ffa_model_fail(mc->model, FFA_FN_SPM_ID_GET, 1, FFA_STATUS_NO_MEMORY), 0);
	ASSERT_SUCCESS(CALL(mc, FFA_FN_ID_GET));
	ASSERT_ERROR(CALL(mc, FFA_FN_SPM_ID_GET), FFA_STATUS_NO_MEMORY);
	assert_int_equal(ffa_model_fail(mc->model, FFA_FN_ID_GET, 1, FFA_STATUS_BUSY), 0);
	assert_int_equal(ffa_model_fail(mc->model, 0, 0, 0), 0);
	ASSERT_SUCCESS(CALL(mc, FFA_FN_ID_GET));
}

static void test_fail_refuses_a_status_that_is_no_error(void **state)
{
	struct machine *mc = *state;

	assert_int_equal(ffa_model_fail(mc->model, 0, 1, 0), -EINVAL);
	assert_int_equal(ffa_model_fail(mc->model, 0, 1, 1), -EINVAL);
	ASSERT_SUCCESS(CALL(mc, FFA_FN_ID_GET));
}

static void test_count_of_calls(void **state)
{
	struct machine *mc = *state;

	assert_int_equal(ffa_model_count(mc->model, 0), 1);
	CALL(mc, FFA_FN_DIRECT_REQ, 0x8001);
	CALL(mc, FFA_FN_DIRECT_REQ | 0x10000, 0x8001);
	CALL(mc, FFA_FN_DIRECT_REQ_64, 0xbad);
	CALL(mc, FFA_FN_MEM_SHARE);
	CALL(mc, 0x8400ffff);
	assert_int_equal(ffa_model_count(mc->model, FFA_FN_VERSION), 1);
	assert_int_equal(ffa_model_count(mc->model, FFA_FN_DIRECT_REQ), 2);
	assert_int_equal(ffa_model_count(mc->model, FFA_FN_DIRECT_REQ_64), 1);
	assert_int_equal(ffa_model_count(mc->model, FFA_FN_MEM_SHARE), 1);
	assert_int_equal(ffa_model_count(mc->model, FFA_FN_MEM_SHARE_64), 0);
	assert_int_equal(ffa_model_count(mc->model, 0x8400ffff), 0);
	assert_int_equal(ffa_model_count(mc->model, 0x8400005f), 0);
	assert_int_equal(ffa_model_count(mc->model, FFA_FN_DIRECT_REQ | 0x10000), 2);
	assert_int_equal(ffa_model_count(mc->model, 0), 5);
}

/* ---- ffa_model_on_completion() ---- */

struct seen {
	unsigned int calls;
	uint64_t request[18];
	uint64_t completion[18];
	bool rewrite;
};

static void note(void *arg, const uint64_t request[18], uint64_t completion[18])
{
	struct seen *seen = arg;
	unsigned int i;

	seen->calls++;
	memcpy(seen->request, request, sizeof(seen->request));
	memcpy(seen->completion, completion, sizeof(seen->completion));
	for (i = 0; i < 18 && seen->rewrite; i++)
		completion[i] = DIRTY | i;
}

static void test_completion_callback_sees_both_sides(void **state)
{
	struct machine *mc = *state;
	const uint64_t request[18] = { DIRTY | FFA_FN_ID_GET, DIRTY, [8] = 88, [17] = 99 };
	struct seen seen = { .calls = 0 };

	ffa_model_on_completion(mc->model, note, &seen);
	machine_negotiate(mc);
	assert_int_equal(seen.calls, 1);
	assert_int_equal(seen.request[0], FFA_FN_VERSION);
	assert_int_equal(seen.completion[0], FFA_VERSION_1_2);
	/* the request is as the caller made it, the completion as the caller gets it */
	ASSERT_FRAME18(machine_call18(mc, 0, request), SUCCESS_FRAME, 0, 0, 0, 0, 0, 0, 0, 88, 0, 0, 0, 0, 0, 0, 0, 0, 99);
	assert_int_equal(seen.calls, 2);
	assert_memory_equal(seen.request, request, sizeof(request));
	assert_int_equal(seen.completion[0], SUCCESS_FRAME);
	assert_int_equal(seen.completion[8], 88);
	assert_int_equal(seen.completion[17], 99);
	/* errors and what is no call of FF-A, too */
	ASSERT_ERROR(CALL(mc, FFA_FN_MEM_SHARE), FFA_STATUS_NOT_SUPPORTED);
	assert_int_equal(seen.completion[2], 0xffffffff);
	CALL18(mc, 0x8400005f);
	assert_int_equal(seen.completion[0], UINT64_MAX);
	assert_int_equal(seen.calls, 4);
}

static void test_completion_callback_rewrites_all(void **state)
{
	struct machine *mc = *state;
	struct seen seen = { .rewrite = true };
	struct frame frame;
	unsigned int i;

	ffa_model_on_completion(mc->model, note, &seen);
	frame = CALL18(mc, FFA_FN_VERSION, FFA_VERSION_1_2);
	for (i = 0; i < 18; i++)
		assert_int_equal(frame.x[i], DIRTY | i);
	/* the model itself goes on from what it had answered */
	ffa_model_on_completion(mc->model, NULL, NULL);
	ASSERT_SUCCESS(CALL(mc, FFA_FN_ID_GET));
	assert_int_equal(seen.calls, 1);
}

/* Calls the model again, which needs the lock not to be held. */
static void call_again(void *arg, const uint64_t request[18], uint64_t completion[18])
{
	uint64_t x[18] = { FFA_FN_SPM_ID_GET };
	struct machine *mc = arg;

	if ((uint32_t)request[0] != FFA_FN_ID_GET)
		return;
	ffa_model_call(mc->model, 0, 0, x);
	completion[7] = x[2];
}

static void test_completion_callback_is_not_under_the_lock(void **state)
{
	struct machine *mc = *state;

	ffa_model_on_completion(mc->model, call_again, mc);
	machine_negotiate(mc);
	ASSERT_FRAME(CALL(mc, FFA_FN_ID_GET), SUCCESS_FRAME, 0, 0, 0, 0, 0, 0, 0x8000);
}

#define BARE(f)	cmocka_unit_test_setup_teardown(f, machine_setup, machine_teardown)
#define FULL(f)	cmocka_unit_test_setup_teardown(f, machine_setup_default, machine_teardown)
#define MIDDLE(f)	cmocka_unit_test_setup_teardown(f, machine_setup_1_1, machine_teardown)
#define SET(f)	cmocka_unit_test_setup_teardown(f, machine_setup_set, machine_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		FULL(test_unknown_ffa_call_is_not_supported),
		FULL(test_call_that_is_no_ffa_is_all_ones),
		FULL(test_sve_hint_and_upper_half_of_x0_do_not_count),
		FULL(test_other_caller_is_not_served),
		FULL(test_unused_registers_must_be_zero),
		FULL(test_unused_registers_of_an_extended_call_must_be_zero),
		FULL(test_run_with_extended_registers_is_refused),
		MIDDLE(test_run_with_extended_registers_of_a_1_1_caller),
		FULL(test_upper_halves_of_a_32_bit_call_do_not_count),
		FULL(test_features_of_what_is_implemented),
		FULL(test_features_of_anything_else_is_not_supported),
		FULL(test_ids_of_host_and_spmc),
		FULL(test_fail_hits_the_nth_call_of_a_function),
		FULL(test_fail_of_any_function),
		FULL(test_fail_tells_the_widths_apart),
		BARE(test_fail_of_version_is_a_bare_status),
		FULL(test_fail_is_replaced_and_cancelled),
		FULL(test_fail_refuses_a_status_that_is_no_error),
		FULL(test_count_of_calls),
		SET(test_completion_callback_sees_both_sides),
		SET(test_completion_callback_rewrites_all),
		SET(test_completion_callback_is_not_under_the_lock),
	};

	return cmocka_run_group_tests_name("model", tests, NULL, NULL) != 0;
}
