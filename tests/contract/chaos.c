/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* A partition that answers nonsense: service 8, whose first word says which. */

#include "contract.h"

#include <errno.h>
#include <string.h>

enum {
	OTHER_WIDTH = 1, WRONG_SENDER, WRONG_RECEIVER, DIRTY_HALVES, FLAG_IN_W2, FRAMEWORK_IN_W2, ERROR, INTERRUPTS,
	OTHER_FUNCTION, ABORTED, EXTRA_REGISTERS, NONE_OF_THESE,
};

#define FOR_EACH_FORM(form)	for (form = FORM_32; form < form_count(); form++)

/* What a message with these words becomes; m has its outcome. */
static int send(struct ffa_msg *m, unsigned int form, uint64_t what, uint32_t argument, int timeout_ms)
{
	const uint64_t words[14] = { what, argument, 3, UINT32_MAX, 5, UINT64_MAX, [13] = 1ULL << 63 };
	struct ffa_partition *p = partition_of(8);
	int ret;

	set_form(m, (enum form)form, words);
	ret = ffa_partition_send(p, m, timeout_ms);
	while (ret == -EINPROGRESS) {
		assert_true(has_event(ffa_partition_fd(p), SOON_MS));
		ret = ffa_partition_resume(p, m, 0);
		assert_int_not_equal(ret, -EINPROGRESS);
	}
	if (!ret) {
		assert_answer_of_form(m, (enum form)form, words);
		assert_int_equal(ffa_msg_responder(m), 0x8008);
	}
	assert_int_equal(ffa_partition_resume(p, m, 0), -ENOENT);
	ffa_partition_close(p);
	return ret;
}

static int outcome(unsigned int form, uint64_t what, uint32_t argument)
{
	struct ffa_msg *m = msg_of(0, 0, 0, 0, 0);
	int ret = send(m, form, what, argument, SOON_MS);

	ffa_msg_free(m);
	return ret;
}

/* Nonsense has no status, no words and nobody who answered. */
static void assert_nonsense(unsigned int form, uint64_t what, uint32_t argument)
{
	const uint64_t words[14] = { what, argument };
	struct ffa_partition *p = partition_of(8);
	struct ffa_msg *m = msg_of(0, 0, 0, 0, 0);
	const uint64_t *answer;

	set_form(m, (enum form)form, words);
	assert_int_equal(ffa_partition_send(p, m, SOON_MS), -EPROTO);
	assert_int_equal(ffa_msg_origin(m), FFA_ORIGIN_FRAMEWORK);
	assert_int_equal(ffa_msg_status(m), 0);
	assert_int_equal(ffa_msg_responder(m), 0);
	assert_int_equal(ffa_msg_answer(m, &answer), 0);
	ffa_msg_free(m);
	ffa_partition_close(p);
}

static void test_chaos_that_echoes(void **state)
{
	unsigned int form;

	(void)state;
	FOR_EACH_FORM(form) {
		assert_int_equal(outcome(form, 0, 0), 0);
		assert_int_equal(outcome(form, NONE_OF_THESE, 0), 0);
	}
}

static void test_answer_of_the_other_width(void **state)
{
	unsigned int form;

	(void)state;
	FOR_EACH_FORM(form)
		assert_nonsense(form, OTHER_WIDTH, 0);
}

static void test_answer_of_somebody_else(void **state)
{
	unsigned int form;

	(void)state;
	FOR_EACH_FORM(form) {
		assert_nonsense(form, WRONG_SENDER, 0);
		assert_nonsense(form, WRONG_RECEIVER, 0);
	}
}

/* What the form does not define in an answer is no reason to refuse it, and nobody sees it. */
static void test_answer_with_dirt(void **state)
{
	unsigned int form;

	(void)state;
	FOR_EACH_FORM(form) {
		assert_int_equal(outcome(form, DIRTY_HALVES, 0), 0);
		assert_int_equal(outcome(form, EXTRA_REGISTERS, 0), 0);
		assert_int_equal(outcome(form, FLAG_IN_W2, 0), 0);
	}
}

