/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* Unbind, and what goes on at that moment. */

#include "fake-cases.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <unistd.h>

/* A thread's one call, and a byte in a pipe when it is over. */
struct actor {
	pthread_t thread;
	struct lone *lone;
	struct ffa_msg *m;
	int (*act)(struct actor *actor);
	int ret;
	int ends[2];
};

static void *actor_main(void *arg)
{
	struct actor *actor = arg;

	actor->ret = actor->act(actor);
	/* A reader that is there never refuses a byte. */
	return write(actor->ends[1], "", 1) == 1 ? NULL : actor;
}

static void actor_start(struct actor *actor, struct lone *lone, int (*act)(struct actor *actor))
{
	actor->lone = lone;
	actor->m = msg_of(1, 2, 3, 4, 5);
	actor->act = act;
	assert_int_equal(pipe(actor->ends), 0);
	assert_int_equal(pthread_create(&actor->thread, NULL, actor_main, actor), 0);
}

static int actor_is_done(const struct actor *actor, int timeout_ms)
{
	return has_event(actor->ends[0], timeout_ms);
}

static int actor_end(struct actor *actor)
{
	assert_int_equal(pthread_join(actor->thread, NULL), 0);
	close(actor->ends[0]);
	close(actor->ends[1]);
	ffa_msg_free(actor->m);
	return actor->ret;
}

static int act_send(struct actor *actor)
{
	return ffa_partition_send(actor->lone->p, actor->m, SOON_MS);
}

static int act_unbind(struct actor *actor)
{
	return ffa_fake_unbind(actor->lone->f);
}

/* A partition that says when it is entered, and waits to be let go on. */
struct gate {
	int entered[2];
	int leave[2];
	uint64_t answer;	/* w0 */
	uint64_t word;		/* w2 */
};

static void gate_new(struct gate *gate, uint64_t answer, int32_t word)
{
	assert_int_equal(pipe(gate->entered), 0);
	assert_int_equal(pipe(gate->leave), 0);
	gate->answer = answer;
	gate->word = (uint32_t)word;
}

static void gate_free(struct gate *gate)
{
	close(gate->entered[0]);
	close(gate->entered[1]);
	close(gate->leave[0]);
	close(gate->leave[1]);
}

static void run_gate(struct ffa_model_partition *p, unsigned int vcpu, uint64_t regs[18], void *arg)
{
	struct gate *gate = arg;
	char byte;

	(void)vcpu;
	if (write(gate->entered[1], "", 1) == 1 && has_event(gate->leave[0], SOON_MS) && read(gate->leave[0], &byte, 1) == 1)
		regs[0] = gate->answer;
	regs[1] = (uint64_t)ffa_model_partition_id(p) << 16;
	regs[2] = gate->word;
}

static void gate_wait(struct gate *gate)
{
	char byte;

	assert_true(has_event(gate->entered[0], SOON_MS));
	assert_int_equal(read(gate->entered[0], &byte, 1), 1);
}

static void gate_open(struct gate *gate)
{
	assert_int_equal(write(gate->leave[1], "", 1), 1);
}

static void run_for_ever(struct ffa_model_partition *p, unsigned int vcpu, uint64_t regs[18], void *arg)
{
	const uint32_t *yield_ns = arg;

	(void)p;
	(void)vcpu;
	regs[0] = FFA_FN_YIELD;
	regs[2] = *yield_ns;
	regs[3] = 0;
}

static void test_unbind_waits_for_a_call(void **state)
{
	struct ffa_msg *m = msg_of(1, 2, 3, 4, 5);
	struct actor sender, unbinder;
	struct ffa_partition *other;
	struct lone lone;
	struct gate gate;
	int ret;

	(void)state;
	gate_new(&gate, FFA_FN_DIRECT_RESP, 0);
	lone_open(&lone, 1, run_gate, &gate);
	assert_int_equal(ffa_partition_dup(lone.p, &other), 0);
	actor_start(&sender, &lone, act_send);
	gate_wait(&gate);
	actor_start(&unbinder, &lone, act_unbind);
	do
		ret = ffa_partition_resume(other, m, 0);
	while (ret == -ENOENT && !actor_is_done(&unbinder, 0));
	assert_int_equal(ret, -ENODEV);
	assert_false(actor_is_done(&unbinder, 100));
	assert_int_equal(lone_count(&lone, FFA_FN_RXTX_UNMAP), 0);
	gate_open(&gate);
	assert_int_equal(actor_end(&sender), 0);
	assert_int_equal(actor_end(&unbinder), 0);
	assert_int_equal(lone_count(&lone, FFA_FN_RXTX_UNMAP), 1);
	ffa_partition_close(other);
	lone_close(&lone);
	gate_free(&gate);
	ffa_msg_free(m);
}

