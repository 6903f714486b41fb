/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef TESTS_UNIT_TRANSCRIPT_H
#define TESTS_UNIT_TRANSCRIPT_H

/*
 * Recordings of firmware. Lines are
 *   WHAT  x0..x7 sent => x0..x7 returned [x8..17: all 0]	a call
 *   FEATURES ID -> x0..x4 | ID -> x0..x4			two calls of FFA_FEATURES, of which five registers were noted
 *   RX +OFFSET: six words					what the RX buffer then held
 * and some that say nothing new: entries of that buffer in plain text, headings, messages of firmware. Any other is refused.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum step_kind {
	STEP_CALL = 1,
	STEP_RX,
};

struct step {
	enum step_kind kind;
	unsigned int line;
	char what[64];
	uint64_t sent[8];
	uint64_t returned[8];
	unsigned int noted;	/* how many of these */
	bool high_is_zero;	/* and so x8..x17 */
	uint32_t offset;	/* of these in RX */
	uint32_t words[6];
};

struct transcript {
	struct step *steps;
	size_t n;
	char error[160];
};

/* False, with error, if the file cannot be read or has a line of no known form. */
bool transcript_read(const char *path, struct transcript *t);
void transcript_free(struct transcript *t);

#endif
