/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* What a partition's or firmware's answer means. */

#include "fake-cases.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>

#define PAGE	4096

static void nonsense(struct ffa_model_partition *p, unsigned int vcpu, uint64_t regs[18], void *arg)
{
	const uint64_t *answer = arg;

	(void)p;
	(void)vcpu;
	memcpy(regs, answer, 3 * sizeof(*answer));
}

/* What a send of 32 bits becomes when the partition's answer has these x0, x1, x2. */
static int answered_by(uint64_t x0, uint64_t x1, uint64_t x2, int32_t *status)
{
	uint64_t answer[3] = { x0, x1, x2 };
	struct ffa_msg *m = msg_of(1, 2, 3, 4, 5);
	const uint64_t *words;
	struct lone lone;
	int ret;

	lone_open(&lone, 1, nonsense, answer);
	ret = ffa_partition_send(lone.p, m, 0);
	*status = ffa_msg_status(m);
	if (ret) {
		assert_int_equal(ffa_msg_answer(m, &words), 0);
		assert_int_equal(ffa_msg_origin(m), FFA_ORIGIN_FRAMEWORK);
	}
	lone_close(&lone);
	ffa_msg_free(m);
	return ret;
}

static void test_answer_of_the_wrong_kind_is_eproto(void **state)
{
	int32_t status;

	(void)state;
	assert_int_equal(answered_by(FFA_FN_DIRECT_RESP, 0x80010000, 0, &status), 0);
	assert_int_equal(answered_by(0xdead000000000000 | FFA_FN_DIRECT_RESP, 0xdead000080010000, 0, &status), 0);
	assert_int_equal(answered_by(FFA_FN_DIRECT_RESP_64, 0x80010000, 0, &status), -EPROTO);
	assert_int_equal(answered_by(FFA_FN_DIRECT_RESP, 0x80020000, 0, &status), -EPROTO);
	assert_int_equal(answered_by(FFA_FN_DIRECT_RESP, 0x80010001, 0, &status), -EPROTO);
	assert_int_equal(answered_by(FFA_FN_DIRECT_RESP, 0x80010000, 0x80000000, &status), -EPROTO);
	assert_int_equal(answered_by(FFA_FN_MSG_WAIT, 0, 0, &status), -EPROTO);
	assert_int_equal(answered_by(FFA_FN_SUCCESS, 0, 0, &status), -EPROTO);
	assert_int_equal(answered_by(0, 0, 0, &status), -EPROTO);
	assert_int_equal(answered_by(UINT64_MAX, 0, 0, &status), -EPROTO);
	assert_int_equal(status, 0);
}

static void test_status_becomes_errno(void **state)
{
	static const struct {
		int32_t status;
		int error;
	} rows[] = {
		{ FFA_STATUS_NOT_SUPPORTED, -EOPNOTSUPP }, { FFA_STATUS_INVALID_PARAMETERS, -EINVAL },
		{ FFA_STATUS_NO_MEMORY, -ENOMEM }, { FFA_STATUS_BUSY, -EBUSY }, { FFA_STATUS_INTERRUPTED, -EAGAIN },
		{ FFA_STATUS_DENIED, -EACCES }, { FFA_STATUS_RETRY, -EAGAIN }, { FFA_STATUS_ABORTED, -ECANCELED },
		{ FFA_STATUS_NO_DATA, -ENODATA }, { FFA_STATUS_NOT_READY, -EAGAIN }, { -11, -EIO }, { INT32_MIN, -EIO },
	};
	int32_t status;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(rows); i++) {
		assert_int_equal(answered_by(FFA_FN_ERROR, 0, (uint32_t)rows[i].status, &status), rows[i].error);
		assert_int_equal(status, rows[i].status);
		/* the same, sign-extended as some firmware does */
		assert_int_equal(answered_by(FFA_FN_ERROR, 0, (uint64_t)(int64_t)rows[i].status, &status), rows[i].error);
		assert_int_equal(status, rows[i].status);
	}
	assert_int_equal(answered_by(FFA_FN_ERROR, 0, 0, &status), -EOPNOTSUPP);
	assert_int_equal(answered_by(FFA_FN_ERROR, 0, 5, &status), -EOPNOTSUPP);
}

