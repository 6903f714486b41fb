/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* The ioctl contract, byte by byte. */

#include "contract.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define LONGEST	256
#define PAGE	4096

/* A valid struct of each ioctl, in a buffer with room for a tail. */
typedef void fill_fn(void *arg);

static void fill_nothing(void *arg)
{
	(void)arg;
}

static void fill_feature(void *arg)
{
	struct ffa_ioc_feature *feature = arg;

	feature->id = FFA_FN_VERSION;
}

static void fill_limit(void *arg)
{
	struct ffa_ioc_limit *limit = arg;

	limit->limit = FFA_IOC_LIMIT_DIRECT_WORDS;
}

static void fill_list(void *arg)
{
	static struct ffa_ioc_partition_info entries[64];
	struct ffa_ioc_list *list = arg;

	list->entries = (uintptr_t)entries;
	list->count = ARRAY_SIZE(entries);
	list->stride = sizeof(entries[0]);
}

static void fill_send(void *arg)
{
	struct ffa_ioc_message *msg = arg;

	msg->method = FFA_IOC_DIRECT32;
	msg->deadline = UINT64_MAX;
	msg->words[0] = 0x11;
}

static const struct row {
	unsigned int request;
	unsigned int nn;	/* 0: self */
	size_t first;		/* size of the struct as it was first defined */
	size_t size;
	fill_fn *fill;
	int result;		/* of the valid struct */
	size_t pads[4];		/* offsets of padding bytes, up to a 0 */
} rows[] = {
	{ FFA_IOC_DEVICE_INFO, 0, FFA_IOC_DEVICE_INFO_SIZE_VER0, sizeof(struct ffa_ioc_device_info), fill_nothing, 0, { 0 } },
	{ FFA_IOC_FEATURE, 0, FFA_IOC_FEATURE_SIZE_VER0, sizeof(struct ffa_ioc_feature), fill_feature, 0,
	  { offsetof(struct ffa_ioc_feature, pad), offsetof(struct ffa_ioc_feature, pad) + 2, 0 } },
	{ FFA_IOC_LIMIT, 0, FFA_IOC_LIMIT_SIZE_VER0, sizeof(struct ffa_ioc_limit), fill_limit, 0,
	  { offsetof(struct ffa_ioc_limit, pad), 0 } },
	{ FFA_IOC_LIST, 0, FFA_IOC_LIST_SIZE_VER0, sizeof(struct ffa_ioc_list), fill_list, 0, { 0 } },
	{ FFA_IOC_PARTITION_INFO, 1, FFA_IOC_PARTITION_INFO_SIZE_VER0, sizeof(struct ffa_ioc_partition_info), fill_nothing, 0,
	  { offsetof(struct ffa_ioc_partition_info, pad), offsetof(struct ffa_ioc_partition_info, pad) + 3, 0 } },
	{ FFA_IOC_SEND, 1, FFA_IOC_MESSAGE_SIZE_VER0, sizeof(struct ffa_ioc_message), fill_send, 0,
	  { offsetof(struct ffa_ioc_message, pad), offsetof(struct ffa_ioc_message, pad) + 3, 0 } },
	{ FFA_IOC_RESUME, 1, FFA_IOC_MESSAGE_SIZE_VER0, sizeof(struct ffa_ioc_message), fill_nothing, -ENOENT,
	  { offsetof(struct ffa_ioc_message, pad), offsetof(struct ffa_ioc_message, pad) + 1, 0 } },
	{ FFA_IOC_SEND_MANY, 1, FFA_IOC_SEND_MANY_SIZE_VER0, sizeof(struct ffa_ioc_send_many), fill_nothing, 0,
	  { offsetof(struct ffa_ioc_send_many, pad), offsetof(struct ffa_ioc_send_many, pad) + 3, 0 } },
};

static struct door *door_for(const struct row *row)
{
	struct door *door = row->nn ? door_of(row->nn) : door_open(NULL);

	assert_non_null(door);
	return door;
}

/* Calls with a valid struct, except that size is size and the byte at offset at is value. */
static int call(const struct row *row, uint32_t size, size_t at, uint8_t value)
{
	struct door *door = door_for(row);
	uint8_t arg[LONGEST] __attribute__((aligned(8))) = { 0 };
	uint32_t after;
	int ret;

	row->fill(arg);
	memcpy(arg, &size, sizeof(size));
	if (at)
		arg[at] = value;
	ret = door_ioctl(door, row->request, arg);
	memcpy(&after, arg, sizeof(after));
	assert_int_equal(after, size);
	if (at >= size)
		assert_int_equal(arg[at], value);
	door_close(door);
	return ret;
}

