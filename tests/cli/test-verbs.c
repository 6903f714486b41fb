/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "call.h"

#include <errno.h>
#include <ffa/abi.h>
#include <stdio.h>
#include <string.h>

/* What no fake device does: verbs on a library of our own. */

#define ZEROS "0x00000000 0x00000000 0x00000000 0x00000000"
#define WIDE "0x0000000000000000"

static struct call send_to(const char *target)
{
	return (struct call){ .cli.timeout_ms = 5000, .verb = msg_verbs, .arg = target };
}

static void test_msg_send_signal_while_parked(void **state)
{
	(void)state;
	library.outcomes[0].r = -EINTR;
	library.outcomes[1].r = -EINTR;
	prints(send_to("0x8001"), "0x00000000 " ZEROS "\n");
	assert_string_equal(library.calls, "srr");
	assert_in_range(library.last_timeout, 4000, 5000);
}

static void test_msg_send_signal_before_it_was_sent(void **state)
{
	struct call call = send_to("0x8001");

	(void)state;
	call.cli.timeout_ms = -1;
	library.outcomes[0].r = -EINTR;
	library.outcomes[1].r = -ENOENT;
	prints(call, "0x00000000 " ZEROS "\n");
	assert_string_equal(library.calls, "srs");
	assert_int_equal(library.last_timeout, -1);
}

static void test_msg_send_signal_then_timeout(void **state)
{
	struct call call = send_to("0x8001");

	(void)state;
	call.cli.timeout_ms = 0;
	library.outcomes[0].r = -EINTR;
	library.outcomes[1].r = -EINPROGRESS;
	fails(call,
	      "ffa-cli: no answer from partition 0x8001 " UUID ": Accepted and not finished in time; it took the message and "
	      "did not answer in time; its answer is dropped, wait longer with --timeout\n");
	assert_string_equal(library.calls, "sr");
	assert_int_equal(library.last_timeout, 0);
}

static void refused(struct outcome outcome, const char *rest)
{
	char line[512];

	library_reset();
	library.outcomes[0] = outcome;
	snprintf(line, sizeof(line), "ffa-cli: no answer from partition 0x8001 " UUID ": %s\n", rest);
	fails(send_to("0x8001"), line);
}

static void test_msg_send_says_status_and_origin(void **state)
{
	(void)state;
	refused((struct outcome){ -EACCES, FFA_STATUS_DENIED, FFA_ORIGIN_FRAMEWORK },
		"Denied (FF-A DENIED -6, says the partition manager); firmware does not let this endpoint talk to it; "
		"see the manifest of the partition");
	refused((struct outcome){ -EIO, -42, FFA_ORIGIN_PARTITION },
		"Firmware gave an unknown status (FF-A UNKNOWN -42, says the partition); "
		"see the kernel log and the log of the firmware");
	refused((struct outcome){ -EPROTO, 0, FFA_ORIGIN_DRIVER },
		"Firmware broke the protocol (says the driver); "
		"the answer breaks FF-A; see the kernel log and the log of the firmware");
	refused((struct outcome){ -ECANCELED, FFA_STATUS_ABORTED, FFA_ORIGIN_NONE },
		"The partition aborted (FF-A ABORTED -8); the partition crashed; see the log of the firmware");
}

static void test_msg_send_method_missing(void **state)
{
	struct call call = send_to("0x8001");

	(void)state;
	call.cli.method = METHOD_64;
	library.outcomes[0].r = -EOPNOTSUPP;
	fails(call, "ffa-cli: no answer from partition 0x8001 " UUID
		    ": Not supported; it takes 32-bit messages only; leave out --64\n");
	library_reset();
	library.infos[0].properties = FFA_PROP_AARCH64;
	library.outcomes[0].r = -EOPNOTSUPP;
	fails(call, "ffa-cli: no answer from partition 0x8001 " UUID
		    ": Not supported; it cannot receive direct messages; see what it "
		    "can with: ffa-cli partition show\n");
}

static void refuses_method(enum method method, uint32_t properties, const char *hint)
{
	struct call call = send_to("0x8001");
	char line[256];

	library_reset();
	call.cli.method = method;
	library.infos[0].properties = properties;
	library.outcomes[0].r = -EOPNOTSUPP;
	snprintf(line, sizeof(line), "ffa-cli: no answer from partition 0x8001 " UUID ": Not supported; %s\n", hint);
	fails(call, line);
}

