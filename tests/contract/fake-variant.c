/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* Of each version and each quirk of firmware there is a variant of this program, and VARIANTS has them as they are run. */

#include "fake-cases.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Calls look with each variant that is run until it says yes. */
static int any_variant(int (*look)(uint32_t version, unsigned int quirk, unsigned int wanted), unsigned int wanted)
{
	char *list = strdup(VARIANTS), *rest = list, *variant;
	unsigned int quirk;
	uint32_t version;
	int found = 0;

	assert_non_null(list);
	while (!found && (variant = strtok_r(rest, " ", &rest))) {
		assert_int_equal(variant_parse(variant, &version, &quirk), 0);
		found = look(version, quirk, wanted);
	}
	free(list);
	return found;
}

static int has_quirk(uint32_t version, unsigned int quirk, unsigned int wanted)
{
	(void)version;
	return quirk == wanted;
}

static int is_plain(uint32_t version, unsigned int quirk, unsigned int wanted)
{
	return quirk == FFA_MODEL_QUIRKS && version == wanted;
}

static void test_each_quirk_has_a_variant(void **state)
{
	unsigned int quirk;

	(void)state;
	for (quirk = 0; ffa_model_quirk_name(quirk); quirk++) {
		if (!any_variant(has_quirk, quirk))
			fail_msg("no variant of tests/contract/meson.build has the quirk %s", ffa_model_quirk_name(quirk));
	}
	assert_int_equal(quirk, FFA_MODEL_QUIRKS);
}

/* The newest is the one of the program without a variant. */
static void test_each_version_has_a_variant(void **state)
{
	uint32_t version;

	(void)state;
	for (version = FFA_VERSION_1_0; version < FFA_VERSION_1_2; version++)
		assert_true(any_variant(is_plain, version));
	assert_int_equal(spoken(), FFA_VERSION_1_2);
}

static void test_variant_that_does_not_exist(void **state)
{
	static const char *const bad[] = { "", "1", "1.", "1.3", "1.0-", "1.0rx-denied", "1.0-nonsense", "nonsense", "rx-denied-" };
	unsigned int quirk;
	uint32_t version;
	size_t i;

	(void)state;
	for (i = 0; i < ARRAY_SIZE(bad); i++)
		assert_int_equal(variant_parse(bad[i], &version, &quirk), -EINVAL);
	assert_int_equal(variant_parse("1.1-rx-denied", &version, &quirk), 0);
	assert_int_equal(version, FFA_VERSION_1_1);
	assert_int_equal(quirk, FFA_MODEL_RX_DENIED);
}

const struct CMUnitTest variant_cases[] = {
	cmocka_unit_test(test_each_quirk_has_a_variant),
	cmocka_unit_test(test_each_version_has_a_variant),
	cmocka_unit_test(test_variant_that_does_not_exist),
};
const size_t variant_case_count = ARRAY_SIZE(variant_cases);
