/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_TEST_H
#define KFAKE_TEST_H

/* What the tests of the stand-ins share: machines with the toy driver, threads, deadlines, death. */

#include "kfake.h"
#include "kfake-toy.h"
#include "unit.h"

#define SOON_MS	20000	/* for what must happen; only a broken stand-in ever waits that long */
#define NOT_MS	20	/* for what must not */

/* The test is inside a machine without a driver: setup and teardown of tests that call the stand-ins themselves. */
int machine_setup(void **state);
int machine_teardown(void **state);

/* The state is a machine with the toy loaded; teardown wants everything closed. */
int toy_setup(void **state);
int toy_teardown(void **state);
struct kfake_file *toy_open(struct kfake_machine *machine);
int toy_wait(struct kfake_file *file, uint32_t mode, int64_t timeout_ns);
int toy_set_later(struct kfake_file *file, uint32_t ms);
int toy_show_count(struct kfake_machine *machine);

/* Becomes fd readable within ms? */
int readable(int fd, int ms);

/* fn(arg) on a thread in machine (NULL: in none); done is an eventfd that is readable when it has returned. */
struct runner {
	pthread_t thread;
	struct kfake_machine *machine;
	void (*fn)(void *arg);
	void *arg;
	int done;
};

void runner_start(struct runner *runner, struct kfake_machine *machine, void (*fn)(void *arg), void *arg);
/* Fails the test if it does not return soon. */
void runner_join(struct runner *runner);
/* Sends it signo again and again until it has returned. */
void runner_signal(struct runner *runner, int signo);

/* fn(arg) is a bug: the process would end. */
void assert_bug(void (*fn)(void *arg), void *arg);

#endif
