/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "contract.h"

#include <errno.h>

static void test_message_32_bit_is_echoed(void **state)
{
	struct ffa_partition *p = partition_of(1);
	struct ffa_msg *m = msg_of(0x11, 0x22, 0x33, 0x44, UINT32_MAX);

	(void)state;
	assert_int_equal(ffa_partition_send(p, m, SOON_MS), 0);
	assert_answer(m, 0x11, 0x22, 0x33, 0x44, UINT32_MAX);
	assert_int_equal(ffa_msg_responder(m), 0x8001);
	ffa_msg_free(m);
	ffa_partition_close(p);
}

static void test_message_64_bit_is_echoed(void **state)
{
	const uint64_t words[5] = { UINT64_MAX, 0x1122334455667788, 1ULL << 63, 1ULL << 32, 0 };
	struct ffa_partition *p = partition_of(1);
	const uint64_t *answer;
	struct ffa_msg *m;
	size_t i;

	(void)state;
	assert_int_equal(ffa_msg_new(&m), 0);
	assert_int_equal(ffa_msg_set64(m, words, 5), 0);
	assert_int_equal(ffa_partition_send(p, m, SOON_MS), 0);
	assert_int_equal(ffa_msg_answer(m, &answer), 5);
	for (i = 0; i < 5; i++)
		assert_true(answer[i] == words[i]);
	ffa_msg_free(m);
	ffa_partition_close(p);
}

static void test_message_is_padded_with_zeroes(void **state)
{
	const uint32_t word = 7;
	struct ffa_partition *p = partition_of(1);
	struct ffa_msg *m = msg_of(1, 2, 3, 4, 5);

	(void)state;
	assert_int_equal(ffa_msg_set32(m, &word, 1), 0);
	assert_int_equal(ffa_partition_send(p, m, SOON_MS), 0);
	assert_answer(m, 7, 0, 0, 0, 0);
	assert_int_equal(ffa_msg_set32(m, NULL, 0), 0);
	assert_int_equal(ffa_partition_send(p, m, SOON_MS), 0);
	assert_answer(m, 0, 0, 0, 0, 0);
	ffa_msg_free(m);
	ffa_partition_close(p);
}

static void test_message_can_be_sent_again(void **state)
{
	struct ffa_partition *p = partition_of(1);
	struct ffa_msg *m = msg_of(1, 2, 3, 4, 5);
	int i;

	(void)state;
	for (i = 0; i < 100; i++) {
		assert_int_equal(ffa_partition_send(p, m, SOON_MS), 0);
		assert_answer(m, 1, 2, 3, 4, 5);
	}
	ffa_msg_free(m);
	ffa_partition_close(p);
}

static void test_message_needs_a_payload(void **state)
{
	const uint32_t words[6] = { 0 };
	struct ffa_partition *p = partition_of(1);
	const uint64_t *answer;
	struct ffa_msg *m;

	(void)state;
	assert_int_equal(ffa_msg_new(&m), 0);
	assert_int_equal(ffa_partition_send(p, m, SOON_MS), -EINVAL);
	assert_int_equal(ffa_msg_origin(m), FFA_ORIGIN_LIBRARY);
	assert_int_equal(ffa_msg_answer(m, &answer), 0);
	assert_null(answer);
	assert_int_equal(ffa_msg_set32(m, words, 6), -EINVAL);
	assert_int_equal(ffa_msg_set32(m, words, 5), 0);
	assert_int_equal(ffa_partition_send(p, m, SOON_MS), 0);
	ffa_msg_free(m);
	ffa_partition_close(p);
}

static void test_message_to_a_partition_without_direct_messages(void **state)
{
	struct ffa_partition *p = partition_of(7);
	struct ffa_msg *m = msg_of(1, 2, 3, 4, 5);

	(void)state;
	assert_int_equal(ffa_partition_send(p, m, SOON_MS), -EOPNOTSUPP);
	assert_int_equal(ffa_msg_origin(m), FFA_ORIGIN_DRIVER);
	assert_int_equal(ffa_msg_status(m), 0);
	assert_int_equal(ffa_msg_responder(m), 0);
	ffa_msg_free(m);
	ffa_partition_close(p);
}

