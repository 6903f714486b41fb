/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef TESTS_CLI_CALL_H
#define TESTS_CLI_CALL_H

#include "capture.h"

#include "common.h"
#include "library.h"

/* A verb on the library of library.h. */

#define UUID "11111111-1111-1111-1111-111111111111"

struct call {
	struct cli cli;
	const struct verb *verb;
	const char *arg; /* NULL: none */
};

/* The verb of that name in an array of verbs. */
const struct verb *verb_of(const struct verb *verbs, const char *name);

void call_run(struct capture *seen, struct call call);
/* It succeeds and prints exactly that. */
void prints(struct call call, const char *text);
/* It fails and says exactly that on stderr, nothing on stdout. */
void fails(struct call call, const char *line);

/* A setup function: library_reset(). */
int reset(void **state);

#endif
