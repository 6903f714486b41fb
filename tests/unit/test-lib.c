/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <limits.h>
#include <string.h>

#include <ffa/abi.h>
#include <ffa/ffa.h>

#include "expect.h"
#include "unit.h"

static const uint8_t echo[16] = {
	0xff, 0xa0, 0x00, 0x01, 0x00, 0x00, 0x40, 0x00, 0x80, 0x00, 0x12, 0x34, 0x56, 0x78, 0x9a, 0xbc
};

/* As the dictionary of <ffa/ffa.h>. */
static const int dictionary[] = {
	EOPNOTSUPP, EINVAL, ENOMEM, EBUSY, EACCES, EPERM, EAGAIN, ECANCELED, ENODATA, ENOENT, ENOTUNIQ, ENODEV, EPROTO, EIO, EINTR,
	EINPROGRESS, ETIMEDOUT, ENOTTY, ECHILD,
};

static void test_version_is_the_projects(void **state)
{
	(void)state;
	assert_string_equal(ffa_lib_version(), PROJECT_VERSION);
}

static void test_strerror_tells_each_errno_of_the_header_apart(void **state)
{
	size_t i, j;

	(void)state;
	for (i = 0; i < COUNT(dictionary); i++) {
		for (j = 0; j < i; j++)
			assert_string_not_equal(ffa_strerror(dictionary[i]), ffa_strerror(dictionary[j]));
	}
}

static void test_strerror_takes_both_signs(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(dictionary); i++)
		assert_string_equal(ffa_strerror(dictionary[i]), ffa_strerror(-dictionary[i]));
}

static void test_strerror_of_any_number_is_one_line(void **state)
{
	static const int extremes[] = { INT_MAX, INT_MIN, INT_MIN + 1, 4096, -4096 };
	const char *text;
	size_t i;
	int err;

	(void)state;
	for (err = -200; err <= 200; err++) {
		text = ffa_strerror(err);
		assert_true(strlen(text) > 0);
		assert_null(strchr(text, '\n'));
		assert_true(text[strlen(text) - 1] != '.');
	}
	for (i = 0; i < COUNT(extremes); i++)
		assert_string_equal(ffa_strerror(extremes[i]), "Unknown error");
}

static void test_strerror_of_0_is_success(void **state)
{
	(void)state;
	assert_string_equal(ffa_strerror(0), "Success");
}

static void test_status_name_of_a_code_is_the_specs(void **state)
{
	(void)state;
	assert_string_equal(ffa_status_name(FFA_STATUS_SUCCESS), "SUCCESS");
	assert_string_equal(ffa_status_name(FFA_STATUS_DENIED), "DENIED");
	assert_string_equal(ffa_status_name(FFA_STATUS_NOT_READY), "NOT_READY");
}

static void test_status_name_of_any_other_number_is_unknown(void **state)
{
	(void)state;
	assert_string_equal(ffa_status_name(1), "UNKNOWN");
	assert_string_equal(ffa_status_name(FFA_STATUS_NOT_READY - 1), "UNKNOWN");
	assert_string_equal(ffa_status_name(INT32_MIN), "UNKNOWN");
	assert_string_equal(ffa_status_name(INT32_MAX), "UNKNOWN");
}

static void test_uuid_parse_keeps_text_order(void **state)
{
	uint8_t uuid[16];

	(void)state;
	assert_int_equal(ffa_uuid_parse("ffa00001-0000-4000-8000-123456789abc", uuid), 0);
	assert_memory_equal(uuid, echo, 16);
}

static void test_uuid_parse_takes_upper_case(void **state)
{
	uint8_t uuid[16];

	(void)state;
	assert_int_equal(ffa_uuid_parse("FFA00001-0000-4000-8000-123456789ABC", uuid), 0);
	assert_memory_equal(uuid, echo, 16);
}

static void test_uuid_parse_refuses_all_else(void **state)
{
	static const char *const bad[] = {
		"", "ffa00001", "ffa00001-0000-4000-8000-123456789ab", "ffa00001-0000-4000-8000-123456789abcd",
		"ffa00001-0000-4000-8000-123456789abg", "ffa000010000-4000-8000-0123-456789abc",
		"{ffa00001-0000-4000-8000-123456789abc}", " ffa00001-0000-4000-8000-123456789abc",
		"ffa00001-0000-4000-8000-123456789abc\n", "ffa00001-0000-4000-8000 123456789abc",
		"0xffa001-0000-4000-8000-123456789abc",
	};
	static const uint8_t nil[16];
	uint8_t uuid[16];
	size_t i;

	(void)state;
	for (i = 0; i < COUNT(bad); i++) {
		memset(uuid, 0xaa, sizeof(uuid));
		assert_int_equal(ffa_uuid_parse(bad[i], uuid), -EINVAL);
		assert_memory_equal(uuid, nil, 16);
	}
	assert_int_equal(ffa_uuid_parse(NULL, uuid), -EINVAL);
	assert_int_equal(ffa_uuid_parse(bad[0], NULL), -EINVAL);
}

static void test_uuid_format_is_lower_case(void **state)
{
	char text[38];

	(void)state;
	memset(text, 'x', sizeof(text));
	ffa_uuid_format(echo, text);
	assert_string_equal(text, "ffa00001-0000-4000-8000-123456789abc");
	assert_int_equal(text[37], 'x');
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_version_is_the_projects),
		cmocka_unit_test(test_strerror_tells_each_errno_of_the_header_apart),
		cmocka_unit_test(test_strerror_takes_both_signs),
		cmocka_unit_test(test_strerror_of_any_number_is_one_line),
		cmocka_unit_test(test_strerror_of_0_is_success),
		cmocka_unit_test(test_status_name_of_a_code_is_the_specs),
		cmocka_unit_test(test_status_name_of_any_other_number_is_unknown),
		cmocka_unit_test(test_uuid_parse_keeps_text_order),
		cmocka_unit_test(test_uuid_parse_takes_upper_case),
		cmocka_unit_test(test_uuid_parse_refuses_all_else),
		cmocka_unit_test(test_uuid_format_is_lower_case),
	};

	return cmocka_run_group_tests_name("lib", tests, NULL, NULL) != 0;
}
