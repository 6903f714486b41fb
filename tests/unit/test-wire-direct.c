/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "regs.h"

static const uint64_t words[FFAW_DIRECT2_WORDS] = {
	0x11, DIRTY | 0x22, UINT64_MAX, 0, 0x8000000000000000, 6, 7, 8, 9, 10, 11, 12, 13, DIRTY | 14,
};

static void test_direct_of_32_bit_drops_upper_halves(void **state)
{
	uint64_t got[FFAW_DIRECT2_WORDS];
	uint64_t x[FFAW_REGS];

	(void)state;
	fill(x);
	ffaw_direct(x, FFAW_DIRECT_REQ, 0, 0x8001, words);
	ASSERT_REGS(x, 0x8400006f, 0x00008001, 0, 0x11, 0x22, 0xffffffff);
	x[3] |= DIRTY;
	x[0] |= DIRTY;
	assert_int_equal(ffaw_direct_words(x, got), 5);
	assert_memory_equal(got, ((uint64_t[]){ 0x11, 0x22, 0xffffffff, 0, 0 }), 5 * sizeof(got[0]));
}

static void test_direct_of_64_bit_keeps_them(void **state)
{
	uint64_t got[FFAW_DIRECT2_WORDS];
	uint64_t x[FFAW_REGS];

	(void)state;
	fill(x);
	ffaw_direct(x, FFAW_DIRECT_RESP_64, 0x8001, 0, words);
	ASSERT_REGS(x, 0xc4000070, 0x80010000, 0, words[0], words[1], words[2], words[3], words[4]);
	assert_int_equal(ffaw_direct_words(x, got), 5);
	assert_memory_equal(got, words, 5 * sizeof(got[0]));
}

static void test_direct_count_of_words(void **state)
{
	(void)state;
	assert_int_equal(ffaw_direct_count(FFAW_DIRECT_REQ), 5);
	assert_int_equal(ffaw_direct_count(FFAW_DIRECT_REQ_64), 5);
	assert_int_equal(ffaw_direct_count(FFAW_DIRECT_RESP), 5);
	assert_int_equal(ffaw_direct_count(FFAW_DIRECT_RESP_64), 5);
	assert_int_equal(ffaw_direct_count(FFAW_DIRECT_REQ2_64), 14);
	assert_int_equal(ffaw_direct_count(FFAW_DIRECT_RESP2_64), 14);
	/* these are no functions */
	assert_int_equal(ffaw_direct_count(FFAW_DIRECT_REQ2), 5);
	assert_int_equal(ffaw_direct_count(FFAW_DIRECT_RESP2), 5);
}

static void test_direct_response_to_each_request(void **state)
{
	(void)state;
	assert_int_equal(ffaw_direct_response(FFAW_DIRECT_REQ), 0x84000070);
	assert_int_equal(ffaw_direct_response(FFAW_DIRECT_REQ_64), 0xc4000070);
	assert_int_equal(ffaw_direct_response(FFAW_DIRECT_REQ2_64), 0xc400008e);
}

static void test_direct2_has_14_words_from_x4(void **state)
{
	uint64_t got[FFAW_DIRECT2_WORDS];
	uint64_t x[FFAW_REGS];

	(void)state;
	fill(x);
	ffaw_direct(x, FFAW_DIRECT_REQ2_64, 0, 0x8001, words);
	ASSERT_REGS(x, 0xc400008d, 0x00008001, 0, 0, words[0], words[1], words[2], words[3], words[4], words[5], words[6],
		    words[7], words[8], words[9], words[10], words[11], words[12], words[13]);
	x[0] |= DIRTY;
	assert_int_equal(ffaw_direct_words(x, got), 14);
	assert_memory_equal(got, words, sizeof(got));
}

static void test_direct2_uuid_is_in_x2_and_x3(void **state)
{
	static const uint8_t uuid[16] = {
		0x17, 0xb8, 0x62, 0xa4, 0x18, 0x06, 0x4f, 0xaf, 0x86, 0xb3, 0x08, 0x9a, 0x58, 0x35, 0x38, 0x61,
	};
	static const uint64_t none[FFAW_DIRECT2_WORDS];
	uint64_t x[FFAW_REGS];
	uint8_t got[16];

	(void)state;
	fill(x);
	ffaw_direct(x, FFAW_DIRECT_REQ2_64, 0, 0x8001, none);
	ffaw_direct_uuid(x, got);
	assert_true(ffaw_uuid_is_nil(got));
	ffaw_direct_set_uuid(x, uuid);
	ASSERT_REGS(x, 0xc400008d, 0x00008001, 0xaf4f0618a462b817, 0x613835589a08b386);
	ffaw_direct_uuid(x, got);
	assert_memory_equal(got, uuid, sizeof(got));
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
	assert_true(answers(0xc400008e, 0x80010000, 0, FFAW_DIRECT_REQ2_64));
	/* x2 and x3 of RESP2 are reserved and have no flags */
	assert_true(answers(0xc400008e, 0x80010000, UINT64_MAX, FFAW_DIRECT_REQ2_64));
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
	assert_false(answers(0xc4000070, 0x80010000, 0, FFAW_DIRECT_REQ2_64));
	assert_false(answers(0x84000070, 0x80010000, 0, FFAW_DIRECT_REQ2_64));
	assert_false(answers(0x8400008e, 0x80010000, 0, FFAW_DIRECT_REQ2_64));
	assert_false(answers(0xc400008d, 0x80010000, 0, FFAW_DIRECT_REQ2_64));
	assert_false(answers(0x84000070, 0x80020000, 0, FFAW_DIRECT_REQ)); /* sender */
	assert_false(answers(0xc400008e, 0x80020000, 0, FFAW_DIRECT_REQ2_64));
	assert_false(answers(0x84000070, 0x80010001, 0, FFAW_DIRECT_REQ)); /* receiver */
	assert_false(answers(0xc400008e, 0x80010001, 0, FFAW_DIRECT_REQ2_64));
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
		cmocka_unit_test(test_direct_of_32_bit_drops_upper_halves),
		cmocka_unit_test(test_direct_of_64_bit_keeps_them),
		cmocka_unit_test(test_direct_count_of_words),
		cmocka_unit_test(test_direct_response_to_each_request),
		cmocka_unit_test(test_direct2_has_14_words_from_x4),
		cmocka_unit_test(test_direct2_uuid_is_in_x2_and_x3),
		cmocka_unit_test(test_direct_answers_of_the_right_kind),
		cmocka_unit_test(test_direct_answers_of_the_wrong_kind),
		cmocka_unit_test(test_run_and_yield),
	};

	return cmocka_run_group_tests_name("wire-direct", tests, NULL, NULL) != 0;
}
