/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <string.h>

#include "machine.h"

#define MODEL(state)	(((struct machine *)*(state))->model)
#define INVALID		((uint32_t)FFA_STATUS_INVALID_PARAMETERS)
#define EXTENDED	0xffffffff00000000u

#define DIRTY_4_TO_7	DIRTY | 4, DIRTY | 5, DIRTY | 6, DIRTY | 7
#define FROM_8		8, 9, 10, 11, 12, 13, 14, 15, 16, 17

/* A call with a value of its own in each register. */
static struct frame call_dirty(void *machine, uint32_t fid, uint64_t w1, uint64_t w2, uint64_t w3)
{
	return CALL18(machine, fid, w1, w2, w3, DIRTY_4_TO_7, FROM_8);
}

/* Not zero and not what the caller had put there: from first on, up to last. */
static void assert_stale(struct frame frame, unsigned int first, unsigned int last)
{
	for (; first <= last; first++)
		assert_true(frame.x[first] >> 32 != 0 && frame.x[first] >> 32 != DIRTY >> 32);
}

static void start(void **state, unsigned int quirk)
{
	machine_quirk(*state, quirk);
	assert_int_equal(CALL18(*state, FFA_FN_VERSION, FFA_VERSION_1_2).x[0], FFA_VERSION_1_2);
}

/* ---- the switches ---- */

