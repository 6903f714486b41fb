/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "call.h"
#include "tree.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

static char node[128];

static int setup(void **state)
{
	reset(state);
	if (tree_setup(state))
		return -1;
	snprintf(node, sizeof(node), "%s/dev/arm_ffa/self", tree_root);
	return 0;
}

static struct call wait_for(const char *target, int timeout_ms)
{
	return (struct call){
		.cli = { .timeout_ms = timeout_ms, .uri = node }, .verb = verb_of(partition_verbs, "wait"), .arg = target
	};
}

static void test_wait_for_what_is_there(void **state)
{
	(void)state;
	prints(wait_for(UUID, 0), "");
	prints(wait_for("0x8001", -1), "");
	prints(wait_for(UUID ".8001", 1000), "");
	assert_int_equal(library.closes, library.opens);
}

static void gives_up(const char *target, int timeout_ms, const char *why)
{
	char line[256];

	snprintf(line, sizeof(line),
		 "ffa-cli: no partition %s could be opened within %d ms: %s; see what is missing with: ffa-cli device doctor\n",
		 target, timeout_ms, why);
	fails(wait_for(target, timeout_ms), line);
}

static void test_wait_gives_up(void **state)
{
	int64_t start = now_ns();

	(void)state;
	gives_up("11111111-1111-1111-1111-111111111112", 30, "Not found");
	assert_true(now_ns() - start >= 30000000);
	gives_up("0x8002", 0, "Not found");
	library.partition_error = -EACCES;
	gives_up(UUID, 0, "Denied");
	library.list_error = -EIO;
	gives_up(UUID, 0, "Firmware gave an unknown status");
	library.device_error = -ENOENT;
	gives_up(UUID, 10, "Not found");
}

static void test_wait_for_one_of_several(void **state)
{
	(void)state;
	library.count = 2;
	library.infos[1] = library.infos[0];
	prints(wait_for(UUID, 0), "");
	assert_int_equal(library.opens, 1);
}

/*
 * What the system does in the middle of a look, after which the look fails all the same: a verb that looked first and watched
 * then would sleep through it, until the last look at its timeout.
 */
#define TIMEOUT_MS 20000

static void make_node(void)
{
	tree_file("/dev/arm_ffa/self", "");
	library.next_device_error = 0;
}

static void make_folder(void)
{
	tree_folder("/dev/arm_ffa");
	library.on_device_open = make_node;
}

static void give_rights(void)
{
	assert_int_equal(chmod(node, 0666), 0);
	library.next_device_error = 0;
}

static void waits_through(int error, void (*event)(void), unsigned int looks)
{
	int64_t start = now_ns();

	library.device_error = error;
	library.next_device_error = error;
	library.on_device_open = event;
	prints(wait_for(UUID, TIMEOUT_MS), "");
	assert_int_equal(library.device_opens, looks);
	assert_true(now_ns() - start < TIMEOUT_MS / 2 * INT64_C(1000000));
}

static void test_wait_for_a_node(void **state)
{
	(void)state;
	tree_folder("/dev/arm_ffa");
	waits_through(-ENOENT, make_node, 2);
}

static void test_wait_for_the_folder_and_a_node(void **state)
{
	(void)state;
	tree_folder("/dev");
	waits_through(-ENOENT, make_folder, 3);
}

static void test_wait_for_rights(void **state)
{
	(void)state;
	tree_file("/dev/arm_ffa/self", "");
	waits_through(-EACCES, give_rights, 2);
}

/* There is no /dev to watch. */
static void test_wait_without_events(void **state)
{
	(void)state;
	waits_through(-ENOENT, make_node, 2);
}

static void test_wait_for_the_fake(void **state)
{
	struct call call = wait_for(UUID, -1);

	(void)state;
	call.cli.uri = "fake:";
	library.count = 0;
	fails(call, "ffa-cli: no partition " UUID " can be opened, and waiting does not help: Not found; the fake device does "
		    "not change; see what it has with: ffa-cli --device fake: partition list\n");
	assert_int_equal(library.device_opens, 1);
	library.count = 1;
	prints(call, "");
}

static void test_wait_for_no_device(void **state)
{
	struct call call = wait_for(UUID, -1);

	(void)state;
	library.device_error = -ENOTTY;
	fails(call, "ffa-cli: no partition " UUID " can be opened, and waiting does not help: Not an FF-A device node, or its "
		    "driver is too old; that is not the FF-A device\n");
	library.device_error = -EOPNOTSUPP;
	fails(call, "ffa-cli: no partition " UUID " can be opened, and waiting does not help: Not supported; check the path\n");
	call.cli.uri = "fake:";
	fails(call, "ffa-cli: no partition " UUID " can be opened, and waiting does not help: Not supported; install "
		    "libffa-fake of this version\n");
	assert_int_equal(library.device_opens, 3);
}

#define WAIT(name) cmocka_unit_test_setup_teardown(name, setup, tree_teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		WAIT(test_wait_for_what_is_there),
		WAIT(test_wait_gives_up),
		WAIT(test_wait_for_one_of_several),
		WAIT(test_wait_for_a_node),
		WAIT(test_wait_for_the_folder_and_a_node),
		WAIT(test_wait_for_rights),
		WAIT(test_wait_without_events),
		WAIT(test_wait_for_the_fake),
		WAIT(test_wait_for_no_device),
	};

	return cmocka_run_group_tests_name("cli-wait", tests, NULL, NULL) != 0;
}
