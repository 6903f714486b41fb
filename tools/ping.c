/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* msg ping: how long answers take. */

#include "common.h"
#include "histogram.h"
#include "interrupt.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define NS_PER_MS 1000000
#define RETRY_NS (NS_PER_MS / 2)

enum { ID, UUID, SENT, ANSWERED, FAILURES, MIN, AVG, MAX, HISTOGRAM };

static const struct column columns[] = {
	[ID] = { "id", COLUMN_TEXT },
	[UUID] = { "uuid", COLUMN_TEXT },
	[SENT] = { "sent", COLUMN_NUMBER },
	[ANSWERED] = { "answered", COLUMN_NUMBER },
	[FAILURES] = { "failed", COLUMN_NUMBER },
	[MIN] = { "min_us", COLUMN_NUMBER },
	[AVG] = { "avg_us", COLUMN_NUMBER },
	[MAX] = { "max_us", COLUMN_NUMBER },
	[HISTOGRAM] = { "histogram", COLUMN_JSON },
	{ 0 },
};

enum state {
	IDLE,	/* the next message starts at due_ns */
	WANTED,	/* firmware was busy: the message is tried again at retry_ns */
	PARKED,	/* an answer will come */
	BROKEN,	/* no message will ever have an answer */
};

/* One partition object and its message. */
struct flight {
	struct ffa_partition *partition;
	struct ffa_msg *msg;
	enum state state;
	int64_t start_ns;
	int64_t due_ns;
	int64_t retry_ns;
};

struct ping {
	const struct cli *cli;
	struct flight *flights;
	struct pollfd *fds; /* the first is for Ctrl-C, then one for each flight */
	uint32_t count;
	uint64_t sent;
	uint64_t failed;
	struct histogram times;
	char failure[MESSAGE_TEXT]; /* the first one */
};

static int ended(const struct ping *ping)
{
	return interrupt_seen() || (ping->cli->count && ping->sent == ping->cli->count);
}

static int64_t after_ms(int64_t ns, int ms)
{
	return ms < 0 ? INT64_MAX : ns + (int64_t)ms * NS_PER_MS;
}

/* The first word is the number of the message, and all others are 0. */
static void start(struct ping *ping, struct flight *flight)
{
	const uint64_t words[MAX_WORDS] = { ++ping->sent & UINT32_MAX };

	message_set(ping->cli, flight->msg, words);
	flight->start_ns = now_ns();
	flight->due_ns = after_ms(flight->start_ns, ping->cli->interval_ms);
}

/* The answer of a request that stays parked must not be taken for that of the next one. */
static void reopen(struct flight *flight)
{
	struct ffa_partition *again;

	flight->state = ffa_partition_dup(flight->partition, &again) ? BROKEN : IDLE;
	if (flight->state == BROKEN)
		return;
	ffa_partition_close(flight->partition);
	flight->partition = again;
}

/* What the driver or the library refuses, without a word of firmware, they refuse for ever. */
static int is_final(const struct ffa_msg *msg, int r)
{
	return r == -ENODEV || (r == -EOPNOTSUPP && !ffa_msg_status(msg));
}

/* The message of flight has ended with r. */
static void finish(struct ping *ping, struct flight *flight, int r)
{
	flight->state = is_final(flight->msg, r) ? BROKEN : IDLE;
	if (!r)
		histogram_add(&ping->times, (uint64_t)(now_ns() - flight->start_ns));
	else if (!ping->failed++)
		message_failure(ping->cli, flight->partition, flight->msg, r, ping->failure);
	if (r == -EINPROGRESS)
		reopen(flight);
}

/* ---- one message after the other ---- */

