/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <string.h>

#include "machine.h"
#include "wire.h"

#define NONE	((const uint8_t[16]){ 0 })

static const uint8_t some_uuid[16] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16 };
#define SOME_WORDS	0x04030201, 0x08070605, 0x0c0b0a09, 0x100f0e0d

static void idle(struct ffa_model_partition *p, unsigned int vcpu, uint64_t regs[18], void *arg)
{
	(void)p;
	(void)vcpu;
	(void)arg;
	regs[0] = FFA_FN_MSG_WAIT;
}

static void assert_rx_empty(void *machine)
{
	ASSERT_ERROR(CALL(machine, FFA_FN_RX_RELEASE), FFA_STATUS_DENIED);
}

static void assert_entry(struct machine *mc, unsigned int i, uint32_t stride, uint16_t id, unsigned int contexts,
			 uint32_t properties, const uint8_t uuid[16])
{
	struct ffaw_partition_info info;

	ffaw_partition_info_parse(machine_rx(mc) + i * stride, stride, &info);
	assert_int_equal(info.id, id);
	assert_int_equal(info.contexts, contexts);
	assert_int_equal(info.properties, properties);
	assert_memory_equal(info.uuid, uuid, 16);
}

static void test_info_without_a_pair_is_busy(void **state)
{
	ASSERT_ERROR(CALL(*state, FFA_FN_PARTITION_INFO_GET), FFA_STATUS_BUSY);
	machine_map(*state);
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET), SUCCESS_FRAME, 0, 9, 24);
}

/* ---- the default set, in each version ---- */

static const struct {
	uint16_t id;
	unsigned int contexts;
	uint32_t properties;
	uint8_t number;
} set[] = {
	{ 0x8001, 8, 0x301, 1 }, { 0x8002, 8, 0x301, 2 }, { 0x8003, 1, 0x101, 3 },
	{ 0x8004, 8, 0x301, 4 }, { 0x8005, 8, 0x301, 4 }, { 0x8006, 1, 0x301, 5 },
	{ 0x8006, 1, 0x301, 6 }, { 0x8007, 8, 0x100, 7 }, { 0x8008, 1, 0x301, 8 },
};

static void assert_set(void *machine, uint32_t stride, uint32_t properties)
{
	uint8_t uuid[16] = { 0xff, 0xa0, 0, 0, 0, 0, 0x40, 0, 0x80 };
	unsigned int i;

	machine_map(machine);
	memset(machine_rx(machine), 0xee, 4096);
	ASSERT_FRAME(CALL(machine, FFA_FN_PARTITION_INFO_GET), SUCCESS_FRAME, 0, 9, stride);
	for (i = 0; i < 9; i++) {
		uuid[3] = set[i].number;
		assert_entry(machine, i, stride, set[i].id, set[i].contexts, set[i].properties & properties, uuid);
	}
	assert_int_equal(machine_rx(machine)[9 * stride], 0xee);
}

static void test_info_of_all_in_1_2(void **state)
{
	assert_set(*state, 24, 0x7ff);
}

static void test_info_of_all_in_1_1_hides_what_is_newer(void **state)
{
	assert_set(*state, 24, 0x1ff);
}

static void test_info_in_1_1_can_be_a_count(void **state)
{
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0, 0, 0, 0, 1), SUCCESS_FRAME, 0, 9, 0);
	ASSERT_ERROR(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0, 0, 0, 0, 2), FFA_STATUS_INVALID_PARAMETERS);
}

static void test_info_of_all_with_long_descriptors(void **state)
{
	static const uint8_t zero[24];

	machine_quirk(*state, FFA_MODEL_LONG_DESCRIPTORS);
	machine_negotiate(*state);
	assert_set(*state, 48, 0x7ff);
	assert_memory_equal(machine_rx(*state) + 24, zero, sizeof(zero));
}

