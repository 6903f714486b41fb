/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* RX and TX, and FFA_PARTITION_INFO_GET that fills RX. */

#include "fake-cases.h"

#include <errno.h>
#include <string.h>

#define INFO		FFA_FN_PARTITION_INFO_GET
#define PAGE		4096u
#define STRIDE		24u

/* ---- their size ---- */

static void spoil_features(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	if ((uint32_t)request[0] == FFA_FN_FEATURES && request[1] == FFA_FN_RXTX_MAP_64) {
		memset(x, 0, 18 * sizeof(*x));
		x[0] = FFA_FN_SUCCESS;
		x[2] = spoiler->arg;
	}
	if ((uint32_t)request[0] == FFA_FN_RXTX_MAP_64) {
		spoiler->arg = request[3];
		spoiler->wrong += request[1] % (request[3] * PAGE) || request[2] % (request[3] * PAGE);
	}
}

/* How many pages the driver maps when FFA_FEATURES says so; 0: it does not load. */
static uint64_t pages_for(uint64_t w2)
{
	struct spoiler spoiler = { .spoil = spoil_features, .arg = w2 };
	struct loaded loaded = load_spoiled(FFA_VERSION_1_2, &spoiler);

	assert_int_equal(loaded.ret, loaded.maps ? 0 : -ENODEV);
	assert_int_equal(loaded.unmaps, loaded.maps);
	assert_int_equal(spoiler.wrong, 0);
	return loaded.maps ? spoiler.arg : 0;
}

/* In pages of 4K, whatever the kernel's are, and no more than firmware needs. */
static void test_buffers_have_the_size_that_firmware_wants(void **state)
{
	(void)state;
	assert_int_equal(pages_for(0), 1);
	assert_int_equal(pages_for(1), 16);
	assert_int_equal(pages_for(2), 4);
	assert_int_equal(pages_for(16 << 16), 1);
	assert_int_equal(pages_for(16 << 16 | 1), 16);
	assert_int_equal(pages_for(0xdeadbeef00000000 | 2), 4);
	assert_int_equal(pages_for(3), 0);
	assert_int_equal(pages_for(UINT64_MAX), 0);
}

static void spoil_map(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	(void)request;
	memset(x, 0, 18 * sizeof(*x));
	x[0] = spoiler->arg;
	x[2] = (uint32_t)FFA_STATUS_DENIED;
}

/* What was refused is not unmapped: the pair that is mapped may be another driver's. */
static void test_buffers_that_are_refused(void **state)
{
	static const uint32_t answers[] = { FFA_FN_ERROR, FFA_FN_INTERRUPT, 0, UINT32_MAX };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(answers); i++) {
		struct spoiler spoiler = { .fid = FFA_FN_RXTX_MAP_64, .spoil = spoil_map, .arg = answers[i] };
		struct loaded loaded = load_spoiled(FFA_VERSION_1_2, &spoiler);

		assert_int_equal(loaded.ret, -ENODEV);
		assert_int_equal(loaded.maps, 1);
		assert_int_equal(loaded.unmaps, 0);
		assert_int_equal(loaded.info + loaded.info_regs, 0);
	}
}

static void refuse_unmap(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	if ((uint32_t)request[0] == FFA_FN_RXTX_UNMAP)
		answer_error(x, FFA_STATUS_DENIED);
	else if (spoiler->rx)
		spoiler->arg = (uintptr_t)spoiler->rx;
}

/* What firmware does not give back it may still write to: that is nobody else's memory then. */
static void test_buffers_that_firmware_keeps(void **state)
{
	struct ffa_fake *f = fake_of("default", FFA_VERSION_1_2, FFA_MODEL_QUIRKS);
	struct spoiler spoiler = { .spoil = refuse_unmap };

	(void)state;
	spoil_with(&spoiler, f);
	assert_int_equal(ffa_fake_load(f, NULL), 0);
	assert_int_equal(ffa_fake_unbind(f), 0);
	assert_true(spoiler.arg);
	/* sanitizers see whether it is */
	memset((void *)(uintptr_t)spoiler.arg, 0xff, PAGE);
	assert_int_equal(ffa_fake_free(f), 0);
}

