/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <string.h>
#include <time.h>

#include <ffa/abi.h>

#include "alloc.h"
#include "msg.h"

static const struct ffa_ioc_message in32 = {
	.size = FFA_IOC_MESSAGE_SIZE_VER0, .method = FFA_IOC_DIRECT32, .words = { 0xfffffff1, 2 }
};

static const struct ffa_ioc_message in_req2 = {
	.size = FFA_IOC_MESSAGE_SIZE_VER1, .method = FFA_IOC_DIRECT_REQ2,
	.words = { HIGH | 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, HIGH | 14 }
};

static void test_new_and_free(void **state)
{
	struct ffa_msg *new;

	(void)state;
	assert_int_equal(ffa_msg_new(&new), 0);
	assert_int_equal(ffa_msg_answer(new, NULL), 0);
	errno = ENOTUNIQ;
	ffa_msg_free(new);
	ffa_msg_free(NULL);
	assert_int_equal(errno, ENOTUNIQ);
}

static void test_new_without_memory(void **state)
{
	struct ffa_msg *new = (void *)state;

	alloc_fail(1);
	assert_int_equal(ffa_msg_new(&new), -ENOMEM);
	assert_null(new);
	assert_int_equal(ffa_msg_new(NULL), -EINVAL);
}

static void test_send64(void **state)
{
	static const struct expect_ioctl table[] = { SEND(&msg_in64, &msg_answer64, 0) };

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_partition_send(p, m, -1), 0);
	assert_answer((const uint64_t *)msg_answer64.words, WORDS);
}

static void test_send32_has_no_upper_halves(void **state)
{
	static const uint64_t low[WORDS] = { 11, 12, 13, 14, 15 };
	static const struct expect_ioctl table[] = { SEND(&in32, &msg_answer32, 0) };
	const uint32_t words[] = { 0xfffffff1, 2 };

	(void)state;
	assert_int_equal(ffa_msg_set32(m, words, 2), 0);
	expect(&e, table);
	assert_int_equal(ffa_partition_send(p, m, -1), 0);
	assert_answer(low, WORDS);
}

static void test_send_req2(void **state)
{
	static const struct expect_ioctl table[] = { SEND_REQ2(&in_req2, &msg_answer_req2, 0) };

	(void)state;
	assert_int_equal(ffa_msg_set_req2(m, (const uint64_t *)in_req2.words, REQ2_WORDS), 0);
	expect(&e, table);
	assert_int_equal(ffa_partition_send(p, m, -1), 0);
	assert_answer((const uint64_t *)msg_answer_req2.words, REQ2_WORDS);
}

static void test_methods_leave_no_words_behind(void **state)
{
	static const struct ffa_ioc_message one = {
		.size = FFA_IOC_MESSAGE_SIZE_VER0, .method = FFA_IOC_DIRECT64, .words = { 7 }
	};
	static const struct ffa_ioc_message none = { .size = FFA_IOC_MESSAGE_SIZE_VER1, .method = FFA_IOC_DIRECT_REQ2 };
	static const struct expect_ioctl table[] = {
		SEND_REQ2(&in_req2, &msg_answer_req2, 0), SEND(&one, &msg_answer64, 0), SEND_REQ2(&none, &msg_parked, -EBUSY)
	};
	const uint64_t seven = 7;

	(void)state;
	assert_int_equal(ffa_msg_set_req2(m, (const uint64_t *)in_req2.words, REQ2_WORDS), 0);
	expect(&e, table);
	assert_int_equal(ffa_partition_send(p, m, -1), 0);
	assert_int_equal(ffa_msg_set64(m, &seven, 1), 0);
	assert_failure(0, FFA_ORIGIN_NONE);
	assert_int_equal(ffa_partition_send(p, m, -1), 0);
	assert_answer((const uint64_t *)msg_answer64.words, WORDS);
	assert_int_equal(ffa_msg_set_req2(m, NULL, 0), 0);
	assert_int_equal(ffa_partition_send(p, m, -1), -EBUSY);
	assert_failure(0, FFA_ORIGIN_DRIVER);
}

static void test_send_of_no_words(void **state)
{
	static const struct ffa_ioc_message in = { .size = FFA_IOC_MESSAGE_SIZE_VER0, .method = FFA_IOC_DIRECT32 };
	static const struct expect_ioctl table[] = { SEND(&in, &msg_answer32, 0) };

	(void)state;
	assert_int_equal(ffa_msg_set32(m, NULL, 0), 0);
	expect(&e, table);
	assert_int_equal(ffa_partition_send(p, m, -1), 0);
}

static void test_send_again_sends_the_same(void **state)
{
	static const struct expect_ioctl table[] = {
		SEND(&msg_in64, &msg_answer64, 0), SEND(&msg_in64, &msg_parked, -EBUSY), SEND(&msg_in64, &msg_answer64, 0)
	};

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_partition_send(p, m, -1), 0);
	assert_int_equal(ffa_partition_send(p, m, -1), -EBUSY);
	assert_failure(0, FFA_ORIGIN_DRIVER);
	assert_int_equal(ffa_partition_send(p, m, -1), 0);
	assert_answer((const uint64_t *)msg_answer64.words, WORDS);
}

