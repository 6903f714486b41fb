/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <string.h>

#include "alloc.h"
#include "expect.h"
#include "unit.h"

static const struct ffa_ioc_feature feature_in = { .size = sizeof(feature_in), .id = 0x84000066, .input = 7 };
static const struct ffa_ioc_feature feature_out = { .size = sizeof(feature_out), .w2 = 2, .w3 = 3, .status = -1, .origin = 3 };
static const struct ffa_ioc_limit limit_in = { .size = sizeof(limit_in), .limit = FFA_IOC_LIMIT_RXTX_BYTES };
static const struct ffa_ioc_limit limit_out = { .size = sizeof(limit_out), .limit = 6, .value = 0x123456789 };

static void test_open_asks_once_and_close_releases(void **state)
{
	struct expect e = { 0 };
	struct ffa_device *dev;

	(void)state;
	dev = expect_device(&e, NULL);
	assert_string_equal(e.opened, "self");
	errno = ENOTUNIQ;
	ffa_device_close(dev);
	ffa_device_close(NULL);
	assert_int_equal(errno, ENOTUNIQ);
	assert_int_equal(e.releases, 1);
	expect_done(&e);
}

static void test_open_without_rights(void **state)
{
	struct expect e = { .open_err = -EACCES };
	struct ffa_device *dev = (void *)state;

	assert_int_equal(ffa_device_open_ops(NULL, &expect_ops, &e, &dev), -EACCES);
	assert_null(dev);
	expect_done(&e);
}

/* The driver answers the first ioctl with ret: open fails with err and the machine stays the caller's. */
static void open_fails(int ret, int err)
{
	struct expect_ioctl table[] = { EXPECT(FFA_IOC_DEVICE_INFO, &expect_device_in, NULL, ret) };
	struct ffa_device *dev = (void *)table;
	struct expect e = { 0 };

	expect(&e, table);
	assert_int_equal(ffa_device_open_ops(NULL, &expect_ops, &e, &dev), err);
	assert_null(dev);
	assert_int_equal(e.releases, 0);
	expect_done(&e);
}

static void test_open_of_a_foreign_node(void **state)
{
	(void)state;
	open_fails(-ENOTTY, -ENOTTY);
	open_fails(-EINVAL, -ENOTTY);
	open_fails(3, -ENOTTY);
}

static void test_open_passes_the_drivers_error_on(void **state)
{
	(void)state;
	open_fails(-ENODEV, -ENODEV);
	open_fails(-ECHILD, -ECHILD);
}

static void test_open_without_memory_at_every_step(void **state)
{
	static const struct expect_ioctl table[] = {
		EXPECT(FFA_IOC_DEVICE_INFO, &expect_device_in, &expect_device_out, 0),
	};
	struct expect e;
	struct ffa_device *dev;
	unsigned int nth = 0;
	int err;

	(void)state;
	do {
		e = (struct expect){ 0 };
		alloc_fail(++nth);
		expect_table(&e, table, 1);
		err = ffa_device_open_ops(NULL, &expect_ops, &e, &dev);
		if (err) {
			assert_int_equal(err, -ENOMEM);
			assert_null(dev);
			assert_int_equal(e.releases, 0);
			e.next = e.count;
			expect_done(&e);
		}
	} while (alloc_failed());
	alloc_fail(0);
	assert_int_equal(err, 0);
	assert_int_equal(nth, 3);
	ffa_device_close(dev);
	expect_done(&e);
}

