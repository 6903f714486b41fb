/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <stdlib.h>
#include <string.h>

#include "regs.h"

static const uint8_t optee[16] = {
	0x48, 0x61, 0x78, 0xe0, 0xe7, 0xf8, 0x11, 0xe3, 0xbc, 0x5e, 0x00, 0x02, 0xa5, 0xd5, 0xc5, 0x1b,
};

static void test_partition_info_request(void **state)
{
	uint64_t x[FFAW_REGS];

	(void)state;
	fill(x);
	ffaw_partition_info_request(x, NULL, FFAW_PARTITION_COUNT_ONLY);
	ASSERT_REGS(x, 0x84000068, 0, 0, 0, 0, 1);
	fill(x);
	ffaw_partition_info_request(x, optee, 0);
	ASSERT_REGS(x, 0x84000068, 0xe0786148, 0xe311f8e7, 0x02005ebc, 0x1bc5d5a5);
}

static bool info_answer(uint64_t count, uint64_t stride, size_t size)
{
	const uint64_t x[FFAW_REGS] = { FFAW_SUCCESS, 0, count, stride };
	uint32_t got_count, got_stride;

	if (!ffaw_partition_info_answer(x, FFAW_VERSION_1_1, size, &got_count, &got_stride))
		return false;
	assert_int_equal(got_count, (uint32_t)count);
	assert_int_equal(got_stride, (uint32_t)stride);
	return true;
}

static void test_partition_info_answer_that_fits(void **state)
{
	(void)state;
	assert_true(info_answer(0, 24, 0));
	assert_true(info_answer(1, 24, 24));
	assert_true(info_answer(170, 24, 4096));
	assert_true(info_answer(85, 48, 4096));
	assert_true(info_answer(1, 4096, 4096));
	assert_true(info_answer(DIRTY | 2, DIRTY | 24, 4096));
}

static void test_partition_info_answer_of_short_stride(void **state)
{
	(void)state;
	assert_false(info_answer(1, 0, 4096));
	assert_false(info_answer(1, 8, 4096));
	assert_false(info_answer(1, 23, 4096));
	assert_false(info_answer(1, 0, 4096));
	/* what there is none of has any size */
	assert_true(info_answer(0, 0, 4096));
	assert_true(info_answer(0, 0, 0));
}

static void test_partition_info_answer_that_does_not_fit(void **state)
{
	(void)state;
	assert_false(info_answer(1, 24, 23));
	assert_false(info_answer(171, 24, 4096));
	assert_false(info_answer(86, 48, 4096));
	assert_false(info_answer(1, 4097, 4096));
	/* products that are 0 or small in 32 bits */
	assert_false(info_answer(0x10000000, 0x20, 4096));
	assert_false(info_answer(0x80000000, 0x80000000, 4096));
	assert_false(info_answer(0xffffffff, 0xffffffff, 4096));
	assert_false(info_answer(0x0aaaaaab, 24, 4096));
}

static bool old_answer(uint64_t count, uint64_t w3, size_t size)
{
	const uint64_t x[FFAW_REGS] = { FFAW_SUCCESS, 0, count, w3 };
	uint32_t got_count, got_stride;

	if (!ffaw_partition_info_answer(x, FFAW_VERSION_1_0, size, &got_count, &got_stride))
		return false;
	assert_int_equal(got_count, (uint32_t)count);
	assert_int_equal(got_stride, 8);
	return true;
}

static void test_partition_info_answer_of_1_0_has_no_stride(void **state)
{
	(void)state;
	assert_true(old_answer(1, 0, 8));
	assert_true(old_answer(512, 0, 4096));
	/* whatever w3 holds */
	assert_true(old_answer(512, 24, 4096));
	assert_true(old_answer(512, UINT64_MAX, 4096));
	assert_true(old_answer(0, 0, 0));
}

static void test_partition_info_answer_of_1_0_that_does_not_fit(void **state)
{
	(void)state;
	assert_false(old_answer(1, 0, 7));
	assert_false(old_answer(513, 0, 4096));
	assert_false(old_answer(0x20000000, 0, 4096));
	assert_false(old_answer(0xffffffff, 0, 4096));
}

static void test_partition_info_answer_of_1_2_wants_the_stride_of_1_1(void **state)
{
	const uint64_t x[FFAW_REGS] = { FFAW_SUCCESS, 0, 1, 8 };
	uint32_t count, stride;

	(void)state;
	assert_false(ffaw_partition_info_answer(x, FFAW_VERSION_1_2, 4096, &count, &stride));
	assert_false(ffaw_partition_info_answer(x, FFAW_VERSION_1_1, 4096, &count, &stride));
	assert_true(ffaw_partition_info_answer(x, FFAW_VERSION_1_0, 4096, &count, &stride));
}

