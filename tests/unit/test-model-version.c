/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>

#include "machine.h"

#define MODEL(state)	(((struct machine *)*(state))->model)

/* Asks for each version, and makes no other call. */
static void assert_versions(void *machine, uint32_t version)
{
	ASSERT_FRAME(CALL(machine, FFA_FN_VERSION, FFA_VERSION_1_0, 9, 9, 9, 9, 9, 9), version);
	ASSERT_FRAME(CALL(machine, FFA_FN_VERSION, DIRTY | FFA_VERSION_1_1), version);
	ASSERT_FRAME(CALL(machine, FFA_FN_VERSION, FFA_VERSION_1_2), version);
	ASSERT_FRAME(CALL(machine, FFA_FN_VERSION, 0x10003), version);
	ASSERT_FRAME(CALL(machine, FFA_FN_VERSION, 0x1ffff), version);
	ASSERT_FRAME(CALL(machine, FFA_FN_VERSION, 0x20000), version);
	ASSERT_FRAME(CALL(machine, FFA_FN_VERSION, 0), version);
}

/* What the caller speaks shows in what there is. */
static void assert_speaks(void *machine, uint32_t version)
{
	uint32_t since_1_1 = CALL(machine, FFA_FN_SPM_ID_GET).x[0] == SUCCESS_FRAME;
	uint32_t since_1_2 = CALL(machine, FFA_FN_FEATURES, FFA_FN_DIRECT_REQ2_64).x[0] == SUCCESS_FRAME;

	ASSERT_SUCCESS(CALL(machine, FFA_FN_ID_GET));
	assert_int_equal(FFA_VERSION_1_0 + since_1_1 + since_1_2, version);
}

static void assert_speaks_nothing(void *machine)
{
	ASSERT_ERROR(CALL(machine, FFA_FN_ID_GET), FFA_STATUS_NOT_SUPPORTED);
	ASSERT_ERROR(CALL(machine, FFA_FN_FEATURES, FFA_FN_VERSION), FFA_STATUS_NOT_SUPPORTED);
	ASSERT_ERROR(CALL(machine, FFA_FN_DIRECT_REQ, 0x8001), FFA_STATUS_NOT_SUPPORTED);
}

/* ---- the model's version ---- */

static void test_version_is_1_2_from_the_start(void **state)
{
	assert_versions(*state, FFA_VERSION_1_2);
	assert_speaks(*state, FFA_VERSION_1_2);
}

static void test_version_that_was_set_is_answered(void **state)
{
	assert_int_equal(ffa_model_set_version(MODEL(state), FFA_VERSION_1_0), 0);
	assert_int_equal(ffa_model_set_version(MODEL(state), FFA_VERSION_1_1), 0);
	assert_versions(*state, FFA_VERSION_1_1);
	assert_speaks(*state, FFA_VERSION_1_1);
}

static void test_version_1_0_is_answered(void **state)
{
	assert_int_equal(ffa_model_set_version(MODEL(state), FFA_VERSION_1_0), 0);
	assert_versions(*state, FFA_VERSION_1_0);
	assert_speaks(*state, FFA_VERSION_1_0);
}

static void test_set_version_refuses_others(void **state)
{
	static const uint32_t others[] = { 0, 1, 0xffff, 0x10003, 0x1ffff, 0x20000, 0x80010001, 0xffffffff };
	size_t i;

	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		assert_int_equal(ffa_model_set_version(MODEL(state), others[i]), -EINVAL);
	assert_versions(*state, FFA_VERSION_1_2);
}

static void test_set_version_after_a_call_is_refused(void **state)
{
	machine_negotiate(*state);
	assert_int_equal(ffa_model_set_version(MODEL(state), FFA_VERSION_1_1), -EINVAL);
	assert_versions(*state, FFA_VERSION_1_2);
}

/* ---- negotiation ---- */

static void test_version_of_the_caller_is_what_it_asked_for(void **state)
{
	machine_speak(*state, FFA_VERSION_1_1);
	assert_speaks(*state, FFA_VERSION_1_1);
}

