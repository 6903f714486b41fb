/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "machine.h"

#define ECHO	0x8001u
#define SLOW	0x8002u
#define BUSY	0x8003u
#define TWIN_1	0x8004u
#define TWIN_2	0x8005u
#define TWO	0x8006u
#define SILENT	0x8007u

#define REQ2	FFA_FN_DIRECT_REQ2_64
#define RESP2	FFA_FN_DIRECT_RESP2_64
/* The last words of a REQ2, x9 to x17. */
#define LAST	9, 10, 11, 12, 13, 14, 15, 16, UINT64_MAX

/* w1 of the answer to the host. */
#define FROM(id)	((id) << 16)

static void test_echo_repeats_five_words(void **state)
{
	ASSERT_FRAME(CALL(*state, FFA_FN_DIRECT_REQ, ECHO, 0, DIRTY | 0x11, 0x22, 0x33, 0x44, 0xffffffff),
		     FFA_FN_DIRECT_RESP, FROM(ECHO), 0, 0x11, 0x22, 0x33, 0x44, 0xffffffff);
	ASSERT_FRAME(CALL(*state, FFA_FN_DIRECT_REQ_64, ECHO, 0, DIRTY | 0x11, 0x22, 0x33, 0x44, UINT64_MAX),
		     FFA_FN_DIRECT_RESP_64, FROM(ECHO), 0, DIRTY | 0x11, 0x22, 0x33, 0x44, UINT64_MAX);
}

static void test_slow_without_a_wish_answers_at_once(void **state)
{
	ASSERT_FRAME(CALL(*state, FFA_FN_DIRECT_REQ, SLOW, 0, 0, 0, 7, 8, 9), FFA_FN_DIRECT_RESP, FROM(SLOW), 0, 0, 0, 7, 8, 9);
}

static void test_slow_interrupts_then_yields_then_answers(void **state)
{
	const uint32_t context = SLOW << 16 | 1;

	ASSERT_FRAME(CALL_ON(*state, 1, FFA_FN_DIRECT_REQ, SLOW, 0, 2, 2, 1000, 0, 5), FFA_FN_INTERRUPT, context);
	ASSERT_FRAME(CALL_ON(*state, 1, FFA_FN_RUN, context), FFA_FN_INTERRUPT, context);
	ASSERT_FRAME(CALL_ON(*state, 1, FFA_FN_RUN, context), FFA_FN_YIELD, context, 1000);
	ASSERT_FRAME(CALL_ON(*state, 1, FFA_FN_RUN, context), FFA_FN_YIELD, context, 1000);
	ASSERT_FRAME(CALL_ON(*state, 1, FFA_FN_RUN, context), FFA_FN_DIRECT_RESP, FROM(SLOW), 0, 2, 2, 1000, 0, 5);
	ASSERT_ERROR(CALL_ON(*state, 1, FFA_FN_RUN, context), FFA_STATUS_DENIED);
}

static void test_slow_in_64_bit_yields_with_a_long_time_out(void **state)
{
	const uint64_t timeout = 0x123456789abcdef0;

	ASSERT_FRAME(CALL(*state, FFA_FN_DIRECT_REQ_64, SLOW, 0, 0, 1, timeout, 0, DIRTY),
		     FFA_FN_YIELD, SLOW << 16, 0x9abcdef0, 0x12345678);
	ASSERT_FRAME(CALL(*state, FFA_FN_RUN, SLOW << 16), FFA_FN_DIRECT_RESP_64, FROM(SLOW), 0, 0, 1, timeout, 0, DIRTY);
}

static void test_slow_interrupts_in_another_name(void **state)
{
	ASSERT_FRAME(CALL_ON(*state, 3, FFA_FN_DIRECT_REQ, SLOW, 0, 1, 1, 0, 1, 5), FFA_FN_INTERRUPT, 0x80f00003);
	ASSERT_FRAME(CALL_ON(*state, 2, FFA_FN_DIRECT_REQ, SLOW, 0, 1, 0, 0, 3, 6), FFA_FN_INTERRUPT, 0x80f00002);
	ASSERT_ERROR(CALL_ON(*state, 3, FFA_FN_RUN, SLOW << 16 | 3), FFA_STATUS_DENIED);
	/* a YIELD is in its own name */
	ASSERT_FRAME(CALL_ON(*state, 3, FFA_FN_RUN, 0x80f00003), FFA_FN_YIELD, SLOW << 16 | 3);
	ASSERT_FRAME(CALL_ON(*state, 3, FFA_FN_RUN, SLOW << 16 | 3), FFA_FN_DIRECT_RESP, FROM(SLOW), 0, 1, 1, 0, 1, 5);
	ASSERT_FRAME(CALL_ON(*state, 2, FFA_FN_RUN, 0x80f00002), FFA_FN_DIRECT_RESP, FROM(SLOW), 0, 1, 0, 0, 3, 6);
}

