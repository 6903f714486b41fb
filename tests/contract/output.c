/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* What an ioctl writes, and what it leaves alone. */

#include "contract.h"

#include <errno.h>
#include <string.h>

#define PAGE	4096

static void test_struct_of_a_page(void **state)
{
	static uint8_t arg[PAGE + 1] __attribute__((aligned(8)));
	struct door *door = door_open(NULL);
	uint32_t size = PAGE;

	(void)state;
	assert_non_null(door);
	memcpy(arg, &size, sizeof(size));
	assert_int_equal(door_ioctl(door, FFA_IOC_DEVICE_INFO, arg), 0);
	arg[PAGE - 1] = 1;
	assert_int_equal(door_ioctl(door, FFA_IOC_DEVICE_INFO, arg), -E2BIG);
	door_close(door);
}

static void test_tail_is_left_alone(void **state)
{
	const uint8_t zeroes[64] = { 0 };
	struct {
		struct ffa_ioc_message msg;
		uint8_t tail[64];
	} longer = { .msg = { .size = sizeof(longer), .method = FFA_IOC_DIRECT32, .deadline = UINT64_MAX, .words = { 7 } } };
	struct door *door = door_of(1);

	(void)state;
	assert_int_equal(door_ioctl(door, FFA_IOC_SEND, &longer), 0);
	assert_int_equal(longer.msg.responder, 0x8001);
	assert_memory_equal(longer.tail, zeroes, sizeof(zeroes));
	door_close(door);
}

static void dirty_outputs(struct ffa_ioc_message *msg)
{
	msg->status = FFA_STATUS_DENIED;
	msg->responder = 9;
	msg->origin = 9;
	msg->parked = 1;
}

static void assert_drivers_word(const struct ffa_ioc_message *msg)
{
	assert_int_equal(msg->status, 0);
	assert_int_equal(msg->responder, 0);
	assert_int_equal(msg->origin, FFA_IOC_ORIGIN_DRIVER);
	assert_int_equal(msg->parked, 0);
}

static void test_refusal_is_the_drivers_word(void **state)
{
	struct ffa_ioc_message msg = { .size = sizeof(msg), .method = FFA_IOC_DIRECT32, .deadline = UINT64_MAX };
	struct door *door = door_of(7);

	(void)state;
	dirty_outputs(&msg);
	assert_int_equal(door_ioctl(door, FFA_IOC_SEND, &msg), -EOPNOTSUPP);
	assert_drivers_word(&msg);
	dirty_outputs(&msg);
	assert_int_equal(door_ioctl(door, FFA_IOC_RESUME, &msg), -ENOENT);
	assert_drivers_word(&msg);
	door_close(door);
}

static void test_failure_after_an_answer_names_no_responder(void **state)
{
	struct ffa_ioc_message msg = { .size = sizeof(msg), .method = FFA_IOC_DIRECT32 };
	struct door *door = door_of(3);

	(void)state;
	assert_int_equal(door_ioctl(door, FFA_IOC_SEND, &msg), 0);
	assert_int_equal(msg.responder, 0x8003);
	msg.words[0] = UINT32_MAX;
	assert_int_equal(door_ioctl(door, FFA_IOC_SEND, &msg), -EBUSY);
	assert_int_equal(msg.responder, 0);
	msg.words[0] = 0;
	msg.deadline = UINT64_MAX;
	assert_int_equal(door_ioctl(door, FFA_IOC_SEND, &msg), 0);
	assert_int_equal(msg.responder, 0x8003);
	door_close(door);
}

