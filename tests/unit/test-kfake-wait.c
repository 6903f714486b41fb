/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "kfake-test.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include <kfake/cpu.h>
#include <kfake/wait.h>

#define MS	1000000

static unsigned int caught;

static void catch(int signo)
{
	(void)signo;
	__atomic_add_fetch(&caught, 1, __ATOMIC_RELAXED);
}

/* SA_RESTART, as most programs have it: a wait must end all the same. */
static void catch_signals(void)
{
	struct sigaction action = { .sa_flags = SA_RESTART };

	action.sa_handler = catch;
	assert_int_equal(sigaction(SIGUSR1, &action, NULL), 0);
	__atomic_store_n(&caught, 0, __ATOMIC_RELAXED);
}

struct call {
	struct kfake_file *file;
	uint32_t mode;
	int64_t timeout_ns;
	int ret;
};

static void call_wait(void *arg)
{
	struct call *call = arg;

	call->ret = toy_wait(call->file, call->mode, call->timeout_ns);
}

/* ---- through a driver ---- */

static void test_wait_for_what_is_so_does_not_wait(void **state)
{
	struct kfake_file *file = toy_open(*state);

	assert_int_equal(kfake_file_ioctl(file, TOY_SET, NULL), 0);
	assert_int_equal(toy_wait(file, TOY_INTERRUPTIBLE, 0), 0);
	assert_int_equal(kfake_file_ioctl(file, TOY_CLEAR, NULL), 0);
	assert_int_equal(toy_wait(file, TOY_INTERRUPTIBLE, 0), -ETIME);
	kfake_file_close(file);
}

static void test_wait_ends_at_its_timeout(void **state)
{
	struct kfake_file *file = toy_open(*state);
	u64 start = kfake_time_ns();

	assert_int_equal(toy_wait(file, TOY_INTERRUPTIBLE, 5 * MS), -ETIME);
	assert_true(kfake_time_ns() - start >= 5 * MS);
	assert_int_equal(toy_wait(file, TOY_INTERRUPTIBLE, -1), -ETIME);
	assert_int_equal(toy_wait(file, TOY_SLEEP, 2 * MS), 0);
	kfake_file_close(file);
}

static void test_wait_ends_when_woken(void **state)
{
	struct kfake_file *file = toy_open(*state);
	struct call call = { .file = file, .timeout_ns = INT64_MAX, .ret = 1 };
	struct runner runner;

	runner_start(&runner, NULL, call_wait, &call);
	assert_false(readable(runner.done, NOT_MS));
	assert_int_equal(kfake_file_ioctl(file, TOY_SET, NULL), 0);
	runner_join(&runner);
	assert_int_equal(call.ret, 0);
	kfake_file_close(file);
}

static void assert_interrupted(struct kfake_machine *machine, uint32_t mode)
{
	struct call call = { .file = toy_open(machine), .mode = mode, .timeout_ns = (int64_t)SOON_MS * MS };
	struct runner runner;

	catch_signals();
	runner_start(&runner, NULL, call_wait, &call);
	runner_signal(&runner, SIGUSR1);
	runner_join(&runner);
	assert_int_equal(call.ret, -EINTR);
	assert_true(__atomic_load_n(&caught, __ATOMIC_RELAXED) > 0);
	kfake_file_close(call.file);
}

static void test_wait_ends_at_a_signal(void **state)
{
	assert_interrupted(*state, TOY_INTERRUPTIBLE);
}

static void test_sleep_ends_at_a_signal(void **state)
{
	assert_interrupted(*state, TOY_SLEEP);
}

static void test_second_wait_of_a_call_sees_the_signal_of_the_first(void **state)
{
	assert_interrupted(*state, TOY_TWICE);
}

static void test_next_call_knows_no_signal(void **state)
{
	struct kfake_file *file = toy_open(*state);
	uint32_t signalled = 1;

	assert_interrupted(*state, TOY_INTERRUPTIBLE);
	assert_int_equal(kfake_file_ioctl(file, TOY_SIGNALLED, &signalled), 0);
	assert_int_equal(signalled, 0);
	assert_int_equal(toy_wait(file, TOY_INTERRUPTIBLE, 0), -ETIME);
	kfake_file_close(file);
}

static void test_wait_without_descriptors_left(void **state)
{
	struct kfake_file *file = toy_open(*state);
	struct call call = { .file = file, .timeout_ns = INT64_MAX, .ret = 1 };
	struct rlimit old, few;
	struct runner runner;

	runner_start(&runner, NULL, call_wait, &call);
	assert_int_equal(getrlimit(RLIMIT_NOFILE, &old), 0);
	few = old;
	few.rlim_cur = 3;
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &few), 0);
	assert_int_equal(toy_wait(file, TOY_INTERRUPTIBLE, 5 * MS), -ETIME);
	assert_int_equal(toy_set_later(file, 5), 0);
	assert_int_equal(toy_wait(file, TOY_INTERRUPTIBLE, INT64_MAX), 0);
	assert_int_equal(setrlimit(RLIMIT_NOFILE, &old), 0);
	runner_join(&runner);
	assert_int_equal(call.ret, 0);
	kfake_file_close(file);
}

