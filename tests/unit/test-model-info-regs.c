/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <stdlib.h>
#include <string.h>

#include "machine.h"

#define GET_REGS	FFA_FN_PARTITION_INFO_GET_REGS_64
#define SUCCESS_64	0xc4000061u

static void idle(struct ffa_model_partition *p, unsigned int vcpu, uint64_t regs[18], void *arg)
{
	(void)p;
	(void)vcpu;
	(void)arg;
	regs[0] = FFA_FN_MSG_WAIT;
}

/* Partitions 0x8001.. with 4 contexts and UUIDs NN010203-0405-...; ENTRY() has the registers of each. */
static void add_partitions(struct machine *mc, unsigned int n)
{
	struct ffa_model_partition *p;
	uint8_t uuid[16] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };
	unsigned int i;

	for (i = 0; i < n; i++) {
		uuid[0] = (uint8_t)(i + 1);
		assert_int_equal(ffa_model_add(mc->model, (uint16_t)(0x8001 + i), 4, 0xfffff903, idle, NULL, &p), 0);
		assert_int_equal(ffa_model_add_uuid(p, uuid), 0);
	}
}

/* bit 11 and above of the properties came after 1.2 */
#define ENTRY(i)	(0x0000010300048001 + (i)), (0x0706050403020101 + (i)), 0x0f0e0d0c0b0a0908

static void test_info_regs_of_seven_partitions(void **state)
{
	struct machine *mc = *state;

	add_partitions(mc, 7);
	machine_negotiate(mc);
	ASSERT_FRAME18(CALL18(mc, GET_REGS),
		       SUCCESS_64, 0, 0x0018000100040006, ENTRY(0), ENTRY(1), ENTRY(2), ENTRY(3), ENTRY(4));
	ASSERT_FRAME18(CALL18(mc, GET_REGS, 0, 0, 0x00010005), SUCCESS_64, 0, 0x0018000100060006, ENTRY(5), ENTRY(6));
	/* from anywhere */
	ASSERT_FRAME18(CALL18(mc, GET_REGS, 0, 0, 0x00010006), SUCCESS_64, 0, 0x0018000100060006, ENTRY(6));
	ASSERT_FRAME18(CALL18(mc, GET_REGS, 0, 0, 0x00010001),
		       SUCCESS_64, 0, 0x0018000100050006, ENTRY(1), ENTRY(2), ENTRY(3), ENTRY(4), ENTRY(5));
}

static void test_info_regs_of_as_many_as_fit(void **state)
{
	struct machine *mc = *state;

	add_partitions(mc, 5);
	machine_negotiate(mc);
	ASSERT_FRAME18(CALL18(mc, GET_REGS),
		       SUCCESS_64, 0, 0x0018000100040004, ENTRY(0), ENTRY(1), ENTRY(2), ENTRY(3), ENTRY(4));
	ASSERT_ERROR(CALL18(mc, GET_REGS, 0, 0, 0x00010005), FFA_STATUS_INVALID_PARAMETERS);
}

static void test_info_regs_of_long_descriptors(void **state)
{
	struct machine *mc = *state;

	add_partitions(mc, 3);
	machine_quirk(mc, FFA_MODEL_LONG_DESCRIPTORS);
	machine_negotiate(mc);
	ASSERT_FRAME18(CALL18(mc, GET_REGS), SUCCESS_64, 0, 0x0030000100010002, ENTRY(0), 0, 0, 0, ENTRY(1));
	ASSERT_FRAME18(CALL18(mc, GET_REGS, 0, 0, 0x00010002), SUCCESS_64, 0, 0x0030000100020002, ENTRY(2));
}

static void test_info_regs_of_one_uuid_returns_it_as_zero(void **state)
{
	struct machine *mc = *state;

	add_partitions(mc, 3);
	machine_negotiate(mc);
	ASSERT_FRAME18(CALL18(mc, GET_REGS, 0x0706050403020102, 0x0f0e0d0c0b0a0908),
		       SUCCESS_64, 0, 0x0018000100000000, 0x0000010300048002);
	ASSERT_ERROR(CALL18(mc, GET_REGS, 0x0706050403020102, 0x0f0e0d0c0b0a0908, 0x00010001), FFA_STATUS_INVALID_PARAMETERS);
}

