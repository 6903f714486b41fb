/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef TESTS_UNIT_ALLOC_H
#define TESTS_UNIT_ALLOC_H

/*
 * Allocation under the test's control; needs -Wl,--wrap= of malloc, calloc, strdup and free on all that is linked
 * statically. What shared libraries allocate is not seen.
 */

#include <stdbool.h>

/* The nth allocation from now on fails (1: the next), once; 0: none does. */
void alloc_fail(unsigned int nth);
/* Has it failed? */
bool alloc_failed(void);
/* Blocks that are allocated now. */
long alloc_live(void);
/* Allocations so far. */
unsigned long alloc_count(void);

#endif
