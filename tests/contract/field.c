/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* The fields of the ioctls' structs: what goes in. output.c has what comes out. */

#include "contract.h"

#include <errno.h>
#include <string.h>

static int send_raw(const struct ffa_ioc_message *in, unsigned int nn, struct ffa_ioc_message *out)
{
	struct door *door = door_of(nn);
	int ret;

	*out = *in;
	out->size = sizeof(*out);
	ret = door_ioctl(door, FFA_IOC_SEND, out);
	door_close(door);
	return ret;
}

static void test_send_checks_its_method(void **state)
{
	struct ffa_ioc_message in = { .deadline = UINT64_MAX }, out;

	(void)state;
	assert_int_equal(send_raw(&in, 1, &out), -EINVAL);
	in.method = 4;
	assert_int_equal(send_raw(&in, 1, &out), -EINVAL);
	in.method = UINT32_MAX;
	assert_int_equal(send_raw(&in, 1, &out), -EINVAL);
	in.method = FFA_IOC_DIRECT64;
	assert_int_equal(send_raw(&in, 1, &out), 0);
}

static void test_send_checks_upper_halves(void **state)
{
	struct ffa_ioc_message in = { .deadline = UINT64_MAX }, out;
	size_t i;

	(void)state;
	for (i = 0; i < 5; i++) {
		memset(in.words, 0, sizeof(in.words));
		in.words[i] = 1ULL << 32;
		in.method = FFA_IOC_DIRECT32;
		assert_int_equal(send_raw(&in, 1, &out), -EINVAL);
		in.method = FFA_IOC_DIRECT64;
		assert_int_equal(send_raw(&in, 1, &out), 0);
		assert_true(out.words[i] == 1ULL << 32);
	}
}

static void test_send_ignores_what_its_outputs_held(void **state)
{
	struct ffa_ioc_message in = { .deadline = UINT64_MAX, .method = FFA_IOC_DIRECT32, .status = -3, .responder = 9,
				      .origin = 9, .parked = 1, .words = { 5 } }, out;

	(void)state;
	assert_int_equal(send_raw(&in, 1, &out), 0);
	assert_int_equal(out.status, 0);
	assert_int_equal(out.responder, 0x8001);
	assert_int_equal(out.origin, FFA_IOC_ORIGIN_NONE);
	assert_int_equal(out.parked, 0);
	assert_int_equal(out.words[0], 5);
}

static void test_send_keeps_the_words_on_failure(void **state)
{
	struct ffa_ioc_message in = { .method = FFA_IOC_DIRECT32, .words = { UINT32_MAX, 2, 3, 4, 5 } }, out, reset = in;

	(void)state;
	assert_int_equal(send_raw(&in, 3, &out), -EBUSY);
	assert_memory_equal(out.words, in.words, sizeof(in.words));
	assert_int_equal(out.status, FFA_STATUS_BUSY);
	assert_int_equal(out.origin, FFA_IOC_ORIGIN_FRAMEWORK);
	assert_int_equal(out.parked, 0);
	/* a deadline that has passed tries once */
	in.deadline = 1;
	assert_int_equal(send_raw(&in, 3, &out), -ETIMEDOUT);
	reset.words[0] = 0;
	assert_int_equal(send_raw(&reset, 3, &out), 0);
}

static void test_second_send_says_what_is_parked(void **state)
{
	struct ffa_ioc_message msg = { .size = sizeof(msg), .method = FFA_IOC_DIRECT32, .words = { 0, LONG_YIELDS, LONG_NS } };
	struct door *door = door_of(2);

	(void)state;
	assert_int_equal(door_ioctl(door, FFA_IOC_SEND, &msg), -EINPROGRESS);
	assert_int_equal(msg.parked, 1);
	msg.parked = 0;
	assert_int_equal(door_ioctl(door, FFA_IOC_SEND, &msg), -EBUSY);
	assert_int_equal(msg.parked, 1);
	assert_int_equal(msg.origin, FFA_IOC_ORIGIN_DRIVER);
	msg.deadline = UINT64_MAX;
	msg.method = 0;
	assert_int_equal(door_ioctl(door, FFA_IOC_RESUME, &msg), 0);
	assert_int_equal(msg.parked, 0);
	assert_int_equal(msg.method, FFA_IOC_DIRECT32);
	assert_int_equal(msg.responder, 0x8002);
	assert_int_equal(msg.words[1], LONG_YIELDS);
	door_close(door);
}

