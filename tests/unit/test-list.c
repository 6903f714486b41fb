/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <string.h>

#include <ffa/abi.h>

#include "alloc.h"
#include "expect.h"
#include "unit.h"

#define FIRST_ROOM 32
#define ENTRIES_AT offsetof(struct ffa_ioc_list, entries)

/* An expected FFA_IOC_LIST: the in and out structs and what is written to the array. */
#define LIST(in_, out_, n, ret_)								\
	{ .request = FFA_IOC_LIST, .in = (in_), .out = (out_), .size = sizeof(*(in_)), .blind = ENTRIES_AT,	\
	  .entries = entries, .count = (n), .ret = (ret_) }

#define ASK(n) { .size = sizeof(struct ffa_ioc_list), .count = (n), .stride = sizeof(struct ffa_ioc_partition_info) }

static const struct ffa_ioc_partition_info entries[FIRST_ROOM + 8] = {
	{ .uuid = { 0xff, 0xa0, 0, 1 }, .id = 0x8001, .contexts = 8, .properties = FFA_PROP_DIRECT_RECV,
	  .major = EXPECT_MAJOR, .minor = 1 },
	{ .uuid = { 0xff, 0xa0, 0, 2 }, .id = 0x8002, .contexts = 1, .properties = FFA_PROP_NOTIFY, .attributes = FFA_IOC_DENIED },
};

static const struct ffa_ioc_list ask = ASK(FIRST_ROOM);
static const struct ffa_ioc_list none = ASK(0);
static const struct ffa_ioc_list two = ASK(2);

static struct ffa_device *dev;
static struct expect e;

static int setup(void **state)
{
	(void)state;
	e = (struct expect){ 0 };
	dev = expect_device(&e, NULL);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	alloc_fail(0);
	ffa_device_close(dev);
	expect_done(&e);
	return 0;
}

static void test_list_of_nothing(void **state)
{
	static const struct expect_ioctl table[] = { LIST(&ask, &none, 0, 0) };
	struct ffa_list *list;

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_device_list(dev, NULL, &list), 0);
	assert_int_equal(ffa_list_count(list), 0);
	assert_null(ffa_list_get(list, 0));
	errno = ENOTUNIQ;
	ffa_list_free(list);
	ffa_list_free(NULL);
	assert_int_equal(errno, ENOTUNIQ);
}

static void test_list_has_what_the_driver_says(void **state)
{
	static const struct expect_ioctl table[] = { LIST(&ask, &two, 2, 0) };
	const struct ffa_info *info;
	struct ffa_list *list;

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_device_list(dev, NULL, &list), 0);
	assert_int_equal(ffa_list_count(list), 2);
	info = ffa_list_get(list, 0);
	assert_int_equal(ffa_info_id(info), 0x8001);
	assert_memory_equal(ffa_info_uuid(info), entries[0].uuid, 16);
	assert_int_equal(ffa_info_contexts(info), 8);
	assert_int_equal(ffa_info_properties(info), FFA_PROP_DIRECT_RECV);
	assert_string_equal(ffa_info_path(info), "/dev/1");
	info = ffa_list_get(list, 1);
	assert_int_equal(ffa_info_id(info), 0x8002);
	assert_string_equal(ffa_info_path(info), "");
	assert_null(ffa_list_get(list, 2));
	assert_null(ffa_list_get(list, SIZE_MAX));
	ffa_list_free(list);
}

static void test_list_outlives_its_device(void **state)
{
	static const struct expect_ioctl table[] = { LIST(&ask, &two, 2, 0) };
	struct ffa_list *list;

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_device_list(dev, NULL, &list), 0);
	ffa_device_close(dev);
	dev = NULL;
	assert_int_equal(e.releases, 1);
	assert_string_equal(ffa_info_path(ffa_list_get(list, 0)), "/dev/1");
	ffa_list_free(list);
}

static void test_list_without_sysfs_has_no_paths(void **state)
{
	static const struct expect_ioctl table[] = { LIST(&ask, &two, 2, 0) };
	struct ffa_list *list;

	(void)state;
	e.path_err = -ENOENT;
	expect(&e, table);
	assert_int_equal(ffa_device_list(dev, NULL, &list), 0);
	assert_string_equal(ffa_info_path(ffa_list_get(list, 0)), "");
	ffa_list_free(list);
}

static void test_list_ends_a_path_without_end(void **state)
{
	static const struct expect_ioctl table[] = { LIST(&ask, &two, 2, 0) };
	struct ffa_list *list;

	(void)state;
	e.path_unterminated = 1;
	expect(&e, table);
	assert_int_equal(ffa_device_list(dev, NULL, &list), 0);
	assert_int_equal(strlen(ffa_info_path(ffa_list_get(list, 0))), 255);
	ffa_list_free(list);
}

static void test_list_by_uuid(void **state)
{
	struct ffa_ioc_list in = ask, one = ASK(1);
	const struct expect_ioctl table[] = { LIST(&in, &one, 1, 0), LIST(&in, NULL, 0, -ENOENT), LIST(&in, &none, 0, 0) };
	struct ffa_list *list;

	(void)state;
	memcpy(in.uuid, entries[0].uuid, 16);
	expect(&e, table);
	assert_int_equal(ffa_device_list(dev, entries[0].uuid, &list), 0);
	assert_int_equal(ffa_list_count(list), 1);
	ffa_list_free(list);
	assert_int_equal(ffa_device_list(dev, entries[0].uuid, &list), -ENOENT);
	assert_null(list);
	assert_int_equal(ffa_device_list(dev, entries[0].uuid, &list), -ENOENT);
	assert_null(list);
}

