/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "machine.h"

#define CHAOS	0x8008u
#define FROM	(CHAOS << 16)	/* w1 of its answer to the host */
#define REQ	FFA_FN_DIRECT_REQ
#define RESP	FFA_FN_DIRECT_RESP
#define REQ_64	FFA_FN_DIRECT_REQ_64
#define RESP_64	FFA_FN_DIRECT_RESP_64
#define REQ2	FFA_FN_DIRECT_REQ2_64
#define RESP2	FFA_FN_DIRECT_RESP2_64
#define ONES	UINT64_MAX
#define UPPER	0xffffffff00000000u

/* The rest of the words of a REQ2, from the third. */
#define REST	6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17

static void assert_echo(void *machine)
{
	ASSERT_FRAME18(CALL18(machine, REQ, CHAOS, 0, 0, 2, 3, 4, 5), RESP, FROM, 0, 0, 2, 3, 4, 5);
}

static void test_chaos_without_a_wish_repeats_the_words(void **state)
{
	assert_echo(*state);
	ASSERT_FRAME18(CALL18(*state, REQ_64, CHAOS, 0, 0, DIRTY, 3, 4, 5), RESP_64, FROM, 0, 0, DIRTY, 3, 4, 5);
	ASSERT_FRAME18(CALL18(*state, REQ2, CHAOS, 0, 0, 0, 2, REST), RESP2, FROM, 0, 0, 0, 2, REST);
	/* and so it does with words that it does not know */
	ASSERT_FRAME18(CALL18(*state, REQ, CHAOS, 0, 12, 2, 3, 4, 5), RESP, FROM, 0, 12, 2, 3, 4, 5);
	ASSERT_FRAME18(CALL18(*state, REQ, CHAOS, 0, 0xffffffff), RESP, FROM, 0, 0xffffffff);
	ASSERT_FRAME18(CALL18(*state, REQ_64, CHAOS, 0, DIRTY | 1), RESP_64, FROM, 0, DIRTY | 1);
}

static void test_chaos_1_answers_in_the_other_width(void **state)
{
	ASSERT_FRAME18(CALL18(*state, REQ, CHAOS, 0, 1, 2, 3, 4, 5), RESP_64, FROM, 0, 1, 2, 3, 4, 5);
	ASSERT_FRAME18(CALL18(*state, REQ_64, CHAOS, 0, 1, DIRTY | 2, 3, 4, 5), RESP, FROM, 0, 1, 2, 3, 4, 5);
	ASSERT_FRAME(CALL18(*state, REQ2, CHAOS, 0, 0, 1, DIRTY | 2, REST), RESP, FROM, 0, 1, 2, 6, 7, 8);
	assert_echo(*state);
}

static void test_chaos_2_and_3_name_others(void **state)
{
	ASSERT_FRAME18(CALL18(*state, REQ, CHAOS, 0, 2, 9), RESP, 0x80010000, 0, 2, 9);
	ASSERT_FRAME18(CALL18(*state, REQ, CHAOS, 0, 3, 9), RESP, FROM | 5, 0, 3, 9);
	ASSERT_FRAME18(CALL18(*state, REQ2, CHAOS, 0, 0, 2, 9), RESP2, 0x80010000, 0, 0, 2, 9);
	ASSERT_FRAME18(CALL18(*state, REQ2, CHAOS, 0, 0, 3, 9), RESP2, FROM | 5, 0, 0, 3, 9);
	assert_echo(*state);
}

static void test_chaos_4_has_dirty_upper_halves(void **state)
{
	ASSERT_FRAME18(CALL18(*state, REQ, CHAOS, 0, 4, 2, 3, 4, 5),
		       UPPER | RESP, UPPER | FROM, UPPER, UPPER | 4, UPPER | 2, UPPER | 3, UPPER | 4, UPPER | 5);
	ASSERT_FRAME18(CALL18(*state, REQ_64, CHAOS, 0, 4, 2, 3, 4, 5), UPPER | RESP_64, UPPER | FROM, UPPER, 4, 2, 3, 4, 5);
	ASSERT_FRAME18(CALL18(*state, REQ2, CHAOS, 0, 0, 4, 2, REST), UPPER | RESP2, UPPER | FROM, UPPER, 0, 4, 2, REST);
}