static void test_parked_send_says_so_until_it_ends(void **state)
{
	struct ffa_ioc_message msg = { .size = sizeof(msg), .method = FFA_IOC_DIRECT64, .words = { 0, LONG_YIELDS, LONG_NS } };
	struct door *door = door_of(2);

	(void)state;
	dirty_outputs(&msg);
	assert_int_equal(door_ioctl(door, FFA_IOC_SEND, &msg), -EINPROGRESS);
	assert_int_equal(msg.parked, 1);
	assert_int_equal(msg.responder, 0);
	dirty_outputs(&msg);
	msg.parked = 0;
	assert_int_equal(door_ioctl(door, FFA_IOC_RESUME, &msg), -EINPROGRESS);
	assert_int_equal(msg.parked, 1);
	assert_int_equal(msg.status, 0);
	assert_int_equal(msg.responder, 0);
	msg.deadline = UINT64_MAX;
	msg.method = 0;
	assert_int_equal(door_ioctl(door, FFA_IOC_RESUME, &msg), 0);
	assert_int_equal(msg.parked, 0);
	assert_int_equal(msg.method, FFA_IOC_DIRECT64);
	door_close(door);
}

static void test_feature_clears_what_its_outputs_held(void **state)
{
	struct ffa_ioc_feature feature = { .size = sizeof(feature), .id = FFA_FN_DIRECT_REQ, .w2 = 9, .w3 = 9,
					   .status = FFA_STATUS_DENIED, .origin = 9 };
	struct door *door = door_open(NULL);

	(void)state;
	assert_non_null(door);
	assert_int_equal(door_ioctl(door, FFA_IOC_FEATURE, &feature), 0);
	assert_int_equal(feature.w2, 0);
	assert_int_equal(feature.w3, 0);
	assert_int_equal(feature.status, 0);
	assert_int_equal(feature.origin, FFA_IOC_ORIGIN_NONE);
	feature.id = 0x7fffffff;
	feature.w2 = 9;
	assert_int_equal(door_ioctl(door, FFA_IOC_FEATURE, &feature), -EOPNOTSUPP);
	assert_int_equal(feature.w2, 0);
	assert_int_equal(feature.w3, 0);
	assert_int_equal(feature.status, FFA_STATUS_NOT_SUPPORTED);
	assert_int_equal(feature.origin, FFA_IOC_ORIGIN_FRAMEWORK);
	door_close(door);
}

static void test_list_with_a_stride_of_a_page(void **state)
{
	static uint8_t entries[9 * PAGE];
	struct ffa_ioc_list list = { .size = sizeof(list), .entries = (uintptr_t)entries, .count = 9, .stride = PAGE };
	struct ffa_ioc_partition_info last;
	struct door *door = door_open(NULL);

	(void)state;
	assert_non_null(door);
	assert_int_equal(door_ioctl(door, FFA_IOC_LIST, &list), 0);
	memcpy(&last, entries + (list.count - 1) * PAGE, sizeof(last));
	assert_int_equal(last.id, 0x8008);
	door_close(door);
}

static void test_list_has_a_device_number_for_each_node(void **state)
{
	struct ffa_ioc_partition_info entries[16] = { 0 };
	struct ffa_ioc_list list = { .size = sizeof(list), .entries = (uintptr_t)entries, .count = ARRAY_SIZE(entries),
				     .stride = sizeof(entries[0]) };
	struct door *door = door_open(NULL);
	uint32_t i, j;

	(void)state;
	assert_non_null(door);
	assert_int_equal(door_ioctl(door, FFA_IOC_LIST, &list), 0);
	assert_int_equal(list.count, entry_count());
	for (i = 0; i < list.count; i++) {
		assert_int_not_equal(entries[i].major, 0);
		assert_int_equal(entries[i].major, entries[0].major);
		assert_int_equal(entries[i].attributes, 0);
		for (j = 0; j < i; j++)
			assert_int_not_equal(entries[i].minor, entries[j].minor);
	}
	door_close(door);
}

const struct CMUnitTest output_cases[] = {
	cmocka_unit_test(test_struct_of_a_page),
	cmocka_unit_test(test_tail_is_left_alone),
	cmocka_unit_test(test_refusal_is_the_drivers_word),
	cmocka_unit_test(test_failure_after_an_answer_names_no_responder),
	cmocka_unit_test(test_parked_send_says_so_until_it_ends),
	cmocka_unit_test(test_feature_clears_what_its_outputs_held),
	cmocka_unit_test(test_list_with_a_stride_of_a_page),
	cmocka_unit_test(test_list_has_a_device_number_for_each_node),
};
const size_t output_case_count = ARRAY_SIZE(output_cases);
