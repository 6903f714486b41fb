/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "kfake-test.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static struct kfake_machine *machine_new(void)
{
	struct kfake_machine *machine = calloc(1, sizeof(*machine));

	assert_non_null(machine);
	kfake_machine_init(machine);
	return machine;
}

static void machine_free(struct kfake_machine *machine)
{
	kfake_machine_destroy(machine);
	free(machine);
}

/* Loads, looks at what became of the parameters, and unloads. */
static void assert_params(const char *params, int count, const char *log)
{
	struct kfake_machine *machine = machine_new();

	assert_int_equal(kfake_module_load(machine, params), 0);
	assert_int_equal(toy_show_count(machine), count);
	assert_true(kfake_log_has(machine, log));
	assert_int_equal(kfake_module_unload(machine), 0);
	machine_free(machine);
}

static void assert_load_fails(const char *params, int err, const char *log)
{
	struct kfake_machine *machine = machine_new();

	assert_int_equal(kfake_module_load(machine, params), err);
	assert_true(kfake_log_has(machine, log));
	assert_int_equal(kfake_module_unload(machine), -ENODEV);
	machine_free(machine);
}

static void test_module_loads_once(void **state)
{
	struct kfake_machine *machine = machine_new();

	(void)state;
	assert_int_equal(kfake_module_unload(machine), -ENODEV);
	assert_int_equal(kfake_module_load(machine, NULL), 0);
	assert_int_equal(kfake_module_load(machine, NULL), -EEXIST);
	assert_int_equal(kfake_module_unload(machine), 0);
	assert_int_equal(kfake_module_load(machine, NULL), 0);
	assert_int_equal(kfake_module_unload(machine), 0);
	machine_free(machine);
}

static void test_module_has_parameters(void **state)
{
	(void)state;
	assert_params(NULL, 7, "toy-platform: label none");
	assert_params("", 7, "label none");
	assert_params("count=3", 3, "label none");
	assert_params(" label=red  count=0x10 ", 16, "label red");
	assert_params("label=\"dark red\" count=1", 1, "label dark red");
	assert_params("fail=0 label=", 7, "label ");
	assert_params("no-such=1", 7, "unknown parameter 'no-such' ignored");
	/* Nothing of that is left. */
	assert_params(NULL, 7, "label none");
}

static void test_module_refuses_bad_parameters(void **state)
{
	(void)state;
	assert_load_fails("count=many", -EINVAL, "`many' invalid for parameter `count'");
	assert_load_fails("count=3 count", -EINVAL, "invalid");
	assert_load_fails("label", -EINVAL, "invalid");
	assert_load_fails("count=4294967296", -ERANGE, "invalid");
	assert_load_fails("fail=maybe", -EINVAL, "invalid");
	assert_params(NULL, 7, "label none");
}

static void test_module_loads_after_a_failure(void **state)
{
	struct kfake_machine *machine = machine_new();

	(void)state;
	assert_int_equal(kfake_module_load(machine, "fail"), -ENODEV);
	assert_true(kfake_log_has(machine, "toy-platform: told to fail"));
	assert_int_equal(kfake_module_load(machine, "fail=n"), 0);
	assert_int_equal(kfake_module_unload(machine), 0);
	machine_free(machine);
}

/* Every allocation of a load fails once; the driver gives back what it had. */
static void test_module_load_runs_out_of_memory(void **state)
{
	struct kfake_machine *machine = machine_new();
	unsigned int nth = 0;
	int err;

	(void)state;
	do {
		kfake_slab_fail(++nth);
		err = kfake_module_load(machine, NULL);
		assert_true(err == 0 || err == -ENOMEM || err == -ENODEV);
	} while (err);
	assert_false(kfake_slab_failed());
	kfake_slab_fail(0);
	assert_true(nth > 5);
	assert_int_equal(kfake_module_unload(machine), 0);
	machine_free(machine);
}

