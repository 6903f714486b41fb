/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* Direct messages, each waited for. */

#include "bench.h"

#include <errno.h>

#define TIMEOUT_MS 1000

static int message_set_narrow(struct message *message)
{
	uint32_t narrow[5];
	size_t i;

	for (i = 0; i < 5; i++)
		narrow[i] = (uint32_t)message->words[i];
	return ffa_msg_set32(message->msg, narrow, message->n);
}

static void message_set(struct message *message)
{
	static uint32_t last;
	int err = 0;
	size_t i;

	/* The first four are slow's: interrupts, yields, their time-out and flags. */
	message->words[1] = 1;
	for (i = 4; i < message->n; i++)
		message->words[i] = ++last;
	switch (message->kind) {
	case DIRECT32:
		err = message_set_narrow(message);
		break;
	case DIRECT64:
		err = ffa_msg_set64(message->msg, message->words, message->n);
		break;
	case REQ2:
		err = ffa_msg_set_req2(message->msg, message->words, message->n);
		break;
	}
	need(err, "filling a message");
}

void message_begin(struct message *message, enum message_kind kind)
{
	*message = (struct message){ .kind = kind, .n = kind == REQ2 ? MESSAGE_WORDS : 5 };
	need(ffa_msg_new(&message->msg), "a message");
	message_set(message);
}

void message_next(struct message *message)
{
	const uint64_t *answer;
	size_t i;

	need(ffa_msg_answer(message->msg, &answer) == message->n ? 0 : -EPROTO, "the length of an answer");
	for (i = 0; i < message->n; i++)
		need(answer[i] == message->words[i] ? 0 : -EPROTO, "the words of an answer");
	message_set(message);
}

void message_end(struct message *message)
{
	ffa_msg_free(message->msg);
}

static struct ffa_partition *partition;
static struct message message;

static void direct32_begin(const struct bench_op *op)
{
	partition = partition_of(op->number);
	message_begin(&message, DIRECT32);
}

static void direct64_begin(const struct bench_op *op)
{
	partition = partition_of(op->number);
	message_begin(&message, DIRECT64);
}

static void req2_begin(const struct bench_op *op)
{
	partition = partition_of(op->number);
	message_begin(&message, REQ2);
}

static void run(size_t n)
{
	while (n--)
		need(ffa_partition_send(partition, message.msg, -1), "a direct message");
}

/* The library looks at the clock. */
static void run_timed(size_t n)
{
	while (n--)
		need(ffa_partition_send(partition, message.msg, TIMEOUT_MS), "a direct message");
}

static void check(void)
{
	message_next(&message);
}

static void end(void)
{
	message_end(&message);
	ffa_partition_close(partition);
}

const struct bench_op message_ops[] = {
	{ "direct32", direct32_begin, run, check, end, 240, 1 },
	{ "direct64", direct64_begin, run, check, end, 240, 1 },
	{ "req2", req2_begin, run, check, end, 240, 1 },
	{ "direct32-timeout", direct32_begin, run_timed, check, end, 240, 1 },
	{ "direct32-yield", direct32_begin, run, check, end, 48, 2 },
	{ 0 },
};
