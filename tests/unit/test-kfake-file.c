/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "kfake-test.h"

#include <errno.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <unistd.h>

static int epoll_on(int fd)
{
	struct epoll_event event = { .events = 0x1 };
	int epoll = epoll_create1(EPOLL_CLOEXEC);

	assert_true(epoll >= 0);
	assert_int_equal(epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event), 0);
	return epoll;
}

static int epoll_has_event(int epoll, int ms)
{
	struct epoll_event event;

	return epoll_wait(epoll, &event, 1, ms);
}

static void test_open_of_what_is_there(void **state)
{
	struct kfake_file *file, *other;

	assert_int_equal(kfake_file_open(*state, "toy", O_RDWR, &file), 0);
	assert_int_equal(kfake_file_open(*state, "toy", O_RDONLY, &other), 0);
	assert_int_not_equal(kfake_file_fd(file), kfake_file_fd(other));
	assert_ptr_equal(kfake_file_machine(file), *state);
	kfake_file_close(file);
	kfake_file_close(other);
}

static void test_open_fails(void **state)
{
	struct kfake_file *file;
	struct rlimit old, few;

	assert_int_equal(kfake_file_open(*state, "no toy", O_RDWR, &file), -ENOENT);
	assert_null(file);
	/* Not a node, though a device. */
	assert_int_equal(kfake_file_open(*state, "toy-platform", O_RDWR, &file), -ENOENT);
	assert_int_equal(kfake_file_open(*state, "toy", O_RDWR | O_NONBLOCK, &file), -EACCES);
	assert_null(file);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &old), 0);
	few = old;
	few.rlim_cur = 0;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
	assert_int_equal(kfake_file_open(*state, "toy", O_RDWR, &file), -EMFILE);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &old), 0);
	assert_null(file);
}

static void test_node_has_a_name_and_a_number(void **state)
{
	char name[8];

	assert_int_equal(kfake_node_name(*state, 511, 0, name, sizeof(name)), 0);
	assert_string_equal(name, "toy");
	assert_int_equal(kfake_node_name(*state, 511, 0, name, 3), -ENAMETOOLONG);
	assert_int_equal(kfake_node_name(*state, 511, 1, name, sizeof(name)), -ENOENT);
	assert_int_equal(kfake_node_name(*state, 0, 0, name, sizeof(name)), -ENOENT);
}

static void test_errors_that_only_a_kernel_knows(void **state)
{
	struct kfake_file *file = toy_open(*state);

	assert_int_equal(kfake_file_ioctl(file, TOY_RESTART, NULL), -EINTR);
	assert_int_equal(kfake_file_ioctl(file, TOY_NO_COMMAND, NULL), -ENOTTY);
	assert_int_equal(kfake_file_ioctl(file, TOY_WAIT, NULL), -EFAULT);
	kfake_file_close(file);
}

static void test_descriptor_follows_poll(void **state)
{
	struct kfake_file *file = toy_open(*state);
	int fd = kfake_file_fd(file), epoll = epoll_on(fd);

	assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	assert_false(epoll_has_event(epoll, NOT_MS));
	assert_int_equal(kfake_file_ioctl(file, TOY_SET, NULL), 0);
	assert_true(epoll_has_event(epoll, 0));
	assert_true(epoll_has_event(epoll, 0));
	assert_int_equal(kfake_file_ioctl(file, TOY_CLEAR, NULL), 0);
	assert_false(epoll_has_event(epoll, 0));
	close(epoll);
	kfake_file_close(file);
}

static void test_descriptor_is_ready_from_the_start(void **state)
{
	struct kfake_file *first = toy_open(*state), *second;

	assert_int_equal(kfake_file_ioctl(first, TOY_SET, NULL), 0);
	second = toy_open(*state);
	assert_true(readable(kfake_file_fd(second), 0));
	kfake_file_close(first);
	kfake_file_close(second);
}