/* As long as one thread's message is with the partition there is no room for another thread's. */
static void test_send_beside_a_send_is_busy(void **state)
{
	struct ffa_msg *m = msg_of(1, 2, 3, 4, 5);
	struct actor sender;
	struct lone lone;
	struct gate gate;

	(void)state;
	gate_new(&gate, FFA_FN_DIRECT_RESP, 0);
	lone_open(&lone, 1, run_gate, &gate);
	actor_start(&sender, &lone, act_send);
	gate_wait(&gate);
	assert_int_equal(ffa_partition_send(lone.p, m, 0), -EBUSY);
	assert_int_equal(ffa_msg_origin(m), FFA_ORIGIN_DRIVER);
	assert_int_equal(ffa_partition_resume(lone.p, m, 0), -ENOENT);
	assert_int_equal(lone_count(&lone, FFA_FN_DIRECT_REQ), 1);
	gate_open(&gate);
	assert_int_equal(actor_end(&sender), 0);
	gate_open(&gate);
	assert_int_equal(ffa_partition_send(lone.p, m, SOON_MS), 0);
	lone_close(&lone);
	gate_free(&gate);
	ffa_msg_free(m);
}

/* Sends in a thread, unbinds once the partition was called times times, and tells what the send becomes. */
static int send_while_unbound(struct lone *lone, uint32_t fid, unsigned int times)
{
	struct actor sender;

	actor_start(&sender, lone, act_send);
	while (lone_count(lone, fid) < times)
		assert_false(actor_is_done(&sender, 1));
	assert_int_equal(ffa_fake_unbind(lone->f), 0);
	return actor_end(&sender);
}

static void test_unbind_wakes_who_waits_for_an_answer(void **state)
{
	uint32_t yield_ns = 900 * SLOW_MS;
	struct lone lone;

	(void)state;
	lone_open(&lone, 1, run_for_ever, &yield_ns);
	assert_int_equal(send_while_unbound(&lone, FFA_FN_DIRECT_REQ, 1), -ENODEV);
	lone_close(&lone);
}

static void test_unbind_wakes_who_waits_for_a_busy_partition(void **state)
{
	struct lone lone;
	struct gate gate;
	int i;

	(void)state;
	gate_new(&gate, FFA_FN_ERROR, FFA_STATUS_BUSY);
	for (i = 0; i < 100; i++)
		gate_open(&gate);
	lone_open(&lone, 1, run_gate, &gate);
	assert_int_equal(send_while_unbound(&lone, FFA_FN_DIRECT_REQ, 3), -ENODEV);
	lone_close(&lone);
	gate_free(&gate);
}

static void test_unbind_hangs_up_an_idle_file(void **state)
{
	struct lone lone;

	(void)state;
	lone_open(&lone, 1, run_repeat, NULL);
	assert_false(has_event(ffa_partition_fd(lone.p), 0));
	assert_int_equal(ffa_fake_unbind(lone.f), 0);
	assert_true(has_event(ffa_partition_fd(lone.p), SOON_MS));
	lone_close(&lone);
}

/* Yields a few times, then answers; arg counts the runs that are left. */
static void run_nearly_done(struct ffa_model_partition *p, unsigned int vcpu, uint64_t regs[18], void *arg)
{
	unsigned int *left = arg;

	(void)vcpu;
	if (__atomic_load_n(left, __ATOMIC_RELAXED) && __atomic_sub_fetch(left, 1, __ATOMIC_RELAXED)) {
		regs[0] = FFA_FN_YIELD;
		regs[2] = 20 * SLOW_MS;
		regs[3] = 0;
		return;
	}
	regs[0] = FFA_FN_DIRECT_RESP;
	regs[1] = (uint64_t)ffa_model_partition_id(p) << 16;
	regs[2] = 0;
}

