/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* How many cycles the driver gives, and on whose thread. */

#include "fake-cases.h"

#include <errno.h>
#include <pthread.h>

#define ROUNDS_INLINE	64
#define WINDOW_MS	300
#define SLACK		4	/* a busy machine may look late; without bounds it would be hundreds of times as much */
#define ENOUGH		100000	/* rounds of a partition that is never left alone before it gives up */

/* A partition that is interrupted, or yields for a time, whenever it is run, until it is over. */
struct endless {
	uint64_t fid;
	uint64_t low, high;		/* the yield's time-out */
	pthread_t sender;
	/* atomic: */
	unsigned int by_sender;		/* entries on the sender's thread */
	unsigned int left;		/* entries before it answers */
};

static void run_endless(struct ffa_model_partition *p, unsigned int vcpu, uint64_t regs[18], void *arg)
{
	struct endless *endless = arg;
	unsigned int left = __atomic_load_n(&endless->left, __ATOMIC_RELAXED);

	(void)vcpu;
	if (pthread_equal(pthread_self(), endless->sender))
		__atomic_add_fetch(&endless->by_sender, 1, __ATOMIC_RELAXED);
	while (left && !__atomic_compare_exchange_n(&endless->left, &left, left - 1, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
		;
	if (left) {
		regs[0] = endless->fid;
		regs[1] = 0;
		regs[2] = endless->low;
		regs[3] = endless->high;
	} else {
		regs[0] = FFA_FN_DIRECT_RESP;
		regs[1] = (uint64_t)ffa_model_partition_id(p) << 16;
		regs[2] = 0;
	}
}

static void test_caller_gives_some_rounds_and_parks(void **state)
{
	struct endless endless = { .fid = FFA_FN_INTERRUPT, .sender = pthread_self(), .left = ROUNDS_INLINE + 40 };
	struct ffa_msg *m = msg_of(1, 2, 3, 4, 5);
	struct lone lone;

	(void)state;
	lone_open(&lone, 1, run_endless, &endless);
	assert_int_equal(ffa_partition_send(lone.p, m, SOON_MS), 0);
	assert_int_equal(endless.by_sender, 1 + ROUNDS_INLINE);
	assert_int_equal(lone_count(&lone, FFA_FN_RUN), ROUNDS_INLINE + 40);
	lone_close(&lone);
	ffa_msg_free(m);
}

/* Parks a message at once; how often the driver runs the partition in a window of time. */
static uint64_t runs_of_parked(uint64_t fid, uint64_t low, uint64_t high)
{
	struct endless endless = { .fid = fid, .low = low, .high = high, .sender = pthread_self(), .left = ENOUGH };
	struct ffa_msg *m = msg_of(1, 2, 3, 4, 5);
	struct lone lone;
	uint64_t runs;

	lone_open(&lone, 1, run_endless, &endless);
	assert_int_equal(ffa_partition_send(lone.p, m, 0), -EINPROGRESS);
	assert_int_equal(ffa_partition_resume(lone.p, m, WINDOW_MS), -EINPROGRESS);
	runs = lone_count(&lone, FFA_FN_RUN);
	__atomic_store_n(&endless.left, 0, __ATOMIC_RELAXED);
	assert_int_equal(ffa_partition_resume(lone.p, m, SOON_MS), 0);
	assert_int_equal(endless.by_sender, 1);
	lone_close(&lone);
	ffa_msg_free(m);
	return runs;
}

static void test_interrupts_without_end_are_rationed(void **state)
{
	(void)state;
	/* 8 at a time, every 16 ms after a few that come sooner */
	assert_in_range(runs_of_parked(FFA_FN_INTERRUPT, 0, 0), 0, SLACK * 8 * (6 + WINDOW_MS / 16));
}

static void test_yields_without_end_are_rationed(void **state)
{
	(void)state;
	assert_in_range(runs_of_parked(FFA_FN_YIELD, 0, 0), 0, SLACK * (6 + WINDOW_MS / 16));
	/* no rounding to none: the driver's own bound is a second */
	assert_in_range(runs_of_parked(FFA_FN_YIELD, 0, 1), 0, SLACK);
}

/* Who has closed the file does not wait: the pause grows beyond the bound of those who do. */
static void test_closed_message_gets_ever_fewer_cycles(void **state)
{
	struct endless endless = { .fid = FFA_FN_YIELD, .left = ENOUGH };
	struct ffa_msg *m = msg_of(1, 2, 3, 4, 5);
	struct ffa_partition *closed;
	struct lone lone;
	uint64_t before;

	(void)state;
	endless.sender = pthread_self();
	lone_open(&lone, 1, run_endless, &endless);
	assert_int_equal(ffa_partition_dup(lone.p, &closed), 0);
	assert_int_equal(ffa_partition_send(closed, m, 0), -EINPROGRESS);
	ffa_partition_close(closed);
	before = lone_count(&lone, FFA_FN_RUN);
	assert_false(has_event(ffa_partition_fd(lone.p), 700));
	/* 1 ms, twice as long each time, up to a second; at every 16 ms it were 40 */
	assert_in_range(lone_count(&lone, FFA_FN_RUN) - before, 0, 20);
	__atomic_store_n(&endless.left, 0, __ATOMIC_RELAXED);
	assert_int_equal(ffa_fake_unbind(lone.f), 0);
	lone_close(&lone);
	ffa_msg_free(m);
}

/* Yields for a second, then is interrupted until it is over. */
static void run_yield_first(struct ffa_model_partition *p, unsigned int vcpu, uint64_t regs[18], void *arg)
{
	uint64_t request = regs[0];

	run_endless(p, vcpu, regs, arg);
	if (request != FFA_FN_DIRECT_REQ)
		return;
	regs[0] = FFA_FN_YIELD;
	regs[2] = 1000 * SLOW_MS;
}

static void test_interrupt_after_a_yield_is_not_one(void **state)
{
	/* 40 times 8 rounds: at one time per second it would not be over soon */
	struct endless endless = { .fid = FFA_FN_INTERRUPT, .left = 1 + 320 };
	struct ffa_msg *m = msg_of(1, 2, 3, 4, 5);
	struct lone lone;

	(void)state;
	endless.sender = pthread_self();
	lone_open(&lone, 1, run_yield_first, &endless);
	assert_int_equal(ffa_partition_send(lone.p, m, SOON_MS), 0);
	assert_int_equal(endless.by_sender, 1);
	lone_close(&lone);
	ffa_msg_free(m);
}

static void run_busy(struct ffa_model_partition *p, unsigned int vcpu, uint64_t regs[18], void *arg)
{
	(void)p;
	(void)vcpu;
	(void)arg;
	regs[0] = FFA_FN_ERROR;
	regs[2] = (uint32_t)FFA_STATUS_BUSY;
}

static void test_busy_partition_is_asked_ever_less_often(void **state)
{
	struct ffa_msg *m = msg_of(1, 2, 3, 4, 5);
	struct lone lone;

	(void)state;
	lone_open(&lone, 1, run_busy, NULL);
	assert_int_equal(ffa_partition_send(lone.p, m, WINDOW_MS), -ETIMEDOUT);
	/* 0.1 ms, twice as long each time, up to 20 ms; the last one waits for the deadline */
	assert_in_range(lone_count(&lone, FFA_FN_DIRECT_REQ), 2, SLACK * (8 + WINDOW_MS / 20));
	lone_close(&lone);
	ffa_msg_free(m);
}

const struct CMUnitTest cycle_cases[] = {
	cmocka_unit_test(test_caller_gives_some_rounds_and_parks),
	cmocka_unit_test(test_interrupts_without_end_are_rationed),
	cmocka_unit_test(test_yields_without_end_are_rationed),
	cmocka_unit_test(test_closed_message_gets_ever_fewer_cycles),
	cmocka_unit_test(test_interrupt_after_a_yield_is_not_one),
	cmocka_unit_test(test_busy_partition_is_asked_ever_less_often),
};
const size_t cycle_case_count = ARRAY_SIZE(cycle_cases);
