/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "call.h"

#include <errno.h>
#include <string.h>

static struct call doctor(void)
{
	return (struct call){ .verb = verb_of(device_verbs, "doctor") };
}

/* The line of a check in what was printed begins so. */
static void line_is(const struct capture *seen, const char *line)
{
	const char *at = strstr(seen->out, line);

	if (!at || (at != seen->out && at[-1] != '\n'))
		fail_msg("no line \"%s\" in:\n%s", line, seen->out);
}

static void test_doctor_healthy(void **state)
{
	struct call call = doctor();
	struct capture seen;

	(void)state;
	call.cli.uri = "fake:";
	call_run(&seen, call);
	assert_int_equal(seen.r, DONE);
	assert_string_equal(seen.err, "");
	line_is(&seen, "architecture ok    does not matter to the fake device");
	line_is(&seen, "rights       ok    does not matter to the fake device");
	line_is(&seen, "device       ok    fake: opens");
	line_is(&seen, "versions     ok    FF-A 1.1, firmware has 1.2; driver 2.3.4");
	line_is(&seen, "partitions   ok    1 of 1 services");
}

static void sick(const char *device, const char *partitions)
{
	struct call call = doctor();
	struct capture seen;

	call.cli.uri = "/dev/null/self";
	call_run(&seen, call);
	assert_int_equal(seen.r, FAILED);
	assert_string_equal(seen.err, "ffa-cli: no partition can be used; do what the table advises, from its top\n");
	line_is(&seen, device);
	line_is(&seen, partitions);
}

static void test_doctor_sick(void **state)
{
	(void)state;
	library.device_error = -ENOENT;
	sick("device       missing cannot open /dev/null/self: Not found", "partitions   missing none can be listed");
	library.device_error = -ENODEV;
	sick("device       wrong   cannot open /dev/null/self", "partitions   missing none can be listed");
	library.device_error = 0;
	library.list_error = -EBUSY;
	sick("device       ok      /dev/null/self opens", "partitions   missing none can be listed: Busy");
	library.list_error = 0;
	library.partition_error = -EACCES;
	sick("device       ok      /dev/null/self opens", "partitions   missing none of 1 services can be opened");
	library.partition_error = 0;
	library.infos[0].properties = 0;
	sick("device       ok      /dev/null/self opens", "partitions   missing none of 1 services can be opened");
	library.count = 0;
	sick("device       ok      /dev/null/self opens", "partitions   missing none of 0 services can be opened");
}

static void test_doctor_json(void **state)
{
	struct call call = doctor();
	struct capture seen;

	(void)state;
	call.cli.uri = "fake:";
	call.cli.json = 1;
	call_run(&seen, call);
	assert_int_equal(seen.r, DONE);
	line_is(&seen, "{\n   \"checks\": [\n      {\n         \"check\": \"architecture\",\n         \"state\": \"ok\",\n"
		       "         \"found\": \"does not matter to the fake device\",\n         \"advice\": null\n");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_doctor_healthy, reset),
		cmocka_unit_test_setup(test_doctor_sick, reset),
		cmocka_unit_test_setup(test_doctor_json, reset),
	};

	return cmocka_run_group_tests_name("cli-doctor", tests, NULL, NULL) != 0;
}
