/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* Direct messages that take long. */

#include "contract.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/time.h>

#define ALIAS	1	/* w6 of the slow partition: INTERRUPT names another context */

static void assert_slow(uint32_t interrupts, uint32_t yields, uint32_t ns, uint32_t flags)
{
	struct ffa_partition *p = partition_of(2);
	struct ffa_msg *m = msg_of(interrupts, yields, ns, flags, 0x5a5a);

	assert_int_equal(ffa_partition_send(p, m, SOON_MS), 0);
	assert_answer(m, interrupts, yields, ns, flags, 0x5a5a);
	assert_int_equal(ffa_msg_responder(m), 0x8002);
	assert_int_equal(ffa_partition_resume(p, m, 0), -ENOENT);
	ffa_msg_free(m);
	ffa_partition_close(p);
}

static void test_interrupted_partition_is_run_again(void **state)
{
	(void)state;
	assert_slow(1, 0, 0, 0);
	assert_slow(64, 0, 0, 0);
	assert_slow(65, 0, 0, 0);
	assert_slow(200, 0, 0, 0);
}

static void test_interrupt_that_names_another_context(void **state)
{
	(void)state;
	assert_slow(3, 0, 0, ALIAS);
	assert_slow(100, 1, 0, ALIAS);
}

static void test_yielding_partition_is_run_later(void **state)
{
	(void)state;
	assert_slow(0, 1, 0, 0);
	assert_slow(0, 3, 2 * SLOW_MS, 0);
	assert_slow(2, 2, 1, 0);
}

static void test_deadline_parks(void **state)
{
	struct ffa_partition *p = partition_of(2);
	struct ffa_msg *m = msg_of(0, LONG_YIELDS, LONG_NS, 0, 1), *other = msg_of(0, 0, 0, 0, 2);
	const uint64_t *words;

	(void)state;
	assert_int_equal(ffa_partition_send(p, m, 20), -EINPROGRESS);
	assert_int_equal(ffa_msg_answer(m, &words), 0);
	assert_int_equal(ffa_partition_send(p, other, SOON_MS), -EBUSY);
	assert_int_equal(ffa_msg_origin(other), FFA_ORIGIN_DRIVER);
	assert_int_equal(ffa_partition_resume(p, other, 0), -EINPROGRESS);
	assert_int_equal(ffa_partition_resume(p, m, SOON_MS), 0);
	assert_answer(m, 0, LONG_YIELDS, LONG_NS, 0, 1);
	assert_int_equal(ffa_partition_resume(p, m, SOON_MS), -ENOENT);
	assert_int_equal(ffa_partition_send(p, other, SOON_MS), 0);
	assert_answer(other, 0, 0, 0, 0, 2);
	ffa_msg_free(other);
	ffa_msg_free(m);
	ffa_partition_close(p);
}

static void test_no_time_parks_at_once(void **state)
{
	struct ffa_partition *p = partition_of(2);
	struct ffa_msg *m = msg_of(1, LONG_YIELDS, LONG_NS, 0, 1);

	(void)state;
	assert_int_equal(ffa_partition_send(p, m, 0), -EINPROGRESS);
	assert_int_equal(ffa_partition_resume(p, m, SOON_MS), 0);
	assert_answer(m, 1, LONG_YIELDS, LONG_NS, 0, 1);
	ffa_msg_free(m);
	ffa_partition_close(p);
}

/* A wait of 2^32 ns and a bit is not a bit. */
static void test_wait_is_longer_than_32_bits(void **state)
{
	struct ffa_partition *p = partition_of(2);
	struct ffa_msg *m = msg_of(0, LONG_YIELDS, LONG_NS, 0, 1);

	(void)state;
	assert_int_equal(ffa_partition_send(p, m, 4300), 0);
	assert_answer(m, 0, LONG_YIELDS, LONG_NS, 0, 1);
	ffa_msg_free(m);
	ffa_partition_close(p);
}

static void test_answer_that_is_ready_needs_no_time(void **state)
{
	struct ffa_partition *p = partition_of(2);
	struct ffa_msg *m = msg_of(0, LONG_YIELDS, LONG_NS, 0, 1), *into = msg_of(7, 7, 7, 7, 7);

	(void)state;
	assert_int_equal(ffa_partition_send(p, m, 0), -EINPROGRESS);
	assert_true(has_event(ffa_partition_fd(p), SOON_MS));
	assert_int_equal(ffa_partition_resume(p, into, 0), 0);
	assert_answer(into, 0, LONG_YIELDS, LONG_NS, 0, 1);
	assert_false(has_event(ffa_partition_fd(p), 0));
	ffa_msg_free(into);
	ffa_msg_free(m);
	ffa_partition_close(p);
}

