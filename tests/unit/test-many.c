/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <string.h>

#include <ffa/abi.h>

#include "alloc.h"
#include "expect.h"
#include "unit.h"

/* ffa_partition_send_many(): FFA_IOC_SEND_MANY is played here, what comes before it is on the table. */

#define MANY 40

static struct expect e;
static struct lines lines;
static struct ffa_ctx *ctx;
static struct ffa_partition *p;
static struct ffa_partition *partitions[MANY];
static struct ffa_msg *msgs[MANY];
static int errors[MANY];

/* What the driver is to do, and what it has seen. */
static struct {
	int ret;	/* of the ioctl */
	size_t reach;	/* so many entries are answered */
	int errors[MANY];
	size_t seen;
	unsigned int calls;
} driver;

static void play_entry(struct ffa_ioc_send_entry *entry)
{
	struct ffa_ioc_message *message = (struct ffa_ioc_message *)(uintptr_t)entry->message;
	int wide = message->method == FFA_IOC_DIRECT_REQ2;

	assert_int_equal(entry->fd, EXPECT_FD);
	assert_int_equal(message->size, wide ? FFA_IOC_MESSAGE_SIZE_VER1 : FFA_IOC_MESSAGE_SIZE_VER0);
	assert_int_equal(message->deadline, 0);
	assert_int_equal(message->flags | message->pad, 0);
	assert_int_equal(message->words[0], driver.seen);
	entry->error = driver.errors[driver.seen];
	if (entry->error) {
		message->status = FFA_STATUS_BUSY;
		message->origin = FFA_IOC_ORIGIN_FRAMEWORK;
	} else {
		message->responder = 0x8001;
		message->words[0] += 1000;
	}
	driver.seen++;
}

static int play(void *file, unsigned int request, void *arg)
{
	struct ffa_ioc_send_many *many = arg;
	struct ffa_ioc_send_entry *entries;
	uint32_t i;

	if (request != FFA_IOC_SEND_MANY)
		return expect_ops.ioctl(file, request, arg);
	assert_int_equal(many->size, sizeof(*many));
	assert_int_equal(many->flags | many->pad, 0);
	assert_in_range(many->count, 1, FFA_IOC_SEND_MANY_MAX);
	entries = (struct ffa_ioc_send_entry *)(uintptr_t)many->entries;
	for (i = 0; i < many->count && driver.seen < driver.reach; i++)
		play_entry(&entries[i]);
	many->count = i;
	driver.calls++;
	return driver.ret;
}

static struct ffa_ops ops;

static struct ffa_partition *open_partition(struct ffa_device *dev)
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
	struct ffa_partition *opened;

	expect(&e, table);
	assert_int_equal(ffa_partition_open_uuid(dev, info.uuid, &opened), 0);
	return opened;
}

static struct ffa_partition *open_machine(void)
{
	static const struct expect_ioctl table[] = {
		EXPECT(FFA_IOC_DEVICE_INFO, &expect_device_in, &expect_device_out, 0),
	};
	struct ffa_partition *opened;
	struct ffa_device *dev;

	expect(&e, table);
	assert_int_equal(ffa_device_open_ops(ctx, &ops, &e, &dev), 0);
	opened = open_partition(dev);
	ffa_device_close(dev);
	return opened;
}

static int setup(void **state)
{
	uint64_t word;
	size_t i;

	(void)state;
	ops = expect_ops;
	ops.ioctl = play;
	e = (struct expect){ 0 };
	lines = (struct lines){ 0 };
	memset(&driver, 0, sizeof(driver));
	driver.reach = MANY;
	ctx = lines_ctx(&lines);
	p = open_machine();
	for (i = 0; i < MANY; i++) {
		partitions[i] = p;
		errors[i] = 4711;
		word = i;
		assert_int_equal(ffa_msg_new(&msgs[i]), 0);
		assert_int_equal(i % 3 ? ffa_msg_set64(msgs[i], &word, 1) : ffa_msg_set_req2(msgs[i], &word, 1), 0);
	}
	return 0;
}

static int teardown(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < MANY; i++)
		ffa_msg_free(msgs[i]);
	ffa_partition_close(p);
	ffa_ctx_free(ctx);
	expect_done(&e);
	return 0;
}

static void answered(size_t i)
{
	const uint64_t *words;

	assert_int_equal(errors[i], 0);
	assert_int_equal(ffa_msg_answer(msgs[i], &words), i % 3 ? 5 : 14);
	assert_int_equal(words[0], i + 1000);
	assert_int_equal(ffa_msg_responder(msgs[i]), 0x8001);
}

