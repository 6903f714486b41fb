/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* FFA_MSG_SEND_DIRECT_REQ2, and what becomes of it where it does not exist. */

#include "contract.h"

#include <errno.h>
#include <string.h>

static const uint64_t wide[14] = {
	UINT64_MAX, 0x1122334455667788, 1ULL << 63, 1ULL << 32, 0, 6, 7, 8, 9, 10, UINT32_MAX, 12, 13, UINT64_MAX - 1,
};

static int has_req2(void)
{
	return spoken() >= FFA_VERSION_1_2;
}

static struct ffa_msg *req2_of(const uint64_t *words, size_t n)
{
	struct ffa_msg *m;

	assert_int_equal(ffa_msg_new(&m), 0);
	assert_int_equal(ffa_msg_set_req2(m, words, n), 0);
	return m;
}

static void assert_refused(unsigned int nn)
{
	struct ffa_partition *p = partition_of(nn);
	struct ffa_msg *m = req2_of(wide, 14);
	const uint64_t *answer;

	assert_int_equal(ffa_partition_send(p, m, SOON_MS), -EOPNOTSUPP);
	assert_int_equal(ffa_msg_origin(m), FFA_ORIGIN_DRIVER);
	assert_int_equal(ffa_msg_status(m), 0);
	assert_int_equal(ffa_msg_answer(m, &answer), 0);
	assert_int_equal(ffa_partition_resume(p, m, 0), -ENOENT);
	ffa_msg_free(m);
	ffa_partition_close(p);
}

static void test_req2_has_14_words(void **state)
{
	struct ffa_partition *p = partition_of(1);
	struct ffa_msg *m = req2_of(wide, 14);

	(void)state;
	if (has_req2()) {
		assert_int_equal(ffa_partition_send(p, m, SOON_MS), 0);
		assert_answer_of_form(m, FORM_REQ2, wide);
		assert_int_equal(ffa_msg_responder(m), 0x8001);
	} else {
		assert_refused(1);
	}
	ffa_msg_free(m);
	ffa_partition_close(p);
}

static void test_req2_is_padded_with_zeroes(void **state)
{
	const uint64_t words[14] = { 1, 2, UINT64_MAX };
	struct ffa_partition *p = partition_of(1);
	struct ffa_msg *m = req2_of(wide, 14);
	const uint64_t *answer;

	(void)state;
	assert_int_equal(ffa_msg_set_req2(m, words, 3), 0);
	assert_int_equal(ffa_partition_send(p, m, SOON_MS), has_req2() ? 0 : -EOPNOTSUPP);
	if (has_req2())
		assert_answer_of_form(m, FORM_REQ2, words);
	assert_int_equal(ffa_msg_set_req2(m, wide, 15), -EINVAL);
	assert_int_equal(ffa_msg_answer(m, &answer), 0);
	ffa_msg_free(m);
	ffa_partition_close(p);
}

/* One object carries all forms in turn, and none has the words of another. */
static void test_req2_between_the_other_forms(void **state)
{
	struct ffa_partition *p = partition_of(1);
	struct ffa_msg *m = req2_of(NULL, 0);
	unsigned int i, n = form_count();

	(void)state;
	for (i = 0; i < 2 * n; i++) {
		set_form(m, (enum form)(i % n), wide);
		assert_int_equal(ffa_partition_send(p, m, SOON_MS), 0);
		assert_answer_of_form(m, (enum form)(i % n), wide);
	}
	ffa_msg_free(m);
	ffa_partition_close(p);
}

static void test_req2_to_a_partition_without_it(void **state)
{
	(void)state;
	assert_refused(3);
	assert_refused(7);
	assert_answers_again(3);
}

