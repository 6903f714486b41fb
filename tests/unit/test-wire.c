/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <string.h>

#include "regs.h"

static void test_version_request_and_answer(void **state)
{
	uint64_t x[FFAW_REGS];

	(void)state;
	fill(x);
	ffaw_version_request(x, FFAW_VERSION_1_1);
	ASSERT_REGS(x, 0x84000063, 0x00010001);
	x[0] = 0x10002;
	assert_int_equal(ffaw_version_answer(x), 0x10002);
	x[0] = DIRTY | 0x10001;
	assert_int_equal(ffaw_version_answer(x), 0x10001);
}

static void test_version_answer_of_no_ffa_is_0(void **state)
{
	uint64_t x[FFAW_REGS] = { 0xffffffff };

	(void)state;
	assert_int_equal(ffaw_version_answer(x), 0);
	x[0] = UINT64_MAX;
	assert_int_equal(ffaw_version_answer(x), 0);
	x[0] = 0x80010001;
	assert_int_equal(ffaw_version_answer(x), 0);
}

static void test_version_common_is_the_smaller_of_one_major(void **state)
{
	(void)state;
	assert_int_equal(ffaw_version_common(0x10001, 0x10001), 0x10001);
	assert_int_equal(ffaw_version_common(0x10001, 0x10002), 0x10001);
	assert_int_equal(ffaw_version_common(0x10002, 0x10001), 0x10001);
	assert_int_equal(ffaw_version_common(0x10002, 0x10000), 0x10000);
	assert_int_equal(ffaw_version_common(0x10001, 0x1ffff), 0x10001);
}

static void test_version_common_of_other_major_is_0(void **state)
{
	(void)state;
	assert_int_equal(ffaw_version_common(0x10001, 0x20000), 0);
	assert_int_equal(ffaw_version_common(0x10001, 0x20001), 0);
	assert_int_equal(ffaw_version_common(0x10001, 0x00001), 0);
	assert_int_equal(ffaw_version_common(0x10001, 0), 0);
	assert_int_equal(ffaw_version_common(0x10001, 0x80010001), 0);
}

static void test_rxtx_parse_of_worked_values(void **state)
{
	struct ffaw_rxtx rxtx;

	(void)state;
	assert_true(ffaw_rxtx_parse(0x00000000, &rxtx));
	assert_int_equal(rxtx.min_size, 4096);
	assert_int_equal(rxtx.max_pages, 0);
	assert_true(ffaw_rxtx_parse(0x00100001, &rxtx));
	assert_int_equal(rxtx.min_size, 65536);
	assert_int_equal(rxtx.max_pages, 16);
	assert_true(ffaw_rxtx_parse(0xffff0002, &rxtx));
	assert_int_equal(rxtx.min_size, 16384);
	assert_int_equal(rxtx.max_pages, 65535);
	/* [15:2] are reserved and not looked at */
	assert_true(ffaw_rxtx_parse(0x0001fffc, &rxtx));
	assert_int_equal(rxtx.min_size, 4096);
	assert_int_equal(rxtx.max_pages, 1);
}

static void test_rxtx_parse_of_reserved_granule(void **state)
{
	struct ffaw_rxtx rxtx;

	(void)state;
	assert_false(ffaw_rxtx_parse(3, &rxtx));
	assert_false(ffaw_rxtx_parse(0x00100003, &rxtx));
}

static void test_rxtx_pack_is_what_parse_reads(void **state)
{
	static const uint32_t values[] = { 0, 1, 2, 0x00100000, 0x00100001, 0xffff0002 };
	struct ffaw_rxtx rxtx;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		assert_true(ffaw_rxtx_parse(values[i], &rxtx));
		assert_int_equal(ffaw_rxtx_pack(&rxtx), values[i]);
	}
}

static void test_setup_requests(void **state)
{
	uint64_t x[FFAW_REGS];

	(void)state;
	fill(x);
	ffaw_features_request(x, FFAW_RXTX_MAP_64, 0);
	ASSERT_REGS(x, 0x84000064, 0xc4000066);
	fill(x);
	ffaw_features_request(x, FFAW_MEM_RETRIEVE_REQ, 2);
	ASSERT_REGS(x, 0x84000064, 0x84000074, 2);
	fill(x);
	ffaw_rxtx_map_request(x, 0x123456000, 0xffffff0000001000, 16);
	ASSERT_REGS(x, 0xc4000066, 0x123456000, 0xffffff0000001000, 16);
}

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

	if (!ffaw_partition_info_answer(x, size, &got_count, &got_stride))
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
	assert_false(info_answer(0, 0, 4096));
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

static void test_partition_info_parse_of_recorded_entry(void **state)
{
	/* one byte further so that nothing is aligned */
	static const uint8_t bytes[] = {
		0xee, 0x01, 0x80, 0x04, 0x00, 0x03, 0x01, 0x00, 0x80, 0x48, 0x61, 0x78, 0xe0, 0xe7, 0xf8, 0x11, 0xe3,
		0xbc, 0x5e, 0x00, 0x02, 0xa5, 0xd5, 0xc5, 0x1b,
	};
	struct ffaw_partition_info info;

	(void)state;
	ffaw_partition_info_parse(bytes + 1, &info);
	assert_int_equal(info.id, 0x8001);
	assert_int_equal(info.contexts, 4);
	assert_int_equal(info.properties, 0x80000103);
	assert_memory_equal(info.uuid, optee, 16);
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
	ffaw_partition_info_pack(bytes, &info);
	assert_memory_equal(bytes, expected, sizeof(expected));
}