static void test_partition_info_parse_of_recorded_entry(void **state)
{
	/* one byte further so that nothing is aligned */
	static const uint8_t bytes[] = {
		0xee, 0x01, 0x80, 0x04, 0x00, 0x03, 0x01, 0x00, 0x80, 0x48, 0x61, 0x78, 0xe0, 0xe7, 0xf8, 0x11, 0xe3,
		0xbc, 0x5e, 0x00, 0x02, 0xa5, 0xd5, 0xc5, 0x1b,
	};
	struct ffaw_partition_info info;

	(void)state;
	ffaw_partition_info_parse(bytes + 1, 24, &info);
	assert_int_equal(info.id, 0x8001);
	assert_int_equal(info.contexts, 4);
	assert_int_equal(info.properties, 0x80000103);
	assert_memory_equal(info.uuid, optee, 16);
}

static void test_partition_info_parse_of_8_bytes_has_no_uuid(void **state)
{
	/* an entry of its own, so that a read past it is seen */
	uint8_t *bytes = malloc(8);
	struct ffaw_partition_info info;

	(void)state;
	assert_non_null(bytes);
	memcpy(bytes, (const uint8_t[]){ 0x01, 0x80, 0x04, 0x00, 0x03, 0x00, 0x00, 0x00 }, 8);
	memset(&info, 0xee, sizeof(info));
	ffaw_partition_info_parse(bytes, 8, &info);
	free(bytes);
	assert_int_equal(info.id, 0x8001);
	assert_int_equal(info.contexts, 4);
	assert_int_equal(info.properties, 3);
	assert_true(ffaw_uuid_is_nil(info.uuid));
}

static void test_partition_info_pack_writes_24_bytes(void **state)
{
	static const uint8_t expected[] = {
		0xfe, 0xff, 0x00, 0x80, 0x04, 0x03, 0x02, 0x81, 0x48, 0x61, 0x78, 0xe0, 0xe7, 0xf8, 0x11, 0xe3,
		0xbc, 0x5e, 0x00, 0x02, 0xa5, 0xd5, 0xc5, 0x1b, 0xee, 0xee,
	};
	struct ffaw_partition_info info = { .id = 0xfffe, .contexts = 0x8000, .properties = 0x81020304 };
	uint8_t bytes[26];

	(void)state;
	memset(bytes, 0xee, sizeof(bytes));
	memcpy(info.uuid, optee, 16);
	ffaw_partition_info_pack(bytes, 24, &info);
	assert_memory_equal(bytes, expected, sizeof(expected));
}

static void test_partition_info_pack_writes_its_stride(void **state)
{
	static const uint8_t entry[] = {
		0x01, 0x80, 0x02, 0x00, 0x03, 0x01, 0x00, 0x00, 0x48, 0x61, 0x78, 0xe0, 0xe7, 0xf8, 0x11, 0xe3,
		0xbc, 0x5e, 0x00, 0x02, 0xa5, 0xd5, 0xc5, 0x1b,
	};
	struct ffaw_partition_info info = { .id = 0x8001, .contexts = 2, .properties = 0x103 };
	uint8_t bytes[50], expected[50];

	(void)state;
	memcpy(info.uuid, optee, 16);
	memset(bytes, 0xee, sizeof(bytes));
	memset(expected, 0xee, sizeof(expected));
	memcpy(expected, entry, 8);
	ffaw_partition_info_pack(bytes, FFAW_PARTITION_INFO_SIZE_1_0, &info);
	assert_memory_equal(bytes, expected, sizeof(expected));
	/* the rest of a longer one is zero */
	memset(expected, 0, 48);
	memcpy(expected, entry, sizeof(entry));
	ffaw_partition_info_pack(bytes, FFAW_PARTITION_INFO_SIZE_1_3, &info);
	assert_memory_equal(bytes, expected, sizeof(expected));
}

/* ---- PARTITION_INFO_GET_REGS ---- */

static void test_info_regs_request(void **state)
{
	uint64_t x[FFAW_REGS];

	(void)state;
	fill(x);
	ffaw_info_regs_request(x, NULL, 0, 0);
	ASSERT_REGS(x, 0xc400008b);
	fill(x);
	ffaw_info_regs_request(x, optee, 5, 1);
	ASSERT_REGS(x, 0xc400008b, 0xe311f8e7e0786148, 0x1bc5d5a502005ebc, 0x00010005);
	fill(x);
	ffaw_info_regs_request(x, NULL, 0xffff, 0xffff);
	ASSERT_REGS(x, 0xc400008b, 0, 0, 0xffffffff);
}