static void test_quirk_names_are_there_and_differ(void **state)
{
	unsigned int i, j;

	(void)state;
	for (i = 0; i < FFA_MODEL_QUIRKS; i++) {
		const char *name = ffa_model_quirk_name(i);

		assert_non_null(name);
		assert_int_equal(strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-"), strlen(name));
		for (j = 0; j < i; j++)
			assert_string_not_equal(name, ffa_model_quirk_name(j));
	}
	assert_string_equal(ffa_model_quirk_name(FFA_MODEL_SIGN_EXTENDED_ERRORS), "sign-extended-errors");
	assert_string_equal(ffa_model_quirk_name(FFA_MODEL_SENDER_VM), "sender-vm");
	assert_null(ffa_model_quirk_name(FFA_MODEL_QUIRKS));
	assert_null(ffa_model_quirk_name(UINT32_MAX));
}

static void test_set_quirk_refuses_an_unknown_one(void **state)
{
	assert_int_equal(ffa_model_set_quirk(MODEL(state), FFA_MODEL_QUIRKS, 1), -EINVAL);
	assert_int_equal(ffa_model_set_quirk(MODEL(state), 32, 1), -EINVAL);
	assert_int_equal(ffa_model_set_quirk(MODEL(state), UINT32_MAX, 0), -EINVAL);
	machine_negotiate(*state);
	ASSERT_FRAME18(CALL18(*state, FFA_FN_MEM_SHARE), ERROR_FRAME, 0, 0xffffffff);
}

static void test_set_quirk_off_again(void **state)
{
	unsigned int i;

	for (i = 0; i < FFA_MODEL_QUIRKS; i++)
		assert_int_equal(ffa_model_set_quirk(MODEL(state), i, 1), 0);
	for (i = 0; i < FFA_MODEL_QUIRKS; i++)
		assert_int_equal(ffa_model_set_quirk(MODEL(state), i, 0), 0);
	machine_negotiate(*state);
	ASSERT_FRAME18(call_dirty(*state, FFA_FN_ID_GET, 0, 0, 0), ERROR_FRAME, 0, INVALID, 0, 0, 0, 0, 0, FROM_8);
	ASSERT_FRAME(CALL(*state, FFA_FN_SPM_ID_GET), SUCCESS_FRAME, 0, 0x8000);
}

/* ---- registers ---- */

static void test_errors_are_zero_extended(void **state)
{
	ASSERT_FRAME(CALL(*state, FFA_FN_MEM_SHARE), ERROR_FRAME, 0, 0xffffffff);
	ASSERT_FRAME(CALL(*state, FFA_FN_DIRECT_REQ, 0x8003, 0, 1), ERROR_FRAME, 0, 0xfffffffc);
}

static void test_errors_are_sign_extended(void **state)
{
	start(state, FFA_MODEL_SIGN_EXTENDED_ERRORS);
	ASSERT_FRAME(CALL(*state, FFA_FN_MEM_SHARE), ERROR_FRAME, 0, UINT64_MAX);
	ASSERT_FRAME(CALL(*state, FFA_FN_RX_RELEASE), ERROR_FRAME, 0, EXTENDED | 0xfffffffa);
	/* a partition's, too */
	ASSERT_FRAME(CALL(*state, FFA_FN_DIRECT_REQ, 0x8003, 0, 1), ERROR_FRAME, 0, EXTENDED | 0xfffffffc);
	ASSERT_FRAME(CALL(*state, FFA_FN_DIRECT_REQ, 0x8008, 0, 7, 1), ERROR_FRAME, 0, 1);
	/* that of VERSION is no FFA_ERROR, and other results stay as they are */
	ASSERT_FRAME(CALL(*state, FFA_FN_VERSION, 0x80010001), 0xffffffff);
	ASSERT_FRAME(CALL(*state, FFA_FN_FEATURES, FFA_FN_RXTX_MAP), SUCCESS_FRAME, 0, FFA_MODEL_RXTX_PAGES << 16);
}

static void test_inputs_are_not_echoed(void **state)
{
	ASSERT_FRAME18(call_dirty(*state, FFA_FN_FEATURES, FFA_FN_VERSION, 2, 3), SUCCESS_FRAME, 0, 0, 0, 0, 0, 0, 0, FROM_8);
	ASSERT_FRAME18(call_dirty(*state, FFA_FN_VERSION, FFA_VERSION_1_2, 2, 3), FFA_VERSION_1_2, 0, 0, 0, 0, 0, 0, 0, FROM_8);
}

static void test_inputs_are_echoed(void **state)
{
	start(state, FFA_MODEL_ECHOED_INPUTS);
	ASSERT_FRAME18(call_dirty(*state, FFA_FN_VERSION, FFA_VERSION_1_2, 2, 3),
		       FFA_VERSION_1_2, FFA_VERSION_1_2, 2, 3, DIRTY_4_TO_7, FROM_8);
	ASSERT_FRAME(CALL(*state, FFA_FN_RXTX_MAP_64, TX, RX, 1), SUCCESS_FRAME, TX, RX, 1);
	/* what a completion defines is never echoed */
	ASSERT_FRAME18(call_dirty(*state, FFA_FN_FEATURES, FFA_FN_VERSION, 2, 3),
		       SUCCESS_FRAME, FFA_FN_VERSION, 0, 0, DIRTY_4_TO_7, FROM_8);
	ASSERT_FRAME18(call_dirty(*state, FFA_FN_MEM_SHARE, 1, 2, 3), ERROR_FRAME, 1, 0xffffffff, 3, DIRTY_4_TO_7, FROM_8);
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0x0400a0ff, 0x00400000, 0x80, 0, 1),
		     SUCCESS_FRAME, 0x0400a0ff, 2, 0, 0, 1);
	ASSERT_FRAME(CALL(*state, FFA_FN_DIRECT_REQ, 0x8002, 0, 1, 1, 2, 3, 4), FFA_FN_INTERRUPT, 0x80f00000, 0, 1, 1, 2, 3, 4);
	ASSERT_FRAME(CALL(*state, FFA_FN_RUN, 0x80f00000), FFA_FN_YIELD, 0x80020000, 2);
	ASSERT_FRAME(CALL(*state, FFA_FN_RUN, 0x80020000), FFA_FN_DIRECT_RESP, 0x80020000, 0, 1, 1, 2, 3, 4);
	assert_int_equal(CALL18(*state, FFA_FN_PARTITION_INFO_GET_REGS_64, 0, 0, 0x00010006).x[1], 0);
}