static void test_module_is_busy_while_it_is_held(void **state)
{
	struct kfake_machine *machine = machine_new();
	struct kfake_file *file;

	(void)state;
	assert_int_equal(kfake_module_load(machine, NULL), 0);
	file = toy_open(machine);
	assert_int_equal(kfake_module_unload(machine), -EBUSY);
	/* The work that comes later holds it, too. */
	assert_int_equal(toy_set_later(file, 10 * SOON_MS), 0);
	kfake_file_close(file);
	assert_int_equal(kfake_module_unload(machine), -EBUSY);
	assert_int_equal(kfake_platform_unbind(machine), 0);
	assert_int_equal(kfake_module_unload(machine), 0);
	machine_free(machine);
}

/* A work lets the module go a little after it has done what it had to. */
static void test_module_goes_as_soon_as_its_work_is_done(void **state)
{
	struct kfake_machine *machine = machine_new();
	struct kfake_file *file;
	int i;

	(void)state;
	for (i = 0; i < 50; i++) {
		assert_int_equal(kfake_module_load(machine, NULL), 0);
		file = toy_open(machine);
		assert_int_equal(toy_set_later(file, 0), 0);
		assert_int_equal(toy_wait(file, TOY_INTERRUPTIBLE, INT64_MAX), 0);
		kfake_file_close(file);
		assert_int_equal(kfake_module_unload(machine), 0);
	}
	machine_free(machine);
}

static void test_machines_know_nothing_of_each_other(void **state)
{
	struct kfake_machine *a = machine_new(), *b = machine_new();
	struct kfake_file *in_a, *in_b;

	(void)state;
	assert_int_equal(kfake_module_load(a, "count=1"), 0);
	assert_int_equal(kfake_module_load(b, "count=2"), 0);
	assert_int_equal(toy_show_count(a), 1);
	assert_int_equal(toy_show_count(b), 2);
	in_a = toy_open(a);
	in_b = toy_open(b);
	assert_int_equal(kfake_file_ioctl(in_a, TOY_SET, NULL), 0);
	assert_true(readable(kfake_file_fd(in_a), 0));
	assert_false(readable(kfake_file_fd(in_b), 0));
	kfake_file_close(in_a);
	assert_int_equal(kfake_module_unload(a), 0);
	assert_int_equal(kfake_module_unload(b), -EBUSY);
	assert_int_equal(kfake_file_ioctl(in_b, TOY_SET, NULL), 0);
	kfake_file_close(in_b);
	assert_int_equal(kfake_module_unload(b), 0);
	machine_free(a);
	machine_free(b);
}

static void load_and_unload(void *arg)
{
	int i;

	(void)arg;
	for (i = 0; i < 10; i++)
		assert_params("count=5", 5, "label none");
}

static void test_modules_load_on_many_threads(void **state)
{
	struct runner runners[4];
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(runners); i++)
		runner_start(&runners[i], NULL, load_and_unload, NULL);
	for (i = 0; i < ARRAY_SIZE(runners); i++)
		runner_join(&runners[i]);
}

static void test_machine_belongs_to_its_process(void **state)
{
	struct kfake_machine *machine = machine_new();
	int status;
	pid_t child;

	(void)state;
	assert_int_equal(kfake_machine_check(machine), 0);
	child = fork();
	if (!child)
		_exit(kfake_machine_check(machine) == -ECHILD ? 0 : 1);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	machine_free(machine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_module_loads_once),
		cmocka_unit_test(test_module_has_parameters),
		cmocka_unit_test(test_module_refuses_bad_parameters),
		cmocka_unit_test(test_module_loads_after_a_failure),
		cmocka_unit_test(test_module_load_runs_out_of_memory),
		cmocka_unit_test(test_module_is_busy_while_it_is_held),
		cmocka_unit_test(test_module_goes_as_soon_as_its_work_is_done),
		cmocka_unit_test(test_machines_know_nothing_of_each_other),
		cmocka_unit_test(test_modules_load_on_many_threads),
		cmocka_unit_test(test_machine_belongs_to_its_process),
	};

	return cmocka_run_group_tests_name("kfake-module", tests, NULL, NULL) != 0;
}
