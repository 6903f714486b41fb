/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "kfake-test.h"

#include <string.h>
#include <sys/mman.h>

#include <kfake/slab.h>
#include <kfake/uaccess.h>

/* Two pages of which the second cannot be touched and the first perhaps only read. */
static char *pages_new(int protection)
{
	char *p = mmap(NULL, 2 * PAGE_SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	assert_ptr_not_equal(p, MAP_FAILED);
	assert_int_equal(mprotect(p + PAGE_SIZE, PAGE_SIZE, PROT_NONE), 0);
	assert_int_equal(mprotect(p, PAGE_SIZE, protection), 0);
	return p;
}

static void pages_free(char *p)
{
	munmap(p, 2 * PAGE_SIZE);
}

static void test_user_memory_is_copied(void **state)
{
	char from[] = "abc", to[4];
	u32 word;

	(void)state;
	assert_int_equal(copy_from_user(to, from, sizeof(from)), 0);
	assert_string_equal(to, "abc");
	assert_int_equal(copy_to_user(from, "xyz", 4), 0);
	assert_string_equal(from, "xyz");
	assert_int_equal(put_user(77u, &word), 0);
	assert_int_equal(word, 77);
	word = 78;
	assert_int_equal(get_user(from[0], (char *)&word), 0);
	assert_int_equal(clear_user(&word, sizeof(word)), 0);
	assert_int_equal(word, 0);
}

static void test_user_memory_that_is_not_there_is_a_fault(void **state)
{
	char *p = pages_new(PROT_READ | PROT_WRITE);
	char buf[8] = "";
	u32 word;

	(void)state;
	assert_int_equal(copy_from_user(buf, NULL, 8), 8);
	assert_int_equal(copy_from_user(buf, u64_to_user_ptr(PAGE_SIZE - 1), 8), 8);
	assert_int_equal(copy_from_user(buf, u64_to_user_ptr(UINT64_MAX - 3), 8), 8);
	assert_int_equal(copy_to_user(p + PAGE_SIZE, buf, 8), 8);
	assert_int_equal(copy_to_user(p + PAGE_SIZE - 8, buf, 8), 0);
	assert_int_equal(copy_to_user(p + PAGE_SIZE - 7, buf, 8), 8);
	assert_int_equal(get_user(word, (u32 *)(void *)(p + PAGE_SIZE)), -EFAULT);
	assert_int_equal(put_user(word, (u32 *)(void *)(p + PAGE_SIZE)), -EFAULT);
	assert_true(clear_user(p, PAGE_SIZE + 1) > 0);
	assert_int_equal(copy_from_user(buf, p + PAGE_SIZE, 0), 0);
	pages_free(p);
}

static void test_user_memory_may_be_for_reading_only(void **state)
{
	char *p = pages_new(PROT_READ);
	char buf[8];

	(void)state;
	assert_int_equal(copy_from_user(buf, p, 8), 0);
	assert_int_equal(copy_to_user(p, buf, 8), 8);
	pages_free(p);
}

static void test_zeroes_are_checked(void **state)
{
	char *p = pages_new(PROT_READ | PROT_WRITE);

	(void)state;
	assert_int_equal(check_zeroed_user(p, PAGE_SIZE), 1);
	assert_int_equal(check_zeroed_user(p, PAGE_SIZE + 1), -EFAULT);
	p[PAGE_SIZE - 1] = 1;
	assert_int_equal(check_zeroed_user(p, PAGE_SIZE), 0);
	assert_int_equal(check_zeroed_user(p, PAGE_SIZE - 1), 1);
	pages_free(p);
}

static void test_struct_may_be_shorter_or_longer(void **state)
{
	u8 user[8] = { 1, 2, 3, 4, 0, 0, 0, 0 };
	u8 kernel[4];

	(void)state;
	memset(kernel, 9, sizeof(kernel));
	assert_int_equal(copy_struct_from_user(kernel, 4, user, 2), 0);
	assert_memory_equal(kernel, "\1\2\0\0", 4);
	assert_int_equal(copy_struct_from_user(kernel, 4, user, 4), 0);
	assert_memory_equal(kernel, "\1\2\3\4", 4);
	assert_int_equal(copy_struct_from_user(kernel, 4, user, 8), 0);
	user[7] = 1;
	assert_int_equal(copy_struct_from_user(kernel, 4, user, 8), -E2BIG);
	assert_int_equal(copy_struct_from_user(kernel, 4, NULL, 4), -EFAULT);
	assert_int_equal(copy_struct_from_user(kernel, 4, NULL, 5), -EFAULT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_user_memory_is_copied),
		cmocka_unit_test(test_user_memory_that_is_not_there_is_a_fault),
		cmocka_unit_test(test_user_memory_may_be_for_reading_only),
		cmocka_unit_test(test_zeroes_are_checked),
		cmocka_unit_test(test_struct_may_be_shorter_or_longer),
	};

	return cmocka_run_group_tests_name("kfake-uaccess", tests, NULL, NULL) != 0;
}
