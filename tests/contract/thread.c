/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "contract.h"

#include <errno.h>
#include <pthread.h>

#define THREADS		8
#define MESSAGES	200
#define PARKED		5

struct sender {
	pthread_t thread;
	struct ffa_partition *p;
	uint32_t number;
	unsigned int answered;
	unsigned int busy;
	unsigned int wrong;
};

/* Assertions belong to the main thread: a sender only counts. */
static void send_one(struct sender *sender, struct ffa_msg *m, uint32_t word)
{
	const uint32_t words[2] = { sender->number, word };
	const uint64_t *answer;
	int ret;

	ffa_msg_set32(m, words, 2);
	ret = ffa_partition_send(sender->p, m, SOON_MS);
	if (ret == -EBUSY)
		sender->busy++;
	else if (ret || ffa_msg_answer(m, &answer) != 5 || answer[0] != sender->number || answer[1] != word)
		sender->wrong++;
	else
		sender->answered++;
}

static void *send_many(void *arg)
{
	struct sender *sender = arg;
	struct ffa_msg *m;
	uint32_t i;

	if (ffa_msg_new(&m)) {
		sender->wrong++;
		return NULL;
	}
	for (i = 0; i < MESSAGES; i++)
		send_one(sender, m, i);
	ffa_msg_free(m);
	return NULL;
}

static void run_threads(struct sender senders[THREADS], void *(*body)(void *))
{
	uint32_t i;

	for (i = 0; i < THREADS; i++) {
		senders[i].number = i;
		assert_int_equal(pthread_create(&senders[i].thread, NULL, body, &senders[i]), 0);
	}
	for (i = 0; i < THREADS; i++)
		assert_int_equal(pthread_join(senders[i].thread, NULL), 0);
}

static void all_answered_on_dups(unsigned int nn)
{
	struct sender senders[THREADS] = { 0 };
	struct ffa_partition *p = partition_of(nn);
	unsigned int i;

	for (i = 0; i < THREADS; i++)
		assert_int_equal(ffa_partition_dup(p, &senders[i].p), 0);
	run_threads(senders, send_many);
	for (i = 0; i < THREADS; i++) {
		assert_int_equal(senders[i].answered, MESSAGES);
		ffa_partition_close(senders[i].p);
	}
	ffa_partition_close(p);
}

static void test_threads_on_dups_of_a_partition(void **state)
{
	(void)state;
	all_answered_on_dups(1);
}

static void test_threads_on_dups_of_a_partition_with_one_context(void **state)
{
	(void)state;
	all_answered_on_dups(5);
}

static void test_threads_on_one_partition(void **state)
{
	struct sender senders[THREADS] = { 0 };
	struct ffa_partition *p = partition_of(1);
	unsigned int i, answered = 0;

	(void)state;
	for (i = 0; i < THREADS; i++)
		senders[i].p = p;
	run_threads(senders, send_many);
	for (i = 0; i < THREADS; i++) {
		assert_int_equal(senders[i].wrong, 0);
		assert_int_equal(senders[i].answered + senders[i].busy, MESSAGES);
		answered += senders[i].answered;
	}
	assert_true(answered > 0);
	ffa_partition_close(p);
}

static void *come_and_go(void *arg)
{
	struct sender *sender = arg;
	unsigned int i;

	for (i = 0; i < MESSAGES / 4; i++) {
		struct ffa_device *dev;
		struct ffa_list *list;
		struct ffa_partition *p;

		if (machine_open(&dev) || ffa_device_list(dev, NULL, &list) || ffa_partition_open(dev, ffa_list_get(list, 0), &p)) {
			sender->wrong++;
			return NULL;
		}
		ffa_device_close(dev);
		ffa_list_free(list);
		ffa_partition_close(p);
	}
	return NULL;
}

static void test_threads_open_and_close(void **state)
{
	struct sender senders[THREADS] = { 0 };
	unsigned int i;

	(void)state;
	run_threads(senders, come_and_go);
	for (i = 0; i < THREADS; i++)
		assert_int_equal(senders[i].wrong, 0);
}

/* Contexts belong to CPUs, and threads are on several: each message ends where it began. */
static void *park_some(void *arg)
{
	const uint32_t words[3] = { 0, 1, SLOW_MS };
	struct sender *sender = arg;
	struct ffa_msg *m;
	unsigned int i;

	if (ffa_msg_new(&m)) {
		sender->wrong++;
		return NULL;
	}
	ffa_msg_set32(m, words, 3);
	for (i = 0; i < PARKED; i++) {
		if (ffa_partition_send(sender->p, m, SOON_MS))
			sender->wrong++;
		else
			sender->answered++;
	}
	ffa_msg_free(m);
	return NULL;
}

static void test_threads_that_park_are_answered(void **state)
{
	struct sender senders[THREADS] = { 0 };
	struct ffa_partition *p = partition_of(2);
	unsigned int i;

	(void)state;
	for (i = 0; i < THREADS; i++)
		assert_int_equal(ffa_partition_dup(p, &senders[i].p), 0);
	run_threads(senders, park_some);
	for (i = 0; i < THREADS; i++) {
		assert_int_equal(senders[i].wrong, 0);
		assert_int_equal(senders[i].answered, PARKED);
		ffa_partition_close(senders[i].p);
	}
	ffa_partition_close(p);
}

/* One thread parks, the other fetches: the answer comes exactly once. */
static void *resume_one(void *arg)
{
	struct sender *sender = arg;
	struct ffa_msg *m;

	if (ffa_msg_new(&m)) {
		sender->wrong++;
		return NULL;
	}
	switch (ffa_partition_resume(sender->p, m, SOON_MS)) {
	case 0:
		sender->answered++;
		break;
	case -ENOENT:
		sender->busy++;
		break;
	default:
		sender->wrong++;
	}
	ffa_msg_free(m);
	return NULL;
}

static void test_threads_that_resume_get_one_answer(void **state)
{
	struct sender senders[THREADS] = { 0 };
	struct ffa_partition *p = partition_of(2);
	struct ffa_msg *m = msg_of(0, LONG_YIELDS, LONG_NS, 0, 0);
	unsigned int i, answered = 0;

	(void)state;
	assert_int_equal(ffa_partition_send(p, m, 0), -EINPROGRESS);
	for (i = 0; i < THREADS; i++)
		senders[i].p = p;
	run_threads(senders, resume_one);
	for (i = 0; i < THREADS; i++) {
		assert_int_equal(senders[i].wrong, 0);
		answered += senders[i].answered;
	}
	assert_int_equal(answered, 1);
	ffa_msg_free(m);
	ffa_partition_close(p);
}

const struct CMUnitTest thread_cases[] = {
	cmocka_unit_test(test_threads_on_dups_of_a_partition),
	cmocka_unit_test(test_threads_on_dups_of_a_partition_with_one_context),
	cmocka_unit_test(test_threads_on_one_partition),
	cmocka_unit_test(test_threads_open_and_close),
	cmocka_unit_test(test_threads_that_park_are_answered),
	cmocka_unit_test(test_threads_that_resume_get_one_answer),
};
const size_t thread_case_count = ARRAY_SIZE(thread_cases);
