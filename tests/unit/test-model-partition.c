/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <string.h>

#include "machine.h"

/* What a scripted partition does: it notes how it was entered and leaves the next frame of its script. */
struct script {
	struct frame next[4];
	struct frame entered[4];
	unsigned int vcpu[4];
	unsigned int steps;
};

static void scripted(struct ffa_model_partition *p, unsigned int vcpu, uint64_t regs[18], void *arg)
{
	struct script *script = arg;
	unsigned int i = script->steps++ % 4;

	(void)p;
	memcpy(script->entered[i].x, regs, sizeof(script->entered[i].x));
	script->vcpu[i] = vcpu;
	memcpy(regs, script->next[i].x, sizeof(script->next[i].x));
}

#define RESP(...)	{ .x = { FFA_FN_DIRECT_RESP, __VA_ARGS__ } }
#define INTERRUPT(w1)	{ .x = { FFA_FN_INTERRUPT, w1, 5, 6, 7, 8, 9, 10, 11 } }
#define YIELD(lo, hi)	{ .x = { DIRTY | FFA_FN_YIELD, 4, lo, hi, 7, 8, 9, 10, 11 } }

#define MP	0x8010u	/* FFA_MODEL_CONTEXTS contexts */
#define UP	0x8011u	/* one */

static struct machine *machine_with(void **state, struct script *script)
{
	struct machine *mc = *state;

	machine_add(mc, MP, FFA_MODEL_CONTEXTS, scripted, script);
	machine_add(mc, UP, 1, scripted, script);
	machine_negotiate(mc);
	return mc;
}

static void assert_entered(const struct script *script, unsigned int step, unsigned int vcpu, const uint64_t x[8])
{
	unsigned int i;

	assert_int_equal(script->vcpu[step], vcpu);
	assert_regs(script->entered[step], x);
	for (i = 8; i < 18; i++)
		assert_int_equal(script->entered[step].x[i], 0);
}

#define ASSERT_ENTERED(script, step, vcpu, ...)	assert_entered(script, step, vcpu, (const uint64_t[8]){ __VA_ARGS__ })

/* ---- DIRECT_REQ ---- */

static void test_direct_enters_and_answers_in_32_bit(void **state)
{
	struct script script = { .next = { RESP(0x80100000, 0, 1, 2, 3, 4, 5, 99, 99) } };
	struct machine *mc = machine_with(state, &script);

	ASSERT_FRAME(CALL(mc, FFA_FN_DIRECT_REQ, MP, DIRTY, DIRTY | 11, 12, 13, 14, 15),
		     FFA_FN_DIRECT_RESP, 0x80100000, 0, 1, 2, 3, 4, 5);
	ASSERT_ENTERED(&script, 0, 0, FFA_FN_DIRECT_REQ, MP, 0, 11, 12, 13, 14, 15);
}

static void test_direct_enters_in_64_bit_with_whole_registers(void **state)
{
	struct script script = { .next = { { .x = { FFA_FN_DIRECT_RESP_64, 0x80100000, 0, DIRTY } } } };
	struct machine *mc = machine_with(state, &script);

	ASSERT_FRAME(CALL(mc, FFA_FN_DIRECT_REQ_64, DIRTY | MP, DIRTY, DIRTY | 11, UINT64_MAX, 13, 14, 15),
		     FFA_FN_DIRECT_RESP_64, 0x80100000, 0, DIRTY);
	ASSERT_ENTERED(&script, 0, 0, FFA_FN_DIRECT_REQ_64, MP, 0, DIRTY | 11, UINT64_MAX, 13, 14, 15);
}

static void test_direct_runs_the_context_of_the_cpu(void **state)
{
	struct script script = { .next = { RESP(0x80100000), RESP(0x80110000) } };
	struct machine *mc = machine_with(state, &script);

	ASSERT_FRAME(CALL_ON(mc, 7, FFA_FN_DIRECT_REQ, MP), FFA_FN_DIRECT_RESP, 0x80100000);
	assert_int_equal(script.vcpu[0], 7);
	ASSERT_FRAME(CALL_ON(mc, 100, FFA_FN_DIRECT_REQ, UP), FFA_FN_DIRECT_RESP, 0x80110000);
	assert_int_equal(script.vcpu[1], 0);
	ASSERT_ERROR(CALL_ON(mc, 8, FFA_FN_DIRECT_REQ, MP), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL_ON(mc, UINT32_MAX, FFA_FN_DIRECT_REQ, MP), FFA_STATUS_INVALID_PARAMETERS);
	assert_int_equal(script.steps, 2);
}

