/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "alloc.h"
#include "expect.h"
#include "internal.h"
#include "unit.h"

static int open_descriptors(void)
{
	DIR *dir = opendir("/proc/self/fd");
	int n = 0;

	assert_non_null(dir);
	while (readdir(dir))
		n++;
	closedir(dir);
	return n;
}

static int descriptors;

static int setup(void **state)
{
	(void)state;
	descriptors = open_descriptors();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	assert_int_equal(open_descriptors(), descriptors);
	assert_int_equal(alloc_live(), 0);
	return 0;
}

static void opens_fail(const char *path, int device, int partition)
{
	struct ffa_partition *p = (void *)&descriptors;
	struct ffa_device *dev = (void *)&descriptors;

	assert_int_equal(ffa_device_open(NULL, path, &dev), device);
	assert_null(dev);
	assert_int_equal(ffa_partition_open_path(NULL, path, &p), partition);
	assert_null(p);
}

static void test_open_of_a_missing_node(void **state)
{
	(void)state;
	opens_fail("/dev/arm_ffa/nonexistent", -ENOENT, -ENOENT);
	opens_fail("", -ENOENT, -ENOENT);
}

static void test_open_without_a_driver(void **state)
{
	struct ffa_device *dev = (void *)state;

	if (!access("/dev/arm_ffa/self", F_OK))
		skip();
	assert_int_equal(ffa_device_open(NULL, NULL, &dev), -ENOENT);
	assert_null(dev);
	assert_int_equal(ffa_device_open_ops(NULL, &ffa_chardev_ops, NULL, &dev), -ENOENT);
	assert_null(dev);
}

static void test_open_of_a_foreign_device(void **state)
{
	(void)state;
	opens_fail("/dev/null", -ENOTTY, -ENOTTY);
	opens_fail("/dev/urandom", -ENOTTY, -ENOTTY);
}

static void test_open_of_no_device(void **state)
{
	(void)state;
	opens_fail("/proc/self/oom_score_adj", -ENOTTY, -ENOTTY);
	opens_fail("/", -EISDIR, -EISDIR);
}

static void open_fds_fail(int fd, int err)
{
	struct ffa_partition *p = (void *)&descriptors;
	struct ffa_device *dev = (void *)&descriptors;

	assert_int_equal(ffa_device_open_fd(NULL, fd, &dev), err);
	assert_null(dev);
	assert_int_equal(ffa_partition_open_fd(NULL, fd, &p), err);
	assert_null(p);
}

static void test_open_fd_of_a_foreign_device(void **state)
{
	int fd = open("/dev/null", O_RDWR | O_CLOEXEC);

	(void)state;
	open_fds_fail(fd, -ENOTTY);
	assert_int_not_equal(fcntl(fd, F_GETFD), -1);
	close(fd);
}

static void test_open_fd_of_no_descriptor(void **state)
{
	(void)state;
	open_fds_fail(-1, -EBADF);
}

/* Only the superuser's rights keep a test from seeing EACCES. */
static void drop_rights(uid_t *saved)
{
	*saved = geteuid();
	if (!*saved)
		assert_int_equal(seteuid(65534), 0);
}

static void test_open_without_rights(void **state)
{
	char readable[] = "/tmp/libffa-test-XXXXXX", secret[] = "/tmp/libffa-test-XXXXXX";
	uid_t saved;
	int r = mkstemp(readable), s = mkstemp(secret);

	(void)state;
	assert_true(r >= 0 && s >= 0);
	assert_int_equal(fchmod(r, 0444), 0);
	assert_int_equal(fchmod(s, 0), 0);
	drop_rights(&saved);
	opens_fail(secret, -EACCES, -EACCES);
	/* For a device reading is enough, so that the next step, what it is, is reached. */
	opens_fail(readable, -ENOTTY, -EACCES);
	assert_int_equal(seteuid(saved), 0);
	close(r);
	close(s);
	unlink(readable);
	unlink(secret);
}