static void test_versions(void **state)
{
	static const struct expect_ioctl table[] = {
		EXPECT(FFA_IOC_DEVICE_INFO, &expect_device_in, &expect_device_out, 0),
		EXPECT(FFA_IOC_DEVICE_INFO, &expect_device_in, &expect_device_out, 0),
		EXPECT(FFA_IOC_DEVICE_INFO, &expect_device_in, NULL, -ENODEV),
	};
	uint32_t firmware, negotiated, driver;
	struct expect e = { 0 };
	struct ffa_device *dev;

	(void)state;
	dev = expect_device(&e, NULL);
	expect(&e, table);
	assert_int_equal(ffa_device_versions(dev, &firmware, &negotiated, &driver), 0);
	assert_int_equal(firmware, 0x10002);
	assert_int_equal(negotiated, 0x10001);
	assert_int_equal(driver, 0x000100);
	assert_int_equal(ffa_device_versions(dev, NULL, NULL, NULL), 0);
	assert_int_equal(ffa_device_versions(dev, &firmware, &negotiated, &driver), -ENODEV);
	assert_int_equal(firmware | negotiated | driver, 0);
	assert_int_equal(ffa_device_versions(NULL, &firmware, NULL, NULL), -EINVAL);
	ffa_device_close(dev);
	expect_done(&e);
}

static void test_attributes(void **state)
{
	static const struct ffa_ioc_device_info hvc = { .size = sizeof(hvc), .attributes = FFA_IOC_HAS_HVC };
	static const struct ffa_ioc_device_info regs = { .size = sizeof(regs), .attributes = FFA_IOC_HAS_INFO_REGS };
	static const struct ffa_ioc_device_info all = { .size = sizeof(all), .attributes = UINT32_MAX };
	static const struct expect_ioctl table[] = {
		EXPECT(FFA_IOC_DEVICE_INFO, &expect_device_in, &expect_device_out, 0),
		EXPECT(FFA_IOC_DEVICE_INFO, &expect_device_in, &hvc, 0),
		EXPECT(FFA_IOC_DEVICE_INFO, &expect_device_in, &regs, 0),
		EXPECT(FFA_IOC_DEVICE_INFO, &expect_device_in, &all, 0),
		EXPECT(FFA_IOC_DEVICE_INFO, &expect_device_in, &all, -ENODEV),
	};
	static const uint32_t expected[] = { 0, FFA_DEVICE_HVC, FFA_DEVICE_INFO_REGS, FFA_DEVICE_HVC | FFA_DEVICE_INFO_REGS };
	struct expect e = { 0 };
	struct ffa_device *dev;
	uint32_t attributes;
	size_t i;

	(void)state;
	dev = expect_device(&e, NULL);
	expect(&e, table);
	for (i = 0; i < COUNT(expected); i++) {
		assert_int_equal(ffa_device_attributes(dev, &attributes), 0);
		assert_int_equal(attributes, expected[i]);
	}
	assert_int_equal(ffa_device_attributes(dev, &attributes), -ENODEV);
	assert_int_equal(attributes, 0);
	assert_int_equal(ffa_device_attributes(dev, NULL), -EINVAL);
	attributes = 1;
	assert_int_equal(ffa_device_attributes(NULL, &attributes), -EINVAL);
	assert_int_equal(attributes, 0);
	ffa_device_close(dev);
	expect_done(&e);
}

static void test_ids(void **state)
{
	static const struct expect_ioctl table[] = {
		EXPECT(FFA_IOC_DEVICE_INFO, &expect_device_in, &expect_device_out, 0),
		EXPECT(FFA_IOC_DEVICE_INFO, &expect_device_in, &expect_device_out, 0),
		EXPECT(FFA_IOC_DEVICE_INFO, &expect_device_in, NULL, -ENODEV),
	};
	struct expect e = { 0 };
	struct ffa_device *dev;
	uint16_t own, spmc;

	(void)state;
	dev = expect_device(&e, NULL);
	expect(&e, table);
	assert_int_equal(ffa_device_ids(dev, &own, &spmc), 0);
	assert_int_equal(own, 0x1234);
	assert_int_equal(spmc, 0x8000);
	assert_int_equal(ffa_device_ids(dev, NULL, NULL), 0);
	assert_int_equal(ffa_device_ids(dev, &own, &spmc), -ENODEV);
	assert_int_equal(own | spmc, 0);
	assert_int_equal(ffa_device_ids(NULL, &own, &spmc), -EINVAL);
	ffa_device_close(dev);
	expect_done(&e);
}