static void test_message_to_both_services_of_a_partition(void **state)
{
	unsigned int nn;

	(void)state;
	for (nn = 5; nn <= 6; nn++) {
		struct ffa_partition *p = partition_of(nn);
		struct ffa_msg *m = msg_of(nn, 2, 3, 4, 5);

		assert_int_equal(ffa_partition_send(p, m, SOON_MS), 0);
		assert_answer(m, nn, 2, 3, 4, 5);
		assert_int_equal(ffa_msg_responder(m), 0x8006);
		ffa_msg_free(m);
		ffa_partition_close(p);
	}
}

static void test_message_reaches_the_twin_that_was_opened(void **state)
{
	struct ffa_device *dev;
	struct ffa_list *list;
	uint8_t uuid[16];
	size_t i;

	(void)state;
	uuid_of(4, uuid);
	assert_int_equal(machine_open(&dev), 0);
	assert_int_equal(ffa_device_list(dev, uuid, &list), 0);
	for (i = 0; i < 2; i++) {
		struct ffa_msg *m = msg_of(0, 2, 3, 4, 5);
		struct ffa_partition *p;

		assert_int_equal(ffa_partition_open(dev, ffa_list_get(list, i), &p), 0);
		assert_int_equal(ffa_partition_send(p, m, SOON_MS), 0);
		assert_answer(m, (uint32_t)(0x8004 + i), 2, 3, 4, 5);
		ffa_msg_free(m);
		ffa_partition_close(p);
	}
	ffa_list_free(list);
	ffa_device_close(dev);
}

static void test_message_waits_while_the_partition_is_busy(void **state)
{
	struct ffa_partition *p = partition_of(3);
	struct ffa_msg *m = msg_of(5, 2, 3, 4, 5);

	(void)state;
	assert_int_equal(ffa_partition_send(p, m, SOON_MS), 0);
	assert_answer(m, 5, 2, 3, 4, 5);
	ffa_msg_free(m);
	ffa_partition_close(p);
}

static void test_message_to_a_partition_that_stays_busy(void **state)
{
	struct ffa_partition *p = partition_of(3);
	struct ffa_msg *m = msg_of(UINT32_MAX, 2, 3, 4, 5), *other = msg_of(0, 0, 0, 0, 0);

	(void)state;
	assert_int_equal(ffa_partition_send(p, m, 0), -EBUSY);
	assert_int_equal(ffa_msg_status(m), FFA_STATUS_BUSY);
	assert_int_equal(ffa_msg_origin(m), FFA_ORIGIN_FRAMEWORK);
	assert_int_equal(ffa_partition_send(p, m, 30), -ETIMEDOUT);
	assert_int_equal(ffa_msg_status(m), FFA_STATUS_BUSY);
	assert_int_equal(ffa_partition_resume(p, m, 0), -ENOENT);
	assert_int_equal(ffa_partition_send(p, other, SOON_MS), 0);
	ffa_msg_free(other);
	ffa_msg_free(m);
	ffa_partition_close(p);
}

static void test_message_refuses_a_bad_timeout(void **state)
{
	struct ffa_partition *p = partition_of(1);
	struct ffa_msg *m = msg_of(1, 2, 3, 4, 5);

	(void)state;
	assert_int_equal(ffa_partition_send(p, m, -2), -EINVAL);
	assert_int_equal(ffa_partition_resume(p, m, -2), -EINVAL);
	assert_int_equal(ffa_partition_send(p, m, -1), 0);
	assert_int_equal(ffa_partition_send(p, m, 0), 0);
	assert_int_equal(ffa_partition_send(p, m, INT32_MAX), 0);
	ffa_msg_free(m);
	ffa_partition_close(p);
}

const struct CMUnitTest message_cases[] = {
	cmocka_unit_test(test_message_32_bit_is_echoed),
	cmocka_unit_test(test_message_64_bit_is_echoed),
	cmocka_unit_test(test_message_is_padded_with_zeroes),
	cmocka_unit_test(test_message_can_be_sent_again),
	cmocka_unit_test(test_message_needs_a_payload),
	cmocka_unit_test(test_message_to_a_partition_without_direct_messages),
	cmocka_unit_test(test_message_to_both_services_of_a_partition),
	cmocka_unit_test(test_message_reaches_the_twin_that_was_opened),
	cmocka_unit_test(test_message_waits_while_the_partition_is_busy),
	cmocka_unit_test(test_message_to_a_partition_that_stays_busy),
	cmocka_unit_test(test_message_refuses_a_bad_timeout),
};
const size_t message_case_count = ARRAY_SIZE(message_cases);
