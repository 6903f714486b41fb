/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef TESTS_UNIT_REGS_H
#define TESTS_UNIT_REGS_H

/* Frames of 18 registers for the tests of the codecs. */

#include "unit.h"
#include "wire.h"

/* What the upper half of a register may hold where only the word counts. */
#define DIRTY	0xdeadbeef00000000u

static inline void fill(uint64_t x[FFAW_REGS])
{
	unsigned int i;

	for (i = 0; i < FFAW_REGS; i++)
		x[i] = ~(uint64_t)0;
}

static inline void assert_regs(const uint64_t x[FFAW_REGS], const uint64_t expected[FFAW_REGS])
{
	unsigned int i;

	for (i = 0; i < FFAW_REGS; i++)
		assert_int_equal(x[i], expected[i]);
}

#define ASSERT_REGS(x, ...)	assert_regs(x, (const uint64_t[FFAW_REGS]){ __VA_ARGS__ })

#endif