/* ---- on its own ---- */

static void test_signal_between_looking_and_sleeping_is_not_lost(void **state)
{
	DECLARE_WAIT_QUEUE_HEAD(queue);
	struct kfake_wait wait;

	(void)state;
	catch_signals();
	kfake_wait_begin(&wait, &queue, true, KTIME_MAX);
	assert_int_equal(kfake_wait_prepare(&wait), 0);
	raise(SIGUSR1);
	assert_int_equal(caught, 0);
	kfake_wait_sleep(&wait);
	assert_int_equal(kfake_wait_prepare(&wait), -ERESTARTSYS);
	kfake_wait_end(&wait);
	assert_int_equal(caught, 1);
	assert_true(kfake_signal_pending());
}

static void test_wake_up_between_looking_and_sleeping_is_not_lost(void **state)
{
	DECLARE_WAIT_QUEUE_HEAD(queue);
	struct kfake_wait wait;

	(void)state;
	kfake_wait_begin(&wait, &queue, false, KTIME_MAX);
	assert_true(waitqueue_active(&queue));
	assert_int_equal(kfake_wait_prepare(&wait), 0);
	wake_up(&queue);
	kfake_wait_sleep(&wait);
	assert_int_equal(kfake_wait_prepare(&wait), 0);
	kfake_wait_end(&wait);
	assert_false(waitqueue_active(&queue));
}

static bool third_time(int *looks)
{
	return ++*looks == 3;
}

static void test_wait_with_timeout_says_what_is_left(void **state)
{
	DECLARE_WAIT_QUEUE_HEAD(queue);
	int looks = 0;

	(void)state;
	assert_int_equal(wait_event_timeout(queue, false, msecs_to_jiffies(2)), 0);
	assert_int_equal(wait_event_interruptible_timeout(queue, false, 0), 0);
	assert_true(wait_event_timeout(queue, true, msecs_to_jiffies(SOON_MS)) > SOON_MS / 2);
	assert_int_equal(wait_event_timeout(queue, true, 0), 1);
	/* The condition is looked at once more when time is up. */
	assert_int_equal(wait_event_timeout(queue, third_time(&looks), msecs_to_jiffies(2)), 1);
}

static void wait_and_free(void *arg)
{
	struct completion *completion = arg;

	wait_for_completion(completion);
	free(completion);
}

static void test_completion_may_be_freed_by_who_waited(void **state)
{
	struct completion *completion = malloc(sizeof(*completion));
	struct runner runner;

	init_completion(completion);
	runner_start(&runner, *state, wait_and_free, completion);
	complete(completion);
	runner_join(&runner);
}

static void test_completion_lets_one_through_or_all(void **state)
{
	DECLARE_COMPLETION(completion);

	(void)state;
	assert_int_equal(wait_for_completion_timeout(&completion, msecs_to_jiffies(2)), 0);
	complete(&completion);
	assert_int_equal(wait_for_completion_interruptible(&completion), 0);
	assert_false(try_wait_for_completion(&completion));
	complete_all(&completion);
	assert_true(try_wait_for_completion(&completion));
	assert_true(try_wait_for_completion(&completion));
	reinit_completion(&completion);
	assert_false(try_wait_for_completion(&completion));
}

#define inside(test)	cmocka_unit_test_setup_teardown(test, machine_setup, machine_teardown)
#define toy(test)	cmocka_unit_test_setup_teardown(test, toy_setup, toy_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		toy(test_wait_for_what_is_so_does_not_wait),
		toy(test_wait_ends_at_its_timeout),
		toy(test_wait_ends_when_woken),
		toy(test_wait_ends_at_a_signal),
		toy(test_sleep_ends_at_a_signal),
		toy(test_second_wait_of_a_call_sees_the_signal_of_the_first),
		toy(test_next_call_knows_no_signal),
		toy(test_wait_without_descriptors_left),
		inside(test_signal_between_looking_and_sleeping_is_not_lost),
		inside(test_wake_up_between_looking_and_sleeping_is_not_lost),
		inside(test_wait_with_timeout_says_what_is_left),
		inside(test_completion_may_be_freed_by_who_waited),
		inside(test_completion_lets_one_through_or_all),
	};

	return cmocka_run_group_tests_name("kfake-wait", tests, NULL, NULL) != 0;
}
