/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* The driver itself, where the stand-ins see more of it than a program does. */
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <ffa/abi.h>

#include "fake.h"
#include "kfake.h"

#include <kfake/slab.h>

#include <linux/arm_ffa_cdev.h>

#define ECHO	"ffa00001-0000-4000-8000-000000000000"
#define TWIN	"ffa00004-0000-4000-8000-000000000000.8005"

static int fake_setup(void **state)
{
	struct ffa_fake *f;

	assert_int_equal(ffa_fake_new("default", &f), 0);
	assert_int_equal(ffa_fake_load(f, NULL), 0);
	*state = f;
	return 0;
}

static int fake_teardown(void **state)
{
	return ffa_fake_free(*state);
}

static int open_echo(struct ffa_fake *f, struct ffa_device **dev, struct ffa_partition **p)
{
	uint8_t uuid[16];
	int err;

	*p = NULL;
	assert_int_equal(ffa_uuid_parse(ECHO, uuid), 0);
	err = ffa_fake_open(NULL, f, dev);
	return err ? err : ffa_partition_open_uuid(*dev, uuid, p);
}

static void test_fake_refuses_wrong_use(void **state)
{
	struct ffa_device *dev = (struct ffa_device *)state;
	struct ffa_fake *f = (struct ffa_fake *)state;

	assert_int_equal(ffa_fake_new("no such set", &f), -EINVAL);
	assert_null(f);
	assert_int_equal(ffa_fake_new(NULL, &f), -EINVAL);
	assert_int_equal(ffa_fake_new("empty", NULL), -EINVAL);
	assert_int_equal(ffa_fake_load(NULL, NULL), -EINVAL);
	assert_int_equal(ffa_fake_unbind(NULL), -EINVAL);
	assert_int_equal(ffa_fake_open(NULL, NULL, &dev), -EINVAL);
	assert_null(dev);
	assert_int_equal(ffa_fake_open(NULL, *state, NULL), -EINVAL);
	assert_null(ffa_fake_model(NULL));
	assert_int_equal(ffa_fake_free(NULL), 0);
}

static void test_fake_that_is_not_loaded(void **state)
{
	struct ffa_device *dev;
	struct ffa_fake *f;

	(void)state;
	assert_int_equal(ffa_fake_new("empty", &f), 0);
	assert_int_equal(ffa_fake_open(NULL, f, &dev), -ENODEV);
	assert_int_equal(ffa_fake_unbind(f), -ENODEV);
	assert_int_equal(ffa_fake_free(f), 0);
}

/* ---- fork: fn runs in the child ---- */

/* By exec, not by exit: what the child of a fake cannot free, valgrind would call a leak. */
static _Noreturn void child_ends(int step)
{
	char script[32];

	snprintf(script, sizeof(script), "exit %d", step);
	execl("/bin/sh", "sh", "-c", script, NULL);
	_exit(127);
}

static int in_child(int (*fn)(void *machine, void *file), void *machine, void *file)
{
	int status;
	pid_t child = fork();

	if (!child)
		child_ends(fn(machine, file));
	assert_int_equal(waitpid(child, &status, 0), child);
	return status;
}

static int use_device_info(const struct ffa_ops *ops, void *file)
{
	struct ffa_ioc_device_info info = { .size = sizeof(info) };

	return ops->ioctl(file, FFA_IOC_DEVICE_INFO, &info);
}

/* 0, or the number of the step that went wrong. */
static int use_parents_machine(void *machine, void *file)
{
	const struct ffa_ops *ops = ffa_fake_entry.ops;
	char path[64];
	void *other;

	if (ops->open(machine, NULL, &other) != -ECHILD || other)
		return 1;
	if (use_device_info(ops, file) != -ECHILD)
		return 2;
	if (ops->path(machine, 511, 0, path, sizeof(path)) != -ECHILD)
		return 3;
	if (ffa_fake_load(machine, NULL) != -ECHILD || ffa_fake_unbind(machine) != -ECHILD || ffa_fake_free(machine) != -ECHILD)
		return 4;
	ops->close(file);
	ops->release(machine);
	return 0;
}

static int use_own_machine(void *machine, void *file)
{
	const struct ffa_ops *ops = ffa_fake_entry.ops;

	if (ffa_fake_entry.machine_new(&machine))
		return 1;
	if (ops->open(machine, NULL, &file))
		return 2;
	if (use_device_info(ops, file))
		return 3;
	ops->close(file);
	ops->release(machine);
	return 0;
}

static void test_fake_belongs_to_its_process(void **state)
{
	const struct ffa_ops *ops = ffa_fake_entry.ops;
	void *machine, *file;

	(void)state;
	assert_int_equal(ffa_fake_entry.machine_new(&machine), 0);
	assert_int_equal(ops->open(machine, NULL, &file), 0);
	assert_int_equal(in_child(use_parents_machine, machine, file), 0);
	assert_int_equal(use_device_info(ops, file), 0);
	ops->close(file);
	ops->release(machine);
}

static void test_child_may_have_a_fake_of_its_own(void **state)
{
	(void)state;
	assert_int_equal(in_child(use_own_machine, NULL, NULL), 0);
}

/* ---- the driver ---- */

/* Each allocation of a load fails once: it says no, and leaves nothing. */
static void test_driver_load_runs_out_of_memory(void **state)
{
	struct ffa_fake *f;
	unsigned int nth = 0;
	int err;

	(void)state;
	assert_int_equal(ffa_fake_new("default", &f), 0);
	do {
		kfake_slab_fail(++nth);
		err = ffa_fake_load(f, NULL);
		assert_true(err == 0 || err == -ENOMEM || err == -ENODEV);
	} while (err);
	assert_false(kfake_slab_failed());
	kfake_slab_fail(0);
	assert_true(nth > 20);
	assert_int_equal(ffa_fake_free(f), 0);
}