static void test_version_of_greater_minor_negotiates_nothing(void **state)
{
	assert_int_equal(ffa_model_set_version(MODEL(state), FFA_VERSION_1_1), 0);
	ASSERT_FRAME(CALL(*state, FFA_FN_VERSION, FFA_VERSION_1_2), FFA_VERSION_1_1);
	assert_speaks_nothing(*state);
	/* the caller then asks for less */
	ASSERT_FRAME(CALL(*state, FFA_FN_VERSION, FFA_VERSION_1_1), FFA_VERSION_1_1);
	assert_speaks(*state, FFA_VERSION_1_1);
}

static void test_version_of_greater_minor_leaves_the_accepted_one(void **state)
{
	machine_speak(*state, FFA_VERSION_1_1);
	ASSERT_FRAME(CALL(*state, FFA_FN_VERSION, 0x10003), FFA_VERSION_1_2);
	assert_speaks(*state, FFA_VERSION_1_1);
}

static void test_version_of_other_major_negotiates_nothing(void **state)
{
	ASSERT_FRAME(CALL(*state, FFA_FN_VERSION, 0x20000), FFA_VERSION_1_2);
	ASSERT_FRAME(CALL(*state, FFA_FN_VERSION, 1), FFA_VERSION_1_2);
	ASSERT_FRAME(CALL(*state, FFA_FN_VERSION, 0), FFA_VERSION_1_2);
	assert_speaks_nothing(*state);
}

static void test_version_with_bit_31_is_refused(void **state)
{
	ASSERT_FRAME(CALL(*state, FFA_FN_VERSION, 0x80010001), 0xffffffff);
	ASSERT_FRAME(CALL(*state, FFA_FN_VERSION, 0xffffffff), 0xffffffff);
	assert_speaks_nothing(*state);
	machine_speak(*state, FFA_VERSION_1_1);
	ASSERT_FRAME(CALL(*state, FFA_FN_VERSION, 0x80010002), 0xffffffff);
	assert_speaks(*state, FFA_VERSION_1_1);
}

static void test_version_is_open_until_another_call(void **state)
{
	machine_speak(*state, FFA_VERSION_1_0);
	machine_speak(*state, FFA_VERSION_1_2);
	machine_speak(*state, FFA_VERSION_1_1);
	assert_speaks(*state, FFA_VERSION_1_1);
}

static void test_version_is_locked_by_another_call(void **state)
{
	machine_speak(*state, FFA_VERSION_1_1);
	ASSERT_SUCCESS(CALL(*state, FFA_FN_ID_GET));
	ASSERT_FRAME(CALL(*state, FFA_FN_VERSION, FFA_VERSION_1_1), FFA_VERSION_1_2);
	ASSERT_FRAME(CALL(*state, FFA_FN_VERSION, FFA_VERSION_1_0), 0xffffffff);
	ASSERT_FRAME(CALL(*state, FFA_FN_VERSION, FFA_VERSION_1_2), 0xffffffff);
	ASSERT_FRAME(CALL(*state, FFA_FN_VERSION, 0x10003), 0xffffffff);
	ASSERT_FRAME(CALL(*state, FFA_FN_VERSION, 0x20000), 0xffffffff);
	assert_speaks(*state, FFA_VERSION_1_1);
}

static void test_version_is_locked_by_a_call_that_fails(void **state)
{
	machine_speak(*state, FFA_VERSION_1_0);
	ASSERT_ERROR(CALL(*state, FFA_FN_SPM_ID_GET), FFA_STATUS_NOT_SUPPORTED);
	ASSERT_FRAME(CALL(*state, FFA_FN_VERSION, FFA_VERSION_1_1), 0xffffffff);
	ASSERT_FRAME(CALL(*state, FFA_FN_VERSION, FFA_VERSION_1_0), FFA_VERSION_1_2);
}