static void test_list_by_the_nil_uuid_is_not_all(void **state)
{
	static const uint8_t nil[16];
	struct ffa_list *list;

	(void)state;
	assert_int_equal(ffa_device_list(dev, nil, &list), -ENOENT);
	assert_null(list);
}

static void test_list_grows(void **state)
{
	static const struct ffa_ioc_list forty = ASK(FIRST_ROOM + 8);
	static const struct expect_ioctl table[] = {
		LIST(&ask, &forty, 0, -EMSGSIZE),
		LIST(&forty, &forty, FIRST_ROOM + 8, 0),
	};
	struct ffa_list *list;

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_device_list(dev, NULL, &list), 0);
	assert_int_equal(ffa_list_count(list), FIRST_ROOM + 8);
	ffa_list_free(list);
}

static void test_list_may_shrink_again(void **state)
{
	static const struct ffa_ioc_list forty = ASK(FIRST_ROOM + 8);
	static const struct expect_ioctl table[] = { LIST(&ask, &forty, 0, -EMSGSIZE), LIST(&forty, &two, 2, 0) };
	struct ffa_list *list;

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_device_list(dev, NULL, &list), 0);
	assert_int_equal(ffa_list_count(list), 2);
	ffa_list_free(list);
}

/* The driver answers with count and ret: EPROTO after that one ioctl. */
static void answer_is_nonsense(uint32_t count, int ret)
{
	struct ffa_ioc_list out = ASK(count);
	const struct expect_ioctl table[] = { LIST(&ask, &out, 0, ret) };
	struct ffa_list *list;

	expect(&e, table);
	assert_int_equal(ffa_device_list(dev, NULL, &list), -EPROTO);
	assert_null(list);
}

static void test_list_believes_no_impossible_count(void **state)
{
	(void)state;
	answer_is_nonsense(FIRST_ROOM + 1, 0);
	answer_is_nonsense(UINT32_MAX, 0);
	answer_is_nonsense(FIRST_ROOM, -EMSGSIZE);
	answer_is_nonsense(0, -EMSGSIZE);
	answer_is_nonsense(4097, -EMSGSIZE);
	answer_is_nonsense(UINT32_MAX, -EMSGSIZE);
}

static void test_list_does_not_grow_for_ever(void **state)
{
	struct ffa_ioc_list steps[9];
	struct expect_ioctl table[8];
	struct ffa_list *list;
	unsigned int i;

	(void)state;
	for (i = 0; i < COUNT(steps); i++)
		steps[i] = (struct ffa_ioc_list)ASK(FIRST_ROOM + i);
	for (i = 0; i < COUNT(table); i++)
		table[i] = (struct expect_ioctl)LIST(&steps[i], &steps[i + 1], 0, -EMSGSIZE);
	expect(&e, table);
	assert_int_equal(ffa_device_list(dev, NULL, &list), -EPROTO);
	assert_null(list);
}

static void test_list_passes_the_drivers_error_on(void **state)
{
	static const struct expect_ioctl table[] = { LIST(&ask, NULL, 0, -ENODEV), LIST(&ask, NULL, 0, -EFAULT) };
	struct ffa_list *list;

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_device_list(dev, NULL, &list), -ENODEV);
	assert_null(list);
	assert_int_equal(ffa_device_list(dev, NULL, &list), -EFAULT);
}

static void test_list_without_memory_at_every_step(void **state)
{
	static const struct ffa_ioc_list forty = ASK(FIRST_ROOM + 8);
	static const struct expect_ioctl table[] = { LIST(&ask, &forty, 0, -EMSGSIZE), LIST(&forty, &two, 2, 0) };
	struct ffa_list *list;
	unsigned int nth = 0;
	long before = alloc_live();
	int err;

	(void)state;
	do {
		expect(&e, table);
		alloc_fail(++nth);
		err = ffa_device_list(dev, NULL, &list);
		if (err) {
			assert_int_equal(err, -ENOMEM);
			assert_null(list);
			assert_int_equal(alloc_live(), before);
			e.next = e.count;
		}
	} while (alloc_failed());
	assert_int_equal(err, 0);
	assert_int_equal(nth, 4);
	ffa_list_free(list);
}

static void test_list_refuses_null(void **state)
{
	struct ffa_list *list = (void *)state;

	assert_int_equal(ffa_device_list(NULL, NULL, &list), -EINVAL);
	assert_null(list);
	assert_int_equal(ffa_device_list(dev, NULL, NULL), -EINVAL);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_list_of_nothing),
		TEST(test_list_has_what_the_driver_says),
		TEST(test_list_outlives_its_device),
		TEST(test_list_without_sysfs_has_no_paths),
		TEST(test_list_ends_a_path_without_end),
		TEST(test_list_by_uuid),
		TEST(test_list_by_the_nil_uuid_is_not_all),
		TEST(test_list_grows),
		TEST(test_list_may_shrink_again),
		TEST(test_list_believes_no_impossible_count),
		TEST(test_list_does_not_grow_for_ever),
		TEST(test_list_passes_the_drivers_error_on),
		TEST(test_list_without_memory_at_every_step),
		TEST(test_list_refuses_null),
	};

	return cmocka_run_group_tests_name("list", tests, NULL, NULL) != 0;
}