static void test_answer_with_dirt_in_a_long_struct(void **state)
{
	static const uint32_t whats[] = { DIRTY_HALVES, EXTRA_REGISTERS, FLAG_IN_W2 };
	struct door *door = door_of(8);
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(whats); i++) {
		struct ffa_ioc_message in = { .size = sizeof(in), .method = FFA_IOC_DIRECT32, .deadline = UINT64_MAX,
					      .words = { whats[i], 2, 3, 4, 5 } }, msg = in;

		assert_int_equal(door_ioctl(door, FFA_IOC_SEND, &msg), 0);
		assert_memory_equal(msg.words, in.words, sizeof(in.words));
	}
	door_close(door);
}

/* RESP2 has no flags. */
static void test_answer_that_is_a_framework_message(void **state)
{
	(void)state;
	assert_nonsense(FORM_32, FRAMEWORK_IN_W2, 0);
	assert_nonsense(FORM_64, FRAMEWORK_IN_W2, 0);
	if (form_count() > FORM_REQ2)
		assert_int_equal(outcome(FORM_REQ2, FRAMEWORK_IN_W2, 0), 0);
}

static const struct {
	int32_t status;
	int error;
} errors[] = {
	{ FFA_STATUS_NOT_SUPPORTED, -EOPNOTSUPP }, { FFA_STATUS_INVALID_PARAMETERS, -EINVAL },
	{ FFA_STATUS_NO_MEMORY, -ENOMEM }, { FFA_STATUS_INTERRUPTED, -EAGAIN }, { FFA_STATUS_DENIED, -EACCES },
	{ FFA_STATUS_RETRY, -EAGAIN }, { FFA_STATUS_NO_DATA, -ENODATA }, { FFA_STATUS_NOT_READY, -EAGAIN },
	{ -11, -EIO }, { INT32_MIN, -EIO }, { FFA_STATUS_BUSY, -EBUSY },
};

static void test_answer_that_is_an_error(void **state)
{
	struct ffa_msg *m = msg_of(0, 0, 0, 0, 0);
	unsigned int form;
	size_t i;

	(void)state;
	FOR_EACH_FORM(form) {
		for (i = 0; i < ARRAY_SIZE(errors); i++) {
			assert_int_equal(send(m, form, ERROR, (uint32_t)errors[i].status, 0), errors[i].error);
			assert_int_equal(outcome(form, 0, 0), 0);
		}
	}
	ffa_msg_free(m);
}

static void test_error_has_its_status(void **state)
{
	struct ffa_partition *p = partition_of(8);
	struct ffa_msg *m;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(errors); i++) {
		m = msg_of(ERROR, (uint32_t)errors[i].status, 0, 0, 0);
		assert_int_equal(ffa_partition_send(p, m, 0), errors[i].error);
		assert_int_equal(ffa_msg_status(m), errors[i].status);
		assert_int_equal(ffa_msg_origin(m), FFA_ORIGIN_FRAMEWORK);
		ffa_msg_free(m);
	}
	ffa_partition_close(p);
}

/* No code at all is none that anybody knows. */
static void test_error_without_a_code(void **state)
{
	unsigned int form;

	(void)state;
	FOR_EACH_FORM(form) {
		assert_int_equal(outcome(form, ERROR, 0), -EOPNOTSUPP);
		assert_int_equal(outcome(form, ERROR, 5), -EOPNOTSUPP);
	}
}

static void test_answer_that_is_busy(void **state)
{
	unsigned int form;

	(void)state;
	FOR_EACH_FORM(form) {
		struct ffa_msg *m = msg_of(0, 0, 0, 0, 0);

		assert_int_equal(send(m, form, ERROR, (uint32_t)FFA_STATUS_BUSY, 20), -ETIMEDOUT);
		ffa_msg_free(m);
	}
}

