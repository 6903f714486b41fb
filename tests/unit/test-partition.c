/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <string.h>

#include <ffa/abi.h>

#include "alloc.h"
#include "expect.h"
#include "unit.h"

#define ENTRIES_AT offsetof(struct ffa_ioc_list, entries)
#define UUID { 0xff, 0xa0, 0, 4 }
#define NODE(id_, minor_)	\
	{ .uuid = UUID, .id = (id_), .contexts = 8, .properties = FFA_PROP_DIRECT_RECV, .major = EXPECT_MAJOR, .minor = (minor_) }
#define DENIED(id_) { .uuid = UUID, .id = (id_), .attributes = FFA_IOC_DENIED }

#define LIST(n, entries_)									\
	{ .request = FFA_IOC_LIST, .in = &ask, .out = &found[n], .size = sizeof(ask), .blind = ENTRIES_AT,	\
	  .entries = (entries_), .count = (n) }
#define INFO(out_, ret_) EXPECT(FFA_IOC_PARTITION_INFO, &info_in, out_, ret_)

static const uint8_t uuid[16] = UUID;
static const struct ffa_ioc_list ask = {
	.size = sizeof(ask), .uuid = UUID, .count = 32, .stride = sizeof(struct ffa_ioc_partition_info)
};
static const struct ffa_ioc_list found[] = { { .count = 0 }, { .count = 1 }, { .count = 2 } };
static const struct ffa_ioc_partition_info info_in = { .size = sizeof(info_in) };
static const struct ffa_ioc_partition_info echo = NODE(0x8004, 4);
static const struct ffa_ioc_partition_info twins[] = { NODE(0x8004, 4), NODE(0x8005, 5) };
static const struct ffa_ioc_partition_info half_denied[] = { DENIED(0x8004), NODE(0x8005, 5) };
static const struct ffa_ioc_partition_info denied = DENIED(0x8004);

static struct lines lines;
static struct ffa_ctx *ctx;
static struct ffa_device *dev;
static struct expect e;

static int setup(void **state)
{
	(void)state;
	e = (struct expect){ 0 };
	lines = (struct lines){ 0 };
	ctx = lines_ctx(&lines);
	dev = expect_device(&e, ctx);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	alloc_fail(0);
	ffa_device_close(dev);
	assert_int_equal(e.releases, 1);
	ffa_ctx_free(ctx);
	expect_done(&e);
	return 0;
}

static struct ffa_list *list_of(const struct ffa_ioc_partition_info *entry)
{
	const struct expect_ioctl table[] = { LIST(1, entry) };
	struct ffa_list *list;

	expect(&e, table);
	assert_int_equal(ffa_device_list(dev, uuid, &list), 0);
	return list;
}

static struct ffa_partition *open_one(void)
{
	static const struct expect_ioctl table[] = { LIST(1, &echo), INFO(&echo, 0) };
	struct ffa_partition *p;

	expect(&e, table);
	assert_int_equal(ffa_partition_open_uuid(dev, uuid, &p), 0);
	return p;
}

static void test_open_takes_the_path_of_the_list(void **state)
{
	static const struct expect_ioctl table[] = { INFO(&echo, 0) };
	struct ffa_list *list = list_of(&echo);
	struct ffa_partition *p;

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_partition_open(dev, ffa_list_get(list, 0), &p), 0);
	ffa_list_free(list);
	assert_string_equal(e.opened, "/dev/4");
	assert_int_equal(ffa_info_id(ffa_partition_info(p)), 0x8004);
	assert_memory_equal(ffa_info_uuid(ffa_partition_info(p)), uuid, 16);
	assert_string_equal(ffa_info_path(ffa_partition_info(p)), "/dev/4");
	assert_int_equal(ffa_partition_fd(p), EXPECT_FD);
	ffa_partition_close(p);
}

static void test_open_of_what_policy_denies(void **state)
{
	struct ffa_list *list = list_of(&denied);
	struct ffa_partition *p = (void *)state;

	assert_int_equal(ffa_partition_open(dev, ffa_list_get(list, 0), &p), -EPERM);
	assert_null(p);
	ffa_list_free(list);
}

static void test_open_without_a_path(void **state)
{
	struct ffa_partition *p = (void *)state;
	struct ffa_list *list;

	e.path_err = -ENOENT;
	list = list_of(&echo);
	assert_int_equal(ffa_partition_open(dev, ffa_list_get(list, 0), &p), -ENODEV);
	assert_null(p);
	ffa_list_free(list);
}

static void test_open_passes_the_errno_of_the_node_on(void **state)
{
	static const int errors[] = { -EACCES, -ENOENT, -ENODEV };
	struct ffa_list *list = list_of(&echo);
	struct ffa_partition *p;
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(errors); i++) {
		p = (void *)state;
		e.open_err = errors[i];
		assert_int_equal(ffa_partition_open(dev, ffa_list_get(list, 0), &p), errors[i]);
		assert_null(p);
	}
	assert_int_equal(lines.count[FFA_LOG_ERROR], COUNT(errors));
	ffa_list_free(list);
}