static void test_driver_open_runs_out_of_memory(void **state)
{
	struct ffa_partition *p;
	struct ffa_device *dev;

	kfake_slab_fail(1);
	assert_int_equal(open_echo(*state, &dev, &p), -ENOMEM);
	assert_true(kfake_slab_failed());
	assert_null(p);
	ffa_device_close(dev);
	assert_int_equal(open_echo(*state, &dev, &p), 0);
	ffa_partition_close(p);
	ffa_device_close(dev);
}

/* Firmware may still write to what it does not give back: that memory is nobody's until the machine goes. */
static void test_driver_leaves_buffers_that_firmware_keeps(void **state)
{
	struct ffa_fake *f;

	(void)state;
	assert_int_equal(ffa_fake_new("empty", &f), 0);
	assert_int_equal(ffa_fake_load(f, NULL), 0);
	assert_int_equal(ffa_model_fail(ffa_fake_model(f), FFA_FN_RXTX_UNMAP, 1, FFA_STATUS_DENIED), 0);
	assert_int_equal(ffa_fake_unbind(f), 0);
	assert_true(kfake_log_has(kfake_fake_machine(f), "8192 bytes"));
	assert_int_equal(ffa_fake_free(f), 0);
}

static void assert_attribute(struct ffa_fake *f, const char *device, const char *name, const char *value)
{
	char text[PAGE_SIZE];

	assert_true(kfake_device_show(kfake_fake_machine(f), device, name, text) > 0);
	assert_string_equal(text, value);
}

static void test_driver_has_attributes(void **state)
{
	char text[PAGE_SIZE];

	assert_attribute(*state, ECHO, "id", "0x8001\n");
	assert_attribute(*state, ECHO, "uuid", ECHO "\n");
	assert_attribute(*state, ECHO, "contexts", "8\n");
	assert_attribute(*state, TWIN, "id", "0x8005\n");
	assert_int_equal(kfake_device_show(kfake_fake_machine(*state), "self", "uuid", text), -ENOENT);
}

static void assert_node(struct ffa_fake *f, const char *device, const char *path)
{
	umode_t mode;
	char *found = kfake_device_node(kfake_fake_machine(f), device, &mode);

	assert_non_null(found);
	assert_string_equal(found, path);
	assert_int_equal(mode, 0660);
	free(found);
}

static void test_driver_has_nodes(void **state)
{
	assert_node(*state, "self", "arm_ffa/self");
	assert_node(*state, ECHO, "arm_ffa/" ECHO);
	assert_node(*state, TWIN, "arm_ffa/" TWIN);
}

static void test_driver_sends_uevents(void **state)
{
	static const char expected[] = "FFA_ID=0x8001\0FFA_UUID=" ECHO;
	struct kobj_uevent_env env;

	assert_int_equal(kfake_device_uevent(kfake_fake_machine(*state), ECHO, &env), 0);
	assert_int_equal(env.len, sizeof(expected));
	assert_memory_equal(env.buf, expected, sizeof(expected));
	assert_int_equal(kfake_device_uevent(kfake_fake_machine(*state), "self", &env), 0);
	assert_int_equal(env.len, 0);
}

/* A kernel that ends, perhaps for another one, while files are open. */
static void test_driver_shuts_down(void **state)
{
	struct ffa_partition *p;
	struct ffa_device *dev;
	struct ffa_list *list;

	assert_int_equal(open_echo(*state, &dev, &p), 0);
	kfake_platform_shutdown(kfake_fake_machine(*state));
	assert_int_equal(ffa_model_count(ffa_fake_model(*state), FFA_FN_RXTX_UNMAP), 1);
	assert_int_equal(ffa_device_list(dev, NULL, &list), -ENODEV);
	ffa_partition_close(p);
	ffa_device_close(dev);
	kfake_platform_shutdown(kfake_fake_machine(*state));
	assert_int_equal(ffa_model_count(ffa_fake_model(*state), FFA_FN_RXTX_UNMAP), 1);
}

static void test_driver_writes_one_line_when_it_comes(void **state)
{
	struct ffa_fake *f;

	assert_true(kfake_log_has(kfake_fake_machine(*state), "arm_ffa_cdev: FF-A 1.2"));
	assert_int_equal(ffa_fake_new("default", &f), 0);
	assert_int_equal(ffa_fake_load(f, "deny=nonsense"), -EINVAL);
	assert_true(kfake_log_has(kfake_fake_machine(f), "nonsense"));
	assert_int_equal(ffa_fake_free(f), 0);
}

#define fake(test)	cmocka_unit_test_setup_teardown(test, fake_setup, fake_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		fake(test_fake_refuses_wrong_use),
		cmocka_unit_test(test_fake_that_is_not_loaded),
		cmocka_unit_test(test_fake_belongs_to_its_process),
		cmocka_unit_test(test_child_may_have_a_fake_of_its_own),
		cmocka_unit_test(test_driver_load_runs_out_of_memory),
		fake(test_driver_open_runs_out_of_memory),
		cmocka_unit_test(test_driver_leaves_buffers_that_firmware_keeps),
		fake(test_driver_has_attributes),
		fake(test_driver_has_nodes),
		fake(test_driver_sends_uevents),
		fake(test_driver_shuts_down),
		fake(test_driver_writes_one_line_when_it_comes),
	};

	return cmocka_run_group_tests_name("kfake-driver", tests, NULL, NULL) != 0;
}
