/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <string.h>
#include <time.h>

#include <ffa/abi.h>

#include "alloc.h"
#include "expect.h"
#include "unit.h"

#define WORDS 5
#define HIGH 0xffffffff00000000u
#define MESSAGE(number, in_, out_, ret_)								\
	{ .request = (number), .in = (in_), .out = (out_), .size = sizeof(struct ffa_ioc_message),		\
	  .blind = offsetof(struct ffa_ioc_message, deadline), .seen = &deadline, .ret = (ret_) }
#define SEND(in_, out_, ret_) MESSAGE(FFA_IOC_SEND, in_, out_, ret_)
#define RESUME(out_, ret_) MESSAGE(FFA_IOC_RESUME, &resume_in, out_, ret_)

static const struct ffa_ioc_message in64 = {
	.size = sizeof(in64), .method = FFA_IOC_DIRECT64, .words = { HIGH | 1, 2, 3, 4, 5 }
};
static const struct ffa_ioc_message in32 = {
	.size = sizeof(in32), .method = FFA_IOC_DIRECT32, .words = { 0xfffffff1, 2 }
};
static const struct ffa_ioc_message resume_in = { .size = sizeof(resume_in) };
static const struct ffa_ioc_message answer64 = {
	.size = sizeof(answer64), .method = FFA_IOC_DIRECT64, .responder = 0x8001, .words = { 11, 12, 13, 14, HIGH | 15 }
};
static const struct ffa_ioc_message answer32 = {
	.size = sizeof(answer32), .method = FFA_IOC_DIRECT32, .responder = 0x8001, .words = { HIGH | 11, 12, 13, 14, HIGH | 15 }
};
static const struct ffa_ioc_message parked = {
	.size = sizeof(parked), .method = FFA_IOC_DIRECT64, .origin = FFA_IOC_ORIGIN_DRIVER, .parked = 1, .words = { 1, 2, 3, 4, 5 }
};

static struct lines lines;
static struct ffa_ctx *ctx;
static struct ffa_partition *p;
static struct ffa_msg *m;
static struct expect e;
static uint64_t deadline;

static int setup(void **state)
{
	static const struct ffa_ioc_list ask = {
		.size = sizeof(ask), .uuid = { 1 }, .count = 32, .stride = sizeof(struct ffa_ioc_partition_info)
	};
	static const struct ffa_ioc_list one = { .count = 1 };
	static const struct ffa_ioc_partition_info info_in = { .size = sizeof(info_in) };
	static const struct ffa_ioc_partition_info info = { .uuid = { 1 }, .id = 0x8001, .major = EXPECT_MAJOR, .minor = 1 };
	static const struct expect_ioctl table[] = {
		{ .request = FFA_IOC_LIST, .in = &ask, .out = &one, .size = sizeof(ask),
		  .blind = offsetof(struct ffa_ioc_list, entries), .entries = &info, .count = 1 },
		EXPECT(FFA_IOC_PARTITION_INFO, &info_in, &info, 0),
	};
	struct ffa_device *dev;

	(void)state;
	e = (struct expect){ 0 };
	lines = (struct lines){ 0 };
	ctx = lines_ctx(&lines);
	dev = expect_device(&e, ctx);
	expect(&e, table);
	assert_int_equal(ffa_partition_open_uuid(dev, info.uuid, &p), 0);
	ffa_device_close(dev);
	assert_int_equal(ffa_msg_new(&m), 0);
	assert_int_equal(ffa_msg_set64(m, (const uint64_t *)in64.words, WORDS), 0);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	ffa_msg_free(m);
	ffa_partition_close(p);
	ffa_ctx_free(ctx);
	expect_done(&e);
	return 0;
}

static void assert_answer(const uint64_t expected[WORDS])
{
	const uint64_t *words;

	assert_int_equal(ffa_msg_answer(m, &words), WORDS);
	assert_memory_equal(words, expected, WORDS * sizeof(*words));
	assert_int_equal(ffa_msg_answer(m, NULL), WORDS);
	assert_int_equal(ffa_msg_status(m), 0);
	assert_int_equal(ffa_msg_origin(m), FFA_ORIGIN_NONE);
	assert_int_equal(ffa_msg_responder(m), 0x8001);
}