static void failed_with(size_t i, int err)
{
	assert_int_equal(errors[i], err);
	assert_int_equal(ffa_msg_answer(msgs[i], NULL), 0);
	assert_int_equal(ffa_msg_responder(msgs[i]), 0);
}

static void test_many_are_all_sent(void **state)
{
	size_t i;

	(void)state;
	assert_int_equal(ffa_partition_send_many(partitions, msgs, errors, MANY), 0);
	assert_int_equal(driver.seen, MANY);
	assert_true(driver.calls < MANY / 2);
	for (i = 0; i < MANY; i++)
		answered(i);
}

static void test_many_of_none(void **state)
{
	(void)state;
	assert_int_equal(ffa_partition_send_many(NULL, NULL, NULL, 0), 0);
	assert_int_equal(driver.calls, 0);
}

static void test_many_have_an_error_each(void **state)
{
	(void)state;
	driver.errors[1] = -EBUSY;
	driver.errors[MANY - 1] = -EINPROGRESS;
	assert_int_equal(ffa_partition_send_many(partitions, msgs, errors, MANY), 0);
	answered(0);
	failed_with(1, -EBUSY);
	assert_int_equal(ffa_msg_status(msgs[1]), FFA_STATUS_BUSY);
	assert_int_equal(ffa_msg_origin(msgs[1]), FFA_ORIGIN_FRAMEWORK);
	answered(2);
	failed_with(MANY - 1, -EINPROGRESS);
}

static void test_many_that_the_driver_does_not_know(void **state)
{
	size_t i;

	(void)state;
	assert_int_equal(ffa_partition_send_many(partitions, msgs, errors, MANY), 0);
	driver.calls = 0;
	driver.ret = -ENOTTY;
	assert_int_equal(ffa_partition_send_many(partitions, msgs, errors, MANY), 0);
	assert_int_equal(driver.calls, 1);
	for (i = 0; i < MANY; i++) {
		failed_with(i, -ENOTTY);
		assert_int_equal(ffa_msg_origin(msgs[i]), FFA_ORIGIN_DRIVER);
	}
}

static void test_many_of_which_some_are_reached(void **state)
{
	size_t i;

	(void)state;
	driver.reach = 3;
	driver.ret = -EFAULT;
	assert_int_equal(ffa_partition_send_many(partitions, msgs, errors, MANY), 0);
	assert_int_equal(driver.seen, 3);
	for (i = 0; i < 3; i++)
		answered(i);
	for (; i < MANY; i++)
		assert_int_equal(errors[i], -EFAULT);
}

static void test_many_with_positive_errors_are_no_success(void **state)
{
	(void)state;
	driver.errors[0] = 5;
	driver.reach = 1;
	assert_int_equal(ffa_partition_send_many(partitions, msgs, errors, 2), 0);
	failed_with(0, -EPROTO);
	failed_with(1, -EPROTO);
}

static void test_many_refuse_misuse(void **state)
{
	(void)state;
	partitions[5] = NULL;
	assert_int_equal(ffa_partition_send_many(partitions, msgs, errors, MANY), -EINVAL);
	partitions[5] = p;
	partitions[0] = NULL;
	assert_int_equal(ffa_partition_send_many(partitions, msgs, errors, MANY), -EINVAL);
	partitions[0] = p;
	assert_int_equal(ffa_partition_send_many(NULL, msgs, errors, 1), -EINVAL);
	assert_int_equal(ffa_partition_send_many(partitions, NULL, errors, 1), -EINVAL);
	assert_int_equal(ffa_partition_send_many(partitions, msgs, NULL, 1), -EINVAL);
	ffa_msg_free(msgs[7]);
	assert_int_equal(ffa_msg_new(&msgs[7]), 0);
	assert_int_equal(ffa_partition_send_many(partitions, msgs, errors, MANY), -EINVAL);
	assert_int_equal(ffa_partition_send_many(partitions, msgs, errors, 7), 0);
	assert_int_equal(driver.seen, 7);
	assert_int_equal(lines.count[FFA_LOG_BUG], 4);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		TEST(test_many_are_all_sent),
		TEST(test_many_of_none),
		TEST(test_many_have_an_error_each),
		TEST(test_many_that_the_driver_does_not_know),
		TEST(test_many_of_which_some_are_reached),
		TEST(test_many_with_positive_errors_are_no_success),
		TEST(test_many_refuse_misuse),
	};

	return cmocka_run_group_tests_name("many", tests, NULL, NULL) != 0;
}