static void test_msg_send_method_missing_req2(void **state)
{
	(void)state;
	refuses_method(METHOD_REQ2, FFA_PROP_DIRECT_RECV, "it cannot receive FFA_MSG_SEND_DIRECT_REQ2; leave out --req2");
	refuses_method(METHOD_REQ2, FFA_PROP_REQ2_RECV,
		       "FFA_MSG_SEND_DIRECT_REQ2 needs FF-A 1.2; see what is spoken with: ffa-cli device info");
	refuses_method(METHOD_64, FFA_PROP_DIRECT_RECV | FFA_PROP_AARCH64,
		       "firmware cannot do this; see what the partition can with: ffa-cli partition show");
}

static void test_msg_send_req2(void **state)
{
	struct call call = send_to("0x8001");

	(void)state;
	call.cli.method = METHOD_REQ2;
	prints(call, WIDE " " WIDE " " WIDE " " WIDE " " WIDE " " WIDE " " WIDE " " WIDE " " WIDE " " WIDE " " WIDE " " WIDE " "
	       WIDE " " WIDE "\n");
}

static void test_partition_open_denied_by_policy(void **state)
{
	(void)state;
	library.infos[0].path = "";
	library.partition_error = -EPERM;
	fails(send_to(UUID),
	      "ffa-cli: cannot open partition 0x8001 " UUID " (/dev/arm_ffa/self): Denied by the driver's policy; "
	      "allow it with the module parameter allow=" UUID "\n");
}

static void test_partition_open_without_rights(void **state)
{
	(void)state;
	library.partition_error = -EACCES;
	fails(send_to(UUID),
	      "ffa-cli: cannot open partition 0x8001 " UUID " (/node): Denied; get rights on that node (a udev rule can "
	      "give it to your group) or run as root\n");
}

static void test_partition_gone(void **state)
{
	(void)state;
	library.partition_error = -ENOENT;
	fails(send_to(UUID),
	      "ffa-cli: cannot open partition 0x8001 " UUID " (/node): Not found; it went away or has no node; see what "
	      "there is with: ffa-cli partition list\n");
}

/* Two partitions with the same two services: neither the ID nor the UUID is enough. */
static void test_partition_named_by_uuid_and_id(void **state)
{
	size_t i;

	(void)state;
	library.count = 4;
	for (i = 0; i < 4; i++) {
		library.infos[i] = library.infos[0];
		library.infos[i].id = (uint16_t)(0x8001 + i / 2);
		memset(library.infos[i].uuid, i % 2 ? 0x22 : 0x11, 16);
	}
	fails(send_to(UUID),
	      "ffa-cli: " UUID " names several partitions; choose one of them: " UUID ".8001, " UUID ".8002\n");
	prints(send_to(UUID ".8002"), "0x00000000 " ZEROS "\n");
}

static void test_partition_uuid_not_known(void **state)
{
	struct call show = { .cli.json = 1, .verb = &partition_verbs[1], .arg = "0x8001" };

	(void)state;
	memset(library.infos[0].uuid, 0, 16);
	library.infos[0].properties = 0;
	library.infos[0].path = "";
	prints(show,
	       "{\n   \"partitions\": [\n      {\n         \"id\": \"0x8001\",\n         \"uuid\": null,\n"
	       "         \"exec_contexts\": 1,\n         \"properties\": [],\n         \"path\": null\n      }\n   ]\n}\n");
	prints(send_to("0x8001"), "0x00000000 " ZEROS "\n");
}

/* As with firmware older than 1.2. */
static void test_partition_found_by_its_uuid_only(void **state)
{
	static const char other[] = "22222222-2222-2222-2222-222222222222";
	struct call show = { .verb = verb_of(partition_verbs, "show"), .arg = other };

	(void)state;
	library.unlisted = library.infos[0];
	memset(library.unlisted.uuid, 0x22, 16);
	memset(library.infos[0].uuid, 0, 16);
	prints(send_to(other), "0x00000000 " ZEROS "\n");
	prints(show, "ID     UUID                                 EXEC_CONTEXTS PROPERTIES  PATH\n"
		     "0x8001 22222222-2222-2222-2222-222222222222             1 direct-recv /node\n");
	fails(send_to("23222222-2222-2222-2222-222222222222"),
	      "ffa-cli: no partition has the UUID 23222222-2222-2222-2222-222222222222; see what there is with: ffa-cli "
	      "partition list\n");
}

