/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "kfake-test.h"

#include <kfake/atomic.h>

static void test_math_takes_the_smaller_and_the_greater(void **state)
{
	(void)state;
	assert_int_equal(min(3, 4), 3);
	assert_int_equal(max(3, 4), 4);
	assert_int_equal(min_t(u32, 7, -1), 7);
	assert_int_equal(clamp(9, 1, 5), 5);
	assert_int_equal(clamp(0, 1, 5), 1);
	assert_int_equal(clamp(3, 1, 5), 3);
}

static void test_math_rounds(void **state)
{
	(void)state;
	assert_int_equal(DIV_ROUND_UP(9, 4), 3);
	assert_int_equal(DIV_ROUND_UP(8, 4), 2);
	assert_int_equal(ALIGN(4097, 4096), 8192);
	assert_int_equal(ALIGN(4096, 4096), 4096);
	assert_int_equal(round_down(8191, 4096), 4096);
	assert_true(IS_ALIGNED(8192, 4096));
	assert_false(IS_ALIGNED(8193, 4096));
	assert_int_equal(GENMASK(7, 4), 0xf0);
}

static void test_math_sees_overflow(void **state)
{
	size_t sum;

	(void)state;
	assert_true(check_add_overflow(SIZE_MAX, (size_t)1, &sum));
	assert_false(check_add_overflow((size_t)1, (size_t)1, &sum));
	assert_int_equal(sum, 2);
	assert_int_equal(array_size(SIZE_MAX / 2, 3), SIZE_MAX);
	assert_int_equal(array_size(7, 3), 21);
	assert_int_equal(size_add(SIZE_MAX, 1), SIZE_MAX);
}

static void test_error_is_in_a_pointer(void **state)
{
	int here;

	(void)state;
	assert_true(IS_ERR(ERR_PTR(-ENOMEM)));
	assert_int_equal(PTR_ERR(ERR_PTR(-ENOMEM)), -ENOMEM);
	assert_int_equal(PTR_ERR_OR_ZERO(&here), 0);
	assert_false(IS_ERR(&here));
	assert_false(IS_ERR(NULL));
	assert_true(IS_ERR_OR_NULL(NULL));
}

static void test_atomic_counts(void **state)
{
	atomic_t n = ATOMIC_INIT(5);

	(void)state;
	atomic_inc(&n);
	assert_int_equal(atomic_inc_return(&n), 7);
	assert_int_equal(atomic_cmpxchg(&n, 7, 1), 7);
	assert_int_equal(atomic_cmpxchg(&n, 7, 2), 1);
	assert_true(atomic_dec_and_test(&n));
	assert_false(atomic_inc_not_zero(&n));
	assert_int_equal(atomic_xchg(&n, 9), 0);
	assert_true(atomic_inc_not_zero(&n));
	assert_int_equal(atomic_read(&n), 10);
}

static int released;

static void release(struct kref *kref)
{
	(void)kref;
	released++;
}

static void test_kref_releases_once(void **state)
{
	struct kref kref;

	(void)state;
	released = 0;
	kref_init(&kref);
	kref_get(&kref);
	assert_int_equal(kref_put(&kref, release), 0);
	assert_int_equal(released, 0);
	assert_true(kref_get_unless_zero(&kref));
	assert_int_equal(kref_put(&kref, release), 0);
	assert_int_equal(kref_put(&kref, release), 1);
	assert_int_equal(released, 1);
	assert_false(kref_get_unless_zero(&kref));
}

static void put(void *kref)
{
	kref_put(kref, release);
}

static void get(void *kref)
{
	kref_get(kref);
}

static void test_kref_of_nothing_is_a_bug(void **state)
{
	struct kref kref;

	(void)state;
	kref_init(&kref);
	put(&kref);
	assert_bug(put, &kref);
	assert_bug(get, &kref);
}

static void test_bits(void **state)
{
	DECLARE_BITMAP(map, 130) = { 0 };

	(void)state;
	assert_false(test_and_set_bit(129, map));
	assert_true(test_and_set_bit(129, map));
	assert_true(test_bit(129, map));
	assert_false(test_bit(128, map));
	assert_true(test_and_clear_bit(129, map));
	assert_false(test_bit(129, map));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_math_takes_the_smaller_and_the_greater),
		cmocka_unit_test(test_math_rounds),
		cmocka_unit_test(test_math_sees_overflow),
		cmocka_unit_test(test_error_is_in_a_pointer),
		cmocka_unit_test(test_atomic_counts),
		cmocka_unit_test(test_kref_releases_once),
		cmocka_unit_test(test_kref_of_nothing_is_a_bug),
		cmocka_unit_test(test_bits),
	};

	return cmocka_run_group_tests_name("kfake-math", tests, NULL, NULL) != 0;
}