static void test_send_allocates_nothing(void **state)
{
	static const struct expect_ioctl table[] = { SEND(&msg_in64, &msg_parked, -EINPROGRESS), RESUME(&msg_answer64, 0) };
	unsigned long before = alloc_count();

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_partition_send(p, m, 10), -EINPROGRESS);
	assert_int_equal(ffa_partition_resume(p, m, 10), 0);
	assert_true(alloc_count() == before);
}

static unsigned int clock_reads;

int __wrap_clock_gettime(clockid_t clock, struct timespec *now);
int __real_clock_gettime(clockid_t clock, struct timespec *now);

int __wrap_clock_gettime(clockid_t clock, struct timespec *now)
{
	clock_reads++;
	return __real_clock_gettime(clock, now);
}

static uint64_t now_ns(void)
{
	struct timespec now;

	__real_clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* Sends and resumes with timeout_ms and sees the same kind of deadline in both. */
static void deadlines_lie_within(int timeout_ms, uint64_t from, uint64_t to)
{
	static const struct expect_ioctl table[] = {
		SEND(&msg_in64, &msg_parked, -EINPROGRESS), RESUME(&msg_parked, -EINPROGRESS)
	};

	expect(&e, table);
	assert_int_equal(ffa_partition_send(p, m, timeout_ms), -EINPROGRESS);
	assert_true(msg_deadline >= from && msg_deadline <= to);
	assert_int_equal(ffa_partition_resume(p, m, timeout_ms), -EINPROGRESS);
	assert_true(msg_deadline >= from && msg_deadline <= to);
}

static void test_timeout_becomes_a_deadline(void **state)
{
	const uint64_t minute = 60000000000u;
	uint64_t now = now_ns();

	(void)state;
	clock_reads = 0;
	deadlines_lie_within(-1, UINT64_MAX, UINT64_MAX);
	deadlines_lie_within(0, 0, 0);
	assert_int_equal(clock_reads, 0);
	deadlines_lie_within(1, now + 1000000, now + minute);
	deadlines_lie_within(60000, now + minute, now + 2 * minute);
	deadlines_lie_within(INT32_MAX, now + INT32_MAX * UINT64_C(1000000), now + INT32_MAX * UINT64_C(1000000) + minute);
	assert_int_equal(clock_reads, 6);
}

static void test_negative_timeout_is_a_bug(void **state)
{
	(void)state;
	assert_int_equal(ffa_partition_send(p, m, -2), -EINVAL);
	assert_failure(0, FFA_ORIGIN_LIBRARY);
	assert_int_equal(ffa_partition_resume(p, m, INT32_MIN), -EINVAL);
	assert_failure(0, FFA_ORIGIN_LIBRARY);
	assert_int_equal(lines.count[FFA_LOG_BUG], 2);
}

static void test_send_of_an_empty_msg_is_a_bug(void **state)
{
	(void)state;
	ffa_msg_free(m);
	assert_int_equal(ffa_msg_new(&m), 0);
	assert_int_equal(ffa_partition_send(p, m, -1), -EINVAL);
	assert_failure(0, FFA_ORIGIN_LIBRARY);
	assert_int_equal(lines.count[FFA_LOG_BUG], 1);
}

static void test_null_is_a_bug(void **state)
{
	(void)state;
	assert_int_equal(ffa_partition_send(p, NULL, -1), -EINVAL);
	assert_int_equal(ffa_partition_resume(p, NULL, -1), -EINVAL);
	assert_int_equal(lines.count[FFA_LOG_BUG], 2);
	assert_int_equal(ffa_partition_send(NULL, m, -1), -EINVAL);
	assert_failure(0, FFA_ORIGIN_LIBRARY);
	assert_int_equal(ffa_partition_resume(NULL, m, -1), -EINVAL);
	assert_int_equal(ffa_partition_resume(NULL, NULL, -1), -EINVAL);
	assert_int_equal(ffa_msg_set32(NULL, NULL, 0), -EINVAL);
	assert_int_equal(ffa_msg_set64(NULL, NULL, 0), -EINVAL);
	assert_int_equal(ffa_msg_set_req2(NULL, NULL, 0), -EINVAL);
}

static void test_set_refuses_too_much(void **state)
{
	static const struct expect_ioctl table[] = { SEND(&msg_in64, &msg_answer64, 0) };
	const uint32_t six32[6] = { 0 };
	const uint64_t six64[6] = { 0 };
	const uint64_t fifteen[15] = { 0 };

	(void)state;
	assert_int_equal(ffa_msg_set32(m, six32, 6), -EINVAL);
	assert_failure(0, FFA_ORIGIN_LIBRARY);
	assert_int_equal(ffa_msg_set64(m, six64, SIZE_MAX), -EINVAL);
	assert_int_equal(ffa_msg_set32(m, NULL, 1), -EINVAL);
	assert_int_equal(ffa_msg_set64(m, NULL, 1), -EINVAL);
	assert_int_equal(ffa_msg_set_req2(m, fifteen, 15), -EINVAL);
	assert_int_equal(ffa_msg_set_req2(m, NULL, 1), -EINVAL);
	assert_failure(0, FFA_ORIGIN_LIBRARY);
	expect(&e, table);
	assert_int_equal(ffa_partition_send(p, m, -1), 0);
}

static void test_set_takes_the_answer_back(void **state)
{
	static const struct ffa_ioc_message in = {
		.size = FFA_IOC_MESSAGE_SIZE_VER0, .method = FFA_IOC_DIRECT64, .words = { 11, 12, 13, 14, HIGH | 15 }
	};
	static const struct expect_ioctl table[] = { SEND(&msg_in64, &msg_answer64, 0), SEND(&in, &msg_answer64, 0) };
	const uint64_t *words;

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_partition_send(p, m, -1), 0);
	assert_int_equal(ffa_msg_answer(m, &words), WORDS);
	assert_int_equal(ffa_msg_set64(m, words, WORDS), 0);
	assert_failure(0, FFA_ORIGIN_NONE);
	assert_int_equal(ffa_partition_send(p, m, -1), 0);
}