static void test_registers_are_stale(void **state)
{
	struct frame frame;

	start(state, FFA_MODEL_STALE_REGISTERS);
	frame = call_dirty(*state, FFA_FN_VERSION, FFA_VERSION_1_2, 2, 3);
	assert_int_equal(frame.x[0], FFA_VERSION_1_2);
	assert_stale(frame, 1, 17);
	frame = CALL18(*state, FFA_FN_SPM_ID_GET);
	assert_int_equal(frame.x[0], SUCCESS_FRAME);
	assert_int_equal(frame.x[2], 0x8000);
	assert_stale(frame, 1, 1);
	assert_stale(frame, 3, 17);
	frame = CALL18(*state, FFA_FN_MEM_SHARE);
	assert_int_equal(frame.x[2], 0xffffffff);
	assert_stale(frame, 1, 1);
	assert_stale(frame, 3, 17);
	frame = CALL18(*state, FFA_FN_DIRECT_REQ_64, 0x8001, 0, 1, 2, 3, 4, 5);
	ASSERT_FRAME(frame, FFA_FN_DIRECT_RESP_64, 0x80010000, 0, 1, 2, 3, 4, 5);
	assert_stale(frame, 8, 17);
}

static void test_registers_of_interrupt_and_yield_are_stale(void **state)
{
	struct frame frame;

	start(state, FFA_MODEL_STALE_REGISTERS);
	frame = CALL18(*state, FFA_FN_DIRECT_REQ_64, 0x8002, 0, 1, 1, 0x0000000700000006);
	assert_int_equal(frame.x[0], FFA_FN_INTERRUPT);
	assert_int_equal(frame.x[1], 0x80020000);
	assert_stale(frame, 2, 17);
	frame = CALL18(*state, FFA_FN_RUN, 0x80020000);
	assert_memory_equal(frame.x, ((const uint64_t[4]){ FFA_FN_YIELD, 0x80020000, 6, 7 }), 4 * sizeof(frame.x[0]));
	assert_stale(frame, 4, 17);
}

static void test_registers_of_extended_calls_are_not_stale(void **state)
{
	start(state, FFA_MODEL_STALE_REGISTERS);
	ASSERT_FRAME18(CALL18(*state, FFA_FN_PARTITION_INFO_GET_REGS_64, 0, 0, 0x00010008), 0xc4000061, 0, 0x0018000100080008,
		       0x0000030100018008, 0x004000000800a0ff, 0x80);
	ASSERT_FRAME18(CALL18(*state, FFA_FN_DIRECT_REQ2_64, 0x8001, [17] = 17), FFA_FN_DIRECT_RESP2_64, 0x80010000, [17] = 17);
	assert_stale(CALL18(*state, FFA_FN_DIRECT_REQ2_64, 0x8099), 3, 17);
	/* nor does what is no call of FF-A leave anything */
	ASSERT_FRAME18(CALL18(*state, 0x8400005f), UINT64_MAX);
}

static void test_registers_are_echoed_rather_than_stale(void **state)
{
	struct frame frame;

	machine_quirk(*state, FFA_MODEL_ECHOED_INPUTS);
	machine_quirk(*state, FFA_MODEL_STALE_REGISTERS);
	frame = call_dirty(*state, FFA_FN_VERSION, FFA_VERSION_1_2, 2, 3);
	ASSERT_FRAME(frame, FFA_VERSION_1_2, FFA_VERSION_1_2, 2, 3, DIRTY | 4, DIRTY | 5, DIRTY | 6, DIRTY | 7);
	assert_stale(frame, 8, 17);
}