static void test_call_before_version_is_not_supported_and_locks_nothing(void **state)
{
	assert_speaks_nothing(*state);
	machine_speak(*state, FFA_VERSION_1_0);
	machine_negotiate(*state);
	assert_speaks(*state, FFA_VERSION_1_2);
}

/* ---- versions and calls ---- */

static void test_calls_of_each_version(void **state)
{
	static const struct {
		uint32_t fid;
		uint32_t since;
	} calls[] = {
		{ FFA_FN_VERSION, FFA_VERSION_1_0 },
		{ FFA_FN_FEATURES, FFA_VERSION_1_0 },
		{ FFA_FN_ID_GET, FFA_VERSION_1_0 },
		{ FFA_FN_RXTX_MAP, FFA_VERSION_1_0 },
		{ FFA_FN_RXTX_MAP_64, FFA_VERSION_1_0 },
		{ FFA_FN_RXTX_UNMAP, FFA_VERSION_1_0 },
		{ FFA_FN_RX_RELEASE, FFA_VERSION_1_0 },
		{ FFA_FN_PARTITION_INFO_GET, FFA_VERSION_1_0 },
		{ FFA_FN_DIRECT_REQ, FFA_VERSION_1_0 },
		{ FFA_FN_DIRECT_REQ_64, FFA_VERSION_1_0 },
		{ FFA_FN_RUN, FFA_VERSION_1_0 },
		{ FFA_FN_SPM_ID_GET, FFA_VERSION_1_1 },
		{ FFA_FN_PARTITION_INFO_GET_REGS_64, FFA_VERSION_1_2 },
		{ FFA_FN_DIRECT_REQ2_64, FFA_VERSION_1_2 },
	};
	uint32_t version;
	bool there;
	size_t i;

	for (version = FFA_VERSION_1_0; version <= FFA_VERSION_1_2; version++) {
		void *machine;

		assert_int_equal(machine_setup_set(&machine), 0);
		machine_speak(machine, version);
		for (i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
			/* w1 is wrong for every one of them, so that one that is there is refused for that */
			there = CALL(machine, calls[i].fid, 0xffffffff).x[2] != (uint32_t)FFA_STATUS_NOT_SUPPORTED;
			if (calls[i].fid != FFA_FN_FEATURES)
				assert_int_equal(there, version >= calls[i].since);
			there = CALL(machine, FFA_FN_FEATURES, calls[i].fid).x[0] == SUCCESS_FRAME;
			assert_int_equal(there, version >= calls[i].since);
		}
		machine_teardown(&machine);
	}
	(void)state;
}

static void test_features_of_rxtx_map_have_a_maximum_since_1_2(void **state)
{
	uint32_t version;

	for (version = FFA_VERSION_1_0; version <= FFA_VERSION_1_2; version++) {
		uint32_t w2 = version == FFA_VERSION_1_2 ? FFA_MODEL_RXTX_PAGES << 16 : 0;
		void *machine;

		assert_int_equal(machine_setup_set(&machine), 0);
		machine_speak(machine, version);
		ASSERT_FRAME(CALL(machine, FFA_FN_FEATURES, FFA_FN_RXTX_MAP), SUCCESS_FRAME, 0, w2);
		ASSERT_FRAME(CALL(machine, FFA_FN_FEATURES, FFA_FN_RXTX_MAP_64), SUCCESS_FRAME, 0, w2);
		machine_teardown(&machine);
	}
	(void)state;
}

/* ---- quirks ---- */

static void test_version_1_0_for_ever(void **state)
{
	machine_quirk(*state, FFA_MODEL_VERSION_1_0_FOR_EVER);
	assert_versions(*state, FFA_VERSION_1_0);
	ASSERT_FRAME(CALL(*state, FFA_FN_VERSION, 0x80010001), FFA_VERSION_1_0);
	assert_speaks(*state, FFA_VERSION_1_0);
	assert_versions(*state, FFA_VERSION_1_0);
	assert_speaks(*state, FFA_VERSION_1_0);
}