static void test_open_without_memory_at_every_step(void **state)
{
	struct ffa_partition *p;
	struct ffa_device *dev;
	unsigned int nth = 0;

	(void)state;
	for (;;) {
		alloc_fail(++nth);
		if (ffa_device_open(NULL, "/dev/null", &dev) != -ENOMEM)
			break;
		assert_true(alloc_failed());
		assert_int_equal(open_descriptors(), descriptors);
		assert_int_equal(alloc_live(), 0);
	}
	assert_int_equal(nth, 4);
	for (nth = 1;; nth++) {
		alloc_fail(nth);
		if (ffa_partition_open_path(NULL, "/dev/null", &p) != -ENOMEM)
			break;
		assert_int_equal(open_descriptors(), descriptors);
		assert_int_equal(alloc_live(), 0);
	}
	assert_int_equal(nth, 4);
	alloc_fail(0);
}

static void test_descriptors_are_closed_on_exec(void **state)
{
	void *file, *copy, *dup;

	(void)state;
	assert_int_equal(ffa_chardev_ops.open(NULL, "/dev/null", &file), 0);
	assert_int_equal(ffa_chardev_open_fd(ffa_chardev_ops.poll_fd(file), &dup), 0);
	assert_int_equal(ffa_chardev_reopen(file, &copy), 0);
	assert_int_equal(fcntl(ffa_chardev_ops.poll_fd(file), F_GETFD), FD_CLOEXEC);
	assert_int_equal(fcntl(ffa_chardev_ops.poll_fd(dup), F_GETFD), FD_CLOEXEC);
	assert_int_equal(fcntl(ffa_chardev_ops.poll_fd(copy), F_GETFD), FD_CLOEXEC);
	errno = ENOTUNIQ;
	ffa_chardev_ops.close(file);
	ffa_chardev_ops.close(dup);
	ffa_chardev_ops.close(copy);
	assert_int_equal(errno, ENOTUNIQ);
}

static void test_ioctl_gives_the_drivers_errno(void **state)
{
	struct ffa_ioc_device_info info = { .size = sizeof(info) };
	void *file;

	(void)state;
	assert_int_equal(ffa_chardev_ops.open(NULL, "/dev/null", &file), 0);
	assert_int_equal(ffa_chardev_ops.ioctl(file, FFA_IOC_DEVICE_INFO, &info), -ENOTTY);
	ffa_chardev_ops.close(file);
}

static void test_path_comes_from_sysfs(void **state)
{
	char path[64];

	(void)state;
	if (access("/sys/dev/char/1:3/uevent", R_OK)) {
		/* a chroot or container without sysfs */
		assert_int_equal(ffa_chardev_ops.path(NULL, 1, 3, path, sizeof(path)), -ENOENT);
		return;
	}
	assert_int_equal(ffa_chardev_ops.path(NULL, 1, 3, path, sizeof(path)), 0);
	assert_string_equal(path, "/dev/null");
	assert_int_equal(ffa_chardev_ops.path(NULL, 1, 3, path, sizeof("/dev/null")), 0);
}

static void test_path_of_an_unknown_number(void **state)
{
	char path[64];

	(void)state;
	assert_int_equal(ffa_chardev_ops.path(NULL, 4095, 1048575, path, sizeof(path)), -ENOENT);
	assert_int_equal(ffa_chardev_ops.path(NULL, UINT32_MAX, UINT32_MAX, path, sizeof(path)), -ENOENT);
}

static void test_path_that_does_not_fit(void **state)
{
	char path[64];

	(void)state;
	assert_int_equal(ffa_chardev_ops.path(NULL, 1, 3, path, sizeof("/dev/null") - 1), -ENOENT);
	assert_int_equal(ffa_chardev_ops.path(NULL, 1, 3, path, 1), -ENOENT);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_open_of_a_missing_node),
		TEST(test_open_without_a_driver),
		TEST(test_open_of_a_foreign_device),
		TEST(test_open_of_no_device),
		TEST(test_open_fd_of_a_foreign_device),
		TEST(test_open_fd_of_no_descriptor),
		TEST(test_open_without_rights),
		TEST(test_open_without_memory_at_every_step),
		TEST(test_descriptors_are_closed_on_exec),
		TEST(test_ioctl_gives_the_drivers_errno),
		TEST(test_path_comes_from_sysfs),
		TEST(test_path_of_an_unknown_number),
		TEST(test_path_that_does_not_fit),
	};

	return cmocka_run_group_tests_name("chardev", tests, NULL, NULL) != 0;
}
