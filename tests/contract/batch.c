/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* FFA_IOC_SEND_MANY: messages to many partitions in one call. */

#include "contract.h"

#include <errno.h>
#include <string.h>

#define MANY	4

/* Entries with a message of their own each, which is echoed until something else is set. */
struct batch {
	struct ffa_ioc_send_many many;
	struct ffa_ioc_send_entry entries[MANY];
	struct ffa_ioc_message msgs[MANY];
	struct door *doors[MANY];
};

#define UNTOUCHED	1

static void batch_open(struct batch *batch, unsigned int nn)
{
	unsigned int i;

	memset(batch, 0, sizeof(*batch));
	batch->many.size = sizeof(batch->many);
	batch->many.entries = (uintptr_t)batch->entries;
	batch->many.count = MANY;
	for (i = 0; i < MANY; i++) {
		batch->doors[i] = door_of(nn);
		batch->msgs[i] = (struct ffa_ioc_message){ .size = FFA_IOC_MESSAGE_SIZE_VER0, .method = FFA_IOC_DIRECT32 };
		batch->msgs[i].words[4] = i + 1;
		batch->entries[i].fd = door_fd(batch->doors[i]);
		batch->entries[i].error = UNTOUCHED;
		batch->entries[i].message = (uintptr_t)&batch->msgs[i];
	}
}

static int batch_send(struct batch *batch)
{
	return door_ioctl(batch->doors[0], FFA_IOC_SEND_MANY, &batch->many);
}

static void batch_close(struct batch *batch)
{
	unsigned int i;

	for (i = 0; i < MANY; i++)
		door_close(batch->doors[i]);
}

static void assert_answered(const struct batch *batch, unsigned int i, uint16_t id)
{
	assert_int_equal(batch->entries[i].error, 0);
	assert_int_equal(batch->msgs[i].responder, id);
	assert_int_equal(batch->msgs[i].words[4], i + 1);
}

static void test_batch_are_answered_each_with_its_own(void **state)
{
	struct batch batch;
	unsigned int i;

	(void)state;
	batch_open(&batch, 1);
	assert_int_equal(batch_send(&batch), 0);
	assert_int_equal(batch.many.count, MANY);
	for (i = 0; i < MANY; i++)
		assert_answered(&batch, i, 0x8001);
	batch_close(&batch);
}

static void test_batch_with_one_descriptor_twice(void **state)
{
	struct batch batch;

	(void)state;
	batch_open(&batch, 1);
	batch.entries[1].fd = batch.entries[0].fd;
	assert_int_equal(batch_send(&batch), 0);
	assert_answered(&batch, 0, 0x8001);
	assert_answered(&batch, 1, 0x8001);
	batch_close(&batch);
}

static void test_batch_with_bad_descriptors(void **state)
{
	struct door *self = door_open(NULL);
	struct batch batch;

	(void)state;
	assert_non_null(self);
	batch_open(&batch, 1);
	batch.entries[0].fd = -1;
	batch.entries[1].fd = 1 << 20;
	batch.entries[2].fd = door_fd(self);
	assert_int_equal(batch_send(&batch), 0);
	assert_int_equal(batch.entries[0].error, -EBADF);
	assert_int_equal(batch.entries[1].error, -EBADF);
	assert_int_equal(batch.entries[2].error, -EBADF);
	assert_answered(&batch, 3, 0x8001);
	assert_int_equal(door_ioctl(self, FFA_IOC_SEND_MANY, &batch.many), -ENOTTY);
	batch_close(&batch);
	door_close(self);
}

static void test_batch_with_bad_messages(void **state)
{
	struct batch batch;

	(void)state;
	batch_open(&batch, 1);
	batch.msgs[0].method = 0;
	batch.entries[1].message = 0;
	batch.msgs[2].words[0] = 1ULL << 32;
	assert_int_equal(batch_send(&batch), 0);
	assert_int_equal(batch.entries[0].error, -EINVAL);
	assert_int_equal(batch.entries[1].error, -EFAULT);
	assert_int_equal(batch.entries[2].error, -EINVAL);
	assert_answered(&batch, 3, 0x8001);
	batch_close(&batch);
}