static void test_direct_with_bad_parameters_enters_nobody(void **state)
{
	struct script script = { .next = { RESP(0) } };
	struct machine *mc = machine_with(state, &script);

	ASSERT_ERROR(CALL(mc, FFA_FN_DIRECT_REQ, 0x00010000 | MP), FFA_STATUS_INVALID_PARAMETERS); /* sender */
	ASSERT_ERROR(CALL(mc, FFA_FN_DIRECT_REQ, 0x80100000 | MP), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(mc, FFA_FN_DIRECT_REQ, 0x8099), FFA_STATUS_INVALID_PARAMETERS); /* receiver */
	ASSERT_ERROR(CALL(mc, FFA_FN_DIRECT_REQ, 0x0000), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(mc, FFA_FN_DIRECT_REQ, 0x8000), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(mc, FFA_FN_DIRECT_REQ, MP, 1), FFA_STATUS_INVALID_PARAMETERS); /* flags */
	ASSERT_ERROR(CALL(mc, FFA_FN_DIRECT_REQ, MP, 0x80000000), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(mc, FFA_FN_DIRECT_REQ_64, MP, 0x80000004), FFA_STATUS_INVALID_PARAMETERS);
	assert_int_equal(script.steps, 0);
	ASSERT_FRAME(CALL(mc, FFA_FN_DIRECT_REQ, MP), FFA_FN_DIRECT_RESP);
}

static void test_direct_to_who_cannot_receive_is_denied(void **state)
{
	struct script script = { .steps = 0 };
	struct machine *mc = machine_with(state, &script);

	assert_int_equal(ffa_model_add(mc->model, 0x8012, 1, ~FFA_PROP_DIRECT_RECV, scripted, &script, NULL), 0);
	ASSERT_ERROR(CALL(mc, FFA_FN_DIRECT_REQ, 0x8012), FFA_STATUS_DENIED);
	ASSERT_ERROR(CALL(mc, FFA_FN_DIRECT_REQ_64, 0x8012), FFA_STATUS_DENIED);
	assert_int_equal(script.steps, 0);
}

/* ---- what a partition leaves ---- */

static void test_answer_of_nonsense_goes_through_and_ends_the_work(void **state)
{
	static const struct frame nonsense[] = {
		RESP(0xffffffff, 0x80000000, DIRTY, 1, 2, 3, UINT64_MAX, 99),
		{ .x = { 0, 1, 2, 3, 4, 5, 6, 7, 99 } },
		{ .x = { UINT64_MAX, UINT64_MAX, UINT64_MAX } },
		{ .x = { FFA_FN_DIRECT_REQ, MP } },
		{ .x = { FFA_FN_RUN, 0x80100000 } },
		{ .x = { ERROR_FRAME, 1, 0xfffffffffffffff8, 3 } },
		{ .x = { FFA_FN_MSG_WAIT, 1, 2, 3 } },
		{ .x = { SUCCESS_FRAME, 1, 2, 3 } },
	};
	struct script script = { .steps = 0 };
	struct machine *mc = machine_with(state, &script);
	size_t i;

	for (i = 0; i < sizeof(nonsense) / sizeof(nonsense[0]); i++) {
		script.next[i % 4] = nonsense[i];
		assert_regs(CALL(mc, FFA_FN_DIRECT_REQ, MP), nonsense[i].x);
		ASSERT_ERROR(CALL(mc, FFA_FN_RUN, MP << 16), FFA_STATUS_DENIED);
	}
	assert_int_equal(script.steps, i);
}

static void test_interrupt_names_the_context_and_run_resumes_it(void **state)
{
	struct script script = { .next = { INTERRUPT(0), INTERRUPT(0), RESP(0x80100000, 0, 42) } };
	struct machine *mc = machine_with(state, &script);

	ASSERT_FRAME(CALL_ON(mc, 3, FFA_FN_DIRECT_REQ, MP), FFA_FN_INTERRUPT, 0x80100003);
	ASSERT_FRAME(CALL_ON(mc, 3, FFA_FN_RUN, 0x80100003), FFA_FN_INTERRUPT, 0x80100003);
	ASSERT_ENTERED(&script, 1, 3, FFA_FN_RUN, 0x80100003);
	ASSERT_FRAME(CALL_ON(mc, 3, FFA_FN_RUN, DIRTY | 0x80100003), FFA_FN_DIRECT_RESP, 0x80100000, 0, 42);
	ASSERT_ERROR(CALL_ON(mc, 3, FFA_FN_RUN, 0x80100003), FFA_STATUS_DENIED);
}

