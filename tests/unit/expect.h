/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef TESTS_UNIT_EXPECT_H
#define TESTS_UNIT_EXPECT_H

/*
 * A machine made of a table of expected ioctls. A test fails when another ioctl comes, when its bytes differ, or when
 * expect_done() finds entries that nobody asked for, open files or memory.
 */

#include <stddef.h>
#include <stdint.h>

#include <ffa/ffa.h>
#include <linux/arm_ffa_cdev.h>

#include "ops.h"

struct expect_ioctl {
	unsigned int request;
	const void *in;		/* what the struct must hold when it comes */
	const void *out;	/* what it holds afterwards; NULL: untouched */
	size_t size;		/* of both */
	size_t blind;		/* 8 bytes at this offset, if it is not 0, are not compared and not written */
	uint64_t *seen;		/* they go here */
	const struct ffa_ioc_partition_info *entries;	/* of FFA_IOC_LIST: what goes to its array */
	size_t count;
	int ret;
};

#define EXPECT(number, in_, out_, ret_)	\
	{ .request = (number), .in = (in_), .out = (out_), .size = sizeof(*(in_)), .ret = (ret_) }
#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

struct expect {
	const struct expect_ioctl *table;
	size_t count;
	size_t next;
	int open_err;		/* what open, path and ioctl without a table answer */
	int path_err;
	int path_unterminated;
	char opened[64];	/* path of the last open; "self" */
	unsigned int opens;
	unsigned int closes;
	unsigned int releases;
};

extern const struct ffa_ops expect_ops;

/* poll_fd() of every file. */
#define EXPECT_FD 4711
/* Major number of a node that has a path, "/dev/" and its minor number. */
#define EXPECT_MAJOR 240

/* Puts a new table; the last one has to be used up. */
void expect_table(struct expect *e, const struct expect_ioctl *table, size_t count);
#define expect(e, array) expect_table(e, array, COUNT(array))
/* Nothing is left, nothing is open, all memory is given back. */
void expect_done(struct expect *e);

/* An open device, with the one ioctl that this takes. */
struct ffa_device *expect_device(struct expect *e, struct ffa_ctx *ctx);
extern const struct ffa_ioc_device_info expect_device_in;
extern const struct ffa_ioc_device_info expect_device_out;

/* Log lines. */
struct lines {
	unsigned int count[FFA_LOG_DEBUG + 1];
	char last[512];
};

ffa_log_fn lines_log;
/* A context that writes down all lines. */
struct ffa_ctx *lines_ctx(struct lines *lines);

#endif