static void test_info_regs_of_twins(void **state)
{
	ASSERT_FRAME18(CALL18(*state, GET_REGS, 0x004000000400a0ff, 0x80),
		       SUCCESS_64, 0, 0x0018000100010001, 0x0000030100088004, 0, 0, 0x0000030100088005);
}

static void test_info_regs_of_unknown_uuid(void **state)
{
	ASSERT_ERROR(CALL18(*state, GET_REGS, 0x004000000900a0ff, 0x80), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL18(*state, GET_REGS, 0x80, 0x004000000100a0ff), FFA_STATUS_INVALID_PARAMETERS);
}

static void test_info_regs_of_no_partition(void **state)
{
	machine_negotiate(*state);
	ASSERT_ERROR(CALL18(*state, GET_REGS), FFA_STATUS_INVALID_PARAMETERS);
}

static void test_info_regs_of_bad_index(void **state)
{
	ASSERT_FRAME18(CALL18(*state, GET_REGS, 0, 0, 0x00010008),
		       SUCCESS_64, 0, 0x0018000100080008, 0x0000030100018008, 0x004000000800a0ff, 0x80);
	ASSERT_ERROR(CALL18(*state, GET_REGS, 0, 0, 0x00010009), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL18(*state, GET_REGS, 0, 0, 0x0001ffff), FFA_STATUS_INVALID_PARAMETERS);
}

static void test_info_regs_of_bad_tag(void **state)
{
	ASSERT_ERROR(CALL18(*state, GET_REGS, 0, 0, 0x00000005), FFA_STATUS_RETRY);
	ASSERT_ERROR(CALL18(*state, GET_REGS, 0, 0, 0x00020005), FFA_STATUS_RETRY);
	ASSERT_ERROR(CALL18(*state, GET_REGS, 0, 0, 0xffff0005), FFA_STATUS_RETRY);
	/* with the first index there is no tag */
	ASSERT_ERROR(CALL18(*state, GET_REGS, 0, 0, 0x00010000), FFA_STATUS_INVALID_PARAMETERS);
}

static void test_info_regs_of_reserved_bits(void **state)
{
	unsigned int bit;

	for (bit = 32; bit < 64; bit++)
		ASSERT_ERROR(CALL18(*state, GET_REGS, 0, 0, (uint64_t)1 << bit), FFA_STATUS_INVALID_PARAMETERS);
}

static void test_info_regs_needs_no_rx(void **state)
{
	machine_map(*state);
	memset(machine_rx(*state), 0xee, 4096);
	assert_int_equal(CALL18(*state, GET_REGS).x[0], SUCCESS_64);
	assert_int_equal(machine_rx(*state)[0], 0xee);
	ASSERT_ERROR(CALL(*state, FFA_FN_RX_RELEASE), FFA_STATUS_DENIED);
}

static void test_info_regs_of_an_older_caller(void **state)
{
	ASSERT_ERROR(CALL(*state, GET_REGS), FFA_STATUS_NOT_SUPPORTED);
}

/* Indices have 16 bits. */
static void test_info_regs_of_more_than_can_be_numbered(void **state)
{
	const size_t size = 4 << 20;
	static const uint8_t uuid[16] = { 1 };
	struct machine *mc = *state;
	struct ffa_model_hooks hooks = machine_hooks(mc);
	struct ffa_model_partition *p;
	unsigned int i;
	void *arena = NULL;

	assert_int_equal(posix_memalign(&arena, 16, size), 0);
	assert_int_equal(ffa_model_new(arena, size, &hooks, &mc->model), 0);
	p = machine_add(mc, 0x8001, 1, idle, NULL);
	for (i = 0; i < 0x10000; i++)
		assert_int_equal(ffa_model_add_uuid(p, uuid), 0);
	machine_negotiate(mc);
	assert_int_equal(CALL18(mc, GET_REGS).x[2], 0x001800010004ffff);
	assert_int_equal(CALL18(mc, GET_REGS, 0, 0, 0x0001fffe).x[2], 0x00180001ffffffff);
	assert_int_equal(ffa_model_add_uuid(p, uuid), 0);
	ASSERT_ERROR(CALL18(mc, GET_REGS), FFA_STATUS_NO_MEMORY);
	free(arena);
}