static void test_busy_with_0_answers(void **state)
{
	ASSERT_FRAME(CALL(*state, FFA_FN_DIRECT_REQ, BUSY, 0, 0, 1), FFA_FN_DIRECT_RESP, FROM(BUSY), 0, 0, 1);
	ASSERT_FRAME(CALL_ON(*state, 99, FFA_FN_DIRECT_REQ_64, BUSY), FFA_FN_DIRECT_RESP_64, FROM(BUSY));
}

static void test_busy_answers_after_as_many_as_asked_for(void **state)
{
	unsigned int round;

	for (round = 0; round < 2; round++) {
		ASSERT_ERROR(CALL(*state, FFA_FN_DIRECT_REQ, BUSY, 0, 3), FFA_STATUS_BUSY);
		ASSERT_ERROR(CALL(*state, FFA_FN_DIRECT_REQ, BUSY, 0, 3), FFA_STATUS_BUSY);
		ASSERT_ERROR(CALL(*state, FFA_FN_DIRECT_REQ, BUSY, 0, 0), FFA_STATUS_BUSY);
		ASSERT_FRAME(CALL(*state, FFA_FN_DIRECT_REQ, BUSY, 0, 3), FFA_FN_DIRECT_RESP, FROM(BUSY), 0, 3);
	}
	ASSERT_FRAME(CALL(*state, FFA_FN_DIRECT_REQ, BUSY), FFA_FN_DIRECT_RESP, FROM(BUSY));
}

static void test_busy_for_ever_until_0(void **state)
{
	unsigned int i;

	for (i = 0; i < 100; i++)
		ASSERT_ERROR(CALL(*state, FFA_FN_DIRECT_REQ, BUSY, 0, i ? i : 0xffffffff), FFA_STATUS_BUSY);
	ASSERT_FRAME(CALL(*state, FFA_FN_DIRECT_REQ, BUSY), FFA_FN_DIRECT_RESP, FROM(BUSY));
	ASSERT_ERROR(CALL(*state, FFA_FN_DIRECT_REQ_64, BUSY, 0, UINT64_MAX), FFA_STATUS_BUSY);
	ASSERT_ERROR(CALL(*state, FFA_FN_DIRECT_REQ_64, BUSY, 0, 1), FFA_STATUS_BUSY);
	ASSERT_FRAME(CALL(*state, FFA_FN_DIRECT_REQ_64, BUSY), FFA_FN_DIRECT_RESP_64, FROM(BUSY));
}

static void test_twins_tell_who_answers(void **state)
{
	ASSERT_FRAME(CALL(*state, FFA_FN_DIRECT_REQ, TWIN_1, 0, 1, 2), FFA_FN_DIRECT_RESP, FROM(TWIN_1), 0, TWIN_1, 2);
	ASSERT_FRAME(CALL(*state, FFA_FN_DIRECT_REQ_64, TWIN_2, 0, 1, 2), FFA_FN_DIRECT_RESP_64, FROM(TWIN_2), 0, TWIN_2, 2);
}

static void test_two_services_share_one_context(void **state)
{
	ASSERT_FRAME(CALL_ON(*state, 50, FFA_FN_DIRECT_REQ, TWO, 0, 1), FFA_FN_DIRECT_RESP, FROM(TWO), 0, 1);
}

static void test_partition_without_direct_messages_denies(void **state)
{
	ASSERT_ERROR(CALL(*state, FFA_FN_DIRECT_REQ, SILENT), FFA_STATUS_DENIED);
	ASSERT_ERROR(CALL(*state, FFA_FN_DIRECT_REQ_64, SILENT), FFA_STATUS_DENIED);
}

/* ---- REQ2 ---- */