static void test_batch_counts_what_was_done(void **state)
{
	struct batch batch;

	(void)state;
	batch_open(&batch, 1);
	batch.many.count = 2;
	assert_int_equal(batch_send(&batch), 0);
	assert_int_equal(batch.many.count, 2);
	assert_answered(&batch, 1, 0x8001);
	assert_int_equal(batch.entries[2].error, UNTOUCHED);
	batch.many.count = 0;
	assert_int_equal(batch_send(&batch), 0);
	assert_int_equal(batch.many.count, 0);
	batch.many.count = FFA_IOC_SEND_MANY_MAX + 1;
	assert_int_equal(batch_send(&batch), -EINVAL);
	assert_int_equal(batch.many.count, 0);
	batch.many.count = MANY;
	batch.many.entries = 0;
	assert_int_equal(batch_send(&batch), -EFAULT);
	assert_int_equal(batch.many.count, 0);
	batch_close(&batch);
}

static void test_batch_are_parked_each_at_its_own(void **state)
{
	struct ffa_ioc_message answer = { .size = sizeof(answer), .deadline = UINT64_MAX };
	struct batch batch;

	(void)state;
	batch_open(&batch, 2);
	batch.many.count = 1;
	batch.msgs[0].words[1] = LONG_YIELDS;
	batch.msgs[0].words[2] = LONG_NS;
	assert_int_equal(batch_send(&batch), 0);
	assert_int_equal(batch.entries[0].error, -EINPROGRESS);
	assert_int_equal(batch.msgs[0].parked, 1);
	assert_int_equal(batch_send(&batch), 0);
	assert_int_equal(batch.entries[0].error, -EBUSY);
	assert_true(has_event(door_fd(batch.doors[0]), SOON_MS));
	assert_int_equal(door_ioctl(batch.doors[0], FFA_IOC_RESUME, &answer), 0);
	assert_int_equal(answer.words[4], 1);
	batch_close(&batch);
}

/* Sent by way of another file, waited for and fetched there: nothing is left to poll for. */
static void test_batch_leaves_no_event_behind(void **state)
{
	struct batch batch;

	(void)state;
	batch_open(&batch, 2);
	batch.many.count = 2;
	batch.msgs[1].words[1] = 2;
	batch.msgs[1].words[2] = SLOW_MS;
	batch.msgs[1].deadline = UINT64_MAX;
	assert_int_equal(batch_send(&batch), 0);
	assert_answered(&batch, 1, 0x8002);
	assert_false(has_event(door_fd(batch.doors[1]), 0));
	batch_close(&batch);
}

static void test_batch_through_the_library(void **state)
{
	struct ffa_partition *p[3] = { partition_of(1), partition_of(7), partition_of(6) };
	struct ffa_msg *m[3] = { msg_of(1, 0, 0, 0, 7), msg_of(2, 0, 0, 0, 8), msg_of(3, 0, 0, 0, 9) };
	int errors[3] = { 1, 1, 1 };
	size_t i;

	(void)state;
	assert_int_equal(ffa_partition_send_many(p, m, errors, 3), 0);
	assert_int_equal(errors[0], 0);
	assert_answer(m[0], 1, 0, 0, 0, 7);
	assert_int_equal(errors[1], -EOPNOTSUPP);
	assert_int_equal(ffa_msg_origin(m[1]), FFA_ORIGIN_DRIVER);
	assert_int_equal(errors[2], 0);
	assert_answer(m[2], 3, 0, 0, 0, 9);
	for (i = 0; i < 3; i++) {
		ffa_msg_free(m[i]);
		ffa_partition_close(p[i]);
	}
}

const struct CMUnitTest batch_cases[] = {
	cmocka_unit_test(test_batch_are_answered_each_with_its_own),
	cmocka_unit_test(test_batch_with_one_descriptor_twice),
	cmocka_unit_test(test_batch_with_bad_descriptors),
	cmocka_unit_test(test_batch_with_bad_messages),
	cmocka_unit_test(test_batch_counts_what_was_done),
	cmocka_unit_test(test_batch_are_parked_each_at_its_own),
	cmocka_unit_test(test_batch_leaves_no_event_behind),
	cmocka_unit_test(test_batch_through_the_library),
};
const size_t batch_case_count = ARRAY_SIZE(batch_cases);
