/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* Messages of one thread to many partitions, all parked at the same time. */

#include "fake-cases.h"

#include <errno.h>
#include <poll.h>

#define PARTITIONS	16

/* Partitions whose first word says how many ns they want to wait before they answer. */
struct many {
	struct ffa_fake *f;
	struct ffa_device *dev;
	struct ffa_partition *p[PARTITIONS];
	struct ffa_msg *m[PARTITIONS];
	uint64_t words[PARTITIONS][2];	/* of the request that each works at */
};

static void run_wait(struct ffa_model_partition *p, unsigned int vcpu, uint64_t regs[18], void *arg)
{
	uint64_t *words = arg;

	(void)vcpu;
	if ((uint32_t)regs[0] == FFA_FN_DIRECT_REQ) {
		words[0] = regs[3];
		words[1] = regs[4];
		regs[0] = FFA_FN_YIELD;
		regs[2] = words[0];
		regs[3] = 0;
		return;
	}
	regs[0] = FFA_FN_DIRECT_RESP;
	regs[1] = (uint64_t)ffa_model_partition_id(p) << 16;
	regs[2] = 0;
	regs[3] = words[0];
	regs[4] = words[1];
}

/* The first to be sent is the last to be ready. */
static uint32_t wait_of(unsigned int i)
{
	return LONG_YIELDS * LONG_NS + (PARTITIONS - i) * 5 * SLOW_MS;
}

static void many_add(struct many *many, unsigned int i)
{
	struct ffa_model_partition *p;
	uint8_t uuid[16];

	uuid_of(i, uuid);
	assert_int_equal(ffa_model_add(ffa_fake_model(many->f), (uint16_t)(0x8001 + i), 1, FFA_PROP_DIRECT_RECV, run_wait,
				       many->words[i], &p), 0);
	assert_int_equal(ffa_model_add_uuid(p, uuid), 0);
}

static void many_open(struct many *many)
{
	unsigned int i;
	uint8_t uuid[16];

	many->f = fake_of("empty", FFA_VERSION_1_1, FFA_MODEL_QUIRKS);
	for (i = 0; i < PARTITIONS; i++)
		many_add(many, i);
	assert_int_equal(ffa_fake_load(many->f, NULL), 0);
	assert_int_equal(ffa_fake_open(NULL, many->f, &many->dev), 0);
	for (i = 0; i < PARTITIONS; i++) {
		uuid_of(i, uuid);
		assert_int_equal(ffa_partition_open_uuid(many->dev, uuid, &many->p[i]), 0);
		many->m[i] = msg_of(wait_of(i), i, 0, 0, 0);
	}
}

static void many_close(struct many *many)
{
	unsigned int i;

	for (i = 0; i < PARTITIONS; i++) {
		ffa_partition_close(many->p[i]);
		ffa_msg_free(many->m[i]);
	}
	ffa_device_close(many->dev);
	assert_int_equal(ffa_fake_free(many->f), 0);
}

static void many_send(struct many *many)
{
	unsigned int i;

	for (i = 0; i < PARTITIONS; i++)
		assert_int_equal(ffa_partition_send(many->p[i], many->m[i], 0), -EINPROGRESS);
}

/* Resumes what is ready, and nothing waits. Returns how many those were. */
static unsigned int many_resume(struct many *many, struct pollfd fds[PARTITIONS])
{
	unsigned int i, resumed = 0;

	assert_true(poll(fds, PARTITIONS, SOON_MS) > 0);
	for (i = 0; i < PARTITIONS; i++) {
		if (fds[i].fd < 0 || !fds[i].revents)
			continue;
		assert_int_equal(ffa_partition_resume(many->p[i], many->m[i], 0), 0);
		assert_answer(many->m[i], wait_of(i), i, 0, 0, 0);
		assert_int_equal(ffa_msg_responder(many->m[i]), 0x8001 + i);
		fds[i].fd = -1;
		resumed++;
	}
	return resumed;
}

static void test_many_partitions_of_one_thread(void **state)
{
	struct pollfd fds[PARTITIONS];
	static struct many many;
	unsigned int i, left, round;

	(void)state;
	many_open(&many);
	for (round = 0; round < 2; round++) {
		many_send(&many);
		for (i = 0; i < PARTITIONS; i++)
			fds[i] = (struct pollfd){ .fd = ffa_partition_fd(many.p[i]), .events = POLLPRI | POLLIN };
		for (left = PARTITIONS; left; )
			left -= many_resume(&many, fds);
	}
	many_close(&many);
}

static void test_unbind_hangs_up_many_partitions(void **state)
{
	static struct many many;
	unsigned int i;

	(void)state;
	many_open(&many);
	many_send(&many);
	assert_int_equal(ffa_fake_unbind(many.f), 0);
	for (i = 0; i < PARTITIONS; i++) {
		assert_true(has_event(ffa_partition_fd(many.p[i]), SOON_MS));
		assert_int_equal(ffa_partition_send(many.p[i], many.m[i], 0), -ENODEV);
		assert_int_equal(ffa_partition_resume(many.p[i], many.m[i], 0), -ENODEV);
	}
	many_close(&many);
}

const struct CMUnitTest many_cases[] = {
	cmocka_unit_test(test_many_partitions_of_one_thread),
	cmocka_unit_test(test_unbind_hangs_up_many_partitions),
};
const size_t many_case_count = ARRAY_SIZE(many_cases);