static void test_nonsense_has_no_status(void **state)
{
	struct ffa_ioc_message msg = { .size = sizeof(msg), .method = FFA_IOC_DIRECT32, .status = -3, .words = { 1, 2, 3, 4, 5 } };
	uint64_t answer[3] = { FFA_FN_SUCCESS, 7, 7 };
	struct lone lone;
	size_t i;

	(void)state;
	lone_open(&lone, 1, nonsense, answer);
	assert_int_equal(lone_ioctl(&lone, FFA_IOC_SEND, &msg), -EPROTO);
	assert_int_equal(msg.status, 0);
	assert_int_equal(msg.origin, FFA_IOC_ORIGIN_FRAMEWORK);
	assert_int_equal(msg.responder, 0);
	assert_int_equal(msg.parked, 0);
	for (i = 0; i < 5; i++)
		assert_int_equal(msg.words[i], i + 1);
	lone_close(&lone);
}

static void test_feature_has_the_status(void **state)
{
	struct ffa_ioc_feature feature = { .size = sizeof(feature), .id = FFA_FN_DIRECT_REQ };
	struct lone lone;

	(void)state;
	lone_open(&lone, 1, run_repeat, NULL);
	assert_int_equal(ffa_model_fail(ffa_fake_model(lone.f), FFA_FN_FEATURES, 1, FFA_STATUS_DENIED), 0);
	assert_int_equal(lone_ioctl(&lone, FFA_IOC_FEATURE, &feature), -EACCES);
	assert_int_equal(feature.status, FFA_STATUS_DENIED);
	assert_int_equal(feature.origin, FFA_IOC_ORIGIN_FRAMEWORK);
	assert_int_equal(lone_ioctl(&lone, FFA_IOC_FEATURE, &feature), 0);
	assert_int_equal(feature.status, 0);
	assert_int_equal(feature.origin, FFA_IOC_ORIGIN_NONE);
	lone_close(&lone);
}

/* Takes the caller's memory away while its message is with the partition. */
static void run_protect(struct ffa_model_partition *p, unsigned int vcpu, uint64_t regs[18], void *arg)
{
	if (!mprotect(arg, PAGE, PROT_READ))
		run_repeat(p, vcpu, regs, NULL);
}

static void test_struct_that_cannot_be_written_back(void **state)
{
	const struct ffa_ioc_message in = { .size = sizeof(in), .method = FFA_IOC_DIRECT32, .responder = 9, .words = { 7 } };
	struct ffa_ioc_message *msg;
	struct lone lone;

	(void)state;
	msg = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	assert_true(msg != MAP_FAILED);
	*msg = in;
	lone_open(&lone, 1, run_protect, msg);
	assert_int_equal(lone_ioctl(&lone, FFA_IOC_SEND, msg), -EFAULT);
	assert_int_equal(lone_count(&lone, FFA_FN_DIRECT_REQ), 1);
	assert_memory_equal(msg, &in, sizeof(in));
	lone_close(&lone);
	munmap(msg, PAGE);
}

static void run_yield_for_ever(struct ffa_model_partition *p, unsigned int vcpu, uint64_t regs[18], void *arg)
{
	(void)p;
	(void)vcpu;
	(void)arg;
	regs[0] = FFA_FN_YIELD;
	regs[2] = UINT32_MAX;
	regs[3] = UINT32_MAX;
}

/* A wish of 585 years is not rounded to none: the driver's own bound is a second. */
static void test_absurd_yield_is_not_run_at_once(void **state)
{
	struct ffa_msg *m = msg_of(1, 2, 3, 4, 5);
	struct lone lone;

	(void)state;
	lone_open(&lone, 1, run_yield_for_ever, NULL);
	assert_int_equal(ffa_partition_send(lone.p, m, 300), -EINPROGRESS);
	assert_in_range(lone_count(&lone, FFA_FN_RUN), 0, 1);
	assert_int_equal(ffa_partition_resume(lone.p, m, 2000), -EINPROGRESS);
	assert_in_range(lone_count(&lone, FFA_FN_RUN), 1, 5);
	assert_int_equal(ffa_fake_unbind(lone.f), 0);
	ffa_msg_free(m);
	lone_close(&lone);
}

const struct CMUnitTest answer_cases[] = {
	cmocka_unit_test(test_answer_of_the_wrong_kind_is_eproto),
	cmocka_unit_test(test_status_becomes_errno),
	cmocka_unit_test(test_nonsense_has_no_status),
	cmocka_unit_test(test_feature_has_the_status),
	cmocka_unit_test(test_struct_that_cannot_be_written_back),
	cmocka_unit_test(test_absurd_yield_is_not_run_at_once),
};
const size_t answer_case_count = ARRAY_SIZE(answer_cases);