static void assert_failure(int32_t status, enum ffa_origin origin)
{
	const uint64_t *words = (const uint64_t *)in64.words;

	assert_int_equal(ffa_msg_answer(m, &words), 0);
	assert_null(words);
	assert_int_equal(ffa_msg_status(m), status);
	assert_int_equal(ffa_msg_origin(m), origin);
	assert_int_equal(ffa_msg_responder(m), 0);
}

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
	static const struct expect_ioctl table[] = { SEND(&in64, &answer64, 0) };

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_partition_send(p, m, -1), 0);
	assert_answer((const uint64_t *)answer64.words);
}

static void test_send32_has_no_upper_halves(void **state)
{
	static const uint64_t low[WORDS] = { 11, 12, 13, 14, 15 };
	static const struct expect_ioctl table[] = { SEND(&in32, &answer32, 0) };
	const uint32_t words[] = { 0xfffffff1, 2 };

	(void)state;
	assert_int_equal(ffa_msg_set32(m, words, 2), 0);
	expect(&e, table);
	assert_int_equal(ffa_partition_send(p, m, -1), 0);
	assert_answer(low);
}

static void test_send_of_no_words(void **state)
{
	static const struct ffa_ioc_message in = { .size = sizeof(in), .method = FFA_IOC_DIRECT32 };
	static const struct expect_ioctl table[] = { SEND(&in, &answer32, 0) };

	(void)state;
	assert_int_equal(ffa_msg_set32(m, NULL, 0), 0);
	expect(&e, table);
	assert_int_equal(ffa_partition_send(p, m, -1), 0);
}

static void test_send_again_sends_the_same(void **state)
{
	static const struct expect_ioctl table[] = {
		SEND(&in64, &answer64, 0), SEND(&in64, &parked, -EBUSY), SEND(&in64, &answer64, 0)
	};

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_partition_send(p, m, -1), 0);
	assert_int_equal(ffa_partition_send(p, m, -1), -EBUSY);
	assert_failure(0, FFA_ORIGIN_DRIVER);
	assert_int_equal(ffa_partition_send(p, m, -1), 0);
	assert_answer((const uint64_t *)answer64.words);
}

static void test_send_allocates_nothing(void **state)
{
	static const struct expect_ioctl table[] = { SEND(&in64, &parked, -EINPROGRESS), RESUME(&answer64, 0) };
	unsigned long before = alloc_count();

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_partition_send(p, m, 10), -EINPROGRESS);
	assert_int_equal(ffa_partition_resume(p, m, 10), 0);
	assert_true(alloc_count() == before);
}

static uint64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* Sends and resumes with timeout_ms and sees the same kind of deadline in both. */
static void deadlines_lie_within(int timeout_ms, uint64_t from, uint64_t to)
{
	static const struct expect_ioctl table[] = { SEND(&in64, &parked, -EINPROGRESS), RESUME(&parked, -EINPROGRESS) };

	expect(&e, table);
	assert_int_equal(ffa_partition_send(p, m, timeout_ms), -EINPROGRESS);
	assert_true(deadline >= from && deadline <= to);
	assert_int_equal(ffa_partition_resume(p, m, timeout_ms), -EINPROGRESS);
	assert_true(deadline >= from && deadline <= to);
}

static void test_timeout_becomes_a_deadline(void **state)
{
	const uint64_t minute = 60000000000u;
	uint64_t now = now_ns();

	(void)state;
	deadlines_lie_within(-1, UINT64_MAX, UINT64_MAX);
	deadlines_lie_within(0, 0, 0);
	deadlines_lie_within(1, now + 1000000, now + minute);
	deadlines_lie_within(60000, now + minute, now + 2 * minute);
	deadlines_lie_within(INT32_MAX, now + INT32_MAX * UINT64_C(1000000), now + INT32_MAX * UINT64_C(1000000) + minute);
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
}

