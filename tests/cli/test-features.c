/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "call.h"

#include "table.h"

#include <errno.h>
#include <ffa/abi.h>
#include <stdio.h>
#include <string.h>

static struct capture seen;

static void features(void)
{
	call_run(&seen, (struct call){ .verb = verb_of(device_verbs, "features") });
}

/* What stands behind a name and its ID. */
static void rest_of_row(const char *name, uint32_t id, char *rest, size_t size)
{
	char begin[64];
	const char *at;

	snprintf(begin, sizeof(begin), "\n%-27s 0x%08x ", name, id);
	at = strstr(seen.out, begin);
	if (!at)
		fail_msg("no row of %s %#x in:\n%s", name, id, seen.out);
	at += strlen(begin);
	snprintf(rest, size, "%.*s", (int)strcspn(at, "\n"), at);
}

static void row_is(const char *name, uint32_t id, const char *expected)
{
	char rest[256];

	rest_of_row(name, id, rest, sizeof(rest));
	assert_string_equal(rest, expected);
}

static void row_has(const char *name, uint32_t id, const char *words)
{
	char rest[256];

	rest_of_row(name, id, rest, sizeof(rest));
	assert_string_equal(strrchr(rest, ' ') + 1, words);
}

static const struct { const char *name; uint32_t id; } calls[] = {
#define ROW_0(name, id)
#define ROW_1(name, id) { name, id },
#define ROWS(name, number, smc32, smc64) \
	ROW_##smc32(#name, 0x84000000u | (number)) ROW_##smc64(#name "_64", 0xc4000000u | (number))
	FFAW_CALLS(ROWS)
};

#define CALLS (sizeof(calls) / sizeof(calls[0]))
#define FEATURES 3

static void test_features_has_each_call_in_each_width(void **state)
{
	char rest[256];
	size_t lines = 0;
	const char *at;
	size_t i;

	(void)state;
	features();
	assert_int_equal(seen.r, DONE);
	assert_string_equal(seen.err, "");
	for (i = 0; i < CALLS; i++) {
		rest_of_row(calls[i].name, calls[i].id, rest, sizeof(rest));
		assert_memory_equal(rest, "yes ", 4);
	}
	for (at = seen.out; (at = strchr(at, '\n')); at++)
		lines++;
	assert_int_equal(lines, 1 + FEATURES + CALLS);
	assert_int_equal(library.features, FEATURES + CALLS);
}

static void test_features_not_supported(void **state)
{
	(void)state;
	library.feature_id = FFA_FN_RUN;
	library.feature_error = -EOPNOTSUPP;
	features();
	assert_int_equal(seen.r, DONE);
	row_is("RUN", FFA_FN_RUN, "no        -          -          -");
	row_is("YIELD", FFA_FN_YIELD, "yes       0x00000000 0x00000000 -");
	library.feature_error = -EINVAL;
	features();
	assert_int_equal(seen.r, DONE);
	row_is("RUN", FFA_FN_RUN, "unknown   -          -          -");
}

static void test_features_device_gone(void **state)
{
	struct call call = { .verb = verb_of(device_verbs, "features") };

	(void)state;
	library.feature_id = FFA_FN_RUN;
	library.feature_error = -ENODEV;
	fails(call, "ffa-cli: cannot ask /dev/arm_ffa/self for features: The device, partition or driver is gone; see the "
		    "kernel log\n");
	library.device_error = -ENOTTY;
	fails(call, "ffa-cli: cannot open /dev/arm_ffa/self: Not an FF-A device node, or its driver is too old; that is not "
		    "the FF-A device, or try --device fake:\n");
}

static void test_features_intid(void **state)
{
	(void)state;
	library.w2 = 8;
	features();
	row_is("SRI", FFA_FEATURE_SRI, "yes       0x00000008 0x00000000 intid=8");
}

static void rxtx_is(uint32_t w2, const char *words)
{
	library.w2 = w2;
	features();
	row_has("RXTX_MAP", FFA_FN_RXTX_MAP, words);
	row_has("RXTX_MAP_64", FFA_FN_RXTX_MAP_64, words);
}

static void test_features_rxtx_map(void **state)
{
	(void)state;
	rxtx_is(0, "min=4096,align=4096");
	rxtx_is(0x00100001, "min=65536,align=65536,max=65536");
	rxtx_is(0x00200002, "min=16384,align=16384,max=131072");
	rxtx_is(3, "min=reserved");
	rxtx_is(0xffff0000, "min=4096,align=4096,max=268431360");
}

static void test_features_memory(void **state)
{
	(void)state;
	library.w2 = 7;
	library.w3 = 0xff00;
	features();
	row_has("MEM_SHARE_64", FFA_FN_MEM_SHARE_64, "dynamic-buffer");
	row_has("MEM_RETRIEVE_REQ", FFA_FN_MEM_RETRIEVE_REQ, "dynamic-buffer,ns-bit,hypervisor-retrieve,retrievals=1");
	library.w2 = 0;
	library.w3 = 3;
	features();
	row_has("MEM_SHARE", FFA_FN_MEM_SHARE, "-");
	row_has("MEM_RETRIEVE_REQ", FFA_FN_MEM_RETRIEVE_REQ, "retrievals=15");
	library.w3 = 255;
	features();
	row_has("MEM_RETRIEVE_REQ", FFA_FN_MEM_RETRIEVE_REQ, "-");
}

static void test_limits(void **state)
{
	struct call call = { .verb = verb_of(device_verbs, "limits") };

	(void)state;
	prints(call, "LIMIT        VALUE\ndirect_words     5\nrxtx_bytes       6\n");
	library.limit_error = -ENODATA;
	prints(call, "LIMIT        VALUE\ndirect_words     -\nrxtx_bytes       -\n");
	library.limit_error = -ENODEV;
	fails(call, "ffa-cli: cannot read /dev/arm_ffa/self: The device, partition or driver is gone; see the kernel log\n");
	library.device_error = -EMFILE;
	fails(call, "ffa-cli: cannot open /dev/arm_ffa/self: Too many open files; see the kernel log, or try --device fake:\n");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_features_has_each_call_in_each_width, reset),
		cmocka_unit_test_setup(test_features_not_supported, reset),
		cmocka_unit_test_setup(test_features_device_gone, reset),
		cmocka_unit_test_setup(test_features_intid, reset),
		cmocka_unit_test_setup(test_features_rxtx_map, reset),
		cmocka_unit_test_setup(test_features_memory, reset),
		cmocka_unit_test_setup(test_limits, reset),
	};

	return cmocka_run_group_tests_name("cli-features", tests, NULL, NULL) != 0;
}
