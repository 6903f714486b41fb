/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "fake-cases.h"

#include <errno.h>
#include <sys/wait.h>
#include <unistd.h>

static int echild_everywhere(struct ffa_device *dev, struct ffa_partition *p, struct ffa_msg *m)
{
	struct ffa_list *list;
	uint32_t firmware;

	if (ffa_partition_send(p, m, 0) != -ECHILD || ffa_partition_resume(p, m, 0) != -ECHILD)
		return 1;
	if (ffa_device_list(dev, NULL, &list) != -ECHILD || ffa_device_versions(dev, &firmware, NULL, NULL) != -ECHILD)
		return 1;
	ffa_partition_close(p);
	ffa_device_close(dev);
	return 0;
}

/* By exec, not by exit: what the child of a fake cannot free, valgrind would call a leak. */
static void child_ends(int failed)
{
	execlp(failed ? "false" : "true", "child", NULL);
	_exit(1);
}

static void test_fork_child_is_echild(void **state)
{
	struct ffa_partition *p = partition_of(1);
	struct ffa_msg *m = msg_of(1, 2, 3, 4, 5);
	struct ffa_device *dev;
	int status;
	pid_t pid;

	(void)state;
	assert_int_equal(machine_open(&dev), 0);
	pid = fork();
	if (!pid)
		child_ends(echild_everywhere(dev, p, m));
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	assert_int_equal(ffa_partition_send(p, m, SOON_MS), 0);
	ffa_msg_free(m);
	ffa_partition_close(p);
	ffa_device_close(dev);
}

const struct CMUnitTest fork_cases[] = {
	cmocka_unit_test(test_fork_child_is_echild),
};
const size_t fork_case_count = ARRAY_SIZE(fork_cases);