static void test_descriptor_sees_what_other_files_do(void **state)
{
	struct kfake_file *a = toy_open(*state), *b = toy_open(*state);

	assert_int_equal(kfake_file_ioctl(a, TOY_SET, NULL), 0);
	assert_true(readable(kfake_file_fd(b), 0));
	assert_int_equal(kfake_file_ioctl(b, TOY_CLEAR, NULL), 0);
	assert_false(readable(kfake_file_fd(a), 0));
	kfake_file_close(b);
	assert_int_equal(kfake_file_ioctl(a, TOY_SET_LOCKED, NULL), 0);
	assert_true(readable(kfake_file_fd(a), 0));
	kfake_file_close(a);
}

static void test_descriptor_sees_what_a_worker_does(void **state)
{
	struct kfake_file *file = toy_open(*state);
	int epoll = epoll_on(kfake_file_fd(file));

	assert_int_equal(toy_set_later(file, 2), 0);
	assert_true(epoll_has_event(epoll, SOON_MS));
	close(epoll);
	kfake_file_close(file);
}

static void test_close_while_a_worker_wakes(void **state)
{
	struct kfake_file *file;
	int i;

	for (i = 0; i < 20; i++) {
		file = toy_open(*state);
		(void)toy_set_later(file, 0);
		kfake_file_close(file);
	}
	/* The last work may not have begun; it holds the module. */
	assert_int_equal(kfake_platform_unbind(*state), 0);
}

static void test_unbind_hangs_up_open_files(void **state)
{
	struct kfake_file *file = toy_open(*state);

	assert_false(readable(kfake_file_fd(file), 0));
	assert_int_equal(kfake_platform_unbind(*state), 0);
	assert_true(readable(kfake_file_fd(file), 0));
	assert_int_equal(kfake_file_ioctl(file, TOY_SET, NULL), -ENODEV);
	assert_int_equal(kfake_module_unload(*state), -EBUSY);
	kfake_file_close(file);
	assert_int_equal(kfake_file_open(*state, "toy", O_RDWR, &file), -ENOENT);
}

#define THREADS	8
#define ROUNDS	200

static void set_and_clear(void *arg)
{
	int i;

	for (i = 0; i < ROUNDS; i++)
		WARN_ON(kfake_file_ioctl(arg, i % 2 ? TOY_CLEAR : TOY_SET, NULL));
}

static void test_file_from_many_threads(void **state)
{
	struct kfake_file *shared = toy_open(*state), *own[THREADS];
	struct runner runners[2 * THREADS];
	int i;

	for (i = 0; i < THREADS; i++) {
		own[i] = toy_open(*state);
		runner_start(&runners[i], NULL, set_and_clear, own[i]);
		runner_start(&runners[THREADS + i], NULL, set_and_clear, shared);
	}
	for (i = 0; i < 2 * THREADS; i++)
		runner_join(&runners[i]);
	assert_int_equal(kfake_file_ioctl(shared, TOY_CLEAR, NULL), 0);
	assert_false(readable(kfake_file_fd(shared), 0));
	for (i = 0; i < THREADS; i++) {
		assert_false(readable(kfake_file_fd(own[i]), 0));
		kfake_file_close(own[i]);
	}
	kfake_file_close(shared);
}

#define toy(test)	cmocka_unit_test_setup_teardown(test, toy_setup, toy_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		toy(test_open_of_what_is_there),
		toy(test_open_fails),
		toy(test_node_has_a_name_and_a_number),
		toy(test_errors_that_only_a_kernel_knows),
		toy(test_descriptor_follows_poll),
		toy(test_descriptor_is_ready_from_the_start),
		toy(test_descriptor_sees_what_other_files_do),
		toy(test_descriptor_sees_what_a_worker_does),
		toy(test_close_while_a_worker_wakes),
		toy(test_unbind_hangs_up_open_files),
		toy(test_file_from_many_threads),
	};

	return cmocka_run_group_tests_name("kfake-file", tests, NULL, NULL) != 0;
}
