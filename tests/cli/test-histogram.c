/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "capture.h"

#include "histogram.h"

#include <stdlib.h>

static int print(void *arg)
{
	histogram_print(arg);
	return 0;
}

static void prints(struct histogram *histogram, const char *text)
{
	struct capture seen;

	capture(&seen, print, histogram);
	assert_string_equal(seen.out, text);
}

static void json_is(const struct histogram *histogram, const char *text)
{
	char *json = histogram_json(histogram);

	assert_string_equal(json, text);
	free(json);
}

static void test_histogram_empty(void **state)
{
	struct histogram histogram = { 0 };

	(void)state;
	prints(&histogram, "");
	json_is(&histogram, "[]");
}

static void test_histogram_sums(void **state)
{
	struct histogram histogram = { 0 };

	(void)state;
	histogram_add(&histogram, 2000);
	histogram_add(&histogram, 500);
	histogram_add(&histogram, 7000);
	assert_int_equal(histogram.count, 3);
	assert_int_equal(histogram.sum_ns, 9500);
	assert_int_equal(histogram.min_ns, 500);
	assert_int_equal(histogram.max_ns, 7000);
}

static void test_histogram_bounds_of_buckets(void **state)
{
	static const struct { uint64_t ns; size_t bucket; } times[] = {
		{ 0, 0 }, { 999, 0 }, { 1000, 1 }, { 1999, 1 }, { 2000, 2 }, { 3999, 2 }, { 4000, 3 }, { 7999, 3 }, { 8000, 4 },
		{ UINT64_C(2147483647999), 31 }, { UINT64_C(2147483648000), 32 }, { UINT64_MAX, 32 },
	};
	struct histogram histogram;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(times) / sizeof(times[0]); i++) {
		histogram = (struct histogram){ 0 };
		histogram_add(&histogram, times[i].ns);
		assert_int_equal(histogram.buckets[times[i].bucket], 1);
	}
}

static void test_histogram_bars(void **state)
{
	struct histogram histogram = { .buckets = { [1] = 1000, [2] = 500, [4] = 1, [32] = 25 } };
	struct histogram below = { .buckets = { 3 } };

	(void)state;
	prints(&below, "               <1 us          3 ########################################\n");
	histogram.buckets[32] = 0;
	prints(&histogram, "                1 us       1000 ########################################\n"
			   "              2-3 us        500 ####################\n"
			   "              4-7 us          0\n"
			   "             8-15 us          1 #\n");
	histogram = (struct histogram){ .buckets = { [31] = UINT64_MAX, [32] = 1 } };
	prints(&histogram, "1073741824-2147483647 us 18446744073709551615 ########################################\n"
			   "     >=2147483648 us          1 #\n");
}

static void test_histogram_json(void **state)
{
	struct histogram histogram = { .buckets = { [1] = 7, [3] = UINT64_C(1) << 32 } };

	(void)state;
	json_is(&histogram, "[{\"from_us\":1,\"to_us\":1,\"count\":7},{\"from_us\":2,\"to_us\":3,\"count\":0},"
			    "{\"from_us\":4,\"to_us\":7,\"count\":\"4294967296\"}]");
	histogram = (struct histogram){ .buckets = { [32] = 1 } };
	json_is(&histogram, "[{\"from_us\":2147483648,\"to_us\":null,\"count\":1}]");
}

static void time_is(uint64_t ns, const char *expected)
{
	char text[HISTOGRAM_TIME];

	histogram_time(ns, text);
	assert_string_equal(text, expected);
}

static void test_histogram_time(void **state)
{
	(void)state;
	time_is(0, "0.0");
	time_is(49, "0.0");
	time_is(50, "0.1");
	time_is(1949, "1.9");
	time_is(1950, "2.0");
	time_is(UINT64_MAX, "18446744073709551.6");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_histogram_empty),
		cmocka_unit_test(test_histogram_sums),
		cmocka_unit_test(test_histogram_bounds_of_buckets),
		cmocka_unit_test(test_histogram_bars),
		cmocka_unit_test(test_histogram_json),
		cmocka_unit_test(test_histogram_time),
	};

	return cmocka_run_group_tests_name("cli-histogram", tests, NULL, NULL) != 0;
}