static void test_info_of_all_in_1_0_is_one_short_entry_per_partition(void **state)
{
	unsigned int i, j = 0;

	machine_map(*state);
	memset(machine_rx(*state), 0xee, 4096);
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET), SUCCESS_FRAME, 0, 8);
	for (i = 0; i < 9; i++)
		if (set[i].number != 6)
			assert_entry(*state, j++, 8, set[i].id, set[i].contexts, set[i].properties & 7, NONE);
	assert_int_equal(machine_rx(*state)[8 * 8], 0xee);
}

static void test_info_in_1_0_ignores_long_descriptors(void **state)
{
	machine_quirk(*state, FFA_MODEL_LONG_DESCRIPTORS);
	machine_speak(*state, FFA_VERSION_1_0);
	machine_map(*state);
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET), SUCCESS_FRAME, 0, 8);
	assert_entry(*state, 7, 8, 0x8008, 1, 1, NONE);
}

static void test_info_in_1_0_has_no_flags(void **state)
{
	unsigned int bit;

	machine_map(*state);
	for (bit = 0; bit < 32; bit++)
		ASSERT_ERROR(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0, 0, 0, 0, 1u << bit), FFA_STATUS_INVALID_PARAMETERS);
	assert_rx_empty(*state);
}

static void test_info_of_one_uuid_in_1_0(void **state)
{
	machine_map(*state);
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0x0400a0ff, 0x00400000, 0x80), SUCCESS_FRAME, 0, 2);
	assert_entry(*state, 0, 8, 0x8004, 8, 1, NONE);
	assert_entry(*state, 1, 8, 0x8005, 8, 1, NONE);
	ASSERT_SUCCESS(CALL(*state, FFA_FN_RX_RELEASE));
	/* the second service of a partition finds it, too */
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0x0600a0ff, 0x00400000, 0x80), SUCCESS_FRAME, 0, 1);
	assert_entry(*state, 0, 8, 0x8006, 1, 1, NONE);
	ASSERT_SUCCESS(CALL(*state, FFA_FN_RX_RELEASE));
	ASSERT_ERROR(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0x0900a0ff, 0x00400000, 0x80), FFA_STATUS_INVALID_PARAMETERS);
}

/* ---- what is asked for ---- */

static void test_info_of_one_uuid_returns_it_as_zero(void **state)
{
	machine_map(*state);
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0x0400a0ff, 0x00400000, 0x80), SUCCESS_FRAME, 0, 2, 24);
	assert_entry(*state, 0, 24, 0x8004, 8, 0x301, NONE);
	assert_entry(*state, 1, 24, 0x8005, 8, 0x301, NONE);
	ASSERT_SUCCESS(CALL(*state, FFA_FN_RX_RELEASE));
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0x0600a0ff, 0x00400000, 0x80), SUCCESS_FRAME, 0, 1, 24);
	assert_entry(*state, 0, 24, 0x8006, 1, 0x301, NONE);
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0x0400a0ff, 0x00400000, 0x80, 0, 1), SUCCESS_FRAME, 0, 2, 0);
}

static void test_info_of_unknown_uuid(void **state)
{
	machine_map(*state);
	ASSERT_ERROR(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0x0900a0ff, 0x00400000, 0x80), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0x0100a0ff, 0x00400000, 0x80, 1), FFA_STATUS_INVALID_PARAMETERS);
	/* the words in the other byte order */
	ASSERT_ERROR(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0xffa00001, 0x4000, 0x80000000), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0, 0, 0, 1, 1), FFA_STATUS_INVALID_PARAMETERS);
	assert_rx_empty(*state);
}

static void test_info_of_unknown_uuid_that_is_an_empty_success(void **state)
{
	machine_quirk(*state, FFA_MODEL_UNKNOWN_UUID_EMPTY);
	machine_negotiate(*state);
	machine_map(*state);
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET, 1, 2, 3, 4, 1), SUCCESS_FRAME);
	assert_rx_empty(*state);
	memset(machine_rx(*state), 0xee, 24);
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET, 1, 2, 3, 4), SUCCESS_FRAME, 0, 0, 24);
	assert_int_equal(machine_rx(*state)[0], 0xee);
	/* RX is the caller's all the same */
	ASSERT_ERROR(CALL(*state, FFA_FN_PARTITION_INFO_GET), FFA_STATUS_BUSY);
	ASSERT_SUCCESS(CALL(*state, FFA_FN_RX_RELEASE));
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET), SUCCESS_FRAME, 0, 9, 24);
}