static bool regs_answer(uint64_t x0, uint64_t x2, uint16_t start)
{
	const uint64_t x[FFAW_REGS] = { x0, UINT64_MAX, x2 };
	struct ffaw_info_regs answer;

	if (!ffaw_info_regs_answer(x, start, &answer))
		return false;
	assert_int_equal(answer.last, x2 & 0xffff);
	assert_int_equal(answer.index, x2 >> 16 & 0xffff);
	assert_int_equal(answer.tag, x2 >> 32 & 0xffff);
	assert_int_equal(answer.stride, x2 >> 48);
	return true;
}

/* x2 of an answer. */
static uint64_t x2_of(uint64_t last, uint64_t index, uint64_t stride)
{
	return stride << 48 | 0x7700000000u | index << 16 | last;
}

static void test_info_regs_answer_of_worked_values(void **state)
{
	(void)state;
	assert_true(regs_answer(0xc4000061, 0x0018000100040006, 0));
	assert_true(regs_answer(0xc4000061, 0x0018000100060006, 5));
	assert_true(regs_answer(DIRTY | 0xc4000061, 0x0018000100060006, 6));
	assert_true(regs_answer(0xc4000061, x2_of(0, 0, 24), 0));
	assert_true(regs_answer(0xc4000061, x2_of(0xffff, 0xffff, 24), 0xffff));
}

static void test_info_regs_answer_that_fills_the_registers(void **state)
{
	(void)state;
	assert_true(regs_answer(0xc4000061, x2_of(9, 4, 24), 0));
	assert_false(regs_answer(0xc4000061, x2_of(9, 5, 24), 0));
	assert_true(regs_answer(0xc4000061, x2_of(9, 2, 40), 0));
	assert_false(regs_answer(0xc4000061, x2_of(9, 3, 40), 0));
	assert_true(regs_answer(0xc4000061, x2_of(9, 1, 48), 0));
	assert_false(regs_answer(0xc4000061, x2_of(9, 2, 48), 0));
	assert_true(regs_answer(0xc4000061, x2_of(9, 0, 120), 0));
	assert_false(regs_answer(0xc4000061, x2_of(9, 0, 128), 0));
	assert_false(regs_answer(0xc4000061, x2_of(9, 1, 120), 0));
	/* products that are small in 16 or 32 bits */
	assert_false(regs_answer(0xc4000061, x2_of(0xffff, 0xffff, 24), 0));
	assert_false(regs_answer(0xc4000061, x2_of(0xffff, 0xffff, 0x8000), 0));
	assert_false(regs_answer(0xc4000061, x2_of(0xffff, 0xffff, 0xfff8), 0));
	assert_false(regs_answer(0xc4000061, x2_of(0xffff, 0x1fff, 0xfff8), 0));
	assert_false(regs_answer(0xc4000061, x2_of(0, 0, 0xfff8), 0));
}

static void test_info_regs_answer_of_bad_indices(void **state)
{
	(void)state;
	assert_false(regs_answer(0xc4000061, x2_of(6, 4, 24), 5)); /* before the one that was asked for */
	assert_false(regs_answer(0xc4000061, x2_of(6, 0, 24), 1));
	assert_false(regs_answer(0xc4000061, x2_of(6, 7, 24), 5)); /* past the last */
	assert_false(regs_answer(0xc4000061, x2_of(0, 1, 24), 0));
	assert_false(regs_answer(0xc4000061, x2_of(0, 0xffff, 24), 0));
	assert_false(regs_answer(0xc4000061, x2_of(3, 3, 24), 4));
}

static void test_info_regs_answer_of_bad_stride(void **state)
{
	unsigned int stride;

	(void)state;
	for (stride = 0; stride < 24; stride++)
		assert_false(regs_answer(0xc4000061, x2_of(0, 0, stride), 0));
	for (stride = 24; stride <= 120; stride++)
		assert_int_equal(regs_answer(0xc4000061, x2_of(0, 0, stride), 0), stride % 8 == 0);
}

static void test_info_regs_answer_that_is_no_success_64(void **state)
{
	(void)state;
	assert_false(regs_answer(0x84000061, x2_of(0, 0, 24), 0));
	assert_false(regs_answer(0x84000060, x2_of(0, 0, 24), 0));
	assert_false(regs_answer(0xc400008b, x2_of(0, 0, 24), 0));
	assert_false(regs_answer(0, x2_of(0, 0, 24), 0));
	assert_false(regs_answer(UINT64_MAX, UINT64_MAX, 0));
}