static const uint64_t words[FFAW_DIRECT_WORDS] = { 0x11, DIRTY | 0x22, UINT64_MAX, 0, 0x8000000000000000 };

static void test_direct_of_32_bit_drops_upper_halves(void **state)
{
	uint64_t got[FFAW_DIRECT_WORDS];
	uint64_t x[FFAW_REGS];

	(void)state;
	fill(x);
	ffaw_direct(x, FFAW_DIRECT_REQ, 0, 0x8001, words);
	ASSERT_REGS(x, 0x8400006f, 0x00008001, 0, 0x11, 0x22, 0xffffffff);
	x[3] |= DIRTY;
	x[0] |= DIRTY;
	ffaw_direct_words(x, got);
	assert_memory_equal(got, ((uint64_t[]){ 0x11, 0x22, 0xffffffff, 0, 0 }), sizeof(got));
}

static void test_direct_of_64_bit_keeps_them(void **state)
{
	uint64_t got[FFAW_DIRECT_WORDS];
	uint64_t x[FFAW_REGS];

	(void)state;
	fill(x);
	ffaw_direct(x, FFAW_DIRECT_RESP_64, 0x8001, 0, words);
	ASSERT_REGS(x, 0xc4000070, 0x80010000, 0, words[0], words[1], words[2], words[3], words[4]);
	ffaw_direct_words(x, got);
	assert_memory_equal(got, words, sizeof(got));
}

static bool answers(uint64_t x0, uint64_t x1, uint64_t x2, uint32_t request)
{
	const uint64_t x[FFAW_REGS] = { x0, x1, x2, 1, 2, 3, 4, 5 };

	return ffaw_direct_answers(x, request, 0x0000, 0x8001);
}

static void test_direct_answers_of_the_right_kind(void **state)
{
	(void)state;
	assert_true(answers(0x84000070, 0x80010000, 0, FFAW_DIRECT_REQ));
	assert_true(answers(0xc4000070, 0x80010000, 0, FFAW_DIRECT_REQ_64));
	assert_true(answers(DIRTY | 0x84000070, DIRTY | 0x80010000, DIRTY, FFAW_DIRECT_REQ));
}

static void test_direct_answers_of_the_wrong_kind(void **state)
{
	(void)state;
	assert_false(answers(0xc4000070, 0x80010000, 0, FFAW_DIRECT_REQ)); /* width */
	assert_false(answers(0x84000070, 0x80010000, 0, FFAW_DIRECT_REQ_64));
	assert_false(answers(0x8400006f, 0x80010000, 0, FFAW_DIRECT_REQ)); /* kind */
	assert_false(answers(0x84000061, 0x80010000, 0, FFAW_DIRECT_REQ));
	assert_false(answers(0xc400008e, 0x80010000, 0, FFAW_DIRECT_REQ_64));
	assert_false(answers(0x84000070, 0x80020000, 0, FFAW_DIRECT_REQ)); /* sender */
	assert_false(answers(0x84000070, 0x80010001, 0, FFAW_DIRECT_REQ)); /* receiver */
	assert_false(answers(0x84000070, 0x00008001, 0, FFAW_DIRECT_REQ)); /* not swapped */
	assert_false(answers(0x84000070, 0x80010000, 0x80000000, FFAW_DIRECT_REQ)); /* framework message */
	assert_false(answers(0xc4000070, 0x80010000, 0x80000005, FFAW_DIRECT_REQ_64));
}

static void test_run_and_yield(void **state)
{
	uint64_t x[FFAW_REGS];

	(void)state;
	fill(x);
	ffaw_run(x, 0x80010003);
	ASSERT_REGS(x, 0x8400006d, 0x80010003);
	x[2] = DIRTY | 0x89abcdef;
	x[3] = DIRTY | 0x01234567;
	assert_int_equal(ffaw_yield_timeout(x), 0x0123456789abcdef);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_version_request_and_answer),
		cmocka_unit_test(test_version_answer_of_no_ffa_is_0),
		cmocka_unit_test(test_version_common_is_the_smaller_of_one_major),
		cmocka_unit_test(test_version_common_of_other_major_is_0),
		cmocka_unit_test(test_rxtx_parse_of_worked_values),
		cmocka_unit_test(test_rxtx_parse_of_reserved_granule),
		cmocka_unit_test(test_rxtx_pack_is_what_parse_reads),
		cmocka_unit_test(test_setup_requests),
		cmocka_unit_test(test_partition_info_request),
		cmocka_unit_test(test_partition_info_answer_that_fits),
		cmocka_unit_test(test_partition_info_answer_of_short_stride),
		cmocka_unit_test(test_partition_info_answer_that_does_not_fit),
		cmocka_unit_test(test_partition_info_parse_of_recorded_entry),
		cmocka_unit_test(test_partition_info_pack_writes_24_bytes),
		cmocka_unit_test(test_direct_of_32_bit_drops_upper_halves),
		cmocka_unit_test(test_direct_of_64_bit_keeps_them),
		cmocka_unit_test(test_direct_answers_of_the_right_kind),
		cmocka_unit_test(test_direct_answers_of_the_wrong_kind),
		cmocka_unit_test(test_run_and_yield),
	};

	return cmocka_run_group_tests_name("wire", tests, NULL, NULL) != 0;
}