static void test_interrupts_before_an_answer(void **state)
{
	static const uint32_t counts[] = { 1, 63, 64, 65, 200 };
	struct ffa_msg *m = msg_of(0, 0, 0, 0, 0);
	unsigned int form;
	size_t i;

	(void)state;
	FOR_EACH_FORM(form) {
		for (i = 0; i < ARRAY_SIZE(counts); i++)
			assert_int_equal(outcome(form, INTERRUPTS, counts[i]), 0);
		/* without time: by way of the worker */
		assert_int_equal(send(m, form, INTERRUPTS, 10, 0), 0);
	}
	ffa_msg_free(m);
}

static void test_answer_that_is_no_response(void **state)
{
	static const uint32_t fids[] = {
		FFA_FN_SUCCESS, FFA_FN_SUCCESS_64, FFA_FN_MSG_WAIT, FFA_FN_RUN, FFA_FN_DIRECT_REQ, FFA_FN_DIRECT_REQ_64,
		FFA_FN_DIRECT_REQ2_64, FFA_FN_VERSION, FFA_FN_MEM_RETRIEVE_RESP, FFA_FN_MEM_FRAG_RX, 0, UINT32_MAX,
	};
	unsigned int form;
	size_t i;

	(void)state;
	FOR_EACH_FORM(form) {
		for (i = 0; i < ARRAY_SIZE(fids); i++)
			assert_nonsense(form, OTHER_FUNCTION, fids[i]);
	}
}

static void test_answer_to_another_form(void **state)
{
	static const uint32_t responses[] = { FFA_FN_DIRECT_RESP, FFA_FN_DIRECT_RESP_64, FFA_FN_DIRECT_RESP2_64 };
	unsigned int form;
	size_t i;

	(void)state;
	FOR_EACH_FORM(form) {
		for (i = 0; i < ARRAY_SIZE(responses); i++) {
			if (i == form)
				assert_int_equal(outcome(form, OTHER_FUNCTION, responses[i]), 0);
			else
				assert_nonsense(form, OTHER_FUNCTION, responses[i]);
		}
	}
}

/* The last: some firmware never lets a context that crashed answer again. */
static void test_partition_that_crashes(void **state)
{
	struct ffa_msg *m = msg_of(ABORTED, 0, 0, 0, 0), *other = msg_of(0, 0, 0, 0, 0);
	struct ffa_partition *p = partition_of(8);
	int ret;

	(void)state;
	assert_int_equal(ffa_partition_send(p, m, SOON_MS), -ECANCELED);
	assert_int_equal(ffa_msg_status(m), FFA_STATUS_ABORTED);
	assert_int_equal(ffa_msg_origin(m), FFA_ORIGIN_FRAMEWORK);
	assert_int_equal(ffa_partition_resume(p, m, 0), -ENOENT);
	ret = ffa_partition_send(p, other, 0);
	assert_true(ret == 0 || ret == -EBUSY);
	assert_int_equal(ffa_partition_send(p, other, 20), ret ? -ETIMEDOUT : 0);
	ffa_msg_free(other);
	ffa_msg_free(m);
	ffa_partition_close(p);
}

const struct CMUnitTest chaos_cases[] = {
	cmocka_unit_test(test_chaos_that_echoes),
	cmocka_unit_test(test_answer_of_the_other_width),
	cmocka_unit_test(test_answer_of_somebody_else),
	cmocka_unit_test(test_answer_with_dirt),
	cmocka_unit_test(test_answer_with_dirt_in_a_long_struct),
	cmocka_unit_test(test_answer_that_is_a_framework_message),
	cmocka_unit_test(test_answer_that_is_an_error),
	cmocka_unit_test(test_error_has_its_status),
	cmocka_unit_test(test_error_without_a_code),
	cmocka_unit_test(test_answer_that_is_busy),
	cmocka_unit_test(test_interrupts_before_an_answer),
	cmocka_unit_test(test_answer_that_is_no_response),
	cmocka_unit_test(test_answer_to_another_form),
	cmocka_unit_test(test_partition_that_crashes),
};
const size_t chaos_case_count = ARRAY_SIZE(chaos_cases);
