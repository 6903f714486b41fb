/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "kfake-test.h"

struct item {
	int n;
	struct list_head node;
};

static int numbers(const struct list_head *head)
{
	const struct item *item;
	int sum = 0;

	list_for_each_entry(item, head, node)
		sum = 10 * sum + item->n;
	return sum;
}

static void test_list_is_empty(void **state)
{
	LIST_HEAD(head);

	(void)state;
	assert_true(list_empty(&head));
	assert_null(list_first_entry_or_null(&head, struct item, node));
	assert_int_equal(numbers(&head), 0);
}

static void test_list_adds_at_both_ends(void **state)
{
	struct item a = { .n = 1 }, b = { .n = 2 }, c = { .n = 3 };
	LIST_HEAD(head);

	(void)state;
	list_add(&b.node, &head);
	list_add(&a.node, &head);
	list_add_tail(&c.node, &head);
	assert_false(list_empty(&head));
	assert_int_equal(numbers(&head), 123);
	assert_ptr_equal(list_first_entry(&head, struct item, node), &a);
	assert_ptr_equal(list_first_entry_or_null(&head, struct item, node), &a);
	assert_ptr_equal(list_last_entry(&head, struct item, node), &c);
	assert_true(list_is_last(&c.node, &head));
	assert_false(list_is_last(&b.node, &head));
}

static void test_list_deletes(void **state)
{
	struct item a = { .n = 1 }, b = { .n = 2 };
	LIST_HEAD(head);

	(void)state;
	list_add_tail(&a.node, &head);
	list_add_tail(&b.node, &head);
	list_del(&a.node);
	assert_int_equal(numbers(&head), 2);
	list_del_init(&b.node);
	assert_true(list_empty(&head));
	assert_true(list_empty(&b.node));
}

static void test_list_entries_may_go_while_it_is_walked(void **state)
{
	struct item items[] = { { .n = 1 }, { .n = 2 }, { .n = 3 }, { .n = 4 } };
	struct item *item, *next;
	LIST_HEAD(head);
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(items); i++)
		list_add_tail(&items[i].node, &head);
	list_for_each_entry_safe(item, next, &head, node)
		if (item->n % 2)
			list_del(&item->node);
	assert_int_equal(numbers(&head), 24);
}

static void test_list_is_walked_backwards(void **state)
{
	struct item a = { .n = 1 }, b = { .n = 2 };
	struct item *item, *next;
	LIST_HEAD(head);
	int sum = 0;

	(void)state;
	list_add_tail(&a.node, &head);
	list_add_tail(&b.node, &head);
	list_for_each_entry_reverse(item, &head, node)
		sum = 10 * sum + item->n;
	assert_int_equal(sum, 21);
	list_for_each_entry_safe_reverse(item, next, &head, node)
		list_del(&item->node);
	assert_true(list_empty(&head));
}

static void test_list_moves_and_splices(void **state)
{
	struct item a = { .n = 1 }, b = { .n = 2 }, c = { .n = 3 };
	LIST_HEAD(from);
	LIST_HEAD(to);

	(void)state;
	list_add_tail(&a.node, &from);
	list_add_tail(&b.node, &from);
	list_add_tail(&c.node, &to);
	list_move_tail(&a.node, &from);
	assert_int_equal(numbers(&from), 21);
	list_splice_init(&from, &to);
	assert_int_equal(numbers(&to), 213);
	assert_true(list_empty(&from));
	list_splice_init(&from, &to);
	assert_int_equal(numbers(&to), 213);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_list_is_empty),
		cmocka_unit_test(test_list_adds_at_both_ends),
		cmocka_unit_test(test_list_deletes),
		cmocka_unit_test(test_list_entries_may_go_while_it_is_walked),
		cmocka_unit_test(test_list_is_walked_backwards),
		cmocka_unit_test(test_list_moves_and_splices),
	};

	return cmocka_run_group_tests_name("kfake-list", tests, NULL, NULL) != 0;
}
