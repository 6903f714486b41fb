/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "kfake-test.h"

#include <errno.h>

#include <kfake/string.h>

static void test_strscpy_says_how_much_fit(void **state)
{
	char text[4];

	(void)state;
	assert_int_equal(strscpy(text, "abc", sizeof(text)), 3);
	assert_string_equal(text, "abc");
	assert_int_equal(strscpy(text, "abcd", sizeof(text)), -E2BIG);
	assert_string_equal(text, "abc");
	assert_int_equal(strscpy(text, "", 0), -E2BIG);
}

static void test_scnprintf_says_what_was_written(void **state)
{
	char text[4];

	(void)state;
	assert_int_equal(scnprintf(text, sizeof(text), "%d", 12), 2);
	assert_int_equal(scnprintf(text, sizeof(text), "%d", 123456), 3);
	assert_string_equal(text, "123");
	assert_int_equal(scnprintf(text, 0, "x"), 0);
}

static void test_strim_cuts_both_ends(void **state)
{
	char text[] = " \ta b\n", blank[] = "  ";

	(void)state;
	assert_string_equal(strim(text), "a b");
	assert_string_equal(strim(blank), "");
}

static void test_numbers(void **state)
{
	bool yes = false;
	u32 n = 0;
	u64 wide = 0;

	(void)state;
	assert_int_equal(kstrtou32("0x10\n", 0, &n), 0);
	assert_int_equal(n, 16);
	assert_int_equal(kstrtou32("4294967296", 0, &n), -ERANGE);
	assert_int_equal(kstrtou32("-1", 0, &n), -EINVAL);
	assert_int_equal(kstrtou32("1x", 0, &n), -EINVAL);
	assert_int_equal(kstrtou32("", 0, &n), -EINVAL);
	assert_int_equal(kstrtou64("18446744073709551615", 10, &wide), 0);
	assert_true(wide == UINT64_MAX);
	assert_int_equal(kstrtou64("18446744073709551616", 10, &wide), -ERANGE);
	assert_int_equal(kstrtobool("y", &yes), 0);
	assert_true(yes);
	assert_int_equal(kstrtobool("0", &yes), 0);
	assert_false(yes);
	assert_int_equal(kstrtobool("maybe", &yes), -EINVAL);
}

static void test_memchr_inv_finds_the_odd_byte(void **state)
{
	static const char bytes[] = { 0, 0, 3, 0 };

	(void)state;
	assert_ptr_equal(memchr_inv(bytes, 0, sizeof(bytes)), &bytes[2]);
	assert_null(memchr_inv(bytes, 0, 2));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_strscpy_says_how_much_fit),
		cmocka_unit_test(test_scnprintf_says_what_was_written),
		cmocka_unit_test(test_strim_cuts_both_ends),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_memchr_inv_finds_the_odd_byte),
	};

	return cmocka_run_group_tests_name("kfake-string", tests, NULL, NULL) != 0;
}