static int run_serial(struct ping *ping)
{
	struct flight *flight = ping->flights;
	int r = 0;

	while (!r && flight->state != BROKEN && !ended(ping)) {
		start(ping, flight);
		r = message_deliver(ping->cli, flight->partition, flight->msg);
		/* Ctrl-C ends the wait and is no failure. */
		if (r != -EINTR)
			finish(ping, flight, r);
		r = 0;
		if (flight->state != BROKEN && !ended(ping) && ping->cli->interval_ms)
			r = interrupt_poll(ping->fds, 1, flight->due_ns);
	}
	return r;
}

/* ---- many at a time ---- */

static int64_t deadline(const struct ping *ping, const struct flight *flight)
{
	return after_ms(flight->start_ns, ping->cli->timeout_ms);
}

/* What a send or resume that does not wait has brought. */
static void settle(struct ping *ping, struct flight *flight, int r)
{
	int64_t now = now_ns();
	int late = now >= deadline(ping, flight);

	if (r == -EBUSY && !late) {
		flight->state = WANTED;
		flight->retry_ns = now + RETRY_NS;
	} else if (r == -EINPROGRESS && !late) {
		flight->state = PARKED;
	} else {
		/* As the driver ends a wait in which it was busy all the time. */
		finish(ping, flight, r == -EBUSY && ping->cli->timeout_ms > 0 ? -ETIMEDOUT : r);
	}
}

static void resume(struct ping *ping, struct flight *flight)
{
	int r = ffa_partition_resume(flight->partition, flight->msg, 0);

	settle(ping, flight, r == -EINTR ? -EINPROGRESS : r);
}

static void send(struct ping *ping, struct flight *flight)
{
	int r = ffa_partition_send(flight->partition, flight->msg, 0);

	/* A signal came before or after the partition took the message. */
	if (r == -EINTR)
		r = ffa_partition_resume(flight->partition, flight->msg, 0);
	settle(ping, flight, r == -ENOENT ? -EBUSY : r);
}

static void advance(struct ping *ping, struct flight *flight, int ready)
{
	int64_t now = now_ns();

	if (flight->state == PARKED && (ready || now >= deadline(ping, flight))) {
		resume(ping, flight);
	} else if (flight->state == WANTED && now >= flight->retry_ns) {
		send(ping, flight);
	} else if (flight->state == IDLE && now >= flight->due_ns && !ended(ping)) {
		start(ping, flight);
		send(ping, flight);
	}
}

/* When flight has something to do, if no answer comes before; INT64_MAX: not at all. */
static int64_t next_ns(const struct ping *ping, const struct flight *flight)
{
	if (flight->state == PARKED)
		return deadline(ping, flight);
	if (flight->state == WANTED)
		return flight->retry_ns;
	return flight->state == BROKEN || ended(ping) ? INT64_MAX : flight->due_ns;
}

/* Fills the descriptors to poll and the time until which to; 0: nothing is left to wait for. */
static int plan(struct ping *ping, int64_t *until)
{
	const struct flight *flight = ping->flights;
	int left = 0;
	uint32_t i;

	*until = INT64_MAX;
	for (i = 0; i < ping->count; i++, flight++) {
		int64_t next = next_ns(ping, flight);

		/* The fake's descriptors are readable where the device's have POLLPRI. */
		ping->fds[i + 1] = (struct pollfd){
			.fd = flight->state == PARKED ? ffa_partition_fd(flight->partition) : -1,
			.events = POLLIN | POLLPRI,
		};
		left |= flight->state == PARKED || next != INT64_MAX;
		*until = next < *until ? next : *until;
	}
	return left && !interrupt_seen();
}

static int run_parallel(struct ping *ping)
{
	int64_t until;
	uint32_t i;
	int r = 0;

	while (!r && plan(ping, &until)) {
		r = interrupt_poll(ping->fds, ping->count + 1, until);
		for (i = 0; !r && i < ping->count; i++)
			advance(ping, &ping->flights[i], ping->fds[i + 1].revents);
	}
	return r;
}

/* ---- all of it ---- */

