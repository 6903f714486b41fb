/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef TESTS_CLI_CAPTURE_H
#define TESTS_CLI_CAPTURE_H

/* CMocka needs these before it, in this order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* What a function printed; cut at the size of the arrays. */
struct capture {
	char out[16384];
	char err[1024];
	int r;
};

typedef int capture_fn(void *arg);

/* Calls fn(arg) with stdout and stderr in capture. */
void capture(struct capture *capture, capture_fn *fn, void *arg);

#endif
