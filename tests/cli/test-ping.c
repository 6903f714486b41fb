/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "call.h"

#include <errno.h>
#include <ffa/abi.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

static struct capture seen;

static struct call ping(uint32_t count)
{
	return (struct call){
		.cli = { .timeout_ms = 60000, .count = count }, .verb = verb_of(msg_verbs, "ping"), .arg = "0x8001"
	};
}

/* Descriptors with an answer ready. */
static int ready_setup(void **state)
{
	reset(state);
	library.fd = eventfd(1, EFD_CLOEXEC);
	return library.fd < 0;
}

static int ready_teardown(void **state)
{
	(void)state;
	assert_int_equal(library.closes, library.opens);
	return close(library.fd);
}

static uint64_t value_of(const char *name)
{
	unsigned long long value;
	char format[32];
	const char *at = strstr(seen.out, name);

	assert_non_null(at);
	snprintf(format, sizeof(format), "%s: %%llu", name);
	assert_int_equal(sscanf(at, format, &value), 1);
	return value;
}

/* That many were sent, answered and have failed. */
static void counts(uint64_t sent, uint64_t answered, uint64_t failures)
{
	assert_int_equal(value_of("sent"), sent);
	assert_int_equal(value_of("answered"), answered);
	assert_int_equal(value_of("failed"), failures);
	assert_int_equal(seen.r, failures ? FAILED : DONE);
	if (!failures)
		assert_string_equal(seen.err, "");
}

static void test_ping_numbers_its_messages(void **state)
{
	(void)state;
	call_run(&seen, ping(3));
	counts(3, 3, 0);
	assert_string_equal(library.calls, "sss");
	assert_int_equal(library.first_words[0], 1);
	assert_int_equal(library.first_words[2], 3);
	assert_int_equal(library.last_timeout, 60000);
	assert_non_null(strstr(seen.out, "uuid:     " UUID "\n"));
	assert_non_null(strstr(seen.out, " us "));
}

static void test_ping_counts_failures(void **state)
{
	(void)state;
	library.outcomes[1] = (struct outcome){ -EACCES, FFA_STATUS_DENIED, FFA_ORIGIN_FRAMEWORK };
	library.outcomes[2].r = -EPROTO;
	call_run(&seen, ping(4));
	counts(4, 2, 2);
	assert_string_equal(seen.err, "ffa-cli: 2 of 4 messages failed, the first: no answer from partition 0x8001 " UUID
				      ": Denied (FF-A DENIED -6, says the partition manager); firmware does not let this "
				      "endpoint talk to it; see the manifest of the partition\n");
}

static void test_ping_without_an_answer_has_no_times(void **state)
{
	(void)state;
	library.outcomes[0].r = -EIO;
	call_run(&seen, ping(1));
	counts(1, 0, 1);
	assert_non_null(strstr(seen.out, "min_us:   -\navg_us:   -\nmax_us:   -\n"));
	assert_null(strstr(seen.out, " us "));
}

static void test_ping_stops_when_no_answer_can_come(void **state)
{
	static const int errors[] = { -ENODEV, -EOPNOTSUPP };
	size_t i;

	(void)state;
	for (i = 0; i < 2; i++) {
		library_reset();
		library.outcomes[1].r = errors[i];
		call_run(&seen, ping(0));
		counts(2, 1, 1);
	}
}

static void test_ping_says_that_it_stopped(void **state)
{
	(void)state;
	library.outcomes[0].r = -ENODEV;
	call_run(&seen, ping(5));
	counts(1, 0, 1);
	assert_non_null(strstr(seen.err, "ffa-cli: stopped after 1 of 5; 1 of 1 messages failed, the first: "));
}

static void test_ping_does_not_pause_at_its_end(void **state)
{
	struct call call = ping(0);
	int64_t start = now_ns();

	(void)state;
	call.cli.interval_ms = 5000;
	library.outcomes[0].r = -ENODEV;
	call_run(&seen, call);
	assert_true(now_ns() - start < INT64_C(2500000000));
	assert_non_null(strstr(seen.err, "ffa-cli: stopped after 1; 1 of 1 messages failed, the first: "));
}

/* What firmware says may change with the next message. */
static void test_ping_goes_on_after_firmware_refused(void **state)
{
	(void)state;
	library.outcomes[0] = (struct outcome){ -EOPNOTSUPP, FFA_STATUS_NOT_SUPPORTED, FFA_ORIGIN_FRAMEWORK };
	call_run(&seen, ping(3));
	counts(3, 2, 1);
	assert_null(strstr(seen.err, "stopped"));
}

