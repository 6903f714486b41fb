/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* Many messages of one thread that never waits but in poll(2). */

#include "contract.h"

#include <errno.h>
#include <poll.h>
#include <time.h>

#define OBJECTS		16
#define MESSAGES	5

enum state { IDLE, PARKED, FINISHED };

struct flight {
	struct ffa_partition *p;
	struct ffa_msg *m;
	enum state state;
	uint32_t number;
	uint32_t done;
};

/* The last two words say whose message it is and which. */
static void begin(struct flight *flight)
{
	const uint32_t words[5] = { 1, 2, SLOW_MS, flight->number, flight->done };

	assert_int_equal(ffa_msg_set32(flight->m, words, 5), 0);
}

static void end(struct flight *flight)
{
	const uint64_t *answer;

	assert_int_equal(ffa_msg_answer(flight->m, &answer), 5);
	assert_int_equal(answer[3], flight->number);
	assert_int_equal(answer[4], flight->done);
	flight->state = ++flight->done == MESSAGES ? FINISHED : IDLE;
}

/* A context of this CPU may have another message of ours: then it is BUSY, and this one is sent later. */
static void take_off(struct flight *flight)
{
	int ret;

	begin(flight);
	ret = ffa_partition_send(flight->p, flight->m, 0);
	assert_true(ret == 0 || ret == -EINPROGRESS || ret == -EBUSY);
	if (ret == -EINPROGRESS)
		flight->state = PARKED;
	else if (!ret)
		end(flight);
}

/* Resumes those that are ready, the ready ones only, and none of them waits. Returns how many are still parked. */
static unsigned int land(struct flight flights[OBJECTS])
{
	struct pollfd fds[OBJECTS];
	unsigned int i, parked = 0;

	for (i = 0; i < OBJECTS; i++) {
		/* The fake's descriptors have POLLIN for everything. */
		fds[i] = (struct pollfd){ .fd = -1, .events = POLLPRI | POLLIN };
		if (flights[i].state != PARKED)
			continue;
		fds[i].fd = ffa_partition_fd(flights[i].p);
		parked++;
	}
	assert_true(!parked || poll(fds, OBJECTS, SOON_MS) > 0);
	for (i = 0; i < OBJECTS; i++) {
		if (fds[i].fd < 0 || !fds[i].revents)
			continue;
		assert_int_equal(ffa_partition_resume(flights[i].p, flights[i].m, 0), 0);
		end(&flights[i]);
		parked--;
	}
	return parked;
}

static unsigned int take_off_all(struct flight flights[OBJECTS])
{
	unsigned int i, finished = 0;

	for (i = 0; i < OBJECTS; i++) {
		if (flights[i].state == IDLE)
			take_off(&flights[i]);
		finished += flights[i].state == FINISHED;
	}
	return finished;
}

static void fly(struct flight flights[OBJECTS])
{
	const time_t deadline = time(NULL) + SOON_MS / 1000;

	while (take_off_all(flights) < OBJECTS) {
		land(flights);
		assert_true(time(NULL) <= deadline);
	}
	assert_int_equal(land(flights), 0);
}

static void test_many_messages_of_one_thread(void **state)
{
	struct ffa_partition *slow = partition_of(2), *echo = partition_of(1);
	struct flight flights[OBJECTS] = { 0 };
	uint32_t i;

	(void)state;
	for (i = 0; i < OBJECTS; i++) {
		assert_int_equal(ffa_partition_dup(i % 2 ? echo : slow, &flights[i].p), 0);
		flights[i].m = msg_of(0, 0, 0, 0, 0);
		flights[i].number = i;
	}
	fly(flights);
	for (i = 0; i < OBJECTS; i++) {
		assert_int_equal(ffa_partition_resume(flights[i].p, flights[i].m, 0), -ENOENT);
		ffa_partition_close(flights[i].p);
		ffa_msg_free(flights[i].m);
	}
	ffa_partition_close(echo);
	ffa_partition_close(slow);
}

static void test_parked_message_has_no_event_until_it_ends(void **state)
{
	struct ffa_msg *m = msg_of(0, LONG_YIELDS, LONG_NS, 0, 1);
	struct ffa_partition *p = partition_of(2), *idle;

	(void)state;
	assert_int_equal(ffa_partition_dup(p, &idle), 0);
	assert_int_equal(ffa_partition_send(p, m, 0), -EINPROGRESS);
	assert_false(has_event(ffa_partition_fd(p), 0));
	assert_int_equal(ffa_partition_resume(p, m, 0), -EINPROGRESS);
	assert_true(has_event(ffa_partition_fd(p), SOON_MS));
	assert_false(has_event(ffa_partition_fd(idle), 0));
	assert_int_equal(ffa_partition_resume(p, m, 0), 0);
	assert_false(has_event(ffa_partition_fd(p), 0));
	ffa_partition_close(idle);
	ffa_partition_close(p);
	ffa_msg_free(m);
}

const struct CMUnitTest async_cases[] = {
	cmocka_unit_test(test_many_messages_of_one_thread),
	cmocka_unit_test(test_parked_message_has_no_event_until_it_ends),
};
const size_t async_case_count = ARRAY_SIZE(async_cases);
