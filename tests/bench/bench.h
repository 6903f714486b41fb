/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef BENCH_H
#define BENCH_H

#include <stddef.h>
#include <stdint.h>

#include <ffa/ffa.h>

/*
 * One thing to measure. begin makes what run needs; run does it n times and is all that is measured; check sees after each run
 * that its last results are right, and prepares the next; end takes it away. What fails ends the program with a message.
 */
struct bench_op {
	const char *name;
	void (*begin)(const struct bench_op *op);
	void (*run)(size_t n);
	void (*check)(void);
	void (*end)(void);
	/*
	 * Of a run, which is to be shorter than the time between two timer interrupts, 4 million instructions, and to have a
	 * multiple of 48 system calls: after so many the kernel makes new random offsets of its stack, at a cost.
	 */
	size_t n;
	unsigned int number;	/* for begin: NN of the service, or how many entries there are */
};

/* A table ends with an op that has no name. */
extern const struct bench_op message_ops[];
extern const struct bench_op async_ops[];
extern const struct bench_op node_ops[];

/* bench.c: ends the program if err, 0 or -errno, is not 0. */
void need(int err, const char *what);

/* node.c */
struct ffa_partition *partition_of(unsigned int nn);

/* ---- message.c: a msg whose words are new each time, and by which slow (02) yields once with a time-out of 0 ---- */

enum message_kind {
	DIRECT32,
	DIRECT64,
	REQ2,
};

#define MESSAGE_WORDS 14

struct message {
	struct ffa_msg *msg;
	enum message_kind kind;
	size_t n;
	uint64_t words[MESSAGE_WORDS];
};

void message_begin(struct message *message, enum message_kind kind);
/* The words came back; then it gets others. */
void message_next(struct message *message);
void message_end(struct message *message);

#endif
