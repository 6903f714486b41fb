/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* Direct messages of one thread to IN_FLIGHT partition objects; what is not answered at once is polled for. */

#include "bench.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>

#define IN_FLIGHT 16
#define TIMEOUT_MS 10000

struct flight {
	struct ffa_partition *partition;
	struct message message;
};

/* Those that are not answered yet. */
struct pending {
	size_t n;
	struct flight *flight[IN_FLIGHT];
	struct pollfd fds[IN_FLIGHT];
};

static struct flight flights[IN_FLIGHT];
static size_t sent, parked;

static void begin(const struct bench_op *op)
{
	size_t i;

	for (i = 0; i < IN_FLIGHT; i++) {
		if (i == 0)
			flights[i].partition = partition_of(op->number);
		else
			need(ffa_partition_dup(flights[0].partition, &flights[i].partition), "a partition again");
		message_begin(&flights[i].message, DIRECT32);
	}
	sent = 0;
	parked = 0;
}

static void wait_for(struct pending *pending, struct flight *flight)
{
	pending->flight[pending->n] = flight;
	pending->fds[pending->n] = (struct pollfd){ .fd = ffa_partition_fd(flight->partition), .events = POLLPRI };
	pending->n++;
}

static void send(struct pending *pending)
{
	struct ffa_partition *partitions[IN_FLIGHT];
	struct ffa_msg *msgs[IN_FLIGHT];
	int errors[IN_FLIGHT];
	size_t i;

	for (i = 0; i < IN_FLIGHT; i++) {
		partitions[i] = flights[i].partition;
		msgs[i] = flights[i].message.msg;
	}
	need(ffa_partition_send_many(partitions, msgs, errors, IN_FLIGHT), "direct messages");
	for (i = 0; i < IN_FLIGHT; i++) {
		if (errors[i] == -EINPROGRESS)
			wait_for(pending, &flights[i]);
		else
			need(errors[i], "a direct message");
	}
}

static void collect(struct pending *pending)
{
	struct flight *flight;
	size_t i;

	need(poll(pending->fds, pending->n, TIMEOUT_MS) > 0 ? 0 : -ETIMEDOUT, "waiting for an answer");
	for (i = pending->n; i-- > 0;) {
		if (!pending->fds[i].revents)
			continue;
		flight = pending->flight[i];
		need(ffa_partition_resume(flight->partition, flight->message.msg, 0), "a parked answer");
		pending->n--;
		pending->fds[i] = pending->fds[pending->n];
		pending->flight[i] = pending->flight[pending->n];
	}
}

static void fly(void)
{
	struct pending pending;

	pending.n = 0;
	send(&pending);
	sent += IN_FLIGHT;
	parked += pending.n;
	while (pending.n)
		collect(&pending);
}

static void run(size_t n)
{
	for (; n; n -= IN_FLIGHT)
		fly();
}

static void check(void)
{
	size_t i;

	for (i = 0; i < IN_FLIGHT; i++)
		message_next(&flights[i].message);
}

static void end(void)
{
	size_t i;

	fprintf(stderr, "bench: %zu of %zu messages in flight were answered at once\n", sent - parked, sent);
	for (i = 0; i < IN_FLIGHT; i++) {
		message_end(&flights[i].message);
		ffa_partition_close(flights[i].partition);
	}
}

const struct bench_op async_ops[] = {
	{ "async-direct32", begin, run, check, end, 15 * IN_FLIGHT, 1 },
	{ "async-direct32-yield", begin, run, check, end, 3 * IN_FLIGHT, 2 },
	{ 0 },
};