/* ---- the header ---- */

static void spoil_count(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	(void)request;
	if (x[0] != FFA_FN_SUCCESS)
		return;
	x[2] = (uint32_t)spoiler->arg;
	x[3] = spoiler->arg >> 32;
}

static struct loaded load_with_count(uint32_t version, uint64_t count, uint64_t stride)
{
	struct spoiler spoiler = { .fid = INFO, .spoil = spoil_count, .arg = stride << 32 | count };

	return load_spoiled(version, &spoiler);
}

/* RX was filled, so it is given back; the buffers, too. */
static void assert_refused(uint32_t version, uint64_t count, uint64_t stride)
{
	struct loaded loaded = load_with_count(version, count, stride);

	assert_int_equal(loaded.ret, -ENODEV);
	assert_int_equal(loaded.info, 1);
	assert_int_equal(loaded.releases, 1);
	assert_int_equal(loaded.maps, 1);
	assert_int_equal(loaded.unmaps, 1);
}

static void test_memory_with_an_impossible_stride(void **state)
{
	static const uint64_t strides[] = { 0, 1, 8, 16, 23, PAGE, 0x10000, 0x1c71c71d, 0x80000000, UINT32_MAX };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(strides); i++)
		assert_refused(FFA_VERSION_1_1, 9, strides[i]);
}

static void test_memory_with_an_absurd_count(void **state)
{
	(void)state;
	assert_refused(FFA_VERSION_1_1, PAGE / STRIDE + 1, STRIDE);
	assert_refused(FFA_VERSION_1_1, UINT32_MAX, STRIDE);
	assert_refused(FFA_VERSION_1_1, UINT32_MAX, UINT32_MAX);
	assert_refused(FFA_VERSION_1_1, 0x10000000, 0x10);
	assert_refused(FFA_VERSION_1_1, 0x0aaaaaab, STRIDE);	/* 8 in 32 bits */
	assert_refused(FFA_VERSION_1_1, 0x80000000, 0x80000000);
	assert_refused(FFA_VERSION_1_0, PAGE / 8 + 1, 0);
	assert_refused(FFA_VERSION_1_0, 0x20000001, 0);
	assert_refused(FFA_VERSION_1_0, UINT32_MAX, 8);
}

static void test_memory_that_just_fits(void **state)
{
	(void)state;
	assert_int_equal(load_with_count(FFA_VERSION_1_1, PAGE / STRIDE, STRIDE).ret, 0);
	assert_int_equal(load_with_count(FFA_VERSION_1_1, 1, PAGE).ret, 0);
	assert_int_equal(load_with_count(FFA_VERSION_1_1, 1, PAGE).count, 1);
	assert_int_equal(load_with_count(FFA_VERSION_1_1, 0, STRIDE).count, 0);
	assert_int_equal(load_with_count(FFA_VERSION_1_0, PAGE / 8, 0).ret, 0);
	/* in 1.0 nobody told the size */
	assert_int_equal(load_with_count(FFA_VERSION_1_0, 8, UINT32_MAX).count, 8);
}

static void spoil_function(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	(void)request;
	x[0] = spoiler->arg;
}

/* Nobody knows whose RX is then; it is not given back. */
static void test_memory_with_an_answer_of_another_kind(void **state)
{
	static const uint64_t fids[] = { FFA_FN_DIRECT_RESP, FFA_FN_INTERRUPT, FFA_FN_YIELD, FFA_FN_MSG_WAIT, INFO, 0, UINT64_MAX };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(fids); i++) {
		struct spoiler spoiler = { .fid = INFO, .spoil = spoil_function, .arg = fids[i] };
		struct loaded loaded = load_spoiled(FFA_VERSION_1_1, &spoiler);

		assert_int_equal(loaded.ret, -ENODEV);
		assert_int_equal(loaded.releases, 0);
		assert_int_equal(loaded.unmaps, 1);
	}
}

