/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef FFA_CLI_HISTOGRAM_H
#define FFA_CLI_HISTOGRAM_H

#include <stddef.h>
#include <stdint.h>

/*
 * Times: how many, how long, and how they lie in buckets of powers of two of a microsecond. Bucket 0 has those below one
 * microsecond, bucket n those from 2^(n - 1) to 2^n - 1, the last one those from there on.
 */
#define HISTOGRAM_BUCKETS 33

struct histogram {
	uint64_t count;
	uint64_t sum_ns;
	uint64_t min_ns;
	uint64_t max_ns;
	uint64_t buckets[HISTOGRAM_BUCKETS];
};

void histogram_add(struct histogram *histogram, uint64_t ns);

/* "12.3": microseconds. */
#define HISTOGRAM_TIME 24
void histogram_time(uint64_t ns, char text[HISTOGRAM_TIME]);

/* Lines with a bar each on stdout, from the first bucket that has something to the last. */
void histogram_print(const struct histogram *histogram);

/* The same as an array of JSON objects: the caller frees it; NULL: no memory. */
char *histogram_json(const struct histogram *histogram);

#endif
