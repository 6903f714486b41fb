/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* FFA_PARTITION_INFO_GET_REGS: what of firmware's list the driver believes. */

#include "fake-cases.h"

#include <errno.h>
#include <string.h>

#define INFO_REGS	FFA_FN_PARTITION_INFO_GET_REGS_64
#define ALL_SERVICES	9
#define STRIDE		24
#define MOST_SERVICES	4096
#define PASSES		5

/* What is left of an answer of PARTITION_INFO_GET_REGS, x2. */
static uint64_t header(uint64_t last, uint64_t index, uint64_t tag, uint64_t stride)
{
	return stride << 48 | (tag & 0xffff) << 32 | index << 16 | last;
}

static uint16_t last_of(const uint64_t x[18])
{
	return (uint16_t)x[2];
}

static uint16_t index_of(const uint64_t x[18])
{
	return (uint16_t)(x[2] >> 16);
}

static uint16_t start_of(const uint64_t request[18])
{
	return (uint16_t)request[3];
}

static void spoil_header(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	(void)request;
	x[2] = spoiler->arg;
}

/* The driver takes the other way, and soon. */
static void assert_falls_back(spoil_fn *spoil, uint64_t arg)
{
	struct spoiler spoiler = { .fid = INFO_REGS, .spoil = spoil, .arg = arg };
	struct loaded loaded = load_spoiled(FFA_VERSION_1_2, &spoiler);

	assert_int_equal(loaded.ret, 0);
	assert_false(loaded.by_registers);
	assert_int_equal(loaded.count, ALL_SERVICES);
	assert_int_equal(loaded.info, 1);
	assert_int_equal(loaded.releases, 1);
	assert_int_equal(loaded.unmaps, 1);
	assert_in_range(loaded.info_regs, 1, PASSES * ALL_SERVICES);
}

static void test_registers_with_an_impossible_stride(void **state)
{
	static const uint64_t strides[] = { 0, 1, 8, 16, 23, 25, 28, 32768, 65528, 65535 };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(strides); i++)
		assert_falls_back(spoil_header, header(8, 4, 1, strides[i]));
	/* longer than all registers */
	assert_falls_back(spoil_header, header(8, 0, 1, 128));
}

static void test_registers_with_an_impossible_index(void **state)
{
	(void)state;
	assert_falls_back(spoil_header, header(8, 9, 1, STRIDE));
	assert_falls_back(spoil_header, header(8, 0xffff, 1, STRIDE));
	assert_falls_back(spoil_header, header(0, 1, 1, STRIDE));
	/* more entries than there are registers */
	assert_falls_back(spoil_header, header(8, 5, 1, STRIDE));
	assert_falls_back(spoil_header, header(8, 8, 1, STRIDE));
	assert_falls_back(spoil_header, header(8, 2, 1, 48));
}

static void test_registers_with_an_absurd_count(void **state)
{
	(void)state;
	assert_falls_back(spoil_header, header(MOST_SERVICES, 4, 1, STRIDE));
	assert_falls_back(spoil_header, header(0xffff, 0, 1, STRIDE));
	assert_falls_back(spoil_header, UINT64_MAX);
	assert_falls_back(spoil_header, 0);
}

/* The second answer is one to the first request again. */
static void spoil_progress(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	if (start_of(request))
		x[2] = header(last_of(x), spoiler->arg, 1, STRIDE);
}

static void test_registers_without_progress(void **state)
{
	(void)state;
	assert_falls_back(spoil_progress, 0);
	assert_falls_back(spoil_progress, 3);
	assert_falls_back(spoil_progress, 4);
}

static void spoil_last(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	if (start_of(request))
		x[2] = header(spoiler->arg, index_of(x), 1, STRIDE);
}

static void test_registers_whose_count_changes(void **state)
{
	(void)state;
	assert_falls_back(spoil_last, 9);
	assert_falls_back(spoil_last, MOST_SERVICES - 1);
	assert_falls_back(spoil_last, 0xffff);
}

static void spoil_tag(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	(void)request;
	if (x[0] == FFA_FN_SUCCESS_64)
		x[2] = header(last_of(x), index_of(x), spoiler->calls + 2, STRIDE);
}

static void spoil_tag_of_second(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	if (start_of(request))
		x[2] = header(last_of(x), index_of(x), spoiler->arg, STRIDE);
}

static void test_registers_whose_tag_changes_for_ever(void **state)
{
	(void)state;
	assert_falls_back(spoil_tag, 0);
	assert_falls_back(spoil_tag_of_second, 0);
	assert_falls_back(spoil_tag_of_second, 2);
}

static void spoil_function(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	(void)request;
	x[0] = spoiler->arg;
}

static void test_registers_with_an_answer_of_another_kind(void **state)
{
	static const uint64_t fids[] = {
		FFA_FN_SUCCESS, FFA_FN_DIRECT_RESP_64, FFA_FN_INTERRUPT, FFA_FN_YIELD, INFO_REGS, 0, UINT64_MAX,
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(fids); i++)
		assert_falls_back(spoil_function, fids[i]);
}