static void test_version_1_0_for_ever_was_negotiated_by_another(void **state)
{
	machine_quirk(*state, FFA_MODEL_VERSION_1_0_FOR_EVER);
	assert_speaks(*state, FFA_VERSION_1_0);
}

static void test_version_renegotiated(void **state)
{
	machine_quirk(*state, FFA_MODEL_VERSION_RENEGOTIATED);
	assert_speaks_nothing(*state);
	machine_speak(*state, FFA_VERSION_1_1);
	assert_speaks(*state, FFA_VERSION_1_1);
	machine_speak(*state, FFA_VERSION_1_2);
	assert_speaks(*state, FFA_VERSION_1_2);
	machine_speak(*state, FFA_VERSION_1_0);
	assert_speaks(*state, FFA_VERSION_1_0);
	/* what is not acceptable changes nothing */
	ASSERT_FRAME(CALL(*state, FFA_FN_VERSION, 0x10003), FFA_VERSION_1_2);
	ASSERT_FRAME(CALL(*state, FFA_FN_VERSION, 0x20000), FFA_VERSION_1_2);
	ASSERT_FRAME(CALL(*state, FFA_FN_VERSION, 0x80010001), 0xffffffff);
	assert_speaks(*state, FFA_VERSION_1_0);
}

static void test_version_optional(void **state)
{
	machine_quirk(*state, FFA_MODEL_VERSION_OPTIONAL);
	assert_speaks(*state, FFA_VERSION_1_0);
	/* and that has fixed nothing */
	machine_speak(*state, FFA_VERSION_1_2);
	assert_speaks(*state, FFA_VERSION_1_2);
	ASSERT_FRAME(CALL(*state, FFA_FN_VERSION, FFA_VERSION_1_0), 0xffffffff);
}

static void test_version_strict(void **state)
{
	machine_quirk(*state, FFA_MODEL_VERSION_STRICT);
	assert_int_equal(ffa_model_set_version(MODEL(state), FFA_VERSION_1_1), 0);
	ASSERT_FRAME(CALL(*state, FFA_FN_VERSION, FFA_VERSION_1_2), 0xffffffff);
	ASSERT_FRAME(CALL(*state, FFA_FN_VERSION, 0x1ffff), 0xffffffff);
	assert_speaks_nothing(*state);
	/* another major is no greater minor */
	ASSERT_FRAME(CALL(*state, FFA_FN_VERSION, 0x20000), FFA_VERSION_1_1);
	ASSERT_FRAME(CALL(*state, FFA_FN_VERSION, FFA_VERSION_1_1), FFA_VERSION_1_1);
	assert_speaks(*state, FFA_VERSION_1_1);
}

#define SET(f)	cmocka_unit_test_setup_teardown(f, machine_setup_set, machine_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		SET(test_version_is_1_2_from_the_start),
		SET(test_version_that_was_set_is_answered),
		SET(test_version_1_0_is_answered),
		SET(test_set_version_refuses_others),
		SET(test_set_version_after_a_call_is_refused),
		SET(test_version_of_the_caller_is_what_it_asked_for),
		SET(test_version_of_greater_minor_negotiates_nothing),
		SET(test_version_of_greater_minor_leaves_the_accepted_one),
		SET(test_version_of_other_major_negotiates_nothing),
		SET(test_version_with_bit_31_is_refused),
		SET(test_version_is_open_until_another_call),
		SET(test_version_is_locked_by_another_call),
		SET(test_version_is_locked_by_a_call_that_fails),
		SET(test_call_before_version_is_not_supported_and_locks_nothing),
		SET(test_calls_of_each_version),
		SET(test_features_of_rxtx_map_have_a_maximum_since_1_2),
		SET(test_version_1_0_for_ever),
		SET(test_version_1_0_for_ever_was_negotiated_by_another),
		SET(test_version_renegotiated),
		SET(test_version_optional),
		SET(test_version_strict),
	};

	return cmocka_run_group_tests_name("model-version", tests, NULL, NULL) != 0;
}