static void test_info_regs_parse_of_each_place(void **state)
{
	uint64_t x[FFAW_REGS] = { FFAW_SUCCESS_64 };
	struct ffaw_partition_info info;
	unsigned int i;

	(void)state;
	for (i = 0; i < 5; i++) {
		x[3 + 3 * i] = 0x8000010300048001 + i;
		x[4 + 3 * i] = 0xe311f8e7e0786148;
		x[5 + 3 * i] = 0x1bc5d5a502005ebc;
	}
	for (i = 0; i < 5; i++) {
		ffaw_info_regs_parse(x, 24, i, &info);
		assert_int_equal(info.id, 0x8001 + i);
		assert_int_equal(info.contexts, 4);
		assert_int_equal(info.properties, 0x80000103);
		assert_memory_equal(info.uuid, optee, 16);
	}
}

static void test_info_regs_parse_of_a_longer_stride(void **state)
{
	const uint64_t x[FFAW_REGS] = {
		[3] = 0x0000000100018001, 1, 2, UINT64_MAX, UINT64_MAX, UINT64_MAX,
		[9] = 0x0000000200028002, 3, 4, UINT64_MAX, UINT64_MAX, UINT64_MAX,
		[15] = 0x0000000300038003, 5, 6,
	};
	struct ffaw_partition_info info;

	(void)state;
	ffaw_info_regs_parse(x, 48, 1, &info);
	assert_int_equal(info.id, 0x8002);
	assert_int_equal(info.contexts, 2);
	assert_int_equal(info.properties, 2);
	assert_memory_equal(info.uuid, ((const uint8_t[16]){ 3, [8] = 4 }), 16);
	/* entry 2 of stride 32 begins in x11 */
	ffaw_info_regs_parse(x, 32, 2, &info);
	assert_int_equal(info.id, 4);
}

static void test_info_regs_success_and_pack_are_what_parse_reads(void **state)
{
	const struct ffaw_info_regs answer = { .last = 6, .index = 4, .tag = 1, .stride = 24 };
	struct ffaw_partition_info info = { .id = 0x8001, .contexts = 4, .properties = 0x103 }, back;
	struct ffaw_info_regs got;
	uint64_t x[FFAW_REGS];

	(void)state;
	memcpy(info.uuid, optee, 16);
	fill(x);
	ffaw_info_regs_success(x, &answer);
	ASSERT_REGS(x, 0xc4000061, 0, 0x0018000100040006);
	ffaw_info_regs_pack(x, 24, 4, &info);
	ASSERT_REGS(x, 0xc4000061, 0, 0x0018000100040006, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x0000010300048001,
		    0xe311f8e7e0786148, 0x1bc5d5a502005ebc);
	assert_true(ffaw_info_regs_answer(x, 0, &got));
	ffaw_info_regs_parse(x, got.stride, 4, &back);
	assert_memory_equal(&back, &info, sizeof(info));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_partition_info_request),
		cmocka_unit_test(test_partition_info_answer_that_fits),
		cmocka_unit_test(test_partition_info_answer_of_short_stride),
		cmocka_unit_test(test_partition_info_answer_that_does_not_fit),
		cmocka_unit_test(test_partition_info_answer_of_1_0_has_no_stride),
		cmocka_unit_test(test_partition_info_answer_of_1_0_that_does_not_fit),
		cmocka_unit_test(test_partition_info_answer_of_1_2_wants_the_stride_of_1_1),
		cmocka_unit_test(test_partition_info_parse_of_recorded_entry),
		cmocka_unit_test(test_partition_info_parse_of_8_bytes_has_no_uuid),
		cmocka_unit_test(test_partition_info_pack_writes_24_bytes),
		cmocka_unit_test(test_partition_info_pack_writes_its_stride),
		cmocka_unit_test(test_info_regs_request),
		cmocka_unit_test(test_info_regs_answer_of_worked_values),
		cmocka_unit_test(test_info_regs_answer_that_fills_the_registers),
		cmocka_unit_test(test_info_regs_answer_of_bad_indices),
		cmocka_unit_test(test_info_regs_answer_of_bad_stride),
		cmocka_unit_test(test_info_regs_answer_that_is_no_success_64),
		cmocka_unit_test(test_info_regs_parse_of_each_place),
		cmocka_unit_test(test_info_regs_parse_of_a_longer_stride),
		cmocka_unit_test(test_info_regs_success_and_pack_are_what_parse_reads),
	};

	return cmocka_run_group_tests_name("wire-partition", tests, NULL, NULL) != 0;
}