/* Else the late answer would be taken for that of the next message. */
static void test_ping_opens_again_after_a_timeout(void **state)
{
	(void)state;
	library.outcomes[0].r = -EINPROGRESS;
	call_run(&seen, ping(2));
	counts(2, 1, 1);
	assert_string_equal(library.calls, "ss");
	assert_int_equal(library.opens, 2);
	assert_int_equal(library.closes, 2);
}

static void test_ping_that_cannot_open_again(void **state)
{
	(void)state;
	library.outcomes[0].r = -EINPROGRESS;
	library.partition_error = -EMFILE;
	library.good_opens = 1;
	call_run(&seen, ping(5));
	counts(1, 0, 1);
}

static void test_ping_goes_on_after_a_signal(void **state)
{
	(void)state;
	library.outcomes[0].r = -EINTR;
	call_run(&seen, ping(2));
	counts(2, 2, 0);
	assert_string_equal(library.calls, "srs");
}

static void test_ping_ends_with_a_summary_at_ctrl_c(void **state)
{
	(void)state;
	library.outcomes[2].r = -EINTR;
	library.interrupt_at = 3;
	call_run(&seen, ping(0));
	counts(3, 2, 0);
	assert_string_equal(library.calls, "sss");
}

static void test_ping_ctrl_c_ends_the_interval(void **state)
{
	struct call call = ping(0);

	(void)state;
	call.cli.interval_ms = 1000000000;
	library.interrupt_at = 1;
	call_run(&seen, call);
	counts(1, 1, 0);
}

static void test_ping_waits_for_the_interval(void **state)
{
	struct call call = ping(3);
	int64_t start = now_ns();

	(void)state;
	call.cli.interval_ms = 20;
	call_run(&seen, call);
	counts(3, 3, 0);
	assert_true(now_ns() - start >= 40000000);
}

static void test_ping_json(void **state)
{
	struct call call = ping(1);

	(void)state;
	call.cli.json = 1;
	library.outcomes[0].r = -EPROTO;
	call_run(&seen, call);
	assert_string_equal(seen.out, "{\n   \"pings\": [\n      {\n         \"id\": \"0x8001\",\n"
				      "         \"uuid\": \"" UUID "\",\n"
				      "         \"sent\": 1,\n         \"answered\": 0,\n         \"failed\": 1,\n"
				      "         \"min_us\": null,\n         \"avg_us\": null,\n         \"max_us\": null,\n"
				      "         \"histogram\": []\n      }\n   ]\n}\n");
}

static void test_ping_no_partition(void **state)
{
	(void)state;
	library.partition_error = -EPERM;
	fails(ping(1), "ffa-cli: cannot open partition 0x8001 " UUID
		       " (/node): Denied by the driver's policy; allow it with the module parameter allow=" UUID "\n");
}

/* ---- many at a time ---- */

static struct call parallel(uint32_t count, uint32_t n)
{
	struct call call = ping(count);

	call.cli.parallel = n;
	return call;
}

static void test_ping_parallel_does_not_wait(void **state)
{
	(void)state;
	call_run(&seen, parallel(4, 2));
	counts(4, 4, 0);
	assert_string_equal(library.calls, "ssss");
	assert_int_equal(library.last_timeout, 0);
	assert_int_equal(library.opens, 2);
}

static void test_ping_parallel_resumes_what_is_ready(void **state)
{
	(void)state;
	library.outcomes[0].r = -EINPROGRESS;
	library.outcomes[1].r = -EINPROGRESS;
	library.outcomes[2].r = -EINPROGRESS;
	call_run(&seen, parallel(2, 2));
	counts(2, 2, 0);
	assert_string_equal(library.calls, "ssrrr");
}

static void test_ping_parallel_tries_again_while_busy(void **state)
{
	(void)state;
	library.outcomes[0].r = -EBUSY;
	library.outcomes[1].r = -EBUSY;
	call_run(&seen, parallel(1, 1));
	counts(1, 1, 0);
	assert_string_equal(library.calls, "sss");
}

static void test_ping_parallel_deadline(void **state)
{
	struct call call = parallel(1, 1);

	(void)state;
	call.cli.timeout_ms = 0;
	library.outcomes[0].r = -EBUSY;
	call_run(&seen, call);
	counts(1, 0, 1);
	assert_string_equal(library.calls, "s");
	assert_int_equal(library.opens, 1);
}

