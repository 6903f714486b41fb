/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "kfake-test.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <kfake/slab.h>

/* ---- machines ---- */

struct inside {
	struct kfake_machine machine;
	struct kfake_visit visit;
};

int machine_setup(void **state)
{
	struct inside *inside = calloc(1, sizeof(*inside));

	assert_non_null(inside);
	kfake_machine_init(&inside->machine);
	kfake_enter(&inside->visit, &inside->machine);
	*state = &inside->machine;
	return 0;
}

int machine_teardown(void **state)
{
	struct inside *inside = container_of((struct kfake_machine *)*state, struct inside, machine);

	kfake_leave(&inside->visit);
	kfake_machine_destroy(&inside->machine);
	free(inside);
	return 0;
}

int toy_setup(void **state)
{
	struct kfake_machine *machine = calloc(1, sizeof(*machine));

	assert_non_null(machine);
	kfake_machine_init(machine);
	assert_int_equal(kfake_module_load(machine, NULL), 0);
	*state = machine;
	return 0;
}

int toy_teardown(void **state)
{
	assert_int_equal(kfake_module_unload(*state), 0);
	kfake_machine_destroy(*state);
	free(*state);
	return 0;
}

struct kfake_file *toy_open(struct kfake_machine *machine)
{
	struct kfake_file *file;

	assert_int_equal(kfake_file_open(machine, "toy", O_RDWR, &file), 0);
	return file;
}

int toy_wait(struct kfake_file *file, uint32_t mode, int64_t timeout_ns)
{
	struct toy_wait wait = { .timeout_ns = timeout_ns, .mode = mode };

	return kfake_file_ioctl(file, TOY_WAIT, &wait);
}

int toy_set_later(struct kfake_file *file, uint32_t ms)
{
	return kfake_file_ioctl(file, TOY_SET_LATER, &ms);
}

int toy_show_count(struct kfake_machine *machine)
{
	char text[PAGE_SIZE];

	assert_true(kfake_device_show(machine, "toy", "count", text) > 0);
	return atoi(text);
}

/* ---- time ---- */

int readable(int fd, int ms)
{
	struct pollfd event = { .fd = fd, .events = POLLIN };

	return poll(&event, 1, ms) == 1;
}

/* ---- threads ---- */

static void *runner_main(void *arg)
{
	struct runner *runner = arg;
	struct kfake_visit visit;

	if (runner->machine)
		kfake_enter(&visit, runner->machine);
	runner->fn(runner->arg);
	if (runner->machine)
		kfake_leave(&visit);
	eventfd_write(runner->done, 1);
	return NULL;
}

void runner_start(struct runner *runner, struct kfake_machine *machine, void (*fn)(void *arg), void *arg)
{
	runner->machine = machine;
	runner->fn = fn;
	runner->arg = arg;
	runner->done = eventfd(0, EFD_CLOEXEC);
	assert_true(runner->done >= 0);
	assert_int_equal(pthread_create(&runner->thread, NULL, runner_main, runner), 0);
}

void runner_join(struct runner *runner)
{
	assert_true(readable(runner->done, SOON_MS));
	pthread_join(runner->thread, NULL);
	close(runner->done);
}

void runner_signal(struct runner *runner, int signo)
{
	int tries;

	for (tries = 0; tries < SOON_MS && !readable(runner->done, 1); tries++)
		pthread_kill(runner->thread, signo);
}

/* ---- bugs ---- */

void assert_bug(void (*fn)(void *arg), void *arg)
{
	struct rlimit none = { 0, 0 };
	pid_t child;
	int status;

	fflush(NULL);
	child = fork();
	assert_true(child >= 0);
	if (!child) {
		setrlimit(RLIMIT_CORE, &none);
		close(STDERR_FILENO);
		fn(arg);
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGABRT);
}