static void test_partition_all_properties(void **state)
{
	struct call list = { .cli.json = 1, .verb = partition_verbs };

	(void)state;
	library.infos[0].properties = ~0u;
	prints(list, "{\n   \"partitions\": [\n      {\n         \"id\": \"0x8001\",\n         \"uuid\": \"" UUID "\",\n"
		     "         \"exec_contexts\": 1,\n         \"properties\": [\"direct-recv\",\"direct-send\",\"req2-recv\","
		     "\"req2-send\",\"indirect\",\"notify\",\"aarch64\",\"vm-created\",\"vm-destroyed\"],\n"
		     "         \"path\": \"/node\"\n      }\n   ]\n}\n");
}

static void test_partition_list_empty(void **state)
{
	struct call list = { .verb = partition_verbs };

	(void)state;
	library.count = 0;
	prints(list, "");
	list.cli.json = 1;
	prints(list, "{\n   \"partitions\": [\n\n   ]\n}\n");
}

static void test_partition_list_fails(void **state)
{
	struct call list = { .verb = partition_verbs };

	(void)state;
	library.list_error = -EBUSY;
	fails(list, "ffa-cli: cannot list the partitions of /dev/arm_ffa/self: Busy; see the kernel log\n");
}

static void test_device_attributes(void **state)
{
	struct call info = { .cli.json = 1, .verb = device_verbs };
	struct capture seen;

	(void)state;
	library.attributes = FFA_DEVICE_HVC;
	call_run(&seen, info);
	assert_non_null(strstr(seen.out, "\"conduit\": \"hvc\",\n         \"discovery\": \"buffer\""));
	library.attributes = FFA_DEVICE_INFO_REGS;
	call_run(&seen, info);
	assert_non_null(strstr(seen.out, "\"conduit\": \"smc\",\n         \"discovery\": \"registers\""));
}

static void test_device_values_that_do_not_exist(void **state)
{
	struct call info = { .verb = device_verbs };

	(void)state;
	library.ids_error = -ENODATA;
	library.limit_error = -ENODATA;
	prints(info,
	       "device:       /dev/arm_ffa/self\nfirmware:     1.2\nnegotiated:   1.1\n"
	       "driver:       2.3.4\nconduit:      smc\ndiscovery:    buffer\nid:           0x0007\nspmc_id:      -\n"
	       "direct_words: -\nrxtx_bytes:   -\n");
	library.limit_error = -EIO;
	fails(info, "ffa-cli: cannot read /dev/arm_ffa/self: Firmware gave an unknown status; see the kernel log\n");
}

static void test_device_open_fails(void **state)
{
	struct call info = { .verb = device_verbs };

	(void)state;
	library.device_error = -ENOENT;
	fails(info, "ffa-cli: cannot open /dev/arm_ffa/self: Not found; load the arm_ffa_cdev module, or try --device fake:\n");
	library.device_error = -EMFILE;
	fails(info, "ffa-cli: cannot open /dev/arm_ffa/self: Too many open files; see the kernel log, or try --device fake:\n");
	info.cli.uri = "fake:";
	library.device_error = -EOPNOTSUPP;
	fails(info,
	      "ffa-cli: cannot open the fake device (--device fake:): Not supported; install libffa-fake of this version\n");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_msg_send_signal_while_parked, reset),
		cmocka_unit_test_setup(test_msg_send_signal_before_it_was_sent, reset),
		cmocka_unit_test_setup(test_msg_send_signal_then_timeout, reset),
		cmocka_unit_test_setup(test_msg_send_says_status_and_origin, reset),
		cmocka_unit_test_setup(test_msg_send_method_missing, reset),
		cmocka_unit_test_setup(test_msg_send_method_missing_req2, reset),
		cmocka_unit_test_setup(test_msg_send_req2, reset),
		cmocka_unit_test_setup(test_partition_open_denied_by_policy, reset),
		cmocka_unit_test_setup(test_partition_open_without_rights, reset),
		cmocka_unit_test_setup(test_partition_gone, reset),
		cmocka_unit_test_setup(test_partition_named_by_uuid_and_id, reset),
		cmocka_unit_test_setup(test_partition_uuid_not_known, reset),
		cmocka_unit_test_setup(test_partition_found_by_its_uuid_only, reset),
		cmocka_unit_test_setup(test_partition_all_properties, reset),
		cmocka_unit_test_setup(test_partition_list_empty, reset),
		cmocka_unit_test_setup(test_partition_list_fails, reset),
		cmocka_unit_test_setup(test_device_attributes, reset),
		cmocka_unit_test_setup(test_device_values_that_do_not_exist, reset),
		cmocka_unit_test_setup(test_device_open_fails, reset),
	};

	return cmocka_run_group_tests_name("cli-verbs", tests, NULL, NULL) != 0;
}
