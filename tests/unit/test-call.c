/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <stdio.h>

#include <ffa/abi.h>

#include "regs.h"

/* The public header and the one table cannot differ and be built. */
#define SAME_1(name)	_Static_assert(FFA_FN_##name == FFAW_##name, #name);
#define SAME_0(name)
#define SAME_CALL(name, number, smc32, smc64)	SAME_##smc32(name) SAME_##smc64(name##_64)
FFAW_CALLS(SAME_CALL)

#define SAME_STATUS(name, code)	_Static_assert(FFA_STATUS_##name == (code) && FFAW_STATUS_##name == (code), #name);
FFAW_STATUSES(SAME_STATUS)

static const struct {
	const char *name;
	uint32_t fid;
	int smc32;
	int smc64;
} calls[] = {
#define ROW(name, number, smc32, smc64)	{ #name, 0x84000000u | (number), smc32, smc64 },
	FFAW_CALLS(ROW)
};

static void test_call_name_is_that_of_every_row(void **state)
{
	const uint32_t wide = 0x40000000;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(calls) / sizeof(calls[0]); i++) {
		assert_true(calls[i].smc32 || calls[i].smc64);
		assert_true(ffaw_call_is_ffa(calls[i].fid));
		if (calls[i].smc32)
			assert_string_equal(ffaw_call_name(calls[i].fid), calls[i].name);
		else
			assert_null(ffaw_call_name(calls[i].fid));
		if (calls[i].smc64)
			assert_string_equal(ffaw_call_name(calls[i].fid | wide), calls[i].name);
		else
			assert_null(ffaw_call_name(calls[i].fid | wide));
	}
}

static void test_call_name_of_known_numbers(void **state)
{
	(void)state;
	assert_string_equal(ffaw_call_name(0x8400006f), "DIRECT_REQ");
	assert_string_equal(ffaw_call_name(0xc400006f), "DIRECT_REQ");
	assert_string_equal(ffaw_call_name(0xc400008b), "PARTITION_INFO_GET_REGS");
	assert_string_equal(ffaw_call_name(0x84000063), "VERSION");
}

static void test_call_name_of_unknown_numbers_is_null(void **state)
{
	static const uint32_t none[] = { 0, 0x60, 0x8400005f, 0x84000091, 0xc4000060, 0x8400008b, 0x04000060, UINT32_MAX };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		assert_null(ffaw_call_name(none[i]));
}

static void test_status_name_of_every_code(void **state)
{
	(void)state;
#define NAMED(name, code)	assert_string_equal(ffaw_status_name(code), #name);
	FFAW_STATUSES(NAMED)
	assert_string_equal(ffaw_status_name(-6), "DENIED");
}

static void test_status_name_of_unknown_code_is_null(void **state)
{
	(void)state;
	assert_null(ffaw_status_name(1));
	assert_null(ffaw_status_name(-11));
	assert_null(ffaw_status_name(INT32_MIN));
}

/* The other direction of the static asserts: nothing in <ffa/abi.h> that the table does not know. */
static void test_public_header_has_no_number_of_its_own(void **state)
{
	FILE *header = fopen(ABI_HEADER, "r");
	char line[256], name[128], expected[128];
	unsigned int calls_seen = 0, statuses_seen = 0;
	uint32_t fid;
	int code;

	(void)state;
	assert_non_null(header);
	while (fgets(line, sizeof(line), header)) {
		if (sscanf(line, "#define FFA_FN_%127s 0x%x", name, &fid) == 2) {
			assert_non_null(ffaw_call_name(fid));
			snprintf(expected, sizeof(expected), "%.100s%s", ffaw_call_name(fid), fid & 0x40000000 ? "_64" : "");
			assert_string_equal(name, expected);
			calls_seen++;
		} else if (sscanf(line, "#define FFA_STATUS_%127s (%d", name, &code) == 2) {
			assert_string_equal(name, ffaw_status_name(code));
			statuses_seen++;
		}
	}
	fclose(header);
	assert_in_range(calls_seen, sizeof(calls) / sizeof(calls[0]), 2 * sizeof(calls) / sizeof(calls[0]));
	assert_int_equal(statuses_seen, 10);
}