#define FOR_EACH_ROW(row)	for (row = rows; row < rows + ARRAY_SIZE(rows); row++)

static void test_ioctl_with_its_size(void **state)
{
	const struct row *row;

	(void)state;
	FOR_EACH_ROW(row)
		assert_int_equal(call(row, (uint32_t)row->size, 0, 0), row->result);
}

/* A caller may be older than the driver, or made in between. */
static void test_ioctl_with_each_size_it_ever_had(void **state)
{
	const struct row *row;
	size_t size;

	(void)state;
	FOR_EACH_ROW(row) {
		for (size = row->first; size <= row->size; size++)
			assert_int_equal(call(row, (uint32_t)size, 0, 0), row->result);
	}
}

/* What lies behind a struct is not the struct's. */
static void test_ioctl_with_a_dirty_byte_behind_it(void **state)
{
	const struct row *row;

	(void)state;
	FOR_EACH_ROW(row) {
		assert_int_equal(call(row, (uint32_t)row->first, row->first, 0xa5), row->result);
		assert_int_equal(call(row, (uint32_t)row->size, row->size, 0xa5), row->result);
	}
}

static void test_ioctl_with_a_byte_less(void **state)
{
	const struct row *row;

	(void)state;
	FOR_EACH_ROW(row) {
		assert_int_equal(call(row, (uint32_t)row->first - 1, 0, 0), -EINVAL);
		assert_int_equal(call(row, 0, 0, 0), -EINVAL);
		assert_int_equal(call(row, 8, 0, 0), -EINVAL);
	}
}

static void test_ioctl_with_a_zero_byte_more(void **state)
{
	const struct row *row;

	(void)state;
	FOR_EACH_ROW(row) {
		assert_int_equal(call(row, (uint32_t)row->size + 1, 0, 0), row->result);
		assert_int_equal(call(row, LONGEST, 0, 0), row->result);
	}
}

static void test_ioctl_with_a_dirty_byte_more(void **state)
{
	const struct row *row;

	(void)state;
	FOR_EACH_ROW(row) {
		assert_int_equal(call(row, (uint32_t)row->size + 1, row->size, 1), -E2BIG);
		assert_int_equal(call(row, LONGEST, LONGEST - 1, 0x80), -E2BIG);
	}
}

static void test_ioctl_with_an_absurd_size(void **state)
{
	const struct row *row;

	(void)state;
	FOR_EACH_ROW(row)
		assert_int_equal(call(row, UINT32_MAX, 0, 0), -E2BIG);
}

static void test_ioctl_with_an_unknown_flag(void **state)
{
	const struct row *row;
	size_t bit;

	(void)state;
	FOR_EACH_ROW(row) {
		for (bit = 0; bit < 32; bit++) {
			assert_int_equal(call(row, (uint32_t)row->size, 4 + bit / 8, (uint8_t)(1u << bit % 8)), -EINVAL);
			assert_int_equal(call(row, (uint32_t)row->first, 4 + bit / 8, (uint8_t)(1u << bit % 8)), -EINVAL);
		}
	}
}

static void test_ioctl_with_dirty_padding(void **state)
{
	const struct row *row;
	size_t i;

	(void)state;
	FOR_EACH_ROW(row) {
		for (i = 0; row->pads[i]; i++) {
			assert_int_equal(call(row, (uint32_t)row->size, row->pads[i], 1), -EINVAL);
			assert_int_equal(call(row, (uint32_t)row->first, row->pads[i], 1), -EINVAL);
		}
	}
}

static void test_ioctl_with_a_bad_pointer(void **state)
{
	const struct row *row;

	(void)state;
	FOR_EACH_ROW(row) {
		struct door *door = door_for(row);

		assert_int_equal(door_ioctl(door, row->request, NULL), -EFAULT);
		door_close(door);
	}
}