static void test_unbind_lets_a_message_end(void **state)
{
	struct ffa_msg *m = msg_of(1, 2, 3, 4, 5);
	unsigned int left = 4;
	struct lone lone;

	(void)state;
	lone_open(&lone, 1, run_nearly_done, &left);
	assert_int_equal(ffa_partition_send(lone.p, m, 0), -EINPROGRESS);
	assert_int_equal(ffa_fake_unbind(lone.f), 0);
	assert_int_equal(left, 0);
	assert_int_equal(ffa_partition_resume(lone.p, m, -1), -ENODEV);
	lone_close(&lone);
	ffa_msg_free(m);
}

static void test_unbind_ends_what_was_closed(void **state)
{
	struct ffa_msg *m = msg_of(1, 2, 3, 4, 5);
	uint32_t yield_ns = 5 * SLOW_MS;
	struct ffa_partition *other;
	struct lone lone;

	(void)state;
	lone_open(&lone, 8, run_for_ever, &yield_ns);
	assert_int_equal(ffa_partition_dup(lone.p, &other), 0);
	assert_int_equal(ffa_partition_send(other, m, 0), -EINPROGRESS);
	ffa_partition_close(other);
	/* beside one that is open */
	assert_int_equal(send_while_unbound(&lone, FFA_FN_DIRECT_REQ, 2), -ENODEV);
	lone_close(&lone);
	ffa_msg_free(m);
}

/* Holds a thread up in a signal's handler, where the kernel would have other things to do. */
static struct gate held_up;

static void hold_up(int signum)
{
	char byte;

	(void)signum;
	if (write(held_up.entered[1], "", 1) == 1)
		while (read(held_up.leave[0], &byte, 1) < 0 && errno == EINTR)
			;
}

/* Repeats a request with w3 = 0x1111, and yields for ever otherwise. */
static void run_once(struct ffa_model_partition *p, unsigned int vcpu, uint64_t regs[18], void *arg)
{
	if (regs[0] == FFA_FN_DIRECT_REQ && regs[3] == 0x1111)
		run_repeat(p, vcpu, regs, NULL);
	else
		run_for_ever(p, vcpu, regs, arg);
}

/* A caller that comes so late that unbind has long ended its message does not find an earlier answer in the place of its own. */
static void test_unbind_ends_a_message_whose_caller_is_held_up(void **state)
{
	struct sigaction action = { .sa_handler = hold_up, .sa_flags = SA_RESTART }, before;
	struct ffa_msg *m = msg_of(0x1111, 0, 0, 0, 0);
	uint32_t yield_ns = 5 * SLOW_MS;
	struct actor sender;
	struct lone lone;

	(void)state;
	gate_new(&held_up, 0, 0);
	lone_open(&lone, 1, run_once, &yield_ns);
	assert_int_equal(ffa_partition_send(lone.p, m, SOON_MS), 0);
	assert_int_equal(sigaction(SIGUSR1, &action, &before), 0);
	actor_start(&sender, &lone, act_send);
	while (lone_count(&lone, FFA_FN_RUN) < 2)
		sched_yield();
	assert_int_equal(pthread_kill(sender.thread, SIGUSR1), 0);
	gate_wait(&held_up);
	assert_int_equal(ffa_fake_unbind(lone.f), 0);
	gate_open(&held_up);
	assert_int_equal(actor_end(&sender), -ENODEV);
	assert_int_equal(sigaction(SIGUSR1, &before, NULL), 0);
	lone_close(&lone);
	gate_free(&held_up);
	ffa_msg_free(m);
}

const struct CMUnitTest unbind_cases[] = {
	cmocka_unit_test(test_unbind_waits_for_a_call),
	cmocka_unit_test(test_send_beside_a_send_is_busy),
	cmocka_unit_test(test_unbind_wakes_who_waits_for_an_answer),
	cmocka_unit_test(test_unbind_wakes_who_waits_for_a_busy_partition),
	cmocka_unit_test(test_unbind_hangs_up_an_idle_file),
	cmocka_unit_test(test_unbind_lets_a_message_end),
	cmocka_unit_test(test_unbind_ends_what_was_closed),
	cmocka_unit_test(test_unbind_ends_a_message_whose_caller_is_held_up),
};
const size_t unbind_case_count = ARRAY_SIZE(unbind_cases);