/* ---- quirks ---- */

static void test_info_regs_that_are_not_there(void **state)
{
	machine_quirk(*state, FFA_MODEL_NO_INFO_REGS);
	machine_negotiate(*state);
	ASSERT_ERROR(CALL(*state, GET_REGS), FFA_STATUS_NOT_SUPPORTED);
	ASSERT_ERROR(CALL(*state, FFA_FN_FEATURES, GET_REGS), FFA_STATUS_NOT_SUPPORTED);
}

/* Lists all, from the start again after each RETRY, and returns how many there were. */
static unsigned int list_all(void *machine, unsigned int *calls)
{
	unsigned int retries = 0, next = 0;
	uint64_t tag = 0, x2;
	struct frame frame;

	for (*calls = 0; *calls < 100; ++*calls) {
		frame = CALL18(machine, GET_REGS, 0, 0, tag << 16 | next);
		if (frame.x[0] == ERROR_FRAME) {
			assert_int_equal(frame.x[2], (uint32_t)FFA_STATUS_RETRY);
			retries++;
			next = 0;
			tag = 0;
			continue;
		}
		x2 = frame.x[2];
		if ((x2 >> 16 & 0xffff) == (x2 & 0xffff))
			return retries;
		next = (x2 >> 16 & 0xffff) + 1;
		tag = x2 >> 32 & 0xffff;
	}
	fail();
	return retries;
}

static void test_info_regs_with_a_tag_that_stays(void **state)
{
	unsigned int calls;

	assert_int_equal(list_all(*state, &calls), 0);
	assert_int_equal(calls, 1);
}

static void test_info_regs_with_a_tag_that_changes_once_in_each_listing(void **state)
{
	unsigned int i, calls;

	machine_quirk(*state, FFA_MODEL_INFO_TAG_CHANGES);
	machine_negotiate(*state);
	for (i = 0; i < 3; i++) {
		assert_int_equal(list_all(*state, &calls), 1);
		assert_int_equal(calls, 3);
	}
	/* the old tag is of no use any more */
	ASSERT_ERROR(CALL18(*state, GET_REGS, 0, 0, 0x00010005), FFA_STATUS_RETRY);
	assert_int_equal(CALL18(*state, GET_REGS).x[2] >> 32 & 0xffff, 4);
}

static void test_info_regs_of_one_page_have_no_middle(void **state)
{
	struct machine *mc = *state;
	unsigned int calls;

	add_partitions(mc, 5);
	machine_quirk(mc, FFA_MODEL_INFO_TAG_CHANGES);
	machine_negotiate(mc);
	assert_int_equal(list_all(mc, &calls), 0);
	assert_int_equal(calls, 0);
}

#define BARE(f)	cmocka_unit_test_setup_teardown(f, machine_setup, machine_teardown)
#define FULL(f)	cmocka_unit_test_setup_teardown(f, machine_setup_default, machine_teardown)
#define MIDDLE(f)	cmocka_unit_test_setup_teardown(f, machine_setup_1_1, machine_teardown)
#define SET(f)	cmocka_unit_test_setup_teardown(f, machine_setup_set, machine_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		BARE(test_info_regs_of_seven_partitions),
		BARE(test_info_regs_of_as_many_as_fit),
		BARE(test_info_regs_of_long_descriptors),
		BARE(test_info_regs_of_one_uuid_returns_it_as_zero),
		FULL(test_info_regs_of_twins),
		FULL(test_info_regs_of_unknown_uuid),
		BARE(test_info_regs_of_no_partition),
		FULL(test_info_regs_of_bad_index),
		FULL(test_info_regs_of_bad_tag),
		FULL(test_info_regs_of_reserved_bits),
		FULL(test_info_regs_needs_no_rx),
		MIDDLE(test_info_regs_of_an_older_caller),
		BARE(test_info_regs_of_more_than_can_be_numbered),
		SET(test_info_regs_that_are_not_there),
		FULL(test_info_regs_with_a_tag_that_stays),
		SET(test_info_regs_with_a_tag_that_changes_once_in_each_listing),
		BARE(test_info_regs_of_one_page_have_no_middle),
	};

	return cmocka_run_group_tests_name("model-info-regs", tests, NULL, NULL) != 0;
}