/* What no quirk may break: w0 of calls, in an order in which they succeed. */
static void assert_serves(void *machine, unsigned int quirk)
{
	static const uint32_t frames[][4] = {
		{ FFA_FN_ID_GET, 0, 0, SUCCESS_FRAME },
		{ FFA_FN_FEATURES, FFA_FN_VERSION, 0, SUCCESS_FRAME },
		{ FFA_FN_DIRECT_REQ, 0x8001, 0, FFA_FN_DIRECT_RESP },
		{ FFA_FN_DIRECT_REQ_64, 0x8001, 0, FFA_FN_DIRECT_RESP_64 },
		{ FFA_FN_DIRECT_REQ, 0x8002, 1, FFA_FN_INTERRUPT },
		{ FFA_FN_RUN, 0x80020000, 0, FFA_FN_DIRECT_RESP },
		{ FFA_FN_FEATURES, FFA_FN_ERROR, 0, SUCCESS_FRAME },
		{ FFA_FN_FEATURES, FFA_FN_SUCCESS, 0, SUCCESS_FRAME },
		{ FFA_FN_FEATURES, FFA_FN_INTERRUPT, 0, SUCCESS_FRAME },
		{ FFA_FN_FEATURES, FFA_FN_DIRECT_RESP, 0, SUCCESS_FRAME },
		{ FFA_FN_FEATURES, FFA_FN_DIRECT_RESP_64, 0, SUCCESS_FRAME },
	};
	size_t i;

	for (i = 0; i < sizeof(frames) / sizeof(frames[0]); i++)
		assert_int_equal(CALL18(machine, frames[i][0], frames[i][1], 0, frames[i][2]).x[0], frames[i][3]);
	if (quirk == FFA_MODEL_VERSION_1_0_FOR_EVER)
		return;
	assert_int_equal(CALL18(machine, FFA_FN_SPM_ID_GET).x[2], 0x8000);
	assert_int_equal(CALL18(machine, FFA_FN_DIRECT_REQ2_64, 0x8001).x[0], FFA_FN_DIRECT_RESP2_64);
	assert_int_equal(CALL18(machine, FFA_FN_FEATURES, FFA_FN_SUCCESS_64).x[0], SUCCESS_FRAME);
	assert_int_equal(CALL18(machine, FFA_FN_FEATURES, FFA_FN_DIRECT_RESP2_64).x[0], SUCCESS_FRAME);
}

static void test_each_quirk_leaves_the_rest(void **state)
{
	unsigned int quirk;

	for (quirk = 0; quirk < FFA_MODEL_QUIRKS; quirk++) {
		void *machine;

		assert_int_equal(machine_setup_set(&machine), 0);
		machine_quirk(machine, quirk);
		CALL18(machine, FFA_FN_VERSION, FFA_VERSION_1_2);
		assert_serves(machine, quirk);
		machine_teardown(&machine);
	}
	(void)state;
}

/* ---- FEATURES ---- */

static void test_features_deny_what_works(void **state)
{
	static const uint32_t denied[] = {
		FFA_FN_ID_GET, FFA_FN_RUN, FFA_FN_RXTX_MAP, FFA_FN_RXTX_MAP_64, FFA_FN_PARTITION_INFO_GET_REGS_64,
		FFA_FN_DIRECT_REQ2_64,
	};
	size_t i;

	start(state, FFA_MODEL_FEATURES_DENY);
	for (i = 0; i < sizeof(denied) / sizeof(denied[0]); i++)
		ASSERT_ERROR(CALL(*state, FFA_FN_FEATURES, denied[i]), FFA_STATUS_NOT_SUPPORTED);
	ASSERT_SUCCESS(CALL(*state, FFA_FN_FEATURES, FFA_FN_RXTX_UNMAP));
	ASSERT_SUCCESS(CALL(*state, FFA_FN_FEATURES, FFA_FN_DIRECT_REQ));
	ASSERT_SUCCESS(CALL(*state, FFA_FN_ID_GET));
	machine_map(*state);
	assert_int_equal(CALL18(*state, FFA_FN_PARTITION_INFO_GET_REGS_64).x[0], 0xc4000061);
	assert_int_equal(CALL(*state, FFA_FN_DIRECT_REQ2_64, 0x8001).x[0], FFA_FN_DIRECT_RESP2_64);
}