static void test_call_is_ffa_within_the_range(void **state)
{
	static const uint32_t ffa[] = { 0x84000060, 0x840000ff, 0xc4000060, 0xc40000ff, 0x84010063, 0xc401006f, 0x84000095 };
	static const uint32_t other[] = {
		0, 0x60, 0x8400005f, 0x84000100, 0xc4000100, 0x04000060, 0x86000060, 0x85000060, 0x84020060, 0x84001060, 0x80000000,
		0x8400ffff, UINT32_MAX,
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(ffa) / sizeof(ffa[0]); i++)
		assert_true(ffaw_call_is_ffa(ffa[i]));
	for (i = 0; i < sizeof(other) / sizeof(other[0]); i++)
		assert_false(ffaw_call_is_ffa(other[i]));
}

static void test_frame_leaves_no_register_dirty(void **state)
{
	uint64_t x[FFAW_REGS];

	(void)state;
	fill(x);
	ffaw_request(x, FFAW_ID_GET);
	ASSERT_REGS(x, 0x84000069);
	fill(x);
	ffaw_success(x);
	ASSERT_REGS(x, 0x84000061);
	fill(x);
	ffaw_error(x, FFAW_STATUS_NOT_SUPPORTED);
	ASSERT_REGS(x, 0x84000060, 0, 0xffffffff);
}

static void test_completion_of_success_and_error(void **state)
{
	static const struct {
		uint64_t x0;
		uint64_t x2;
		int32_t status;
	} cases[] = {
		{ 0x84000061, 0, 0 },
		{ 0xc4000061, 0xfffffffe, 0 },
		{ DIRTY | 0x84000061, 0, 0 },
		{ 0x84000060, 0xfffffffe, -2 },		/* zero-extended */
		{ 0x84000060, 0xfffffffffffffffe, -2 },	/* sign-extended */
		{ DIRTY | 0x84000060, DIRTY | 0xfffffffa, -6 },
		{ 0x84000060, 0x80000000, INT32_MIN },
		{ 0x84000060, 0, -1 },			/* ERROR with code 0 */
		{ 0x84000060, 0xffffffff00000000, -1 },
		{ 0x84000060, 7, -1 },			/* and with a positive one */
		{ 0x84000062, 0, 1 },
		{ 0x84000070, 0xfffffffe, 1 },
		{ 0xc4000060, 0xfffffffe, 1 },
		{ UINT64_MAX, UINT64_MAX, 1 },
		{ 0, 0, 1 },
	};
	uint64_t x[FFAW_REGS] = { 0 };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		x[0] = cases[i].x0;
		x[2] = cases[i].x2;
		assert_int_equal(ffaw_completion(x), cases[i].status);
	}
}

static void test_pair_does_not_overflow(void **state)
{
	(void)state;
	assert_int_equal(ffaw_pair(0, 0x8001), 0x00008001);
	assert_int_equal(ffaw_pair(0x8001, 0), 0x80010000);
	assert_int_equal(ffaw_pair(0xffff, 0xffff), 0xffffffff);
	assert_int_equal(ffaw_high(0x80010003), 0x8001);
	assert_int_equal(ffaw_low(0x80010003), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_call_name_is_that_of_every_row),
		cmocka_unit_test(test_call_name_of_known_numbers),
		cmocka_unit_test(test_call_name_of_unknown_numbers_is_null),
		cmocka_unit_test(test_status_name_of_every_code),
		cmocka_unit_test(test_status_name_of_unknown_code_is_null),
		cmocka_unit_test(test_public_header_has_no_number_of_its_own),
		cmocka_unit_test(test_call_is_ffa_within_the_range),
		cmocka_unit_test(test_frame_leaves_no_register_dirty),
		cmocka_unit_test(test_completion_of_success_and_error),
		cmocka_unit_test(test_pair_does_not_overflow),
	};

	return cmocka_run_group_tests_name("call", tests, NULL, NULL) != 0;
}