static int list_raw(struct ffa_ioc_list *list)
{
	struct door *door = door_open(NULL);
	int ret;

	assert_non_null(door);
	list->size = sizeof(*list);
	ret = door_ioctl(door, FFA_IOC_LIST, list);
	door_close(door);
	return ret;
}

static void test_list_says_how_many_there_are(void **state)
{
	struct ffa_ioc_partition_info entries[16];
	struct ffa_ioc_list list = { .entries = (uintptr_t)entries, .stride = sizeof(entries[0]) };
	uint8_t untouched[sizeof(entries)];
	const unsigned int n = entry_count();

	(void)state;
	memset(entries, 0xa5, sizeof(entries));
	memset(untouched, 0xa5, sizeof(untouched));
	assert_int_equal(list_raw(&list), -EMSGSIZE);
	assert_int_equal(list.count, n);
	list.count = n - 1;
	assert_int_equal(list_raw(&list), -EMSGSIZE);
	assert_memory_equal(entries, untouched, sizeof(entries));
	assert_int_equal(list.count, n);
	assert_int_equal(list_raw(&list), 0);
	assert_int_equal(list.count, n);
	assert_memory_equal(&entries[n], untouched, sizeof(entries[n]));
}

static void test_list_has_the_callers_stride(void **state)
{
	const uint32_t longer = sizeof(struct ffa_ioc_partition_info) + 8;
	uint8_t entries[16 * sizeof(struct ffa_ioc_partition_info)];
	struct ffa_ioc_list list = { .entries = (uintptr_t)entries, .stride = longer, .count = 16 };
	uint16_t id;
	size_t i;

	(void)state;
	memset(entries, 0xa5, sizeof(entries));
	assert_int_equal(list_raw(&list), 0);
	memcpy(&id, entries + longer + offsetof(struct ffa_ioc_partition_info, id), sizeof(id));
	assert_int_equal(id, 0x8002);
	for (i = longer - 8; i < longer; i++)
		assert_int_equal(entries[i], 0);
	list.stride = longer - 9;
	assert_int_equal(list_raw(&list), -EINVAL);
	list.stride = UINT32_MAX;
	assert_int_equal(list_raw(&list), -EINVAL);
}

static void test_list_with_a_bad_pointer(void **state)
{
	struct ffa_ioc_list list = { .stride = sizeof(struct ffa_ioc_partition_info), .count = 16 };

	(void)state;
	assert_int_equal(list_raw(&list), -EFAULT);
	list.entries = UINT64_MAX - 7;
	assert_int_equal(list_raw(&list), -EFAULT);
}

static void test_limit_of_what_is_not_built(void **state)
{
	struct ffa_ioc_limit limit = { .size = sizeof(limit), .limit = FFA_IOC_LIMIT_REGIONS };
	struct door *door = door_open(NULL);

	(void)state;
	assert_non_null(door);
	assert_int_equal(door_ioctl(door, FFA_IOC_LIMIT, &limit), -ENODATA);
	limit.limit = 7;
	assert_int_equal(door_ioctl(door, FFA_IOC_LIMIT, &limit), -EINVAL);
	limit.limit = 0;
	assert_int_equal(door_ioctl(door, FFA_IOC_LIMIT, &limit), -EINVAL);
	door_close(door);
}

const struct CMUnitTest field_cases[] = {
	cmocka_unit_test(test_send_checks_its_method),
	cmocka_unit_test(test_send_checks_upper_halves),
	cmocka_unit_test(test_send_ignores_what_its_outputs_held),
	cmocka_unit_test(test_send_keeps_the_words_on_failure),
	cmocka_unit_test(test_second_send_says_what_is_parked),
	cmocka_unit_test(test_list_says_how_many_there_are),
	cmocka_unit_test(test_list_has_the_callers_stride),
	cmocka_unit_test(test_list_with_a_bad_pointer),
	cmocka_unit_test(test_limit_of_what_is_not_built),
};
const size_t field_case_count = ARRAY_SIZE(field_cases);
