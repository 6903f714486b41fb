/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
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
	};

	return cmocka_run_group_tests_name("wire", tests, NULL, NULL) != 0;
}
