/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* The machine is this computer: /dev/arm_ffa. */

#define _GNU_SOURCE

#include "contract.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

const char machine_name[] = "contract-device";

struct door {
	int fd;
};

int machine_start(const char *variant)
{
	(void)variant;
	return 0;
}

uint32_t machine_version(void)
{
	return 0;
}

int machine_stop(void)
{
	return 0;
}

int machine_open(struct ffa_device **dev)
{
	return ffa_device_open(NULL, NULL, dev);
}

static struct door *door_open_as(const char *path, int flags)
{
	struct door *door = malloc(sizeof(*door));

	if (!door)
		return NULL;
	door->fd = open(path ? path : "/dev/arm_ffa/self", flags | O_CLOEXEC);
	if (door->fd < 0) {
		free(door);
		return NULL;
	}
	return door;
}

struct door *door_open(const char *path)
{
	return door_open_as(path, O_RDWR);
}

int door_ioctl(struct door *door, unsigned int request, void *arg)
{
	return ioctl(door->fd, request, arg) < 0 ? -errno : 0;
}

int door_fd(const struct door *door)
{
	return door->fd;
}

void door_close(struct door *door)
{
	close(door->fd);
	free(door);
}

static void test_partition_opens_by_descriptor(void **state)
{
	struct ffa_partition *p = partition_of(1), *same;
	struct ffa_msg *m = msg_of(1, 2, 3, 4, 5);

	(void)state;
	assert_int_equal(ffa_partition_open_fd(NULL, ffa_partition_fd(p), &same), 0);
	ffa_partition_close(p);
	assert_int_equal(ffa_info_id(ffa_partition_info(same)), 0x8001);
	assert_int_equal(ffa_partition_send(same, m, SOON_MS), 0);
	assert_answer(m, 1, 2, 3, 4, 5);
	ffa_msg_free(m);
	ffa_partition_close(same);
}

static void test_partition_refuses_foreign_descriptor(void **state)
{
	int fd = open("/dev/null", O_RDWR | O_CLOEXEC);
	struct ffa_partition *p;
	struct ffa_device *dev;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(ffa_partition_open_fd(NULL, fd, &p), -ENOTTY);
	assert_null(p);
	assert_int_equal(ffa_device_open_fd(NULL, fd, &dev), -ENOTTY);
	assert_null(dev);
	close(fd);
}

static int send_with_rights(int flags)
{
	struct ffa_partition *p = partition_of(1);
	struct ffa_ioc_message msg = { .size = sizeof(msg), .method = FFA_IOC_DIRECT32, .deadline = UINT64_MAX };
	struct door *door = door_open_as(ffa_info_path(ffa_partition_info(p)), flags);
	int ret;

	assert_non_null(door);
	ret = door_ioctl(door, FFA_IOC_SEND, &msg);
	assert_int_equal(msg.origin, ret ? FFA_IOC_ORIGIN_DRIVER : FFA_IOC_ORIGIN_NONE);
	door_close(door);
	ffa_partition_close(p);
	return ret;
}

static void test_send_needs_reading_and_writing(void **state)
{
	(void)state;
	assert_int_equal(send_with_rights(O_RDONLY), -EACCES);
	assert_int_equal(send_with_rights(O_WRONLY), -EACCES);
	assert_int_equal(send_with_rights(O_RDWR), 0);
}

static void test_nonblocking_send_is_parked(void **state)
{
	struct ffa_partition *p = partition_of(2);
	struct ffa_ioc_message msg = { .size = sizeof(msg), .method = FFA_IOC_DIRECT32, .deadline = UINT64_MAX,
				       .words = { 1, LONG_YIELDS, LONG_NS } };
	struct door *door = door_open_as(ffa_info_path(ffa_partition_info(p)), O_RDWR | O_NONBLOCK);

	(void)state;
	assert_non_null(door);
	assert_int_equal(door_ioctl(door, FFA_IOC_SEND, &msg), -EINPROGRESS);
	assert_int_equal(msg.parked, 1);
	assert_true(has_event(door->fd, SOON_MS));
	assert_int_equal(door_ioctl(door, FFA_IOC_RESUME, &msg), 0);
	assert_int_equal(msg.words[0], 1);
	door_close(door);
	ffa_partition_close(p);
}

/* Exits 0 if a message to service nn was answered. */
static pid_t child_sends(unsigned int nn, uint32_t interrupts, uint32_t yields, uint32_t ns)
{
	pid_t pid = fork();

	if (!pid) {
		struct ffa_partition *p = partition_of(nn);
		struct ffa_msg *m = msg_of(interrupts, yields, ns, 0, 0);

		_exit(ffa_partition_send(p, m, -1) != 0);
	}
	assert_true(pid > 0);
	return pid;
}

static void test_fork_child_sends(void **state)
{
	pid_t pid = child_sends(1, 0, 0, 0);
	int status;

	(void)state;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* On the child's CPU, and so with its context of the partition: once that is BUSY the child's request was accepted. */
static void wait_until_busy(unsigned int nn)
{
	struct ffa_partition *p = partition_of(nn);
	struct ffa_msg *m = msg_of(0, 0, 0, 0, 0);
	time_t end = time(NULL) + SOON_MS / 1000;

	while (ffa_partition_send(p, m, 0) != -EBUSY)
		assert_true(time(NULL) < end);
	ffa_msg_free(m);
	ffa_partition_close(p);
}

static void killed_while_sending(int signum)
{
	cpu_set_t one, all;
	int status;
	pid_t pid;

	CPU_ZERO(&one);
	CPU_SET(0, &one);
	assert_int_equal(sched_getaffinity(0, sizeof(all), &all), 0);
	assert_int_equal(sched_setaffinity(0, sizeof(one), &one), 0);
	pid = child_sends(2, 0, 100, 20 * SLOW_MS);
	wait_until_busy(2);
	assert_int_equal(sched_setaffinity(0, sizeof(all), &all), 0);
	assert_int_equal(kill(pid, signum), 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) && WTERMSIG(status) == signum);
	assert_answers_again(2);
}

static void test_sigkill_while_parked(void **state)
{
	(void)state;
	killed_while_sending(SIGKILL);
}

static void test_sigint_while_parked(void **state)
{
	(void)state;
	killed_while_sending(SIGINT);
}

static const struct CMUnitTest machine_cases[] = {
	cmocka_unit_test(test_partition_opens_by_descriptor),
	cmocka_unit_test(test_partition_refuses_foreign_descriptor),
	cmocka_unit_test(test_send_needs_reading_and_writing),
	cmocka_unit_test(test_nonblocking_send_is_parked),
	cmocka_unit_test(test_fork_child_sends),
	cmocka_unit_test(test_sigkill_while_parked),
	cmocka_unit_test(test_sigint_while_parked),
};
static const size_t machine_case_count = ARRAY_SIZE(machine_cases);

const struct cases *machine_groups(const char *variant)
{
	static const struct cases groups[] = {
		{ machine_cases, &machine_case_count },
		{ NULL, NULL },
	};

	(void)variant;
	return groups;
}