/* The node that was opened answers with out and ret. */
static void open_fails(const struct ffa_ioc_partition_info *out, int ret, int err)
{
	const struct expect_ioctl table[] = { INFO(out, ret) };
	struct ffa_list *list = list_of(&echo);
	struct ffa_partition *p = (void *)list;

	expect(&e, table);
	assert_int_equal(ffa_partition_open(dev, ffa_list_get(list, 0), &p), err);
	assert_null(p);
	assert_int_equal(e.closes + 1, e.opens);
	ffa_list_free(list);
}

static void test_open_of_a_node_that_is_another_now(void **state)
{
	static const struct ffa_ioc_partition_info id = NODE(0x8009, 4);
	struct ffa_ioc_partition_info other = echo;

	(void)state;
	open_fails(&id, 0, -ENOENT);
	other.uuid[15] = 1;
	other.properties |= FFA_PROP_REQ2_RECV;
	open_fails(&other, 0, -ENOENT);
}

/* As with firmware older than 1.2: the node of the partition has another UUID, or none. */
static void test_open_of_a_partition_under_a_uuid_that_its_node_lacks(void **state)
{
	struct ffa_ioc_partition_info node = echo;
	const struct expect_ioctl table[] = { LIST(1, &echo), INFO(&node, 0), INFO(&node, 0) };
	struct ffa_partition *p, *copy;
	size_t i;

	(void)state;
	for (i = 0; i < 2; i++) {
		memset(node.uuid, i ? 0x11 : 0, sizeof(node.uuid));
		expect(&e, table);
		assert_int_equal(ffa_partition_open_uuid(dev, uuid, &p), 0);
		assert_memory_equal(ffa_info_uuid(ffa_partition_info(p)), uuid, 16);
		assert_int_equal(ffa_partition_dup(p, &copy), 0);
		assert_memory_equal(ffa_info_uuid(ffa_partition_info(copy)), uuid, 16);
		ffa_partition_close(copy);
		ffa_partition_close(p);
	}
}

static void test_open_of_a_foreign_node(void **state)
{
	(void)state;
	open_fails(NULL, -ENOTTY, -ENOTTY);
	open_fails(NULL, -EINVAL, -ENOTTY);
	open_fails(NULL, 5, -ENOTTY);
	open_fails(NULL, -ENODEV, -ENODEV);
}

static void test_open_refuses_null(void **state)
{
	struct ffa_list *list = list_of(&echo);
	const struct ffa_info *info = ffa_list_get(list, 0);
	struct ffa_partition *p = (void *)state;

	assert_int_equal(ffa_partition_open(NULL, info, &p), -EINVAL);
	assert_null(p);
	assert_int_equal(ffa_partition_open(dev, NULL, &p), -EINVAL);
	assert_int_equal(ffa_partition_open(dev, info, NULL), -EINVAL);
	assert_int_equal(ffa_partition_open_uuid(NULL, uuid, &p), -EINVAL);
	assert_int_equal(ffa_partition_open_uuid(dev, NULL, &p), -EINVAL);
	assert_int_equal(ffa_partition_open_uuid(dev, uuid, NULL), -EINVAL);
	assert_int_equal(ffa_partition_open_path(ctx, NULL, &p), -EINVAL);
	assert_int_equal(ffa_partition_open_path(ctx, "/", NULL), -EINVAL);
	assert_int_equal(ffa_partition_open_fd(ctx, 0, NULL), -EINVAL);
	assert_int_equal(lines.count[FFA_LOG_BUG], 7);
	ffa_list_free(list);
}

static void test_open_uuid_of_one(void **state)
{
	(void)state;
	ffa_partition_close(open_one());
	assert_string_equal(e.opened, "/dev/4");
}

static void test_open_uuid_of_none(void **state)
{
	static const struct expect_ioctl table[] = { LIST(0, NULL) };
	struct ffa_partition *p = (void *)state;

	expect(&e, table);
	assert_int_equal(ffa_partition_open_uuid(dev, uuid, &p), -ENOENT);
	assert_null(p);
}

static void test_open_uuid_of_several(void **state)
{
	static const struct expect_ioctl table[] = { LIST(2, twins), LIST(2, half_denied) };
	struct ffa_partition *p = (void *)state;

	expect(&e, table);
	assert_int_equal(ffa_partition_open_uuid(dev, uuid, &p), -ENOTUNIQ);
	assert_null(p);
	assert_int_equal(ffa_partition_open_uuid(dev, uuid, &p), -ENOTUNIQ);
	assert_string_equal(e.opened, "self");
}

static void test_open_uuid_of_what_policy_denies(void **state)
{
	static const struct expect_ioctl table[] = { LIST(1, &denied) };
	struct ffa_partition *p = (void *)state;

	expect(&e, table);
	assert_int_equal(ffa_partition_open_uuid(dev, uuid, &p), -EPERM);
	assert_null(p);
}

