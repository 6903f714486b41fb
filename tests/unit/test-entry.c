/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <string.h>

#include "alloc.h"
#include "expect.h"
#include "unit.h"

#define LIBRARY "libffa-fake.so." PROJECT_SOVERSION

/*
 * The dynamic loader as the URI "fake:" sees it; linked with -Wl,--wrap= of its functions. All else, such as a sanitizer's
 * runtime in the same program, goes to the real one.
 */
void *__real_dlopen(const char *name, int flags);
void *__real_dlsym(void *handle, const char *symbol);
int __real_dlclose(void *handle);
char *__real_dlerror(void);

void *__wrap_dlopen(const char *name, int flags);
void *__wrap_dlsym(void *handle, const char *symbol);
int __wrap_dlclose(void *handle);
char *__wrap_dlerror(void);

static struct expect e;
static struct ffa_fake_entry entry;
static int has_library, has_symbol, handles, machine_err, missed;

void *__wrap_dlopen(const char *name, int flags)
{
	if (!name || strcmp(name, LIBRARY))
		return __real_dlopen(name, flags);
	missed = !has_library;
	if (!has_library)
		return NULL;
	handles++;
	return &handles;
}

void *__wrap_dlsym(void *handle, const char *symbol)
{
	if (handle != &handles)
		return __real_dlsym(handle, symbol);
	assert_string_equal(symbol, FFA_FAKE_ENTRY_SYMBOL);
	return has_symbol ? &entry : NULL;
}

int __wrap_dlclose(void *handle)
{
	if (handle != &handles)
		return __real_dlclose(handle);
	handles--;
	return 0;
}

char *__wrap_dlerror(void)
{
	static char text[] = "it is not there";

	return missed ? text : __real_dlerror();
}

static int machine_new(void **machine)
{
	*machine = machine_err ? NULL : &e;
	return machine_err;
}

static int setup(void **state)
{
	(void)state;
	e = (struct expect){ 0 };
	entry = (struct ffa_fake_entry){ .version = PROJECT_VERSION, .ops = &expect_ops, .machine_new = machine_new };
	has_library = has_symbol = 1;
	machine_err = 0;
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	assert_int_equal(handles, 0);
	expect_done(&e);
	return 0;
}

static void open_fails(const char *uri, int err, enum ffa_log level)
{
	struct lines lines = { 0 };
	struct ffa_ctx *ctx = lines_ctx(&lines);
	struct ffa_device *dev = (void *)&lines;

	assert_int_equal(ffa_device_open(ctx, uri, &dev), err);
	assert_null(dev);
	assert_true(lines.count[level] > 0);
	ffa_ctx_free(ctx);
}

static void test_fake_opens_a_machine_of_its_own(void **state)
{
	static const struct expect_ioctl table[] = {
		EXPECT(FFA_IOC_DEVICE_INFO, &expect_device_in, &expect_device_out, 0),
	};
	struct ffa_device *dev;

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_device_open(NULL, "fake:", &dev), 0);
	assert_string_equal(e.opened, "self");
	ffa_device_close(dev);
	assert_int_equal(e.releases, 1);
}

static void test_fake_takes_no_name(void **state)
{
	(void)state;
	open_fails("fake:other", -EINVAL, FFA_LOG_BUG);
}

static void test_fake_without_its_library(void **state)
{
	(void)state;
	has_library = 0;
	open_fails("fake:", -EOPNOTSUPP, FFA_LOG_ERROR);
}

static void test_fake_of_another_library(void **state)
{
	(void)state;
	has_symbol = 0;
	open_fails("fake:", -EOPNOTSUPP, FFA_LOG_ERROR);
}

static void test_fake_of_another_version(void **state)
{
	(void)state;
	entry.version = PROJECT_VERSION "1";
	open_fails("fake:", -EOPNOTSUPP, FFA_LOG_ERROR);
}

static void test_fake_without_a_machine(void **state)
{
	(void)state;
	machine_err = -ENOMEM;
	open_fails("fake:", -ENOMEM, FFA_LOG_ERROR);
	assert_int_equal(e.releases, 0);
}

static void test_fake_that_does_not_open_is_released(void **state)
{
	(void)state;
	e.open_err = -ENODEV;
	open_fails("fake:", -ENODEV, FFA_LOG_ERROR);
	assert_int_equal(e.releases, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_fake_opens_a_machine_of_its_own),
		TEST(test_fake_takes_no_name),
		TEST(test_fake_without_its_library),
		TEST(test_fake_of_another_library),
		TEST(test_fake_of_another_version),
		TEST(test_fake_without_a_machine),
		TEST(test_fake_that_does_not_open_is_released),
	};

	return cmocka_run_group_tests_name("entry", tests, NULL, NULL) != 0;
}