static void test_info_of_unknown_flags(void **state)
{
	unsigned int bit;

	machine_map(*state);
	for (bit = 1; bit < 32; bit++)
		ASSERT_ERROR(CALL(*state, FFA_FN_PARTITION_INFO_GET, 0, 0, 0, 0, 1u << bit | 1), FFA_STATUS_INVALID_PARAMETERS);
	assert_rx_empty(*state);
}

static void test_info_of_no_partition_is_an_empty_list(void **state)
{
	machine_negotiate(*state);
	machine_map(*state);
	ASSERT_FRAME(CALL(*state, FFA_FN_PARTITION_INFO_GET), SUCCESS_FRAME, 0, 0, 24);
	ASSERT_SUCCESS(CALL(*state, FFA_FN_RX_RELEASE));
}

static void test_info_of_partition_without_uuid(void **state)
{
	struct machine *mc = *state;

	assert_int_equal(ffa_model_add(mc->model, 0x8010, 3, 0xffffffff, idle, NULL, NULL), 0);
	machine_negotiate(mc);
	machine_map(mc);
	ASSERT_FRAME(CALL(mc, FFA_FN_PARTITION_INFO_GET), SUCCESS_FRAME, 0, 1, 24);
	/* properties of later versions are not shown */
	assert_entry(mc, 0, 24, 0x8010, 3, 0x7ff, NONE);
}

static void add_twice(struct machine *mc)
{
	struct ffa_model_partition *p = machine_add(mc, 0x8010, 1, idle, NULL);

	assert_int_equal(ffa_model_add_uuid(p, some_uuid), 0);
	assert_int_equal(ffa_model_add_uuid(p, some_uuid), 0);
}

static void test_info_of_one_uuid_twice_is_two_entries(void **state)
{
	struct machine *mc = *state;

	add_twice(mc);
	machine_negotiate(mc);
	machine_map(mc);
	ASSERT_FRAME(CALL(mc, FFA_FN_PARTITION_INFO_GET), SUCCESS_FRAME, 0, 2, 24);
	assert_entry(mc, 0, 24, 0x8010, 1, FFA_PROP_DIRECT_RECV, some_uuid);
	assert_entry(mc, 1, 24, 0x8010, 1, FFA_PROP_DIRECT_RECV, some_uuid);
	ASSERT_SUCCESS(CALL(mc, FFA_FN_RX_RELEASE));
	ASSERT_FRAME(CALL(mc, FFA_FN_PARTITION_INFO_GET, SOME_WORDS), SUCCESS_FRAME, 0, 2, 24);
}

static void test_info_of_one_uuid_twice_is_one_entry_in_1_0(void **state)
{
	struct machine *mc = *state;

	add_twice(mc);
	machine_speak(mc, FFA_VERSION_1_0);
	machine_map(mc);
	ASSERT_FRAME(CALL(mc, FFA_FN_PARTITION_INFO_GET, SOME_WORDS), SUCCESS_FRAME, 0, 1);
	assert_entry(mc, 0, 8, 0x8010, 1, FFA_PROP_DIRECT_RECV, NONE);
}

/* ---- what fits into one page ---- */

