/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "kfake-test.h"

#include <errno.h>
#include <stdlib.h>

#include <kfake/slab.h>

static void test_device_shows_its_attributes(void **state)
{
	char text[PAGE_SIZE];

	assert_int_equal(kfake_device_show(*state, "toy", "count", text), 2);
	assert_string_equal(text, "7\n");
	assert_int_equal(kfake_device_show(*state, "toy", "colour", text), -ENOENT);
	assert_int_equal(kfake_device_show(*state, "toy", "hidden", text), -ENOENT);
	assert_int_equal(kfake_device_show(*state, "no toy", "count", text), -ENOENT);
	assert_int_equal(kfake_device_show(*state, "toy-platform", "count", text), -ENOENT);
}

static void test_device_has_a_node(void **state)
{
	umode_t mode;
	char *path = kfake_device_node(*state, "toy", &mode);

	assert_string_equal(path, "toys/toy");
	assert_int_equal(mode, 0640);
	free(path);
	assert_null(kfake_device_node(*state, "no toy", &mode));
	assert_null(kfake_device_node(*state, "toy-platform", &mode));
}

static void test_device_has_a_uevent(void **state)
{
	struct kobj_uevent_env env;

	assert_int_equal(kfake_device_uevent(*state, "toy", &env), 0);
	assert_int_equal(env.len, sizeof("TOY_COUNT=7"));
	assert_string_equal(env.buf, "TOY_COUNT=7");
	assert_int_equal(kfake_device_uevent(*state, "no toy", &env), -ENOENT);
	assert_int_equal(kfake_device_uevent(*state, "toy-platform", &env), 0);
	assert_int_equal(env.len, 0);
}

static void test_uevent_has_an_end(void **state)
{
	struct kobj_uevent_env env = { .len = 0 };
	int added = 0;

	(void)state;
	while (!add_uevent_var(&env, "A=%d", 1))
		added++;
	assert_int_equal(added, UEVENT_SIZE / sizeof("A=1"));
	assert_int_equal(add_uevent_var(&env, "A"), -ENOMEM);
}

static int released;

static void release(struct device *dev)
{
	(void)dev;
	released++;
}

static void device_make(struct device *dev, struct device *parent, const char *name)
{
	*dev = (struct device){ .parent = parent, .release = release };
	device_initialize(dev);
	assert_int_equal(dev_set_name(dev, "%s", name), 0);
}

static void test_device_lives_while_its_children_do(void **state)
{
	struct device parent, child;

	(void)state;
	released = 0;
	device_make(&parent, NULL, "parent");
	device_make(&child, &parent, "child");
	assert_int_equal(device_add(&parent), 0);
	assert_int_equal(device_add(&child), 0);
	device_del(&parent);
	put_device(&parent);
	assert_int_equal(released, 0);
	device_del(&child);
	assert_int_equal(released, 1);
	put_device(&child);
	assert_int_equal(released, 2);
}

static void test_device_names_are_unique(void **state)
{
	struct device first, second, elsewhere;

	(void)state;
	device_make(&first, NULL, "same");
	device_make(&second, NULL, "same");
	device_make(&elsewhere, NULL, "same");
	elsewhere.bus = &platform_bus_type;
	assert_int_equal(device_add(&first), 0);
	assert_int_equal(device_add(&second), -EEXIST);
	assert_int_equal(device_add(&elsewhere), 0);
	device_del(&first);
	assert_int_equal(device_add(&second), 0);
	device_del(&second);
	device_del(&elsewhere);
	put_device(&first);
	put_device(&second);
	put_device(&elsewhere);
}

static void put_twice(void *dev)
{
	put_device(dev);
	put_device(dev);
}

static void put_added(void *dev)
{
	if (device_add(dev))
		return;
	put_device(dev);
}

static void test_device_in_use_is_not_put(void **state)
{
	struct device dev;

	(void)state;
	device_make(&dev, NULL, "dev");
	assert_bug(put_twice, &dev);
	assert_bug(put_added, &dev);
	dev.release = NULL;
	assert_bug((void (*)(void *))put_twice, &dev);
	dev.release = release;
	put_device(&dev);
}

static int count_one(struct device *dev, void *data)
{
	(void)dev;
	++*(int *)data;
	return 0;
}

static void test_platform_device_is_found(void **state)
{
	struct kfake_visit visit;
	struct device *dev;
	int n = 0;

	kfake_enter(&visit, *state);
	assert_int_equal(bus_for_each_dev(&platform_bus_type, NULL, &n, count_one), 0);
	assert_int_equal(n, 1);
	dev = bus_find_device_by_name(&platform_bus_type, NULL, "toy-platform");
	assert_non_null(dev);
	assert_ptr_equal(platform_find_device_by_driver(NULL, dev->driver), dev);
	put_device(dev);
	put_device(dev);
	assert_null(bus_find_device_by_name(&platform_bus_type, NULL, "toy"));
	kfake_leave(&visit);
}

static void test_platform_device_is_unbound_once(void **state)
{
	assert_int_equal(kfake_platform_unbind(*state), 0);
	assert_int_equal(kfake_platform_unbind(*state), -ENODEV);
}

static void test_platform_device_is_shut_down(void **state)
{
	assert_false(kfake_log_has(*state, "shut down"));
	kfake_platform_shutdown(*state);
	assert_true(kfake_log_has(*state, "toy-platform: shut down"));
}

#define inside(test)	cmocka_unit_test_setup_teardown(test, machine_setup, machine_teardown)
#define toy(test)	cmocka_unit_test_setup_teardown(test, toy_setup, toy_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		toy(test_device_shows_its_attributes),
		toy(test_device_has_a_node),
		toy(test_device_has_a_uevent),
		inside(test_uevent_has_an_end),
		inside(test_device_lives_while_its_children_do),
		inside(test_device_names_are_unique),
		inside(test_device_in_use_is_not_put),
		toy(test_platform_device_is_found),
		toy(test_platform_device_is_unbound_once),
		toy(test_platform_device_is_shut_down),
	};

	return cmocka_run_group_tests_name("kfake-device", tests, NULL, NULL) != 0;
}
