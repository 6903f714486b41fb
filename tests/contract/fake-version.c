/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* FFA_VERSION: what the driver makes of any answer. */

#include "fake-cases.h"

#include <errno.h>

#define NONE	0xffffffffu	/* NOT_SUPPORTED, bare */

/* What firmware answers to the first, second and third request, and what is then spoken; 0: nothing. */
struct row {
	uint64_t answers[3];
	uint32_t negotiated;
	uint32_t firmware;
	unsigned int asked;
};

static void spoil_version(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	const struct row *row = (const struct row *)(uintptr_t)spoiler->arg;

	spoiler->wrong += request[1] != FFA_VERSION_1_2 - spoiler->calls;
	x[0] = row->answers[spoiler->calls];
}

static void assert_agreed(struct ffa_fake *f, const struct row *row)
{
	uint32_t firmware, negotiated;
	struct ffa_device *dev;
	struct ffa_list *list;

	assert_int_equal(ffa_fake_open(NULL, f, &dev), 0);
	assert_int_equal(ffa_device_versions(dev, &firmware, &negotiated, NULL), 0);
	assert_int_equal(firmware, row->firmware);
	assert_int_equal(negotiated, row->negotiated);
	/* the model goes by the last request that it could take, and that is this version */
	assert_int_equal(ffa_device_list(dev, NULL, &list), 0);
	assert_int_equal(ffa_list_count(list), negotiated == FFA_VERSION_1_0 ? 8 : 9);
	ffa_list_free(list);
	ffa_device_close(dev);
}

/* With firmware that shares no version there is no other call. */
static void assert_row(const struct row *row)
{
	struct spoiler spoiler = { .fid = FFA_FN_VERSION, .spoil = spoil_version, .arg = (uintptr_t)row };
	struct ffa_fake *f = fake_of("default", FFA_VERSION_1_2, FFA_MODEL_QUIRKS);

	spoil_with(&spoiler, f);
	assert_int_equal(ffa_fake_load(f, NULL), row->negotiated ? 0 : -ENODEV);
	assert_int_equal(spoiler.calls, row->asked);
	assert_int_equal(spoiler.wrong, 0);
	if (row->negotiated)
		assert_agreed(f, row);
	else
		assert_int_equal(ffa_model_count(ffa_fake_model(f), 0), row->asked);
	assert_int_equal(ffa_fake_free(f), 0);
}

static void assert_rows(const struct row *rows, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		assert_row(&rows[i]);
}

static void test_version_of_firmware_is_older(void **state)
{
	static const struct row rows[] = {
		{ { 0x10001, 0x10001 }, 0x10001, 0x10001, 2 },
		/* the same from firmware that does not count what it offered */
		{ { 0x10001, 0x10002 }, 0x10001, 0x10001, 2 },
		{ { 0x10000, 0x10000, 0x10000 }, 0x10000, 0x10000, 3 },
		{ { 0x10001, 0x10000, 0x10000 }, 0x10000, 0x10001, 3 },
	};

	(void)state;
	assert_rows(rows, ARRAY_SIZE(rows));
}

static void test_version_of_firmware_is_newer(void **state)
{
	static const struct row rows[] = {
		{ { 0x10002 }, 0x10002, 0x10002, 1 },
		{ { 0x10003 }, 0x10002, 0x10003, 1 },
		{ { 0x1ffff }, 0x10002, 0x1ffff, 1 },
	};

	(void)state;
	assert_rows(rows, ARRAY_SIZE(rows));
}

/* Some firmware answers a request that is too new as if it had no FF-A. */
static void test_version_that_firmware_does_not_know(void **state)
{
	static const struct row rows[] = {
		{ { NONE, 0x10001 }, 0x10001, 0x10001, 2 },
		{ { NONE, NONE, 0x10000 }, 0x10000, 0x10000, 3 },
		{ { NONE, NONE, 0x10001 }, 0x10000, 0x10001, 3 },
	};

	(void)state;
	assert_rows(rows, ARRAY_SIZE(rows));
}

static void test_version_has_32_bits(void **state)
{
	static const struct row rows[] = {
		{ { 0xdeadbeef00010002 }, 0x10002, 0x10002, 1 },
		{ { 0xffffffff00010001, 0xffffffff00010001 }, 0x10001, 0x10001, 2 },
		{ { UINT64_MAX, UINT64_MAX, UINT64_MAX }, 0, 0, 3 },
		{ { NONE, UINT64_MAX, NONE }, 0, 0, 3 },
	};

	(void)state;
	assert_rows(rows, ARRAY_SIZE(rows));
}