static void test_width_survives_parking(void **state)
{
	const uint64_t words[5] = { 1, LONG_YIELDS, LONG_NS, 0, UINT64_MAX };
	struct ffa_partition *p = partition_of(2);
	const uint64_t *answer;
	struct ffa_msg *m;

	(void)state;
	assert_int_equal(ffa_msg_new(&m), 0);
	assert_int_equal(ffa_msg_set64(m, words, 5), 0);
	assert_int_equal(ffa_partition_send(p, m, 0), -EINPROGRESS);
	assert_int_equal(ffa_partition_resume(p, m, SOON_MS), 0);
	assert_int_equal(ffa_msg_answer(m, &answer), 5);
	assert_true(answer[4] == UINT64_MAX);
	ffa_msg_free(m);
	ffa_partition_close(p);
}

static void test_close_drops_the_answer(void **state)
{
	struct ffa_partition *p = partition_of(2);
	struct ffa_msg *m = msg_of(0, LONG_YIELDS, LONG_NS, 0, 1);

	(void)state;
	assert_int_equal(ffa_partition_send(p, m, 0), -EINPROGRESS);
	ffa_partition_close(p);
	ffa_msg_free(m);
	assert_answers_again(2);
}

static void on_alarm(int signum)
{
	(void)signum;
}

/* SIGALRM every 5 ms until it is stopped: the one that comes while the call waits is the one that counts. */
static void alarms(int on)
{
	const struct itimerval timer = { { 0, on ? 5000 : 0 }, { 0, on ? 5000 : 0 } };
	struct sigaction action;

	memset(&action, 0, sizeof(action));
	action.sa_handler = on_alarm;
	action.sa_flags = SA_RESTART;
	assert_int_equal(sigaction(SIGALRM, &action, NULL), 0);
	assert_int_equal(setitimer(ITIMER_REAL, &timer, NULL), 0);
}

static void test_signal_parks(void **state)
{
	struct ffa_partition *p = partition_of(2);
	struct ffa_msg *m = msg_of(0, 30, 10 * SLOW_MS, 0, 1);

	(void)state;
	alarms(1);
	assert_int_equal(ffa_partition_send(p, m, -1), -EINTR);
	assert_int_equal(ffa_partition_resume(p, m, -1), -EINTR);
	assert_int_equal(ffa_partition_resume(p, m, SOON_MS), -EINTR);
	alarms(0);
	assert_int_equal(ffa_partition_resume(p, m, SOON_MS), 0);
	assert_answer(m, 0, 30, 10 * SLOW_MS, 0, 1);
	ffa_msg_free(m);
	ffa_partition_close(p);
}

static void test_signal_before_acceptance_sends_nothing(void **state)
{
	struct ffa_partition *p = partition_of(3);
	struct ffa_msg *m = msg_of(UINT32_MAX, 2, 3, 4, 5), *other = msg_of(0, 0, 0, 0, 0);

	(void)state;
	alarms(1);
	assert_int_equal(ffa_partition_send(p, m, -1), -EINTR);
	alarms(0);
	assert_int_equal(ffa_partition_resume(p, m, 0), -ENOENT);
	assert_int_equal(ffa_partition_send(p, other, SOON_MS), 0);
	ffa_msg_free(other);
	ffa_msg_free(m);
	ffa_partition_close(p);
}

const struct CMUnitTest parked_cases[] = {
	cmocka_unit_test(test_interrupted_partition_is_run_again),
	cmocka_unit_test(test_interrupt_that_names_another_context),
	cmocka_unit_test(test_yielding_partition_is_run_later),
	cmocka_unit_test(test_deadline_parks),
	cmocka_unit_test(test_no_time_parks_at_once),
	cmocka_unit_test(test_wait_is_longer_than_32_bits),
	cmocka_unit_test(test_answer_that_is_ready_needs_no_time),
	cmocka_unit_test(test_width_survives_parking),
	cmocka_unit_test(test_close_drops_the_answer),
	cmocka_unit_test(test_signal_parks),
	cmocka_unit_test(test_signal_before_acceptance_sends_nothing),
};
const size_t parked_case_count = ARRAY_SIZE(parked_cases);
