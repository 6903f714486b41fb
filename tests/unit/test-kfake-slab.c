/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "kfake-test.h"

#include <string.h>

#include <kfake/bug.h>
#include <kfake/slab.h>

static void test_slab_allocates(void **state)
{
	static const char zeroes[64];
	char *p = kzalloc(sizeof(zeroes), GFP_KERNEL);
	char *copy = kmemdup("abc", 4, GFP_KERNEL);
	char *text = kasprintf(GFP_KERNEL, "%s%d", "abc", 4);

	(void)state;
	assert_memory_equal(p, zeroes, sizeof(zeroes));
	assert_string_equal(copy, "abc");
	assert_string_equal(text, "abc4");
	kfree(p);
	kfree(copy);
	kfree(text);
	kfree(NULL);
	p = kcalloc(0, 8, GFP_KERNEL);
	assert_non_null(p);
	kfree(p);
	assert_null(kstrdup(NULL, GFP_KERNEL));
}

static void test_slab_refuses_what_overflows(void **state)
{
	(void)state;
	assert_null(kcalloc(SIZE_MAX / 2, 3, GFP_KERNEL));
	assert_null(kmalloc(SIZE_MAX, GFP_KERNEL));
}

static void test_slab_fails_on_order(void **state)
{
	void *p;

	(void)state;
	kfake_slab_fail(2);
	p = kmalloc(1, GFP_KERNEL);
	assert_non_null(p);
	assert_false(kfake_slab_failed());
	assert_null(kmalloc(1, GFP_KERNEL));
	assert_true(kfake_slab_failed());
	kfree(p);
	p = kmalloc(1, GFP_KERNEL);
	assert_non_null(p);
	kfree(p);
	kfake_slab_fail(1);
	assert_null(alloc_pages_exact(PAGE_SIZE, GFP_KERNEL));
	kfake_slab_fail(1);
	kfake_slab_fail(0);
	p = kstrdup("x", GFP_KERNEL);
	assert_non_null(p);
	kfree(p);
}

static void test_pages_are_aligned_to_what_holds_them(void **state)
{
	static const char zeroes[3 * PAGE_SIZE];
	char *p = alloc_pages_exact(3 * PAGE_SIZE, GFP_KERNEL | __GFP_ZERO);

	(void)state;
	assert_true(IS_ALIGNED(virt_to_phys(p), 4 * PAGE_SIZE));
	assert_memory_equal(p, zeroes, sizeof(zeroes));
	free_pages_exact(p, 3 * PAGE_SIZE);
	free_pages_exact(NULL, PAGE_SIZE);
}

static void test_pages_are_found_by_address(void **state)
{
	char *p = alloc_pages_exact(2 * PAGE_SIZE, GFP_KERNEL);
	char other;

	assert_ptr_equal(kfake_pages_at(*state, virt_to_phys(p), 2 * PAGE_SIZE), p);
	assert_ptr_equal(kfake_pages_at(*state, virt_to_phys(p) + PAGE_SIZE, PAGE_SIZE), p + PAGE_SIZE);
	assert_null(kfake_pages_at(*state, virt_to_phys(p) + PAGE_SIZE, 2 * PAGE_SIZE));
	assert_null(kfake_pages_at(*state, virt_to_phys(p) - 1, 1));
	assert_null(kfake_pages_at(*state, virt_to_phys(p), SIZE_MAX));
	assert_null(kfake_pages_at(*state, virt_to_phys(&other), 1));
	free_pages_exact(p, 2 * PAGE_SIZE);
	assert_null(kfake_pages_at(*state, virt_to_phys(p), 1));
}

static void leave_pages(void *machine)
{
	WARN_ON(!alloc_pages_exact(PAGE_SIZE, GFP_KERNEL));
	kfake_machine_check_clean(machine, "test");
}

static void test_pages_are_left_to_firmware_only(void **state)
{
	struct kfake_machine *machine = *state;

	assert_bug(leave_pages, machine);
	machine->firmware_keeps_pages = true;
	leave_pages(machine);
}

static void free_too_little(void *p)
{
	free_pages_exact(p, PAGE_SIZE);
}

static void test_pages_are_freed_as_they_were_made(void **state)
{
	void *p = alloc_pages_exact(2 * PAGE_SIZE, GFP_KERNEL);

	(void)state;
	assert_bug(free_too_little, p);
	free_pages_exact(p, 2 * PAGE_SIZE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_slab_allocates),
		cmocka_unit_test(test_slab_refuses_what_overflows),
		cmocka_unit_test_setup_teardown(test_slab_fails_on_order, machine_setup, machine_teardown),
		cmocka_unit_test_setup_teardown(test_pages_are_aligned_to_what_holds_them, machine_setup, machine_teardown),
		cmocka_unit_test_setup_teardown(test_pages_are_found_by_address, machine_setup, machine_teardown),
		cmocka_unit_test_setup_teardown(test_pages_are_left_to_firmware_only, machine_setup, machine_teardown),
		cmocka_unit_test_setup_teardown(test_pages_are_freed_as_they_were_made, machine_setup, machine_teardown),
	};

	return cmocka_run_group_tests_name("kfake-slab", tests, NULL, NULL) != 0;
}
