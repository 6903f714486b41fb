/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#define _GNU_SOURCE
#include "histogram.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#define BAR_LENGTH 40
#define RANGE_LENGTH 48

static const char bar[] = "########################################";

static size_t bucket_of(uint64_t ns)
{
	uint64_t us = ns / 1000;
	size_t i = 0;

	for (; us && i < HISTOGRAM_BUCKETS - 1; us >>= 1)
		i++;
	return i;
}

void histogram_add(struct histogram *histogram, uint64_t ns)
{
	if (!histogram->count || ns < histogram->min_ns)
		histogram->min_ns = ns;
	if (ns > histogram->max_ns)
		histogram->max_ns = ns;
	histogram->sum_ns += ns;
	histogram->count++;
	histogram->buckets[bucket_of(ns)]++;
}

void histogram_time(uint64_t ns, char text[HISTOGRAM_TIME])
{
	uint64_t tenths = ns / 100 + (ns % 100 >= 50);

	snprintf(text, HISTOGRAM_TIME, "%" PRIu64 ".%" PRIu64, tenths / 10, tenths % 10);
}

static uint64_t first_us(size_t i)
{
	return i ? UINT64_C(1) << (i - 1) : 0;
}

static uint64_t last_us(size_t i)
{
	return (UINT64_C(1) << i) - 1;
}

static void range_of(size_t i, char text[RANGE_LENGTH])
{
	if (!i)
		snprintf(text, RANGE_LENGTH, "<1");
	else if (i == 1)
		snprintf(text, RANGE_LENGTH, "1");
	else if (i == HISTOGRAM_BUCKETS - 1)
		snprintf(text, RANGE_LENGTH, ">=%" PRIu64, first_us(i));
	else
		snprintf(text, RANGE_LENGTH, "%" PRIu64 "-%" PRIu64, first_us(i), last_us(i));
}

/* The buckets that count: from *first up to but not with the result. */
static size_t bounds(const struct histogram *histogram, size_t *first)
{
	size_t end = HISTOGRAM_BUCKETS;

	while (end && !histogram->buckets[end - 1])
		end--;
	for (*first = 0; *first < end && !histogram->buckets[*first];)
		++*first;
	return end;
}

static uint64_t most(const struct histogram *histogram)
{
	uint64_t n = 1;
	size_t i;

	for (i = 0; i < HISTOGRAM_BUCKETS; i++)
		n = histogram->buckets[i] > n ? histogram->buckets[i] : n;
	return n;
}

/* What is there has a bar, however short. */
static int bar_length(uint64_t count, uint64_t longest)
{
	int length = (int)((double)count * BAR_LENGTH / (double)longest);

	return count && !length ? 1 : length;
}

void histogram_print(const struct histogram *histogram)
{
	char range[RANGE_LENGTH];
	size_t i;
	size_t end = bounds(histogram, &i);
	uint64_t longest = most(histogram);

	for (; i < end; i++) {
		range_of(i, range);
		printf("%17s us %10" PRIu64 "%s%.*s\n", range, histogram->buckets[i], histogram->buckets[i] ? " " : "",
		       bar_length(histogram->buckets[i], longest), bar);
	}
}

static void print_json(FILE *out, const struct histogram *histogram, size_t i)
{
	const char *quote = histogram->buckets[i] > UINT32_MAX ? "\"" : "";

	fprintf(out, "{\"from_us\":%" PRIu64 ",\"to_us\":", first_us(i));
	if (i == HISTOGRAM_BUCKETS - 1)
		fputs("null", out);
	else
		fprintf(out, "%" PRIu64, last_us(i));
	fprintf(out, ",\"count\":%s%" PRIu64 "%s}", quote, histogram->buckets[i], quote);
}

char *histogram_json(const struct histogram *histogram)
{
	char *text = NULL;
	size_t size, i;
	size_t end = bounds(histogram, &i);
	FILE *out = open_memstream(&text, &size);
	int items = 0;

	if (!out)
		return NULL;
	fputc('[', out);
	for (; i < end; i++) {
		if (items++)
			fputc(',', out);
		print_json(out, histogram, i);
	}
	fputc(']', out);
	if (!fclose(out))
		return text;
	free(text);
	return NULL;
}