static void test_req2_to_both_services_of_a_partition(void **state)
{
	unsigned int nn;

	(void)state;
	for (nn = 5; nn <= 6; nn++) {
		struct ffa_partition *p = partition_of(nn);
		struct ffa_msg *m = req2_of(wide, 14);

		assert_int_equal(ffa_partition_send(p, m, SOON_MS), has_req2() ? 0 : -EOPNOTSUPP);
		if (has_req2())
			assert_int_equal(ffa_msg_responder(m), 0x8006);
		ffa_msg_free(m);
		ffa_partition_close(p);
	}
}

static void test_req2_is_parked(void **state)
{
	const uint64_t words[14] = { 1, LONG_YIELDS, LONG_NS, 0, UINT64_MAX, [13] = 1ULL << 63 };
	struct ffa_msg *m = req2_of(words, 14), *other = msg_of(0, 0, 0, 0, 0);
	struct ffa_partition *p = partition_of(2);

	(void)state;
	if (has_req2()) {
		assert_int_equal(ffa_partition_send(p, m, 0), -EINPROGRESS);
		assert_int_equal(ffa_partition_send(p, other, 0), -EBUSY);
		assert_int_equal(ffa_partition_resume(p, other, SOON_MS), 0);
		assert_answer_of_form(other, FORM_REQ2, words);
		assert_int_equal(ffa_msg_responder(other), 0x8002);
	} else {
		assert_refused(2);
	}
	assert_int_equal(ffa_partition_resume(p, m, 0), -ENOENT);
	ffa_msg_free(other);
	ffa_msg_free(m);
	ffa_partition_close(p);
}

/* ---- the struct ---- */

static void test_req2_in_a_short_struct(void **state)
{
	struct door *door = door_of(1);
	uint32_t size;

	(void)state;
	for (size = FFA_IOC_MESSAGE_SIZE_VER0; size < FFA_IOC_MESSAGE_SIZE_VER1; size++) {
		struct ffa_ioc_message msg = { .size = size, .method = FFA_IOC_DIRECT_REQ2, .deadline = UINT64_MAX };

		assert_int_equal(door_ioctl(door, FFA_IOC_SEND, &msg), -EINVAL);
	}
	door_close(door);
}

static int send_words(struct door *door, uint32_t size, uint32_t method, size_t i)
{
	struct ffa_ioc_message msg = { .size = size, .method = method, .deadline = UINT64_MAX };
	int ret;

	msg.words[i] = 1;
	ret = door_ioctl(door, FFA_IOC_SEND, &msg);
	assert_int_equal(msg.words[i], 1);
	return ret;
}

static void test_words_past_those_of_the_method(void **state)
{
	struct door *door = door_of(1);
	size_t i;

	(void)state;
	for (i = 0; i < 14; i++) {
		assert_int_equal(send_words(door, FFA_IOC_MESSAGE_SIZE_VER1, FFA_IOC_DIRECT32, i), i < 5 ? 0 : -EINVAL);
		assert_int_equal(send_words(door, FFA_IOC_MESSAGE_SIZE_VER1, FFA_IOC_DIRECT64, i), i < 5 ? 0 : -EINVAL);
		assert_int_equal(send_words(door, FFA_IOC_MESSAGE_SIZE_VER1, FFA_IOC_DIRECT_REQ2, i),
				 has_req2() ? 0 : -EOPNOTSUPP);
	}
	/* also in the struct of a caller that knows some of them */
	assert_int_equal(send_words(door, FFA_IOC_MESSAGE_SIZE_VER0 + 8, FFA_IOC_DIRECT32, 5), -EINVAL);
	assert_int_equal(send_words(door, FFA_IOC_MESSAGE_SIZE_VER0 + 1, FFA_IOC_DIRECT32, 5), -EINVAL);
	/* and not in that of one that does not */
	assert_int_equal(send_words(door, FFA_IOC_MESSAGE_SIZE_VER0, FFA_IOC_DIRECT32, 5), 0);
	door_close(door);
}

