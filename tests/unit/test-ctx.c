/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <string.h>

#include "alloc.h"
#include "expect.h"
#include "unit.h"

static void test_new_and_free(void **state)
{
	struct lines lines = { 0 };
	struct ffa_ctx *ctx;

	(void)state;
	assert_int_equal(ffa_ctx_new(lines_log, &lines, FFA_LOG_INFO, &ctx), 0);
	assert_non_null(ctx);
	ffa_ctx_free(ctx);
	assert_int_equal(alloc_live(), 0);
}

static void test_new_without_fn_is_silent(void **state)
{
	struct ffa_device *dev;
	struct expect e = { 0 };
	struct ffa_ctx *ctx;

	(void)state;
	assert_int_equal(ffa_ctx_new(NULL, NULL, FFA_LOG_NONE, &ctx), 0);
	dev = expect_device(&e, ctx);
	assert_int_equal(ffa_device_limit(dev, FFA_LIMIT_RXTX_BYTES, NULL), -EINVAL);
	ffa_device_close(dev);
	ffa_ctx_free(ctx);
	expect_done(&e);
}

static void test_new_refuses_a_level_without_fn(void **state)
{
	struct ffa_ctx *ctx = (void *)state;

	assert_int_equal(ffa_ctx_new(NULL, NULL, FFA_LOG_BUG, &ctx), -EINVAL);
	assert_null(ctx);
}

static void test_new_refuses_an_unknown_level(void **state)
{
	struct ffa_ctx *ctx = (void *)state;

	assert_int_equal(ffa_ctx_new(lines_log, NULL, FFA_LOG_DEBUG + 1, &ctx), -EINVAL);
	assert_null(ctx);
	assert_int_equal(ffa_ctx_new(lines_log, NULL, FFA_LOG_DEBUG, NULL), -EINVAL);
}

static void test_new_without_memory(void **state)
{
	struct ffa_ctx *ctx = (void *)state;

	alloc_fail(1);
	assert_int_equal(ffa_ctx_new(NULL, NULL, FFA_LOG_NONE, &ctx), -ENOMEM);
	assert_true(alloc_failed());
	assert_null(ctx);
	assert_int_equal(alloc_live(), 0);
}

static void test_free_takes_null_and_keeps_errno(void **state)
{
	struct ffa_ctx *ctx;

	(void)state;
	assert_int_equal(ffa_ctx_new(NULL, NULL, FFA_LOG_NONE, &ctx), 0);
	errno = ENOTUNIQ;
	ffa_ctx_free(ctx);
	ffa_ctx_free(NULL);
	assert_int_equal(errno, ENOTUNIQ);
}

static void test_device_keeps_its_context_alive(void **state)
{
	struct ffa_device *dev;
	struct expect e = { 0 };
	struct lines lines = { 0 };
	struct ffa_ctx *ctx = lines_ctx(&lines);

	(void)state;
	dev = expect_device(&e, ctx);
	ffa_ctx_free(ctx);
	assert_int_equal(ffa_device_limit(dev, FFA_LIMIT_RXTX_BYTES, NULL), -EINVAL);
	assert_int_equal(lines.count[FFA_LOG_BUG], 1);
	ffa_device_close(dev);
	expect_done(&e);
}

static void test_wrong_use_is_a_line_that_starts_with_bug(void **state)
{
	struct lines lines = { 0 };
	struct ffa_ctx *ctx = lines_ctx(&lines);

	(void)state;
	assert_int_equal(ffa_device_open(ctx, NULL, NULL), -EINVAL);
	assert_memory_equal(lines.last, "BUG: ffa_device_open: ", 22);
	assert_int_equal(ffa_device_open_fd(ctx, 0, NULL), -EINVAL);
	assert_memory_equal(lines.last, "BUG: ffa_device_open_fd: ", 25);
	assert_int_equal(lines.count[FFA_LOG_BUG], 2);
	ffa_ctx_free(ctx);
	assert_int_equal(alloc_live(), 0);
}

static void test_failed_open_is_an_error_line(void **state)
{
	struct lines lines = { 0 };
	struct ffa_ctx *ctx = lines_ctx(&lines);
	struct ffa_device *dev;

	(void)state;
	assert_int_equal(ffa_device_open(ctx, "/nonexistent/node", &dev), -ENOENT);
	assert_int_equal(lines.count[FFA_LOG_ERROR], 1);
	assert_non_null(strstr(lines.last, "/nonexistent/node"));
	ffa_ctx_free(ctx);
	assert_int_equal(alloc_live(), 0);
}

static unsigned int lines_at(enum ffa_log max)
{
	static const struct ffa_ioc_limit in = { .size = sizeof(in), .limit = FFA_IOC_LIMIT_RXTX_BYTES };
	static const struct expect_ioctl gone[] = { EXPECT(FFA_IOC_LIMIT, &in, NULL, -ENODEV) };
	struct lines lines = { 0 };
	struct expect e = { 0 };
	struct ffa_device *dev;
	struct ffa_ctx *ctx;
	uint64_t value;

	assert_int_equal(ffa_ctx_new(lines_log, &lines, max, &ctx), 0);
	dev = expect_device(&e, ctx);
	expect(&e, gone);
	assert_int_equal(ffa_device_limit(dev, FFA_LIMIT_RXTX_BYTES, &value), -ENODEV);
	ffa_device_close(dev);
	ffa_ctx_free(ctx);
	expect_done(&e);
	return lines.count[FFA_LOG_DEBUG];
}

static void test_max_keeps_lines_back(void **state)
{
	(void)state;
	assert_int_equal(lines_at(FFA_LOG_DEBUG), 1);
	assert_int_equal(lines_at(FFA_LOG_INFO), 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_new_and_free),
		cmocka_unit_test(test_new_without_fn_is_silent),
		cmocka_unit_test(test_new_refuses_a_level_without_fn),
		cmocka_unit_test(test_new_refuses_an_unknown_level),
		cmocka_unit_test(test_new_without_memory),
		cmocka_unit_test(test_free_takes_null_and_keeps_errno),
		cmocka_unit_test(test_device_keeps_its_context_alive),
		cmocka_unit_test(test_wrong_use_is_a_line_that_starts_with_bug),
		cmocka_unit_test(test_failed_open_is_an_error_line),
		cmocka_unit_test(test_max_keeps_lines_back),
	};

	return cmocka_run_group_tests_name("ctx", tests, NULL, NULL) != 0;
}