/* Takes partition over, also on failure. */
static int open_flights(struct ping *ping, struct ffa_partition *partition)
{
	uint32_t i;
	int r = 0;

	ping->flights = calloc(ping->count, sizeof(*ping->flights));
	ping->fds = calloc(ping->count + 1, sizeof(*ping->fds));
	if (!ping->flights || !ping->fds) {
		ffa_partition_close(partition);
		return -ENOMEM;
	}
	ping->flights[0].partition = partition;
	for (i = 0; i < ping->count && !r; i++) {
		r = ffa_msg_new(&ping->flights[i].msg);
		if (!r && i)
			r = ffa_partition_dup(partition, &ping->flights[i].partition);
	}
	return r;
}

static void close_flights(struct ping *ping)
{
	uint32_t i;

	for (i = 0; ping->flights && i < ping->count; i++) {
		ffa_msg_free(ping->flights[i].msg);
		ffa_partition_close(ping->flights[i].partition);
	}
	free(ping->flights);
	free(ping->fds);
}

static void set_time(struct table *table, size_t column, uint64_t ns)
{
	char text[HISTOGRAM_TIME];

	histogram_time(ns, text);
	table_set(table, column, text);
}

static void set_times(struct table *table, const struct histogram *times)
{
	char *json;

	if (times->count) {
		set_time(table, MIN, times->min_ns);
		set_time(table, AVG, times->sum_ns / times->count);
		set_time(table, MAX, times->max_ns);
	}
	if (!table->json)
		return;
	json = histogram_json(times);
	if (json)
		table_set(table, HISTOGRAM, json);
	else
		table->error = -ENOMEM;
	free(json);
}

static int print(const struct ping *ping)
{
	const struct ffa_info *info = ffa_partition_info(ping->flights[0].partition);
	struct table table;
	int r;

	table_new(&table, ping->cli, "pings", columns);
	table_row(&table);
	table_setf(&table, ID, "0x%04x", ffa_info_id(info));
	table_set_uuid(&table, UUID, ffa_info_uuid(info));
	table_set_number(&table, SENT, ping->sent);
	table_set_number(&table, ANSWERED, ping->times.count);
	table_set_number(&table, FAILURES, ping->failed);
	set_times(&table, &ping->times);
	r = table_print_record(&table);
	if (!r && !ping->cli->json)
		histogram_print(&ping->times);
	return r;
}

/* The end of a ping with failures. */
static int report(const struct ping *ping)
{
	char stopped[64] = "";

	if (!interrupt_seen() && ping->cli->count && ping->sent < ping->cli->count)
		snprintf(stopped, sizeof(stopped), "stopped after %" PRIu64 " of %" PRIu32 "; ", ping->sent, ping->cli->count);
	else if (!interrupt_seen() && !ping->cli->count)
		snprintf(stopped, sizeof(stopped), "stopped after %" PRIu64 "; ", ping->sent);
	return failed("%s%" PRIu64 " of %" PRIu64 " messages failed, the first: %s", stopped, ping->failed, ping->sent,
		      ping->failure);
}

/* Takes partition over. */
static int run(const struct cli *cli, struct ffa_partition *partition)
{
	struct ping ping = { .cli = cli, .count = cli->parallel ? cli->parallel : 1 };
	int r = open_flights(&ping, partition);

	if (!r)
		r = interrupt_catch();
	if (!r)
		r = cli->parallel ? run_parallel(&ping) : run_serial(&ping);
	if (r)
		r = failed("cannot ping: %s; free some memory or descriptors", ffa_strerror(r));
	else
		r = print(&ping);
	close_flights(&ping);
	if (r || !ping.failed)
		return r;
	return report(&ping);
}

int msg_ping(struct cli *cli, int argc, char **argv)
{
	struct ffa_partition *partition;
	struct target target;
	int r = target_parse(argv[0], &target);

	(void)argc;
	if (!r)
		r = target_open(cli, &target, &partition);
	return r ? r : run(cli, partition);
}