static void spoil_error(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	(void)request;
	answer_error(x, (int32_t)spoiler->arg);
}

/* A call that failed has not filled RX. */
static void test_memory_that_is_refused(void **state)
{
	static const int32_t codes[] = { FFA_STATUS_NOT_SUPPORTED, FFA_STATUS_BUSY, FFA_STATUS_DENIED, FFA_STATUS_NO_MEMORY, -11, 0 };
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(codes); i++) {
		struct spoiler spoiler = { .fid = INFO, .spoil = spoil_error, .arg = (uint64_t)codes[i] };
		struct loaded loaded = load_spoiled(FFA_VERSION_1_1, &spoiler);

		assert_int_equal(loaded.ret, -ENODEV);
		assert_int_equal(loaded.releases, 0);
		assert_int_equal(loaded.unmaps, 1);
	}
}

/* ---- the contents ---- */

static void spoil_rx(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	(void)request;
	(void)x;
	memset(spoiler->rx, (int)spoiler->arg, PAGE);
}

static void test_memory_full_of_nonsense(void **state)
{
	struct spoiler ones = { .fid = INFO, .spoil = spoil_rx, .arg = 0xff }, zeroes = { .fid = INFO, .spoil = spoil_rx };

	(void)state;
	/* one service, nine times */
	assert_int_equal(load_spoiled(FFA_VERSION_1_1, &ones).count, 1);
	/* nothing but the caller itself */
	assert_int_equal(load_spoiled(FFA_VERSION_1_1, &zeroes).count, 0);
	ones.calls = 0;
	assert_int_equal(load_spoiled(FFA_VERSION_1_0, &ones).count, 1);
}

/* From its release on RX is firmware's, and what it does there is nobody else's. */
static void test_memory_is_not_read_after_its_release(void **state)
{
	struct spoiler spoiler = { .fid = FFA_FN_RX_RELEASE, .spoil = spoil_rx, .arg = 0xff };
	struct loaded loaded = load_spoiled(FFA_VERSION_1_1, &spoiler);

	(void)state;
	assert_int_equal(loaded.count, 9);
	assert_int_equal(spoiler.calls, loaded.releases);
	assert_true(loaded.releases > 0);
}

/* All of firmware's registers are looked at as it defines them: w5, the flags, did not exist in 1.0. */
static void note_flags(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	size_t i;

	(void)x;
	for (i = 5; i < 18; i++)
		spoiler->wrong += request[i] != 0;
}

static void test_listing_has_no_flags(void **state)
{
	struct spoiler spoiler = { .fid = INFO, .spoil = note_flags };
	uint32_t version;

	(void)state;
	for (version = FFA_VERSION_1_0; version < FFA_VERSION_1_2; version++)
		assert_int_equal(load_spoiled(version, &spoiler).ret, 0);
	assert_true(spoiler.calls >= 2);
	assert_int_equal(spoiler.wrong, 0);
}

const struct CMUnitTest buffer_cases[] = {
	cmocka_unit_test(test_buffers_have_the_size_that_firmware_wants),
	cmocka_unit_test(test_buffers_that_are_refused),
	cmocka_unit_test(test_buffers_that_firmware_keeps),
	cmocka_unit_test(test_memory_with_an_impossible_stride),
	cmocka_unit_test(test_memory_with_an_absurd_count),
	cmocka_unit_test(test_memory_that_just_fits),
	cmocka_unit_test(test_memory_with_an_answer_of_another_kind),
	cmocka_unit_test(test_memory_that_is_refused),
	cmocka_unit_test(test_memory_full_of_nonsense),
	cmocka_unit_test(test_memory_is_not_read_after_its_release),
	cmocka_unit_test(test_listing_has_no_flags),
};
const size_t buffer_case_count = ARRAY_SIZE(buffer_cases);
