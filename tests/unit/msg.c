/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "msg.h"

#define MESSAGE_SIZE sizeof(struct ffa_ioc_message)

const struct ffa_ioc_message msg_in64 = {
	.size = FFA_IOC_MESSAGE_SIZE_VER0, .method = FFA_IOC_DIRECT64, .words = { HIGH | 1, 2, 3, 4, 5 }
};
const struct ffa_ioc_message msg_resume_in = { .size = MESSAGE_SIZE };
const struct ffa_ioc_message msg_answer64 = {
	.size = MESSAGE_SIZE, .method = FFA_IOC_DIRECT64, .responder = 0x8001, .words = { 11, 12, 13, 14, HIGH | 15 }
};
const struct ffa_ioc_message msg_answer32 = {
	.size = MESSAGE_SIZE, .method = FFA_IOC_DIRECT32, .responder = 0x8001, .words = { HIGH | 11, 12, 13, 14, HIGH | 15 }
};
const struct ffa_ioc_message msg_answer_req2 = {
	.size = MESSAGE_SIZE, .method = FFA_IOC_DIRECT_REQ2, .responder = 0x8001,
	.words = { HIGH | 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, HIGH | 34 }
};
const struct ffa_ioc_message msg_parked = {
	.size = MESSAGE_SIZE, .method = FFA_IOC_DIRECT64, .origin = FFA_IOC_ORIGIN_DRIVER, .parked = 1,
	.words = { 1, 2, 3, 4, 5 }
};
uint64_t msg_deadline;

struct lines lines;
struct ffa_partition *p;
struct ffa_msg *m;
struct expect e;

static struct ffa_ctx *ctx;

int msg_setup(void **state)
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
	struct ffa_device *dev;

	(void)state;
	e = (struct expect){ 0 };
	lines = (struct lines){ 0 };
	ctx = lines_ctx(&lines);
	dev = expect_device(&e, ctx);
	expect(&e, table);
	assert_int_equal(ffa_partition_open_uuid(dev, info.uuid, &p), 0);
	ffa_device_close(dev);
	assert_int_equal(ffa_msg_new(&m), 0);
	assert_int_equal(ffa_msg_set64(m, (const uint64_t *)msg_in64.words, WORDS), 0);
	return 0;
}

int msg_teardown(void **state)
{
	(void)state;
	ffa_msg_free(m);
	ffa_partition_close(p);
	ffa_ctx_free(ctx);
	expect_done(&e);
	return 0;
}

void assert_answer(const uint64_t *expected, size_t n)
{
	const uint64_t *words;

	assert_int_equal(ffa_msg_answer(m, &words), n);
	assert_memory_equal(words, expected, n * sizeof(*words));
	assert_int_equal(ffa_msg_answer(m, NULL), n);
	assert_int_equal(ffa_msg_status(m), 0);
	assert_int_equal(ffa_msg_origin(m), FFA_ORIGIN_NONE);
	assert_int_equal(ffa_msg_responder(m), 0x8001);
}

void assert_failure(int32_t status, enum ffa_origin origin)
{
	const uint64_t *words = (const uint64_t *)msg_in64.words;

	assert_int_equal(ffa_msg_answer(m, &words), 0);
	assert_null(words);
	assert_int_equal(ffa_msg_status(m), status);
	assert_int_equal(ffa_msg_origin(m), origin);
	assert_int_equal(ffa_msg_responder(m), 0);
}