static void test_echo_repeats_14_words(void **state)
{
	ASSERT_FRAME18(CALL18(*state, REQ2, ECHO, 0, 0, DIRTY | 4, 5, 6, 7, 8, LAST),
		       RESP2, FROM(ECHO), 0, 0, DIRTY | 4, 5, 6, 7, 8, LAST);
	/* and takes its own UUID, which is not repeated */
	ASSERT_FRAME18(CALL18(*state, REQ2, ECHO, 0x004000000100a0ff, 0x80, 4), RESP2, FROM(ECHO), 0, 0, 4);
	ASSERT_ERROR(CALL(*state, REQ2, ECHO, 0x004000000200a0ff, 0x80, 4), FFA_STATUS_INVALID_PARAMETERS);
}

static void test_slow_takes_its_time_over_a_req2(void **state)
{
	const uint32_t context = SLOW << 16;

	ASSERT_FRAME18(CALL18(*state, REQ2, SLOW, 0, 0, 1, 1, DIRTY | 3, 1, 8, LAST),
		       FFA_FN_INTERRUPT, 0x80f00000, [8] = 8, LAST);
	ASSERT_FRAME18(CALL18(*state, FFA_FN_RUN, 0x80f00000), FFA_FN_YIELD, context, 3, DIRTY >> 32);
	ASSERT_FRAME18(CALL18(*state, FFA_FN_RUN, context), RESP2, FROM(SLOW), 0, 0, 1, 1, DIRTY | 3, 1, 8, LAST);
}

static void test_twins_tell_who_answers_a_req2(void **state)
{
	ASSERT_FRAME18(CALL18(*state, REQ2, TWIN_1, 0, 0, 4, 5), RESP2, FROM(TWIN_1), 0, 0, TWIN_1, 5);
	ASSERT_FRAME18(CALL18(*state, REQ2, TWIN_2, 0x004000000400a0ff, 0x80, 4, 5), RESP2, FROM(TWIN_2), 0, 0, TWIN_2, 5);
}

static void test_two_services_take_a_req2_each(void **state)
{
	ASSERT_FRAME18(CALL18(*state, REQ2, TWO, 0x004000000500a0ff, 0x80, 4), RESP2, FROM(TWO), 0, 0, 4);
	ASSERT_FRAME18(CALL18(*state, REQ2, TWO, 0x004000000600a0ff, 0x80, 4), RESP2, FROM(TWO), 0, 0, 4);
	ASSERT_ERROR(CALL(*state, REQ2, TWO, 0x004000000700a0ff, 0x80, 4), FFA_STATUS_INVALID_PARAMETERS);
}

static void test_partitions_without_req2_deny(void **state)
{
	ASSERT_ERROR(CALL(*state, REQ2, BUSY), FFA_STATUS_DENIED);
	ASSERT_ERROR(CALL(*state, REQ2, SILENT), FFA_STATUS_DENIED);
}

/* ---- all CPUs at once ---- */

#define ROUNDS	2000u

struct cpu {
	struct machine *mc;
	unsigned int number;
	unsigned int wrong;
	unsigned int accepted;
};

static void expect(struct cpu *cpu, bool condition)
{
	cpu->wrong += !condition;
}

/* Messages to slow, each RUN as often as it wants. */
static void *send_slow(void *arg)
{
	struct cpu *cpu = arg;
	struct frame frame;
	unsigned int i, runs;

	for (i = 0; i < ROUNDS; i++) {
		frame = CALL_ON(cpu->mc, cpu->number, FFA_FN_DIRECT_REQ, SLOW, 0, i % 3, i % 2, i, i & 1, cpu->number);
		for (runs = 0; frame.x[0] == FFA_FN_INTERRUPT || frame.x[0] == FFA_FN_YIELD; runs++)
			frame = CALL_ON(cpu->mc, cpu->number, FFA_FN_RUN, frame.x[1]);
		expect(cpu, runs == i % 3 + i % 2);
		expect(cpu, frame.x[0] == FFA_FN_DIRECT_RESP && frame.x[5] == i && frame.x[7] == cpu->number);
	}
	return NULL;
}