static void spoil_error(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	(void)request;
	answer_error(x, (int32_t)spoiler->arg);
}

static void test_registers_that_are_refused(void **state)
{
	static const int32_t codes[] = {
		FFA_STATUS_NOT_SUPPORTED, FFA_STATUS_INVALID_PARAMETERS, FFA_STATUS_BUSY, FFA_STATUS_INTERRUPTED, FFA_STATUS_DENIED,
		FFA_STATUS_RETRY, FFA_STATUS_ABORTED, FFA_STATUS_NO_DATA, FFA_STATUS_NOT_READY, -11, 0, 5,
	};
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(codes); i++)
		assert_falls_back(spoil_error, (uint64_t)codes[i]);
}

/* ---- strange but right ---- */

static void assert_listed(spoil_fn *spoil, size_t count)
{
	struct spoiler spoiler = { .fid = INFO_REGS, .spoil = spoil };
	struct loaded loaded = load_spoiled(FFA_VERSION_1_2, &spoiler);

	assert_int_equal(loaded.ret, 0);
	assert_true(loaded.by_registers);
	assert_int_equal(loaded.count, count);
	assert_int_equal(loaded.info, 0);
	assert_int_equal(loaded.releases, 0);
}

static void spoil_length(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	(void)spoiler;
	x[2] = header(last_of(x), start_of(request), 1, STRIDE);
}

static void spoil_once(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	if (spoiler->calls == 1)
		answer_error(x, FFA_STATUS_RETRY);
	else if (spoiler->calls == 3)
		x[2] = header(last_of(x), index_of(x), 7, STRIDE);
	else if (spoiler->calls == 4)
		x[0] |= 0xdead000000000000;
	(void)request;
}

static void test_registers_with_one_entry_at_a_time(void **state)
{
	(void)state;
	assert_listed(spoil_length, ALL_SERVICES);
}

static void test_registers_that_changed_meanwhile(void **state)
{
	(void)state;
	assert_listed(spoil_once, ALL_SERVICES);
}

/* As many services as arg says, each of a partition of its own, one in an answer. */
static void make_entry(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	memset(x, 0, 18 * sizeof(*x));
	x[0] = FFA_FN_SUCCESS_64;
	x[2] = header(spoiler->arg - 1, start_of(request), 1, STRIDE);
	x[3] = (uint64_t)FFA_PROP_DIRECT_RECV << 32 | 1u << 16 | (0x8001u + start_of(request));
	x[4] = 1;
}

static void spoil_many(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	spoiler->arg = MOST_SERVICES;
	make_entry(spoiler, request, x);
}

static void test_registers_with_as_many_services_as_there_may_be(void **state)
{
	(void)state;
	assert_listed(spoil_many, MOST_SERVICES);
}

static void test_registers_with_a_service_too_many(void **state)
{
	struct spoiler spoiler = { .fid = INFO_REGS, .spoil = make_entry, .arg = MOST_SERVICES + 1 };
	struct loaded loaded = load_spoiled(FFA_VERSION_1_2, &spoiler);

	(void)state;
	assert_int_equal(loaded.ret, 0);
	assert_false(loaded.by_registers);
	assert_int_equal(loaded.info_regs, 1);
}

/* The longest list of firmware that is BUSY each time: 20 seconds, if the driver had the patience. */
static void spoil_slow(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	if (spoiler->calls % 2)
		make_entry(spoiler, request, x);
	else
		answer_error(x, FFA_STATUS_BUSY);
}

static void test_registers_that_take_for_ever(void **state)
{
	struct spoiler spoiler = { .fid = INFO_REGS, .spoil = spoil_slow, .arg = MOST_SERVICES };
	struct loaded loaded = load_spoiled(FFA_VERSION_1_2, &spoiler);

	(void)state;
	assert_int_equal(loaded.ret, 0);
	assert_false(loaded.by_registers);
	assert_int_equal(loaded.count, ALL_SERVICES);
	assert_in_range(loaded.info_regs, 2, 2 * 1100);
}

const struct CMUnitTest register_cases[] = {
	cmocka_unit_test(test_registers_with_an_impossible_stride),
	cmocka_unit_test(test_registers_with_an_impossible_index),
	cmocka_unit_test(test_registers_with_an_absurd_count),
	cmocka_unit_test(test_registers_without_progress),
	cmocka_unit_test(test_registers_whose_count_changes),
	cmocka_unit_test(test_registers_whose_tag_changes_for_ever),
	cmocka_unit_test(test_registers_with_an_answer_of_another_kind),
	cmocka_unit_test(test_registers_that_are_refused),
	cmocka_unit_test(test_registers_with_one_entry_at_a_time),
	cmocka_unit_test(test_registers_that_changed_meanwhile),
	cmocka_unit_test(test_registers_with_as_many_services_as_there_may_be),
	cmocka_unit_test(test_registers_with_a_service_too_many),
	cmocka_unit_test(test_registers_that_take_for_ever),
};
const size_t register_case_count = ARRAY_SIZE(register_cases);
