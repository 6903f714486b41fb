/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>

#include "msg.h"

static void test_resume_fetches_into_any_msg(void **state)
{
	static const struct expect_ioctl table[] = {
		SEND(&msg_in64, &msg_parked, -EINTR), RESUME(&msg_parked, -EINPROGRESS), RESUME(&msg_answer64, 0)
	};
	struct ffa_msg *other = m;

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_partition_send(p, m, -1), -EINTR);
	assert_failure(0, FFA_ORIGIN_DRIVER);
	assert_int_equal(ffa_partition_resume(p, m, 0), -EINPROGRESS);
	assert_failure(0, FFA_ORIGIN_DRIVER);
	assert_int_equal(ffa_msg_new(&m), 0);
	assert_int_equal(ffa_partition_resume(p, m, -1), 0);
	assert_answer((const uint64_t *)msg_answer64.words, WORDS);
	ffa_msg_free(other);
}

static void test_resume_of_a_32_bit_request(void **state)
{
	static const uint64_t low[WORDS] = { 11, 12, 13, 14, 15 };
	static const struct expect_ioctl table[] = { RESUME(&msg_answer32, 0) };

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_partition_resume(p, m, -1), 0);
	assert_answer(low, WORDS);
}

/* Whatever was sent, there is room for the longest answer. */
static void test_resume_of_a_req2(void **state)
{
	static const struct expect_ioctl table[] = { RESUME(&msg_answer_req2, 0), RESUME(&msg_answer64, 0) };

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_partition_resume(p, m, -1), 0);
	assert_answer((const uint64_t *)msg_answer_req2.words, REQ2_WORDS);
	assert_int_equal(ffa_partition_resume(p, m, -1), 0);
	assert_answer((const uint64_t *)msg_answer64.words, WORDS);
}

static void test_resume_of_a_method_that_is_not_known(void **state)
{
	static const struct ffa_ioc_message none = { .responder = 0x8001 };
	static const struct ffa_ioc_message next = { .method = FFA_IOC_DIRECT_REQ2 + 1, .responder = 0x8001 };
	static const struct expect_ioctl table[] = { RESUME(&none, 0), RESUME(&next, 0) };

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_partition_resume(p, m, -1), -EPROTO);
	assert_failure(0, FFA_ORIGIN_DRIVER);
	assert_int_equal(ffa_partition_resume(p, m, -1), -EPROTO);
	assert_failure(0, FFA_ORIGIN_DRIVER);
}

static void test_resume_keeps_the_payload(void **state)
{
	static const struct expect_ioctl table[] = { RESUME(&msg_answer32, 0), SEND(&msg_in64, &msg_answer64, 0) };

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_partition_resume(p, m, -1), 0);
	assert_int_equal(ffa_partition_send(p, m, -1), 0);
}

static void test_resume_of_nothing(void **state)
{
	static const struct ffa_ioc_message nothing = { .size = sizeof(nothing), .origin = FFA_IOC_ORIGIN_DRIVER };
	static const struct expect_ioctl table[] = { SEND(&msg_in64, &msg_answer64, 0), RESUME(&nothing, -ENOENT) };

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_partition_send(p, m, -1), 0);
	assert_int_equal(ffa_partition_resume(p, m, -1), -ENOENT);
	assert_failure(0, FFA_ORIGIN_DRIVER);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_resume_fetches_into_any_msg),
		TEST(test_resume_of_a_32_bit_request),
		TEST(test_resume_of_a_req2),
		TEST(test_resume_of_a_method_that_is_not_known),
		TEST(test_resume_keeps_the_payload),
		TEST(test_resume_of_nothing),
	};

	return cmocka_run_group_tests_name("resume", tests, NULL, NULL) != 0;
}