static void test_set_refuses_too_much(void **state)
{
	static const struct expect_ioctl table[] = { SEND(&in64, &answer64, 0) };
	const uint32_t six32[6] = { 0 };
	const uint64_t six64[6] = { 0 };

	(void)state;
	assert_int_equal(ffa_msg_set32(m, six32, 6), -EINVAL);
	assert_failure(0, FFA_ORIGIN_LIBRARY);
	assert_int_equal(ffa_msg_set64(m, six64, SIZE_MAX), -EINVAL);
	assert_int_equal(ffa_msg_set32(m, NULL, 1), -EINVAL);
	assert_int_equal(ffa_msg_set64(m, NULL, 1), -EINVAL);
	expect(&e, table);
	assert_int_equal(ffa_partition_send(p, m, -1), 0);
}

static void test_set_takes_the_answer_back(void **state)
{
	static const struct ffa_ioc_message in = {
		.size = sizeof(in), .method = FFA_IOC_DIRECT64, .words = { 11, 12, 13, 14, HIGH | 15 }
	};
	static const struct expect_ioctl table[] = { SEND(&in64, &answer64, 0), SEND(&in, &answer64, 0) };
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
	struct ffa_ioc_message out = answer64;
	const struct expect_ioctl send[] = { SEND(&in64, &out, 0) };
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
		table[0] = (struct expect_ioctl)SEND(&in64, NULL, errors[i]);
		expect(&e, table);
		assert_int_equal(ffa_partition_send(p, m, -1), errors[i]);
		assert_failure(0, FFA_ORIGIN_DRIVER);
	}
}

static void test_failure_after_fork_is_the_librarys(void **state)
{
	static const struct expect_ioctl table[] = { SEND(&in64, NULL, -ECHILD) };

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_partition_send(p, m, -1), -ECHILD);
	assert_failure(0, FFA_ORIGIN_LIBRARY);
}

static void test_positive_answer_of_a_driver_is_no_success(void **state)
{
	static const struct expect_ioctl table[] = { SEND(&in64, &answer64, 1) };

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_partition_send(p, m, -1), -EPROTO);
	assert_failure(0, FFA_ORIGIN_DRIVER);
}

static void test_resume_fetches_into_any_msg(void **state)
{
	static const struct expect_ioctl table[] = {
		SEND(&in64, &parked, -EINTR), RESUME(&parked, -EINPROGRESS), RESUME(&answer64, 0)
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
	assert_answer((const uint64_t *)answer64.words);
	ffa_msg_free(other);
}

static void test_resume_of_a_32_bit_request(void **state)
{
	static const uint64_t low[WORDS] = { 11, 12, 13, 14, 15 };
	static const struct expect_ioctl table[] = { RESUME(&answer32, 0) };

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_partition_resume(p, m, -1), 0);
	assert_answer(low);
}

static void test_resume_keeps_the_payload(void **state)
{
	static const struct expect_ioctl table[] = { RESUME(&answer32, 0), SEND(&in64, &answer64, 0) };

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_partition_resume(p, m, -1), 0);
	assert_int_equal(ffa_partition_send(p, m, -1), 0);
}

static void test_resume_of_nothing(void **state)
{
	static const struct ffa_ioc_message nothing = { .size = sizeof(nothing), .origin = FFA_IOC_ORIGIN_DRIVER };
	static const struct expect_ioctl table[] = { SEND(&in64, &answer64, 0), RESUME(&nothing, -ENOENT) };

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_partition_send(p, m, -1), 0);
	assert_int_equal(ffa_partition_resume(p, m, -1), -ENOENT);
	assert_failure(0, FFA_ORIGIN_DRIVER);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_new_and_free),
		TEST(test_new_without_memory),
		TEST(test_send64),
		TEST(test_send32_has_no_upper_halves),
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
		TEST(test_resume_fetches_into_any_msg),
		TEST(test_resume_of_a_32_bit_request),
		TEST(test_resume_keeps_the_payload),
		TEST(test_resume_of_nothing),
	};

	return cmocka_run_group_tests_name("msg", tests, NULL, NULL) != 0;
}
