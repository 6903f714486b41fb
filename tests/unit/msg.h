/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef TESTS_UNIT_MSG_H
#define TESTS_UNIT_MSG_H

/* A partition on a table of expected ioctls, and a msg for it with a 64-bit payload. */

#include "expect.h"
#include "unit.h"

#define WORDS 5
#define REQ2_WORDS 14
#define HIGH 0xffffffff00000000u

/* Deadlines are not compared but kept in msg_deadline. */
#define MESSAGE(number, in_, out_, size_, ret_)								\
	{ .request = (number), .in = (in_), .out = (out_), .size = (size_),				\
	  .blind = offsetof(struct ffa_ioc_message, deadline), .seen = &msg_deadline, .ret = (ret_) }
#define SEND(in_, out_, ret_) MESSAGE(FFA_IOC_SEND, in_, out_, FFA_IOC_MESSAGE_SIZE_VER0, ret_)
#define SEND_REQ2(in_, out_, ret_) MESSAGE(FFA_IOC_SEND, in_, out_, FFA_IOC_MESSAGE_SIZE_VER1, ret_)
#define RESUME(out_, ret_) MESSAGE(FFA_IOC_RESUME, &msg_resume_in, out_, FFA_IOC_MESSAGE_SIZE_VER1, ret_)

/* in64 is the payload of m. */
extern const struct ffa_ioc_message msg_in64, msg_resume_in, msg_answer64, msg_answer32, msg_answer_req2, msg_parked;
extern uint64_t msg_deadline;

extern struct lines lines;
extern struct ffa_partition *p;
extern struct ffa_msg *m;
extern struct expect e;

int msg_setup(void **state);
int msg_teardown(void **state);
#define TEST(name) cmocka_unit_test_setup_teardown(name, msg_setup, msg_teardown)

/* m has an answer of n words, of 0x8001; m has none. */
void assert_answer(const uint64_t *expected, size_t n);
void assert_failure(int32_t status, enum ffa_origin origin);

#endif