static void test_features_claim_what_there_is_not(void **state)
{
	static const uint32_t claimed[] = {
		FFA_FN_MEM_SHARE, FFA_FN_MEM_SHARE_64, FFA_FN_MSG_SEND2, FFA_FN_NOTIFICATION_SET, FFA_FN_DIRECT_RESP,
		FFA_FN_YIELD, FFA_FN_DIRECT_REQ2_64, FFA_FN_ID_GET,
	};
	static const uint32_t none[] = {
		0, FFA_FEATURE_NPI, FFA_FEATURE_SRI, 0x8400008d, 0xc4000063, 0x84000091, 0x840000ff, 0xffffffff,
	};
	size_t i;

	start(state, FFA_MODEL_FEATURES_CLAIM);
	for (i = 0; i < sizeof(claimed) / sizeof(claimed[0]); i++)
		ASSERT_SUCCESS(CALL(*state, FFA_FN_FEATURES, claimed[i]));
	for (i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		ASSERT_ERROR(CALL(*state, FFA_FN_FEATURES, none[i]), FFA_STATUS_NOT_SUPPORTED);
	ASSERT_FRAME(CALL(*state, FFA_FN_FEATURES, FFA_FN_RXTX_MAP), SUCCESS_FRAME, 0, FFA_MODEL_RXTX_PAGES << 16);
	ASSERT_ERROR(CALL(*state, FFA_FN_MEM_SHARE), FFA_STATUS_NOT_SUPPORTED);
}

/* ---- RX and TX ---- */

static void test_no_rxtx(void **state)
{
	static const uint32_t gone[] = {
		FFA_FN_RXTX_MAP, FFA_FN_RXTX_MAP_64, FFA_FN_RXTX_UNMAP, FFA_FN_RX_RELEASE, FFA_FN_PARTITION_INFO_GET,
	};
	size_t i;

	start(state, FFA_MODEL_NO_RXTX);
	for (i = 0; i < sizeof(gone) / sizeof(gone[0]); i++) {
		ASSERT_ERROR(CALL(*state, FFA_FN_FEATURES, gone[i]), FFA_STATUS_NOT_SUPPORTED);
		ASSERT_ERROR(CALL(*state, gone[i], TX, RX, 1), FFA_STATUS_NOT_SUPPORTED);
	}
	assert_int_equal(CALL18(*state, FFA_FN_PARTITION_INFO_GET_REGS_64).x[0], 0xc4000061);
}

static void test_rx_that_is_not_free_is_denied(void **state)
{
	start(state, FFA_MODEL_RX_DENIED);
	ASSERT_ERROR(CALL(*state, FFA_FN_PARTITION_INFO_GET), FFA_STATUS_DENIED);
	machine_map(*state);
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET), SUCCESS_FRAME, 0, 9, 24);
	ASSERT_ERROR(CALL(*state, FFA_FN_PARTITION_INFO_GET), FFA_STATUS_DENIED);
	ASSERT_SUCCESS(CALL(*state, FFA_FN_RX_RELEASE));
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET), SUCCESS_FRAME, 0, 9, 24);
}

static void test_rx_is_busy_at_first(void **state)
{
	unsigned int i;

	start(state, FFA_MODEL_RX_BUSY_AT_FIRST);
	for (i = 0; i < 2; i++) {
		machine_map(*state);
		ASSERT_ERROR(CALL(*state, FFA_FN_PARTITION_INFO_GET), FFA_STATUS_BUSY);
		ASSERT_ERROR(CALL(*state, FFA_FN_RX_RELEASE), FFA_STATUS_DENIED);
		ASSERT_ERROR(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0, 0, 0, 0, 1), FFA_STATUS_BUSY);
		ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET), SUCCESS_FRAME, 0, 9, 24);
		ASSERT_SUCCESS(CALL(*state, FFA_FN_RX_RELEASE));
		ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET), SUCCESS_FRAME, 0, 9, 24);
		ASSERT_SUCCESS(CALL(*state, FFA_FN_RXTX_UNMAP));
	}
}

/* ---- direct messages ---- */

#define ABORT	10	/* chaos' word */

static void test_aborted_context_waits_again(void **state)
{
	ASSERT_ERROR(CALL(*state, FFA_FN_DIRECT_REQ, 0x8008, 0, ABORT), FFA_STATUS_ABORTED);
	ASSERT_ERROR(CALL(*state, FFA_FN_RUN, 0x80080000), FFA_STATUS_DENIED);
	ASSERT_FRAME(CALL(*state, FFA_FN_DIRECT_REQ, 0x8008), FFA_FN_DIRECT_RESP, 0x80080000);
}