/* A page behind which there is none. */
static uint8_t *last_page(void)
{
	uint8_t *page = mmap(NULL, 2 * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	assert_true(page != MAP_FAILED);
	assert_int_equal(munmap(page + PAGE, PAGE), 0);
	return page;
}

/* The struct is valid, and of its bytes so many are there. */
static int call_at_the_end(const struct row *row, uint32_t size, size_t there)
{
	struct door *door = door_for(row);
	uint8_t arg[LONGEST] __attribute__((aligned(8))) = { 0 };
	uint8_t *page = last_page();
	int ret;

	row->fill(arg);
	memcpy(arg, &size, sizeof(size));
	memcpy(page + PAGE - there, arg, there);
	ret = door_ioctl(door, row->request, page + PAGE - there);
	munmap(page, PAGE);
	door_close(door);
	return ret;
}

static void test_ioctl_at_the_end_of_memory(void **state)
{
	const struct row *row;

	(void)state;
	FOR_EACH_ROW(row) {
		assert_int_equal(call_at_the_end(row, (uint32_t)row->first, row->first), row->result);
		assert_int_equal(call_at_the_end(row, (uint32_t)row->size, row->size), row->result);
	}
}

static void test_ioctl_across_the_end_of_memory(void **state)
{
	const struct row *row;

	(void)state;
	FOR_EACH_ROW(row) {
		assert_int_equal(call_at_the_end(row, (uint32_t)row->first, row->first - 4), -EFAULT);
		assert_int_equal(call_at_the_end(row, (uint32_t)row->size, row->size - 4), -EFAULT);
		assert_int_equal(call_at_the_end(row, (uint32_t)row->size, 8), -EFAULT);
		assert_int_equal(call_at_the_end(row, (uint32_t)row->size, 2), -EFAULT);
	}
}

static void on_memory_that_is_only_read(uint32_t size)
{
	struct ffa_ioc_message *msg, after = { .size = sizeof(after), .method = FFA_IOC_DIRECT32, .deadline = UINT64_MAX };
	struct door *door = door_of(2);

	msg = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	assert_true(msg != MAP_FAILED);
	*msg = (struct ffa_ioc_message){ .size = size, .method = FFA_IOC_DIRECT32, .words = { 0, 2, SLOW_MS } };
	assert_int_equal(mprotect(msg, PAGE, PROT_READ), 0);
	assert_int_equal(door_ioctl(door, FFA_IOC_SEND, msg), -EFAULT);
	/* nothing was sent, so nothing is parked */
	assert_int_equal(door_ioctl(door, FFA_IOC_SEND, &after), 0);
	munmap(msg, PAGE);
	door_close(door);
}

static void test_ioctl_on_memory_that_is_only_read(void **state)
{
	(void)state;
	on_memory_that_is_only_read(FFA_IOC_MESSAGE_SIZE_VER0);
	on_memory_that_is_only_read(FFA_IOC_MESSAGE_SIZE_VER1);
}

static void test_ioctl_of_the_other_kind_of_node(void **state)
{
	const struct row *row;

	(void)state;
	FOR_EACH_ROW(row) {
		struct row other = *row;

		other.nn = !row->nn;
		assert_int_equal(call(&other, (uint32_t)row->size, 0, 0), -ENOTTY);
	}
}

static void test_ioctl_that_does_not_exist(void **state)
{
	static const unsigned int requests[] = {
		_IO(FFA_IOC_MAGIC, 8), _IO(FFA_IOC_MAGIC, 0xff), _IO(FFA_IOC_MAGIC + 1, 0), 0, 0xffffffff,
		_IOWR(FFA_IOC_MAGIC, 0, struct ffa_ioc_device_info), _IOWR(FFA_IOC_MAGIC, 5, struct ffa_ioc_message),
	};
	unsigned int nn;
	size_t i;

	(void)state;
	for (nn = 0; nn < 2; nn++) {
		for (i = 0; i < ARRAY_SIZE(requests); i++) {
			struct row row = { requests[i], nn, 32, 32, fill_nothing, 0, { 0 } };

			assert_int_equal(call(&row, 32, 0, 0), -ENOTTY);
		}
	}
}

const struct CMUnitTest ioctl_cases[] = {
	cmocka_unit_test(test_ioctl_with_its_size),
	cmocka_unit_test(test_ioctl_with_each_size_it_ever_had),
	cmocka_unit_test(test_ioctl_with_a_dirty_byte_behind_it),
	cmocka_unit_test(test_ioctl_with_a_byte_less),
	cmocka_unit_test(test_ioctl_with_a_zero_byte_more),
	cmocka_unit_test(test_ioctl_with_a_dirty_byte_more),
	cmocka_unit_test(test_ioctl_with_an_absurd_size),
	cmocka_unit_test(test_ioctl_with_an_unknown_flag),
	cmocka_unit_test(test_ioctl_with_dirty_padding),
	cmocka_unit_test(test_ioctl_with_a_bad_pointer),
	cmocka_unit_test(test_ioctl_at_the_end_of_memory),
	cmocka_unit_test(test_ioctl_across_the_end_of_memory),
	cmocka_unit_test(test_ioctl_on_memory_that_is_only_read),
	cmocka_unit_test(test_ioctl_of_the_other_kind_of_node),
	cmocka_unit_test(test_ioctl_that_does_not_exist),
};
const size_t ioctl_case_count = ARRAY_SIZE(ioctl_cases);