static void test_open_uuid_without_memory_at_every_step(void **state)
{
	static const struct expect_ioctl table[] = { LIST(1, &echo), INFO(&echo, 0) };
	struct ffa_partition *p = (void *)state;
	long before = alloc_live();
	unsigned int nth = 0;
	int err;

	do {
		expect(&e, table);
		alloc_fail(++nth);
		err = ffa_partition_open_uuid(dev, uuid, &p);
		if (err) {
			assert_int_equal(err, -ENOMEM);
			assert_null(p);
			assert_int_equal(alloc_live(), before);
			assert_int_equal(e.closes + 1, e.opens);
			e.next = e.count;
		}
	} while (alloc_failed());
	assert_int_equal(err, 0);
	assert_int_equal(nth, 4);
	ffa_partition_close(p);
}

static void test_open_path_of_the_fake(void **state)
{
	struct ffa_partition *p = (void *)state;

	assert_int_equal(ffa_partition_open_path(ctx, "fake:ffa00001-0000-4000-8000-000000000000", &p), -EOPNOTSUPP);
	assert_null(p);
	assert_int_equal(lines.count[FFA_LOG_ERROR], 1);
}

static void test_partition_outlives_its_device(void **state)
{
	struct ffa_partition *p = open_one();

	(void)state;
	ffa_device_close(dev);
	dev = NULL;
	assert_int_equal(e.releases, 0);
	assert_int_equal(ffa_partition_fd(p), EXPECT_FD);
	errno = ENOTUNIQ;
	ffa_partition_close(p);
	ffa_partition_close(NULL);
	assert_int_equal(errno, ENOTUNIQ);
	assert_int_equal(e.releases, 1);
}

static void test_dup_opens_the_node_again(void **state)
{
	static const struct expect_ioctl table[] = { INFO(&echo, 0) };
	struct ffa_partition *p = open_one(), *copy;

	(void)state;
	e.opened[0] = '\0';
	expect(&e, table);
	assert_int_equal(ffa_partition_dup(p, &copy), 0);
	assert_string_equal(e.opened, "/dev/4");
	ffa_partition_close(p);
	assert_int_equal(ffa_info_id(ffa_partition_info(copy)), 0x8004);
	ffa_partition_close(copy);
}

static void test_dup_outlives_device_and_original(void **state)
{
	static const struct expect_ioctl table[] = { INFO(&echo, 0) };
	struct ffa_partition *p = open_one(), *copy;

	(void)state;
	expect(&e, table);
	assert_int_equal(ffa_partition_dup(p, &copy), 0);
	ffa_device_close(dev);
	dev = NULL;
	ffa_partition_close(p);
	assert_int_equal(e.releases, 0);
	ffa_partition_close(copy);
}

static void test_dup_without_a_path(void **state)
{
	static const struct expect_ioctl table[] = { INFO(&echo, 0) };
	struct ffa_partition *p, *copy = (void *)state;
	struct ffa_list *list = list_of(&echo);

	e.path_err = -ENOENT;
	expect(&e, table);
	assert_int_equal(ffa_partition_open(dev, ffa_list_get(list, 0), &p), 0);
	ffa_list_free(list);
	assert_int_equal(ffa_partition_dup(p, &copy), -ENODEV);
	assert_null(copy);
	ffa_partition_close(p);
}

static void test_dup_failures(void **state)
{
	static const struct ffa_ioc_partition_info other = NODE(0x8009, 4);
	static const struct expect_ioctl table[] = { INFO(&other, 0), INFO(NULL, -ENODEV) };
	struct ffa_partition *p = open_one(), *copy = (void *)state;

	e.open_err = -EACCES;
	assert_int_equal(ffa_partition_dup(p, &copy), -EACCES);
	assert_null(copy);
	e.open_err = 0;
	expect(&e, table);
	assert_int_equal(ffa_partition_dup(p, &copy), -ENOENT);
	assert_int_equal(ffa_partition_dup(p, &copy), -ENODEV);
	alloc_fail(1);
	assert_int_equal(ffa_partition_dup(p, &copy), -ENOMEM);
	assert_true(alloc_failed());
	assert_int_equal(ffa_partition_dup(NULL, &copy), -EINVAL);
	assert_int_equal(ffa_partition_dup(p, NULL), -EINVAL);
	assert_int_equal(e.closes + 2, e.opens);
	ffa_partition_close(p);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_open_takes_the_path_of_the_list),
		TEST(test_open_of_what_policy_denies),
		TEST(test_open_without_a_path),
		TEST(test_open_passes_the_errno_of_the_node_on),
		TEST(test_open_of_a_node_that_is_another_now),
		TEST(test_open_of_a_partition_under_a_uuid_that_its_node_lacks),
		TEST(test_open_of_a_foreign_node),
		TEST(test_open_refuses_null),
		TEST(test_open_uuid_of_one),
		TEST(test_open_uuid_of_none),
		TEST(test_open_uuid_of_several),
		TEST(test_open_uuid_of_what_policy_denies),
		TEST(test_open_uuid_without_memory_at_every_step),
		TEST(test_open_path_of_the_fake),
		TEST(test_partition_outlives_its_device),
		TEST(test_dup_opens_the_node_again),
		TEST(test_dup_outlives_device_and_original),
		TEST(test_dup_without_a_path),
		TEST(test_dup_failures),
	};

	return cmocka_run_group_tests_name("partition", tests, NULL, NULL) != 0;
}