static void test_failure_tells_whose_word_it_is(void **state)
{
	static const struct { int err; int32_t status; uint8_t raw; enum ffa_origin origin; } words[] = {
		{ -EBUSY, FFA_STATUS_BUSY, FFA_IOC_ORIGIN_FRAMEWORK, FFA_ORIGIN_FRAMEWORK },
		{ -ECANCELED, FFA_STATUS_ABORTED, FFA_IOC_ORIGIN_PARTITION, FFA_ORIGIN_PARTITION },
		{ -EOPNOTSUPP, 0, FFA_IOC_ORIGIN_DRIVER, FFA_ORIGIN_DRIVER },
		{ -EACCES, FFA_STATUS_DENIED, FFA_IOC_ORIGIN_FRAMEWORK, FFA_ORIGIN_FRAMEWORK },
		{ -EIO, -99, FFA_IOC_ORIGIN_FRAMEWORK, FFA_ORIGIN_FRAMEWORK },
		{ -EPROTO, 0, FFA_IOC_ORIGIN_LIBRARY, FFA_ORIGIN_NONE },
		{ -EPROTO, 7, 77, FFA_ORIGIN_NONE },
	};
	struct ffa_ioc_message out = msg_answer64;
	const struct expect_ioctl send[] = { SEND(&msg_in64, &out, 0) };
	struct expect_ioctl table[1];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(words); i++) {
		out.status = words[i].status;
		out.origin = words[i].raw;
		table[0] = send[0];
		table[0].ret = words[i].err;
		expect(&e, table);
		assert_int_equal(ffa_partition_send(p, m, -1), words[i].err);
		assert_failure(words[i].status < 0 ? words[i].status : 0, words[i].origin);
	}
}

static void test_failure_that_writes_nothing_is_the_drivers(void **state)
{
	static const int errors[] = { -ENODEV, -EFAULT, -ENOTTY, -EINTR };
	struct expect_ioctl table[1];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(errors); i++) {
		table[0] = (struct expect_ioctl)SEND(&msg_in64, NULL, errors[i]);
		expect(&e, table);
		assert_int_equal(ffa_partition_send(p, m, -1), errors[i]);
		assert_failure(0, FFA_ORIGIN_DRIVER);
	}
}

static void test_failure_after_fork_is_the_librarys(void **state)
{
	static const struct expect_ioctl table[] = { SEND(&msg_in64, NULL, -ECHILD) };

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_partition_send(p, m, -1), -ECHILD);
	assert_failure(0, FFA_ORIGIN_LIBRARY);
}

static void test_positive_answer_of_a_driver_is_no_success(void **state)
{
	static const struct expect_ioctl table[] = { SEND(&msg_in64, &msg_answer64, 1) };

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_partition_send(p, m, -1), -EPROTO);
	assert_failure(0, FFA_ORIGIN_DRIVER);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_new_and_free),
		TEST(test_new_without_memory),
		TEST(test_send64),
		TEST(test_send32_has_no_upper_halves),
		TEST(test_send_req2),
		TEST(test_methods_leave_no_words_behind),
		TEST(test_send_of_no_words),
		TEST(test_send_again_sends_the_same),
		TEST(test_send_allocates_nothing),
		TEST(test_timeout_becomes_a_deadline),
		TEST(test_negative_timeout_is_a_bug),
		TEST(test_send_of_an_empty_msg_is_a_bug),
		TEST(test_null_is_a_bug),
		TEST(test_set_refuses_too_much),
		TEST(test_set_takes_the_answer_back),
		TEST(test_failure_tells_whose_word_it_is),
		TEST(test_failure_that_writes_nothing_is_the_drivers),
		TEST(test_failure_after_fork_is_the_librarys),
		TEST(test_positive_answer_of_a_driver_is_no_success),
	};

	return cmocka_run_group_tests_name("msg", tests, NULL, NULL) != 0;
}