static void test_interrupt_in_another_name_is_resumed_by_that_name_only(void **state)
{
	struct script script = { .next = { INTERRUPT(0x80f00002), RESP(0x80100000), RESP(0x80100000) } };
	struct machine *mc = machine_with(state, &script);

	ASSERT_FRAME(CALL_ON(mc, 2, FFA_FN_DIRECT_REQ, MP), FFA_FN_INTERRUPT, 0x80f00002);
	ASSERT_ERROR(CALL_ON(mc, 2, FFA_FN_RUN, 0x80100002), FFA_STATUS_DENIED);
	ASSERT_ERROR(CALL_ON(mc, 2, FFA_FN_RUN, 0x80f00001), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL_ON(mc, 1, FFA_FN_RUN, 0x80f00002), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_FRAME(CALL_ON(mc, 2, FFA_FN_RUN, 0x80f00002), FFA_FN_DIRECT_RESP, 0x80100000);
	ASSERT_ENTERED(&script, 1, 2, FFA_FN_RUN, 0x80100002);
	/* the name went with the work */
	ASSERT_ERROR(CALL_ON(mc, 2, FFA_FN_RUN, 0x80f00002), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL_ON(mc, 2, FFA_FN_RUN, 0x80100002), FFA_STATUS_DENIED);
}

static void test_interrupt_in_the_name_of_a_waiting_context(void **state)
{
	struct script script = {
		.next = { INTERRUPT(MP << 16), RESP(0x80110000), INTERRUPT(UP << 16), RESP(0x80100000) },
	};
	struct machine *mc = machine_with(state, &script);

	ASSERT_FRAME(CALL(mc, FFA_FN_DIRECT_REQ, UP), FFA_FN_INTERRUPT, MP << 16);
	ASSERT_FRAME(CALL(mc, FFA_FN_RUN, MP << 16), FFA_FN_DIRECT_RESP, 0x80110000);
	ASSERT_ENTERED(&script, 1, 0, FFA_FN_RUN, UP << 16);
	ASSERT_ERROR(CALL(mc, FFA_FN_RUN, MP << 16), FFA_STATUS_DENIED);
	/* the same with the partitions changed over */
	ASSERT_FRAME(CALL(mc, FFA_FN_DIRECT_REQ, MP), FFA_FN_INTERRUPT, UP << 16);
	ASSERT_FRAME(CALL(mc, FFA_FN_RUN, UP << 16), FFA_FN_DIRECT_RESP, 0x80100000);
	ASSERT_ENTERED(&script, 3, 0, FFA_FN_RUN, MP << 16);
	ASSERT_ERROR(CALL(mc, FFA_FN_RUN, UP << 16), FFA_STATUS_DENIED);
}

static void test_yield_names_the_context_and_wakes_with_success(void **state)
{
	struct script script = { .next = { YIELD(DIRTY | 0x11, DIRTY | 0x22), INTERRUPT(0), RESP(0x80110000) } };
	struct machine *mc = machine_with(state, &script);

	ASSERT_FRAME(CALL_ON(mc, 5, FFA_FN_DIRECT_REQ, UP), FFA_FN_YIELD, UP << 16, 0x11, 0x22);
	/* a single context goes on wherever it is run */
	ASSERT_FRAME(CALL_ON(mc, 6, FFA_FN_RUN, UP << 16), FFA_FN_INTERRUPT, UP << 16);
	ASSERT_ENTERED(&script, 1, 0, SUCCESS_FRAME);
	ASSERT_FRAME(CALL_ON(mc, 0, FFA_FN_RUN, UP << 16), FFA_FN_DIRECT_RESP, 0x80110000);
	ASSERT_ENTERED(&script, 2, 0, FFA_FN_RUN, UP << 16);
}

/* ---- BUSY, DENIED, wrong names ---- */

static void test_direct_to_a_preempted_context_is_busy(void **state)
{
	struct script script = { .next = { INTERRUPT(0), RESP(0x80100000), RESP(0x80100000) } };
	struct machine *mc = machine_with(state, &script);

	ASSERT_FRAME(CALL(mc, FFA_FN_DIRECT_REQ, MP), FFA_FN_INTERRUPT, MP << 16);
	ASSERT_ERROR(CALL(mc, FFA_FN_DIRECT_REQ, MP), FFA_STATUS_BUSY);
	ASSERT_FRAME(CALL_ON(mc, 1, FFA_FN_DIRECT_REQ, MP), FFA_FN_DIRECT_RESP, 0x80100000);
	ASSERT_FRAME(CALL(mc, FFA_FN_RUN, MP << 16), FFA_FN_DIRECT_RESP, 0x80100000);
}

static void test_direct_to_a_blocked_context_is_busy(void **state)
{
	struct script script = { .next = { YIELD(0, 0), RESP(0x80110000), RESP(0x80110000) } };
	struct machine *mc = machine_with(state, &script);

	ASSERT_FRAME(CALL(mc, FFA_FN_DIRECT_REQ, UP), FFA_FN_YIELD, UP << 16);
	ASSERT_ERROR(CALL_ON(mc, 1, FFA_FN_DIRECT_REQ_64, UP), FFA_STATUS_BUSY);
	ASSERT_FRAME(CALL(mc, FFA_FN_RUN, UP << 16), FFA_FN_DIRECT_RESP, 0x80110000);
	ASSERT_FRAME(CALL(mc, FFA_FN_DIRECT_REQ, UP), FFA_FN_DIRECT_RESP, 0x80110000);
}

/* Calls the model from within run(), as another CPU would meanwhile: this needs the lock not to be held. */
struct nested {
	struct machine *mc;
	struct frame direct;
	struct frame run;
	uint32_t name;
};

static void nesting(struct ffa_model_partition *p, unsigned int vcpu, uint64_t regs[18], void *arg)
{
	struct nested *nested = arg;
	uint16_t id = ffa_model_partition_id(p);

	(void)vcpu;
	nested->direct = CALL_ON(nested->mc, 1, FFA_FN_DIRECT_REQ, id);
	nested->run = CALL_ON(nested->mc, 1, FFA_FN_RUN, nested->name ? nested->name : (uint32_t)id << 16);
	regs[0] = nested->name ? FFA_FN_MSG_WAIT : FFA_FN_INTERRUPT;
	regs[1] = 0x80f00000;
	nested->name = 0x80f00000;
}

static void test_running_context_is_busy(void **state)
{
	struct nested nested = { .mc = *state };

	machine_add(*state, UP, 1, nesting, &nested);
	machine_negotiate(*state);
	ASSERT_FRAME(CALL(*state, FFA_FN_DIRECT_REQ, UP), FFA_FN_INTERRUPT, 0x80f00000);
	ASSERT_ERROR(nested.direct, FFA_STATUS_BUSY);
	ASSERT_ERROR(nested.run, FFA_STATUS_BUSY);
	/* and so it is under the name that resumed it */
	assert_int_equal(CALL(*state, FFA_FN_RUN, 0x80f00000).x[0], FFA_FN_MSG_WAIT);
	ASSERT_ERROR(nested.direct, FFA_STATUS_BUSY);
	ASSERT_ERROR(nested.run, FFA_STATUS_BUSY);
	ASSERT_ERROR(CALL(*state, FFA_FN_RUN, UP << 16), FFA_STATUS_DENIED);
}

static void test_run_of_a_waiting_context_is_denied(void **state)
{
	struct script script = { .next = { RESP(0) } };
	struct machine *mc = machine_with(state, &script);

	ASSERT_ERROR(CALL(mc, FFA_FN_RUN, UP << 16), FFA_STATUS_DENIED);
	ASSERT_ERROR(CALL_ON(mc, 7, FFA_FN_RUN, MP << 16 | 7), FFA_STATUS_DENIED);
	assert_int_equal(script.steps, 0);
}

static void test_run_of_an_unknown_context(void **state)
{
	struct script script = { .next = { RESP(0) } };
	struct machine *mc = machine_with(state, &script);

	ASSERT_ERROR(CALL(mc, FFA_FN_RUN, 0), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(mc, FFA_FN_RUN, 0x80000000), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL(mc, FFA_FN_RUN, 0x80990000), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL_ON(mc, 1, FFA_FN_RUN, UP << 16 | 1), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_ERROR(CALL_ON(mc, 8, FFA_FN_RUN, MP << 16 | 8), FFA_STATUS_INVALID_PARAMETERS);
	assert_int_equal(script.steps, 0);
}

static void test_run_on_another_cpu_is_for_single_contexts_only(void **state)
{
	struct script script = { .next = { INTERRUPT(0), RESP(0x80100000) } };
	struct machine *mc = machine_with(state, &script);

	ASSERT_FRAME(CALL_ON(mc, 4, FFA_FN_DIRECT_REQ, MP), FFA_FN_INTERRUPT, MP << 16 | 4);
	ASSERT_ERROR(CALL_ON(mc, 5, FFA_FN_RUN, MP << 16 | 4), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_FRAME(CALL_ON(mc, 4, FFA_FN_RUN, MP << 16 | 4), FFA_FN_DIRECT_RESP, 0x80100000);
}

static void test_run_that_fails_keeps_the_context(void **state)
{
	struct script script = { .next = { INTERRUPT(0), RESP(0x80100000) } };
	struct machine *mc = machine_with(state, &script);

	ASSERT_FRAME(CALL(mc, FFA_FN_DIRECT_REQ, MP), FFA_FN_INTERRUPT, MP << 16);
	assert_int_equal(ffa_model_fail(mc->model, FFA_FN_RUN, 1, FFA_STATUS_ABORTED), 0);
	ASSERT_ERROR(CALL(mc, FFA_FN_RUN, MP << 16), FFA_STATUS_ABORTED);
	ASSERT_ERROR(CALL(mc, FFA_FN_RUN, MP << 16, 1), FFA_STATUS_INVALID_PARAMETERS);
	ASSERT_FRAME(CALL(mc, FFA_FN_RUN, MP << 16), FFA_FN_DIRECT_RESP, 0x80100000);
}

/* ---- several CPUs ---- */

static void meet(struct ffa_model_partition *p, unsigned int vcpu, uint64_t regs[18], void *arg)
{
	(void)p;
	pthread_barrier_wait(arg);
	regs[0] = FFA_FN_DIRECT_RESP;
	regs[1] = 0x80100000;
	regs[3] = vcpu;
}

static void *send_to_meet(void *arg)
{
	struct frame *frame = arg;

	*frame = CALL_ON((struct machine *)(uintptr_t)frame->x[0], 1, FFA_FN_DIRECT_REQ, MP);
	return NULL;
}

static void test_contexts_of_one_partition_run_at_once(void **state)
{
	struct frame other = { .x = { (uintptr_t)*state } };
	pthread_barrier_t barrier;
	pthread_t thread;

	assert_int_equal(pthread_barrier_init(&barrier, NULL, 2), 0);
	machine_add(*state, MP, 2, meet, &barrier);
	machine_negotiate(*state);
	assert_int_equal(pthread_create(&thread, NULL, send_to_meet, &other), 0);
	ASSERT_FRAME(CALL(*state, FFA_FN_DIRECT_REQ, MP), FFA_FN_DIRECT_RESP, 0x80100000, 0, 0);
	assert_int_equal(pthread_join(thread, NULL), 0);
	ASSERT_FRAME(other, FFA_FN_DIRECT_RESP, 0x80100000, 0, 1);
	pthread_barrier_destroy(&barrier);
}

#define BARE(f)	cmocka_unit_test_setup_teardown(f, machine_setup, machine_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		BARE(test_direct_enters_and_answers_in_32_bit),
		BARE(test_direct_enters_in_64_bit_with_whole_registers),
		BARE(test_direct_runs_the_context_of_the_cpu),
		BARE(test_direct_with_bad_parameters_enters_nobody),
		BARE(test_direct_to_who_cannot_receive_is_denied),
		BARE(test_answer_of_nonsense_goes_through_and_ends_the_work),
		BARE(test_interrupt_names_the_context_and_run_resumes_it),
		BARE(test_interrupt_in_another_name_is_resumed_by_that_name_only),
		BARE(test_interrupt_in_the_name_of_a_waiting_context),
		BARE(test_yield_names_the_context_and_wakes_with_success),
		BARE(test_direct_to_a_preempted_context_is_busy),
		BARE(test_direct_to_a_blocked_context_is_busy),
		BARE(test_running_context_is_busy),
		BARE(test_run_of_a_waiting_context_is_denied),
		BARE(test_run_of_an_unknown_context),
		BARE(test_run_on_another_cpu_is_for_single_contexts_only),
		BARE(test_run_that_fails_keeps_the_context),
		BARE(test_contexts_of_one_partition_run_at_once),
	};

	return cmocka_run_group_tests_name("model-partition", tests, NULL, NULL) != 0;
}