static void assert_room(struct machine *mc, unsigned int fits, uint32_t stride)
{
	struct ffa_model_partition *p = machine_add(mc, 0x8010, 1, idle, NULL);
	unsigned int i;

	for (i = 0; i < fits; i++)
		assert_int_equal(ffa_model_add_uuid(p, some_uuid), 0);
	machine_negotiate(mc);
	machine_map(mc);
	ASSERT_FRAME(CALL(mc, FFA_FN_PARTITION_INFO_GET), SUCCESS_FRAME, 0, fits, stride);
	ASSERT_SUCCESS(CALL(mc, FFA_FN_RX_RELEASE));
	assert_int_equal(ffa_model_add_uuid(p, some_uuid), 0);
	ASSERT_ERROR(CALL(mc, FFA_FN_PARTITION_INFO_GET), FFA_STATUS_NO_MEMORY);
	assert_rx_empty(mc);
	ASSERT_FRAME(CALL(mc, FFA_FN_PARTITION_INFO_GET, 0, 0, 0, 0, 1), SUCCESS_FRAME, 0, fits + 1, 0);
	ASSERT_SUCCESS(CALL(mc, FFA_FN_RXTX_UNMAP));
	ASSERT_SUCCESS(CALL(mc, FFA_FN_RXTX_MAP_64, TX, RX, 2));
	ASSERT_FRAME(CALL(mc, FFA_FN_PARTITION_INFO_GET), SUCCESS_FRAME, 0, fits + 1, stride);
}

static void test_info_that_does_not_fit(void **state)
{
	assert_room(*state, 170, 24);
}

static void test_info_of_long_descriptors_that_does_not_fit(void **state)
{
	machine_quirk(*state, FFA_MODEL_LONG_DESCRIPTORS);
	assert_room(*state, 85, 48);
}

static void test_info_of_1_0_that_does_not_fit(void **state)
{
	struct machine *mc = *state;
	unsigned int i;

	for (i = 0; i < 512; i++)
		machine_add(mc, (uint16_t)(0x8010 + i), 1, idle, NULL);
	machine_speak(mc, FFA_VERSION_1_0);
	machine_map(mc);
	ASSERT_FRAME(CALL(mc, FFA_FN_PARTITION_INFO_GET), SUCCESS_FRAME, 0, 512);
	assert_entry(mc, 511, 8, 0x8010 + 511, 1, 1, NONE);
	ASSERT_SUCCESS(CALL(mc, FFA_FN_RX_RELEASE));
	machine_add(mc, 0xf000, 1, idle, NULL);
	ASSERT_ERROR(CALL(mc, FFA_FN_PARTITION_INFO_GET), FFA_STATUS_NO_MEMORY);
}

#define SET(f)	cmocka_unit_test_setup_teardown(f, machine_setup_set, machine_teardown)
#define BARE(f)	cmocka_unit_test_setup_teardown(f, machine_setup, machine_teardown)
#define FULL(f)	cmocka_unit_test_setup_teardown(f, machine_setup_default, machine_teardown)
#define OLD(f)	cmocka_unit_test_setup_teardown(f, machine_setup_1_0, machine_teardown)
#define MIDDLE(f)	cmocka_unit_test_setup_teardown(f, machine_setup_1_1, machine_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		FULL(test_info_without_a_pair_is_busy),
		FULL(test_info_of_all_in_1_2),
		MIDDLE(test_info_of_all_in_1_1_hides_what_is_newer),
		MIDDLE(test_info_in_1_1_can_be_a_count),
		SET(test_info_of_all_with_long_descriptors),
		OLD(test_info_of_all_in_1_0_is_one_short_entry_per_partition),
		SET(test_info_in_1_0_ignores_long_descriptors),
		OLD(test_info_in_1_0_has_no_flags),
		OLD(test_info_of_one_uuid_in_1_0),
		FULL(test_info_of_one_uuid_returns_it_as_zero),
		FULL(test_info_of_unknown_uuid),
		SET(test_info_of_unknown_uuid_that_is_an_empty_success),
		FULL(test_info_of_unknown_flags),
		BARE(test_info_of_no_partition_is_an_empty_list),
		BARE(test_info_of_partition_without_uuid),
		BARE(test_info_of_one_uuid_twice_is_two_entries),
		BARE(test_info_of_one_uuid_twice_is_one_entry_in_1_0),
		BARE(test_info_that_does_not_fit),
		BARE(test_info_of_long_descriptors_that_does_not_fit),
		BARE(test_info_of_1_0_that_does_not_fit),
	};

	return cmocka_run_group_tests_name("model-info", tests, NULL, NULL) != 0;
}