static void test_words_past_those_of_the_method_are_zero(void **state)
{
	const struct ffa_ioc_message in = { .size = sizeof(in), .method = FFA_IOC_DIRECT64, .deadline = UINT64_MAX,
					    .words = { 0, LONG_YIELDS, LONG_NS, 0, UINT64_MAX } };
	struct ffa_ioc_message msg = in;
	struct door *door = door_of(2);

	(void)state;
	assert_int_equal(door_ioctl(door, FFA_IOC_SEND, &msg), 0);
	assert_memory_equal(msg.words, in.words, sizeof(in.words));
	/* fetched later, too */
	msg = in;
	msg.deadline = 0;
	assert_int_equal(door_ioctl(door, FFA_IOC_SEND, &msg), -EINPROGRESS);
	memset(msg.words, 0xa5, sizeof(msg.words));
	msg.deadline = UINT64_MAX;
	assert_int_equal(door_ioctl(door, FFA_IOC_RESUME, &msg), 0);
	assert_memory_equal(msg.words, in.words, sizeof(in.words));
	door_close(door);
}

/* Resumes with a struct of size; it does not fit, and the caller's words stay what they were. */
static void assert_does_not_fit(struct door *door, uint32_t size)
{
	struct ffa_ioc_message msg = { .size = size, .deadline = UINT64_MAX, .words = { 0xa5 } };

	assert_int_equal(door_ioctl(door, FFA_IOC_RESUME, &msg), -EMSGSIZE);
	assert_int_equal(msg.parked, 1);
	assert_int_equal(msg.words[0], 0xa5);
	assert_int_equal(msg.origin, FFA_IOC_ORIGIN_DRIVER);
	assert_int_equal(msg.method, FFA_IOC_DIRECT_REQ2);
}

static void test_resume_of_req2_in_a_short_struct(void **state)
{
	struct ffa_ioc_message msg = { .size = sizeof(msg), .method = FFA_IOC_DIRECT_REQ2,
				       .words = { 0, LONG_YIELDS, LONG_NS, [13] = 14 } };
	struct ffa_ioc_message other = { .size = FFA_IOC_MESSAGE_SIZE_VER0, .method = FFA_IOC_DIRECT32 };
	struct door *door = door_of(2);

	(void)state;
	if (has_req2()) {
		assert_int_equal(door_ioctl(door, FFA_IOC_SEND, &msg), -EINPROGRESS);
		assert_does_not_fit(door, FFA_IOC_MESSAGE_SIZE_VER0);
		assert_does_not_fit(door, FFA_IOC_MESSAGE_SIZE_VER1 - 1);
		assert_int_equal(door_ioctl(door, FFA_IOC_SEND, &other), -EBUSY);
		assert_int_equal(other.parked, 1);
		assert_int_equal(door_ioctl(door, FFA_IOC_RESUME, &msg), 0);
		assert_int_equal(msg.words[13], 14);
		assert_int_equal(msg.method, FFA_IOC_DIRECT_REQ2);
	} else {
		assert_int_equal(door_ioctl(door, FFA_IOC_SEND, &msg), -EOPNOTSUPP);
	}
	assert_int_equal(door_ioctl(door, FFA_IOC_RESUME, &other), -ENOENT);
	door_close(door);
}

const struct CMUnitTest req2_cases[] = {
	cmocka_unit_test(test_req2_has_14_words),
	cmocka_unit_test(test_req2_is_padded_with_zeroes),
	cmocka_unit_test(test_req2_between_the_other_forms),
	cmocka_unit_test(test_req2_to_a_partition_without_it),
	cmocka_unit_test(test_req2_to_both_services_of_a_partition),
	cmocka_unit_test(test_req2_is_parked),
	cmocka_unit_test(test_req2_in_a_short_struct),
	cmocka_unit_test(test_words_past_those_of_the_method),
	cmocka_unit_test(test_words_past_those_of_the_method_are_zero),
	cmocka_unit_test(test_resume_of_req2_in_a_short_struct),
};
const size_t req2_case_count = ARRAY_SIZE(req2_cases);