static void *send_to_single_context(void *arg)
{
	struct cpu *cpu = arg;
	struct frame frame;
	unsigned int i;

	for (i = 0; i < ROUNDS; i++) {
		frame = CALL_ON(cpu->mc, cpu->number, FFA_FN_DIRECT_REQ, TWO, 0, i);
		if (frame.x[0] == FFA_FN_DIRECT_RESP) {
			expect(cpu, frame.x[3] == i);
			cpu->accepted++;
		} else {
			expect(cpu, frame.x[0] == ERROR_FRAME && frame.x[2] == (uint32_t)FFA_STATUS_BUSY);
		}
		ffa_model_fail(cpu->mc->model, FFA_FN_MEM_SHARE, i % 3, FFA_STATUS_RETRY);
		expect(cpu, ffa_model_count(cpu->mc->model, FFA_FN_DIRECT_REQ) > i);
	}
	return NULL;
}

static void *map_and_unmap(void *arg)
{
	struct cpu *cpu = arg;
	unsigned int i;

	for (i = 0; i < ROUNDS; i++) {
		expect(cpu, CALL_ON(cpu->mc, cpu->number, FFA_FN_RXTX_MAP_64, TX, RX, 1).x[0] == SUCCESS_FRAME);
		expect(cpu, CALL_ON(cpu->mc, cpu->number, FFA_FN_PARTITION_INFO_GET).x[2] == 9);
		expect(cpu, CALL_ON(cpu->mc, cpu->number, FFA_FN_RX_RELEASE).x[0] == SUCCESS_FRAME);
		expect(cpu, CALL_ON(cpu->mc, cpu->number, FFA_FN_RXTX_UNMAP).x[0] == SUCCESS_FRAME);
	}
	return NULL;
}

static void *list_by_registers(void *arg)
{
	struct cpu *cpu = arg;
	struct frame frame;
	unsigned int i;

	for (i = 0; i < ROUNDS; i++) {
		frame = CALL18_ON(cpu->mc, cpu->number, FFA_FN_PARTITION_INFO_GET_REGS_64, 0, 0, 0x00010005);
		expect(cpu, frame.x[2] == 0x0018000100080008 && (frame.x[3] & 0xffff) == TWO);
		frame = CALL18_ON(cpu->mc, cpu->number, REQ2, ECHO, 0, 0, i, [17] = i);
		expect(cpu, frame.x[0] == RESP2 && frame.x[4] == i && frame.x[17] == i);
	}
	return NULL;
}

static void test_cpus_at_once_do_not_disturb_each_other(void **state)
{
	void *(*const work[])(void *) = {
		send_slow, send_slow, send_slow, send_to_single_context, send_to_single_context, map_and_unmap,
		list_by_registers,
	};
	struct cpu cpus[7] = { 0 };
	pthread_t threads[7];
	unsigned int i;

	for (i = 0; i < 7; i++) {
		cpus[i] = (struct cpu){ .mc = *state, .number = i };
		assert_int_equal(pthread_create(&threads[i], NULL, work[i], &cpus[i]), 0);
	}
	for (i = 0; i < 7; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	for (i = 0; i < 7; i++)
		assert_int_equal(cpus[i].wrong, 0);
	/* One of the two may find the single context busy each time, but not both. */
	assert_int_not_equal(cpus[3].accepted + cpus[4].accepted, 0);
	assert_int_equal(ffa_model_count(((struct machine *)*state)->model, FFA_FN_DIRECT_REQ), 5 * ROUNDS);
}

#define FULL(f)	cmocka_unit_test_setup_teardown(f, machine_setup_default, machine_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		FULL(test_echo_repeats_five_words),
		FULL(test_slow_without_a_wish_answers_at_once),
		FULL(test_slow_interrupts_then_yields_then_answers),
		FULL(test_slow_in_64_bit_yields_with_a_long_time_out),
		FULL(test_slow_interrupts_in_another_name),
		FULL(test_busy_with_0_answers),
		FULL(test_busy_answers_after_as_many_as_asked_for),
		FULL(test_busy_for_ever_until_0),
		FULL(test_twins_tell_who_answers),
		FULL(test_two_services_share_one_context),
		FULL(test_partition_without_direct_messages_denies),
		FULL(test_echo_repeats_14_words),
		FULL(test_slow_takes_its_time_over_a_req2),
		FULL(test_twins_tell_who_answers_a_req2),
		FULL(test_two_services_take_a_req2_each),
		FULL(test_partitions_without_req2_deny),
		FULL(test_cpus_at_once_do_not_disturb_each_other),
	};

	return cmocka_run_group_tests_name("model-default", tests, NULL, NULL) != 0;
}
