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
	assert_int_equal(negotiated, 0x10001);
	assert_true(firmware >= negotiated && firmware >> 16 == 1);
	assert_int_equal(driver, 0x000100);
	assert_int_equal(ffa_device_versions(dev, NULL, NULL, NULL), 0);
	ffa_device_close(dev);
}

static void test_device_tells_ids(void **state)
{
	struct ffa_device *dev = open_device();
	uint16_t own = 1, spmc = 1;

	(void)state;
	assert_int_equal(ffa_device_ids(dev, &own, &spmc), 0);
	assert_int_equal(own, 0);
	assert_int_equal(spmc, 0x8000);
	ffa_device_close(dev);
}

static void test_device_knows_features(void **state)
{
	struct ffa_device *dev = open_device();
	uint32_t w2 = 1, w3 = 1;

	(void)state;
	assert_int_equal(ffa_device_feature(dev, FFA_FN_DIRECT_REQ, 0, &w2, &w3), 0);
	assert_int_equal(w2, 0);
	assert_int_equal(w3, 0);
	assert_int_equal(ffa_device_feature(dev, FFA_FN_RXTX_MAP_64, 0, &w2, NULL), 0);
	ffa_device_close(dev);
}

static void test_device_lacks_features(void **state)
{
	static const uint32_t ids[] = { 0, FFA_FEATURE_MEI, 0x7fffffff, FFA_FN_MSG_WAIT, FFA_FN_ABORT, UINT32_MAX };
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

static void test_device_has_limits(void **state)
{
	struct ffa_device *dev = open_device();
	uint64_t value;

	(void)state;
	assert_int_equal(ffa_device_limit(dev, FFA_LIMIT_DIRECT_WORDS, &value), 0);
	assert_int_equal(value, 5);
	assert_int_equal(ffa_device_limit(dev, FFA_LIMIT_RXTX_BYTES, &value), 0);
	assert_true(value >= 4096 && value % 4096 == 0);
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
	cmocka_unit_test(test_device_knows_features),
	cmocka_unit_test(test_device_lacks_features),
	cmocka_unit_test(test_device_has_limits),
	cmocka_unit_test(test_device_path_that_is_none),
};
const size_t device_case_count = ARRAY_SIZE(device_cases);
