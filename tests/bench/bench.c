/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */

/*
 * bench OP...: measures each on /dev/arm_ffa and prints {"op":NAME,"instructions":N}. With shift=0 of QEMU's -icount an
 * instruction takes one nanosecond of the virtual counter.
 *
 * The figure is that of the fastest of several runs: what the machine does besides, timer interrupts above all, only adds to
 * a run.
 */

#include "bench.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RUNS 100
#define NS_PER_S 1000000000u

void need(int err, const char *what)
{
	if (!err)
		return;
	fprintf(stderr, "bench: %s: %s\n", what, ffa_strerror(err));
	exit(1);
}

static uint64_t counter(void)
{
	uint64_t ticks;

	__asm__ volatile("isb\n\tmrs %0, cntvct_el0" : "=r"(ticks) : : "memory");
	return ticks;
}

static uint64_t instructions(uint64_t ticks)
{
	uint64_t frequency;

	__asm__("mrs %0, cntfrq_el0" : "=r"(frequency));
	return ticks * NS_PER_S / frequency;
}

static uint64_t run(const struct bench_op *op)
{
	uint64_t start, end;

	start = counter();
	op->run(op->n);
	end = counter();
	op->check();
	return end - start;
}

/* The first run is not counted: it meets what is there only once. */
static uint64_t fastest(const struct bench_op *op)
{
	uint64_t least = UINT64_MAX, ticks;
	int i;

	op->begin(op);
	run(op);
	for (i = 0; i < RUNS; i++) {
		ticks = run(op);
		if (ticks < least)
			least = ticks;
	}
	op->end();
	return least;
}

static void measure(const struct bench_op *op)
{
	const uint64_t tenths = instructions(fastest(op)) * 10 / op->n;

	printf("{\"op\":\"%s\",\"instructions\":%" PRIu64 ".%" PRIu64 "}\n", op->name, tenths / 10, tenths % 10);
}

static const struct bench_op *find(const char *name)
{
	static const struct bench_op *const tables[] = { message_ops, async_ops, node_ops };
	const struct bench_op *op;
	size_t i;

	for (i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		for (op = tables[i]; op->name; op++)
			if (!strcmp(op->name, name))
				return op;
	return NULL;
}

int main(int argc, char **argv)
{
	const struct bench_op *op;
	int i;

	for (i = 1; i < argc; i++) {
		op = find(argv[i]);
		if (!op) {
			fprintf(stderr, "bench: there is no op %s\n", argv[i]);
			return 2;
		}
		measure(op);
	}
	return 0;
}