static void test_chaos_5_and_6_set_flags(void **state)
{
	ASSERT_FRAME18(CALL18(*state, REQ, CHAOS, 0, 5, 9), RESP, FROM, 1, 5, 9);
	ASSERT_FRAME18(CALL18(*state, REQ, CHAOS, 0, 6, 9), RESP, FROM, 0x80000000, 6, 9);
	ASSERT_FRAME18(CALL18(*state, REQ_64, CHAOS, 0, 6, 9), RESP_64, FROM, 0x80000000, 6, 9);
	ASSERT_FRAME18(CALL18(*state, REQ2, CHAOS, 0, 0, 5, 9), RESP2, FROM, 1, 0, 5, 9);
	ASSERT_FRAME18(CALL18(*state, REQ2, CHAOS, 0, 0, 6, 9), RESP2, FROM, 0, 0, 6, 9);
	assert_echo(*state);
}

static void test_chaos_7_answers_an_error(void **state)
{
	ASSERT_ERROR(CALL(*state, REQ, CHAOS, 0, 7, (uint32_t)FFA_STATUS_DENIED), FFA_STATUS_DENIED);
	ASSERT_ERROR(CALL(*state, REQ_64, CHAOS, 0, 7, DIRTY | 0x80000000), 0x80000000);
	ASSERT_ERROR(CALL(*state, REQ2, CHAOS, 0, 0, 7, 0), 0);
	ASSERT_ERROR(CALL(*state, REQ2, CHAOS, 0, 0, 7, 1), 1);
	assert_echo(*state);
}

static void test_chaos_8_interrupts_as_often_as_asked_for(void **state)
{
	unsigned int i;

	ASSERT_FRAME18(CALL18(*state, REQ2, CHAOS, 0, 0, 8, 3, 9), FFA_FN_INTERRUPT, FROM);
	for (i = 0; i < 2; i++)
		ASSERT_FRAME(CALL(*state, FFA_FN_RUN, FROM), FFA_FN_INTERRUPT, FROM);
	ASSERT_FRAME18(CALL18(*state, FFA_FN_RUN, FROM), RESP2, FROM, 0, 0, 8, 3, 9);
	ASSERT_FRAME18(CALL18(*state, REQ, CHAOS, 0, 8, 0, 9), RESP, FROM, 0, 8, 0, 9);
}

static void assert_endless(void *machine, uint32_t fid, uint64_t count)
{
	unsigned int i;

	ASSERT_FRAME(CALL(machine, fid, CHAOS, 0, 8, count), FFA_FN_INTERRUPT, FROM);
	for (i = 0; i < 10000; i++)
		ASSERT_FRAME(CALL(machine, FFA_FN_RUN, FROM), FFA_FN_INTERRUPT, FROM);
	ASSERT_ERROR(CALL(machine, fid, CHAOS), FFA_STATUS_BUSY);
}

static void test_chaos_8_interrupts_without_end(void **state)
{
	assert_endless(*state, REQ, 0xffffffff);
}

static void test_chaos_8_interrupts_without_end_in_64_bit(void **state)
{
	assert_endless(*state, REQ_64, UINT64_MAX);
}