static void test_aborted_context_is_dead(void **state)
{
	unsigned int i;

	start(state, FFA_MODEL_ABORTED_THEN_BUSY);
	/* other errors kill nobody */
	ASSERT_ERROR(CALL(*state, FFA_FN_DIRECT_REQ, 0x8008, 0, 7, (uint32_t)FFA_STATUS_DENIED), FFA_STATUS_DENIED);
	ASSERT_ERROR(CALL(*state, FFA_FN_DIRECT_REQ, 0x8008, 0, ABORT), FFA_STATUS_ABORTED);
	for (i = 0; i < 3; i++) {
		ASSERT_ERROR(CALL(*state, FFA_FN_DIRECT_REQ, 0x8008), FFA_STATUS_BUSY);
		ASSERT_ERROR(CALL(*state, FFA_FN_DIRECT_REQ2_64, 0x8008), FFA_STATUS_BUSY);
		ASSERT_ERROR(CALL(*state, FFA_FN_RUN, 0x80080000), FFA_STATUS_ABORTED);
	}
	ASSERT_FRAME(CALL(*state, FFA_FN_DIRECT_REQ, 0x8001), FFA_FN_DIRECT_RESP, 0x80010000);
}

static void test_sender_must_be_the_host(void **state)
{
	ASSERT_ERROR(CALL(*state, FFA_FN_DIRECT_REQ, 0x00058001), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(*state, FFA_FN_DIRECT_REQ2_64, 0x00058001), FFA_STATUS_INVALID_PARAMETERS);
}

static void test_sender_may_be_a_vm(void **state)
{
	start(state, FFA_MODEL_SENDER_VM);
	ASSERT_FRAME(CALL(*state, FFA_FN_DIRECT_REQ, 0x00058001, 0, 7), FFA_FN_DIRECT_RESP, 0x80010005, 0, 7);
	ASSERT_FRAME(CALL(*state, FFA_FN_DIRECT_REQ_64, 0x7ffe8001), FFA_FN_DIRECT_RESP_64, 0x80017ffe);
	assert_int_equal(CALL(*state, FFA_FN_DIRECT_REQ2_64, 0x00018001).x[1], 0x80010001);
	ASSERT_FRAME(CALL(*state, FFA_FN_DIRECT_REQ, 0x8001), FFA_FN_DIRECT_RESP, 0x80010000);
	ASSERT_ERROR(CALL(*state, FFA_FN_DIRECT_REQ, 0x7fff8001), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(*state, FFA_FN_DIRECT_REQ, 0x80028001), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(*state, FFA_FN_DIRECT_REQ, 0xffff8001), FFA_STATUS_INVALID_PARAMETERS);
}

#define FULL(f)	cmocka_unit_test_setup_teardown(f, machine_setup_default, machine_teardown)
#define SET(f)	cmocka_unit_test_setup_teardown(f, machine_setup_set, machine_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		SET(test_quirk_names_are_there_and_differ),
		SET(test_set_quirk_refuses_an_unknown_one),
		SET(test_set_quirk_off_again),
		FULL(test_errors_are_zero_extended),
		SET(test_errors_are_sign_extended),
		FULL(test_inputs_are_not_echoed),
		SET(test_inputs_are_echoed),
		SET(test_registers_are_stale),
		SET(test_registers_of_interrupt_and_yield_are_stale),
		SET(test_registers_of_extended_calls_are_not_stale),
		SET(test_registers_are_echoed_rather_than_stale),
		cmocka_unit_test(test_each_quirk_leaves_the_rest),
		SET(test_features_deny_what_works),
		SET(test_features_claim_what_there_is_not),
		SET(test_no_rxtx),
		SET(test_rx_that_is_not_free_is_denied),
		SET(test_rx_is_busy_at_first),
		FULL(test_aborted_context_waits_again),
		SET(test_aborted_context_is_dead),
		FULL(test_sender_must_be_the_host),
		SET(test_sender_may_be_a_vm),
	};

	return cmocka_run_group_tests_name("model-quirk", tests, NULL, NULL) != 0;
}
