/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "contract.h"

#include <errno.h>
#include <string.h>

static void test_partition_opens_each_entry(void **state)
{
	struct ffa_device *dev;
	struct ffa_list *list;
	size_t i;

	(void)state;
	assert_int_equal(machine_open(&dev), 0);
	assert_int_equal(ffa_device_list(dev, NULL, &list), 0);
	for (i = 0; i < ffa_list_count(list); i++) {
		const struct ffa_info *entry = ffa_list_get(list, i), *own;
		struct ffa_partition *p;

		assert_int_equal(ffa_partition_open(dev, entry, &p), 0);
		own = ffa_partition_info(p);
		assert_int_equal(ffa_info_id(own), ffa_info_id(entry));
		assert_int_equal(ffa_info_contexts(own), ffa_info_contexts(entry));
		assert_int_equal(ffa_info_properties(own), ffa_info_properties(entry));
		assert_memory_equal(ffa_info_uuid(own), ffa_info_uuid(entry), 16);
		assert_string_equal(ffa_info_path(own), ffa_info_path(entry));
		ffa_partition_close(p);
	}
	ffa_list_free(list);
	ffa_device_close(dev);
}

static int open_uuid(unsigned int nn)
{
	struct ffa_partition *p;
	struct ffa_device *dev;
	uint8_t uuid[16];
	int ret;

	uuid_of(nn, uuid);
	assert_int_equal(machine_open(&dev), 0);
	ret = ffa_partition_open_uuid(dev, uuid, &p);
	assert_int_equal(ret == 0, p != NULL);
	ffa_partition_close(p);
	ffa_device_close(dev);
	return ret;
}

static void test_partition_opens_by_uuid(void **state)
{
	(void)state;
	assert_int_equal(open_uuid(1), 0);
	assert_int_equal(open_uuid(5), 0);
	assert_int_equal(open_uuid(6), 0);
	assert_int_equal(open_uuid(0xee), -ENOENT);
	assert_int_equal(open_uuid(4), -ENOTUNIQ);
}

static void test_partition_has_the_uuid_it_was_opened_by(void **state)
{
	unsigned int nn;
	uint8_t uuid[16];

	(void)state;
	for (nn = 5; nn <= 6; nn++) {
		struct ffa_partition *p = partition_of(nn), *copy;

		uuid_of(nn, uuid);
		assert_int_equal(ffa_partition_dup(p, &copy), 0);
		assert_memory_equal(ffa_info_uuid(ffa_partition_info(p)), uuid, 16);
		assert_memory_equal(ffa_info_uuid(ffa_partition_info(copy)), uuid, 16);
		ffa_partition_close(copy);
		ffa_partition_close(p);
	}
}

static void test_partition_needs_no_device(void **state)
{
	struct ffa_partition *p = partition_of(1);	/* its device is closed */
	struct ffa_msg *m = msg_of(1, 2, 3, 4, 5);

	(void)state;
	assert_int_equal(ffa_partition_send(p, m, SOON_MS), 0);
	assert_answer(m, 1, 2, 3, 4, 5);
	ffa_msg_free(m);
	ffa_partition_close(p);
	ffa_partition_close(NULL);
}

static void test_partition_path_that_is_none(void **state)
{
	struct ffa_partition *p;

	(void)state;
	assert_int_equal(ffa_partition_open_path(NULL, "/dev/arm_ffa/no-such-node", &p), -ENOENT);
	assert_null(p);
	assert_int_equal(ffa_partition_open_path(NULL, "/dev/null", &p), -ENOTTY);
	assert_null(p);
}

static void test_partition_dup_has_a_slot_of_its_own(void **state)
{
	struct ffa_partition *p = partition_of(2), *copy;
	struct ffa_msg *slow = msg_of(0, LONG_YIELDS, LONG_NS, 0, 9), *none = msg_of(0, 0, 0, 0, 0);

	(void)state;
	assert_int_equal(ffa_partition_dup(p, &copy), 0);
	assert_int_not_equal(ffa_partition_fd(p), ffa_partition_fd(copy));
	assert_int_equal(ffa_partition_send(p, slow, 0), -EINPROGRESS);
	assert_int_equal(ffa_partition_resume(copy, none, 0), -ENOENT);
	assert_int_equal(ffa_partition_send(copy, none, SOON_MS), 0);
	assert_int_equal(ffa_partition_resume(p, slow, SOON_MS), 0);
	assert_answer(slow, 0, LONG_YIELDS, LONG_NS, 0, 9);
	ffa_partition_close(copy);
	ffa_partition_close(p);
	ffa_msg_free(none);
	ffa_msg_free(slow);
}

const struct CMUnitTest partition_cases[] = {
	cmocka_unit_test(test_partition_opens_each_entry),
	cmocka_unit_test(test_partition_opens_by_uuid),
	cmocka_unit_test(test_partition_has_the_uuid_it_was_opened_by),
	cmocka_unit_test(test_partition_needs_no_device),
	cmocka_unit_test(test_partition_path_that_is_none),
	cmocka_unit_test(test_partition_dup_has_a_slot_of_its_own),
};
const size_t partition_case_count = ARRAY_SIZE(partition_cases);