static void test_chaos_9_answers_with_another_function(void **state)
{
	ASSERT_FRAME(CALL(*state, REQ, CHAOS, 0, 9, SUCCESS_FRAME, 3), SUCCESS_FRAME, FROM, 0, 9, SUCCESS_FRAME, 3);
	ASSERT_FRAME(CALL(*state, REQ, CHAOS, 0, 9, 0, 3), 0, FROM, 0, 9, 0, 3);
	ASSERT_FRAME(CALL(*state, REQ_64, CHAOS, 0, 9, ONES, 3), 0xffffffff, FROM, 0, 9, ONES, 3);
	ASSERT_FRAME(CALL(*state, REQ, CHAOS, 0, 9, FFA_FN_MSG_WAIT), FFA_FN_MSG_WAIT, FROM, 0, 9, FFA_FN_MSG_WAIT);
	assert_echo(*state);
}

static void test_chaos_9_that_interrupts_or_yields_can_be_run(void **state)
{
	ASSERT_FRAME(CALL(*state, REQ, CHAOS, 0, 9, FFA_FN_INTERRUPT, 3), FFA_FN_INTERRUPT, FROM);
	ASSERT_FRAME(CALL(*state, FFA_FN_RUN, FROM), RESP, FROM, 0, 9, FFA_FN_INTERRUPT, 3);
	ASSERT_FRAME(CALL(*state, REQ, CHAOS, 0, 9, FFA_FN_YIELD, 3), FFA_FN_YIELD, FROM, 0, 9);
	ASSERT_FRAME(CALL(*state, FFA_FN_RUN, FROM), RESP, FROM, 0, 9, FFA_FN_YIELD, 3);
}

static void test_chaos_10_aborts(void **state)
{
	ASSERT_ERROR(CALL(*state, REQ, CHAOS, 0, 10), FFA_STATUS_ABORTED);
	ASSERT_ERROR(CALL(*state, REQ2, CHAOS, 0, 0, 10), FFA_STATUS_ABORTED);
	assert_echo(*state);
}

static void test_chaos_11_fills_what_the_response_does_not_have(void **state)
{
	ASSERT_FRAME18(CALL18(*state, REQ_64, CHAOS, 0, 11, 2, 3, 4, 5),
		       RESP_64, FROM, 0, 11, 2, 3, 4, 5, ONES, ONES, ONES, ONES, ONES, ONES, ONES, ONES, ONES, ONES);
	ASSERT_FRAME18(CALL18(*state, REQ2, CHAOS, 0, 0, 11, 2, REST), RESP2, FROM, ONES, ONES, 11, 2, REST);
	/* 32-bit completions have no x8..x17 at all */
	ASSERT_FRAME18(CALL18(*state, REQ, CHAOS, 0, 11, 2), RESP, FROM, 0, 11, 2);
	assert_echo(*state);
}

static void test_chaos_11_does_not_reach_an_older_caller(void **state)
{
	ASSERT_FRAME18(CALL18(*state, REQ_64, CHAOS, 0, 11, 2, 3, 4, 5), RESP_64, FROM, 0, 11, 2, 3, 4, 5);
}

#define FULL(f)	cmocka_unit_test_setup_teardown(f, machine_setup_default, machine_teardown)
#define MIDDLE(f)	cmocka_unit_test_setup_teardown(f, machine_setup_1_1, machine_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		FULL(test_chaos_without_a_wish_repeats_the_words),
		FULL(test_chaos_1_answers_in_the_other_width),
		FULL(test_chaos_2_and_3_name_others),
		FULL(test_chaos_4_has_dirty_upper_halves),
		FULL(test_chaos_5_and_6_set_flags),
		FULL(test_chaos_7_answers_an_error),
		FULL(test_chaos_8_interrupts_as_often_as_asked_for),
		FULL(test_chaos_8_interrupts_without_end),
		FULL(test_chaos_8_interrupts_without_end_in_64_bit),
		FULL(test_chaos_9_answers_with_another_function),
		FULL(test_chaos_9_that_interrupts_or_yields_can_be_run),
		FULL(test_chaos_10_aborts),
		FULL(test_chaos_11_fills_what_the_response_does_not_have),
		MIDDLE(test_chaos_11_does_not_reach_an_older_caller),
	};

	return cmocka_run_group_tests_name("model-chaos", tests, NULL, NULL) != 0;
}