static void test_version_of_another_major(void **state)
{
	static const struct row rows[] = {
		{ { 0x20000, 0x20000, 0x20000 }, 0, 0, 3 },
		{ { 0x20002, 0x20001, 0x20000 }, 0, 0, 3 },
		{ { 0x00002, 0x00001, 0x00000 }, 0, 0, 3 },
		{ { 0x7fff0002, 0x7fff0001, 0x7fff0000 }, 0, 0, 3 },
	};

	(void)state;
	assert_rows(rows, ARRAY_SIZE(rows));
}

static void test_version_that_is_none(void **state)
{
	static const struct row rows[] = {
		{ { 0, 0, 0 }, 0, 0, 3 },
		{ { 0x80010002, 0x80010001, 0x80010000 }, 0, 0, 3 },
		{ { FFA_FN_ERROR, FFA_FN_ERROR, FFA_FN_ERROR }, 0, 0, 3 },
		{ { FFA_FN_SUCCESS, FFA_FN_SUCCESS_64, FFA_FN_INTERRUPT }, 0, 0, 3 },
	};

	(void)state;
	assert_rows(rows, ARRAY_SIZE(rows));
}

static uint32_t agreed(uint32_t version, unsigned int quirk)
{
	struct ffa_fake *f = fake_of("default", version, quirk);
	struct ffa_device *dev;
	uint32_t negotiated;

	assert_int_equal(ffa_fake_load(f, NULL), 0);
	assert_int_equal(ffa_fake_open(NULL, f, &dev), 0);
	assert_int_equal(ffa_device_versions(dev, NULL, &negotiated, NULL), 0);
	ffa_device_close(dev);
	assert_int_equal(ffa_fake_free(f), 0);
	return negotiated;
}

static void test_version_with_each_quirk(void **state)
{
	uint32_t version;

	(void)state;
	for (version = FFA_VERSION_1_0; version <= FFA_VERSION_1_2; version++) {
		assert_int_equal(agreed(version, FFA_MODEL_QUIRKS), version);
		assert_int_equal(agreed(version, FFA_MODEL_VERSION_STRICT), version);
		assert_int_equal(agreed(version, FFA_MODEL_VERSION_RENEGOTIATED), version);
		assert_int_equal(agreed(version, FFA_MODEL_VERSION_OPTIONAL), version);
		assert_int_equal(agreed(version, FFA_MODEL_VERSION_1_0_FOR_EVER), FFA_VERSION_1_0);
	}
}

/* FFA_VERSION is the first call, and no other comes between two of them. */
static void note_order(struct spoiler *spoiler, const uint64_t request[18], uint64_t x[18])
{
	const int version = (uint32_t)request[0] == FFA_FN_VERSION;

	(void)x;
	if (spoiler->calls == 0 || spoiler->arg)
		spoiler->wrong += version != (spoiler->calls == 0);
	spoiler->arg |= !version;
}

static void test_version_is_settled_first(void **state)
{
	uint32_t version;

	(void)state;
	for (version = FFA_VERSION_1_0; version <= FFA_VERSION_1_2; version++) {
		struct ffa_fake *f = fake_of("default", version, FFA_MODEL_QUIRKS);
		struct spoiler spoiler = { .spoil = note_order };

		spoil_with(&spoiler, f);
		assert_int_equal(ffa_fake_load(f, NULL), 0);
		assert_int_equal(spoiler.arg, 1);
		assert_int_equal(spoiler.wrong, 0);
		assert_int_equal(ffa_fake_free(f), 0);
	}
}

const struct CMUnitTest version_cases[] = {
	cmocka_unit_test(test_version_of_firmware_is_older),
	cmocka_unit_test(test_version_of_firmware_is_newer),
	cmocka_unit_test(test_version_that_firmware_does_not_know),
	cmocka_unit_test(test_version_has_32_bits),
	cmocka_unit_test(test_version_of_another_major),
	cmocka_unit_test(test_version_that_is_none),
	cmocka_unit_test(test_version_with_each_quirk),
	cmocka_unit_test(test_version_is_settled_first),
};
const size_t version_case_count = ARRAY_SIZE(version_cases);