static void test_ping_parallel_busy_until_the_deadline(void **state)
{
	struct call call = parallel(1, 1);
	size_t i;

	(void)state;
	call.cli.timeout_ms = 1;
	for (i = 0; i < sizeof(library.outcomes) / sizeof(library.outcomes[0]); i++)
		library.outcomes[i].r = -EBUSY;
	call_run(&seen, call);
	counts(1, 0, 1);
	assert_non_null(strstr(seen.err, "busy all the time"));
}

static void test_ping_parallel_opens_again_after_a_timeout(void **state)
{
	struct call call = parallel(1, 1);

	(void)state;
	call.cli.timeout_ms = 0;
	library.outcomes[0].r = -EINPROGRESS;
	call_run(&seen, call);
	counts(1, 0, 1);
	assert_string_equal(library.calls, "s");
	assert_int_equal(library.opens, 2);
}

static void test_ping_parallel_after_a_signal(void **state)
{
	(void)state;
	library.outcomes[0].r = -EINTR;
	library.outcomes[1].r = -ENOENT;
	library.outcomes[2].r = -EINTR;
	library.outcomes[3].r = -EINPROGRESS;
	library.outcomes[4].r = -EINTR;
	call_run(&seen, parallel(1, 1));
	counts(1, 1, 0);
	assert_string_equal(library.calls, "srsrrr");
}

static void test_ping_parallel_ctrl_c(void **state)
{
	(void)state;
	library.outcomes[2].r = -EINPROGRESS;
	library.interrupt_at = 3;
	call_run(&seen, parallel(0, 3));
	counts(3, 2, 0);
}

static void test_ping_parallel_gone(void **state)
{
	size_t i;

	(void)state;
	library.outcomes[0].r = -EINPROGRESS;
	for (i = 1; i < 3; i++)
		library.outcomes[i].r = -ENODEV;
	call_run(&seen, parallel(0, 2));
	counts(2, 0, 2);
}

static void test_ping_parallel_too_many(void **state)
{
	(void)state;
	library.partition_error = -EMFILE;
	library.good_opens = 2;
	fails(parallel(3, 3), "ffa-cli: cannot ping: Too many open files; free some memory or descriptors\n");
}

#define READY(name) cmocka_unit_test_setup_teardown(name, ready_setup, ready_teardown)

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_ping_numbers_its_messages, reset),
		cmocka_unit_test_setup(test_ping_counts_failures, reset),
		cmocka_unit_test_setup(test_ping_without_an_answer_has_no_times, reset),
		cmocka_unit_test_setup(test_ping_stops_when_no_answer_can_come, reset),
		cmocka_unit_test_setup(test_ping_says_that_it_stopped, reset),
		cmocka_unit_test_setup(test_ping_does_not_pause_at_its_end, reset),
		cmocka_unit_test_setup(test_ping_goes_on_after_firmware_refused, reset),
		cmocka_unit_test_setup(test_ping_opens_again_after_a_timeout, reset),
		cmocka_unit_test_setup(test_ping_that_cannot_open_again, reset),
		cmocka_unit_test_setup(test_ping_goes_on_after_a_signal, reset),
		cmocka_unit_test_setup(test_ping_ends_with_a_summary_at_ctrl_c, reset),
		cmocka_unit_test_setup(test_ping_ctrl_c_ends_the_interval, reset),
		cmocka_unit_test_setup(test_ping_waits_for_the_interval, reset),
		cmocka_unit_test_setup(test_ping_json, reset),
		cmocka_unit_test_setup(test_ping_no_partition, reset),
		READY(test_ping_parallel_does_not_wait),
		READY(test_ping_parallel_resumes_what_is_ready),
		READY(test_ping_parallel_tries_again_while_busy),
		READY(test_ping_parallel_deadline),
		READY(test_ping_parallel_busy_until_the_deadline),
		READY(test_ping_parallel_opens_again_after_a_timeout),
		READY(test_ping_parallel_after_a_signal),
		READY(test_ping_parallel_ctrl_c),
		READY(test_ping_parallel_gone),
		READY(test_ping_parallel_too_many),
	};

	return cmocka_run_group_tests_name("cli-ping", tests, NULL, NULL) != 0;
}
