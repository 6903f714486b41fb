/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "contract.h"

#include <errno.h>

static struct ffa_device *open_device(void)
{
	struct ffa_device *dev;

	assert_int_equal(machine_open(&dev), 0);
	return dev;
}

static void test_device_tells_versions(void **state)
{
	struct ffa_device *dev = open_device();
	uint32_t firmware, negotiated, driver;

	(void)state;
	assert_int_equal(ffa_device_versions(dev, &firmware, &negotiated, &driver), 0);
	assert_in_range(negotiated, FFA_VERSION_1_0, FFA_VERSION_1_2);
	assert_true(firmware >= negotiated && firmware >> 16 == 1);
	if (machine_version())
		assert_int_equal(negotiated, machine_version());
	assert_int_equal(driver, 0x000100);
	assert_int_equal(ffa_device_versions(dev, NULL, NULL, NULL), 0);
	ffa_device_close(dev);
}

static void test_device_tells_ids(void **state)
{
	struct ffa_device *dev = open_device();
	uint16_t own = 1, spmc = 1;

	(void)state;
	/* FFA_SPM_ID_GET came with 1.1. */
	assert_int_equal(ffa_device_ids(dev, &own, &spmc), spoken() < FFA_VERSION_1_1 ? -ENODATA : 0);
	assert_int_equal(own, 0);
	assert_int_equal(spmc, spoken() < FFA_VERSION_1_1 ? 0 : 0x8000);
	ffa_device_close(dev);
}

static void test_device_tells_how_partitions_were_listed(void **state)
{
	struct ffa_device *dev = open_device();
	uint32_t attributes = UINT32_MAX;
	uint64_t bytes;

	(void)state;
	assert_int_equal(ffa_device_attributes(dev, &attributes), 0);
	assert_int_equal(attributes & ~(FFA_DEVICE_HVC | FFA_DEVICE_INFO_REGS), 0);
	if (spoken() < FFA_VERSION_1_2)
		assert_int_equal(attributes & FFA_DEVICE_INFO_REGS, 0);
	/* Some firmware of 1.2 has one way only. */
	if (!(attributes & FFA_DEVICE_INFO_REGS))
		assert_int_equal(ffa_device_limit(dev, FFA_LIMIT_RXTX_BYTES, &bytes), 0);
	ffa_device_close(dev);
}

static void test_device_knows_features(void **state)
{
	struct ffa_device *dev = open_device();
	uint32_t w2 = 1, w3 = 1;
	int ret;

	(void)state;
	assert_int_equal(ffa_device_feature(dev, FFA_FN_DIRECT_REQ, 0, &w2, &w3), 0);
	assert_int_equal(w2, 0);
	assert_int_equal(w3, 0);
	assert_int_equal(ffa_device_feature(dev, FFA_FN_VERSION, 0, NULL, NULL), 0);
	/* Some firmware denies what it has. The most pages of a buffer are told since 1.2. */
	ret = ffa_device_feature(dev, FFA_FN_RXTX_MAP_64, 0, &w2, NULL);
	assert_true(ret == 0 || ret == -EOPNOTSUPP);
	assert_int_equal(w2 >> 16, ret || spoken() < FFA_VERSION_1_2 ? 0 : 16);
	ffa_device_close(dev);
}

static void test_device_lacks_features(void **state)
{
	static const uint32_t ids[] = { 0, FFA_FEATURE_MEI, 0x7fffffff, 0x84000091, UINT32_MAX };
	struct ffa_device *dev = open_device();
	uint32_t w2, w3;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(ids); i++) {
		w2 = w3 = 1;
		assert_int_equal(ffa_device_feature(dev, ids[i], 0, &w2, &w3), -EOPNOTSUPP);
		assert_int_equal(w2, 0);
		assert_int_equal(w3, 0);
	}
	ffa_device_close(dev);
}

/* Some firmware claims every function that FF-A has; what it says of one that is not there it says of all. */
static void test_device_features_are_firmwares_word(void **state)
{
	static const uint32_t ids[] = { FFA_FN_ABORT, FFA_FN_MEM_SHARE, FFA_FN_NOTIFICATION_GET, FFA_FN_CONSOLE_LOG_64 };
	struct ffa_device *dev = open_device();
	const int word = ffa_device_feature(dev, FFA_FN_MSG_WAIT, 0, NULL, NULL);
	size_t i;

	(void)state;
	assert_true(word == 0 || word == -EOPNOTSUPP);
	for (i = 0; i < ARRAY_SIZE(ids); i++)
		assert_int_equal(ffa_device_feature(dev, ids[i], 0, NULL, NULL), word);
	ffa_device_close(dev);
}

/* -ENODATA: firmware takes no buffers, and then partitions were listed in registers. */
static void assert_buffers(struct ffa_device *dev)
{
	uint32_t attributes;
	uint64_t value = 1;
	int ret = ffa_device_limit(dev, FFA_LIMIT_RXTX_BYTES, &value);

	if (ret == -ENODATA) {
		assert_int_equal(value, 0);
		assert_int_equal(ffa_device_attributes(dev, &attributes), 0);
		assert_int_equal(attributes & FFA_DEVICE_INFO_REGS, FFA_DEVICE_INFO_REGS);
		return;
	}
	assert_int_equal(ret, 0);
	assert_true(value >= 4096 && value % 4096 == 0);
}

static void test_device_has_limits(void **state)
{
	struct ffa_device *dev = open_device();
	uint64_t value;

	(void)state;
	assert_int_equal(ffa_device_limit(dev, FFA_LIMIT_DIRECT_WORDS, &value), 0);
	assert_int_equal(value, spoken() < FFA_VERSION_1_2 ? 5 : 14);
	assert_buffers(dev);
	assert_int_equal(ffa_device_limit(dev, FFA_LIMIT_NONE, &value), -EINVAL);
	assert_int_equal(value, 0);
	assert_int_equal(ffa_device_limit(dev, (enum ffa_limit)1000, &value), -EINVAL);
	ffa_device_close(dev);
}

static void test_device_path_that_is_none(void **state)
{
	struct ffa_device *dev;

	(void)state;
	assert_int_equal(ffa_device_open(NULL, "/dev/arm_ffa/no-such-node", &dev), -ENOENT);
	assert_null(dev);
	assert_int_equal(ffa_device_open(NULL, "/dev/null", &dev), -ENOTTY);
	assert_null(dev);
}

const struct CMUnitTest device_cases[] = {
	cmocka_unit_test(test_device_tells_versions),
	cmocka_unit_test(test_device_tells_ids),
	cmocka_unit_test(test_device_tells_how_partitions_were_listed),
	cmocka_unit_test(test_device_knows_features),
	cmocka_unit_test(test_device_lacks_features),
	cmocka_unit_test(test_device_features_are_firmwares_word),
	cmocka_unit_test(test_device_has_limits),
	cmocka_unit_test(test_device_path_that_is_none),
};
const size_t device_case_count = ARRAY_SIZE(device_cases);