static void test_ids_without_an_spmc_id(void **state)
{
	static const struct ffa_ioc_device_info out = { .size = sizeof(out), .own_id = 0x1234, .spmc_id = 0xffff };
	static const struct expect_ioctl table[] = {
		EXPECT(FFA_IOC_DEVICE_INFO, &expect_device_in, &out, 0),
		EXPECT(FFA_IOC_DEVICE_INFO, &expect_device_in, &out, 0),
	};
	uint16_t own = 0, spmc = 1;
	struct expect e = { 0 };
	struct ffa_device *dev;

	(void)state;
	dev = expect_device(&e, NULL);
	expect(&e, table);
	assert_int_equal(ffa_device_ids(dev, &own, &spmc), -ENODATA);
	assert_int_equal(own, 0x1234);
	assert_int_equal(spmc, 0);
	assert_int_equal(ffa_device_ids(dev, &own, NULL), 0);
	ffa_device_close(dev);
	expect_done(&e);
}

static void test_feature(void **state)
{
	static const struct expect_ioctl table[] = {
		EXPECT(FFA_IOC_FEATURE, &feature_in, &feature_out, 0),
		EXPECT(FFA_IOC_FEATURE, &feature_in, &feature_out, 0),
		EXPECT(FFA_IOC_FEATURE, &feature_in, &feature_out, -EOPNOTSUPP),
	};
	struct expect e = { 0 };
	struct ffa_device *dev;
	uint32_t w2, w3;

	(void)state;
	dev = expect_device(&e, NULL);
	expect(&e, table);
	assert_int_equal(ffa_device_feature(dev, 0x84000066, 7, &w2, &w3), 0);
	assert_int_equal(w2, 2);
	assert_int_equal(w3, 3);
	assert_int_equal(ffa_device_feature(dev, 0x84000066, 7, NULL, NULL), 0);
	assert_int_equal(ffa_device_feature(dev, 0x84000066, 7, &w2, &w3), -EOPNOTSUPP);
	assert_int_equal(w2 | w3, 0);
	assert_int_equal(ffa_device_feature(NULL, 0x84000066, 7, &w2, &w3), -EINVAL);
	ffa_device_close(dev);
	expect_done(&e);
}

static void test_limit(void **state)
{
	static const struct expect_ioctl table[] = {
		EXPECT(FFA_IOC_LIMIT, &limit_in, &limit_out, 0),
		EXPECT(FFA_IOC_LIMIT, &limit_in, &limit_out, -ENODATA),
		EXPECT(FFA_IOC_LIMIT, &limit_in, &limit_out, 1),
	};
	struct expect e = { 0 };
	struct ffa_device *dev;
	uint64_t value;

	(void)state;
	dev = expect_device(&e, NULL);
	expect(&e, table);
	assert_int_equal(ffa_device_limit(dev, FFA_LIMIT_RXTX_BYTES, &value), 0);
	assert_true(value == 0x123456789);
	assert_int_equal(ffa_device_limit(dev, FFA_LIMIT_RXTX_BYTES, &value), -ENODATA);
	assert_int_equal(value, 0);
	assert_int_equal(ffa_device_limit(dev, FFA_LIMIT_RXTX_BYTES, &value), -EPROTO);
	assert_int_equal(ffa_device_limit(dev, FFA_LIMIT_RXTX_BYTES, NULL), -EINVAL);
	value = 1;
	assert_int_equal(ffa_device_limit(NULL, FFA_LIMIT_RXTX_BYTES, &value), -EINVAL);
	assert_int_equal(value, 0);
	ffa_device_close(dev);
	expect_done(&e);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_open_asks_once_and_close_releases),
		cmocka_unit_test(test_open_without_rights),
		cmocka_unit_test(test_open_of_a_foreign_node),
		cmocka_unit_test(test_open_passes_the_drivers_error_on),
		cmocka_unit_test(test_open_without_memory_at_every_step),
		cmocka_unit_test(test_versions),
		cmocka_unit_test(test_attributes),
		cmocka_unit_test(test_ids),
		cmocka_unit_test(test_ids_without_an_spmc_id),
		cmocka_unit_test(test_feature),
		cmocka_unit_test(test_limit),
	};

	return cmocka_run_group_tests_name("device", tests, NULL, NULL) != 0;
}
