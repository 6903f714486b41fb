/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <ctype.h>
#include <string.h>

#include "unit.h"
#include "wire.h"

static const struct {
	const char *text;
	uint32_t words[4];
} known[] = {
	{ "486178e0-e7f8-11e3-bc5e-0002a5d5c51b", { 0xe0786148, 0xe311f8e7, 0x02005ebc, 0x1bc5d5a5 } },
	{ "bdcd76d7-825e-4751-963b-86d4f84943ac", { 0xd776cdbd, 0x51475e82, 0xd4863b96, 0xac4349f8 } },
	{ "378daedc-f06b-4446-8314-40ab933c87a3", { 0xdcae8d37, 0x46446bf0, 0xab401483, 0xa3873c93 } },
	{ "17b862a4-1806-4faf-86b3-089a58353861", { 0xa462b817, 0xaf4f0618, 0x9a08b386, 0x61383558 } },
	{ "6823a838-1b06-470e-9774-0cce8bfb53fd", { 0x38a82368, 0x0e47061b, 0xce0c7497, 0xfd53fb8b } },
	{ "ed32d533-99e6-4209-9cc0-2d72cdd998a7", { 0x33d532ed, 0x0942e699, 0x722dc09c, 0xa798d9cd } },
	{ "b4b5671e-4a90-4fe1-b81f-fb13dae1dacb", { 0x1e67b5b4, 0xe14f904a, 0x13fb1fb8, 0xcbdae1da } },
	{ "d1582309-f023-47b9-827c-4464f5578fc8", { 0x092358d1, 0xb94723f0, 0x64447c82, 0xc88f57f5 } },
	{ "79b55c73-1d8c-44b9-8593-61e1770ad8d2", { 0x735cb579, 0xb9448c1d, 0xe1619385, 0xd2d80a77 } },
	{ "00000000-0000-0000-0000-000000000000", { 0, 0, 0, 0 } },
};

#define KNOWN	(sizeof(known) / sizeof(known[0]))

static void test_uuid_words_of_known_uuids(void **state)
{
	uint8_t uuid[16], back[16];
	uint32_t words[4];
	size_t i;

	(void)state;
	for (i = 0; i < KNOWN; i++) {
		assert_true(ffaw_uuid_parse(known[i].text, uuid));
		ffaw_uuid_to_words(uuid, words);
		assert_memory_equal(words, known[i].words, sizeof(words));
		ffaw_uuid_from_words(words, back);
		assert_memory_equal(back, uuid, sizeof(uuid));
	}
}

static void test_uuid_64_bit_form_of_known_uuids(void **state)
{
	static const uint64_t wide[][2] = {
		{ 0xe311f8e7e0786148, 0x1bc5d5a502005ebc },
		{ 0x51475e82d776cdbd, 0xac4349f8d4863b96 },
		{ 0x46446bf0dcae8d37, 0xa3873c93ab401483 },
		{ 0xaf4f0618a462b817, 0x613835589a08b386 },
		{ 0x0e47061b38a82368, 0xfd53fb8bce0c7497 },
	};
	uint8_t uuid[16], back[16];
	uint64_t regs[2];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(wide) / sizeof(wide[0]); i++) {
		assert_true(ffaw_uuid_parse(known[i].text, uuid));
		ffaw_uuid_to_regs(uuid, regs);
		assert_memory_equal(regs, wide[i], sizeof(regs));
		ffaw_uuid_from_regs(regs, back);
		assert_memory_equal(back, uuid, sizeof(uuid));
	}
}

static void test_uuid_format_is_what_parse_read(void **state)
{
	char text[FFAW_UUID_TEXT];
	uint8_t uuid[16];
	size_t i;

	(void)state;
	for (i = 0; i < KNOWN; i++) {
		memset(text, 'x', sizeof(text));
		assert_true(ffaw_uuid_parse(known[i].text, uuid));
		ffaw_uuid_format(uuid, text);
		assert_string_equal(text, known[i].text);
	}
}

static void test_uuid_parse_of_upper_case(void **state)
{
	uint8_t lower[16], upper[16];
	char text[FFAW_UUID_TEXT];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(text); i++)
		text[i] = (char)toupper((unsigned char)known[0].text[i]);
	assert_true(ffaw_uuid_parse(known[0].text, lower));
	assert_true(ffaw_uuid_parse(text, upper));
	assert_memory_equal(upper, lower, sizeof(lower));
}

static void test_uuid_parse_ends_at_newline_and_comma(void **state)
{
	uint8_t uuid[16];

	(void)state;
	assert_true(ffaw_uuid_parse("486178e0-e7f8-11e3-bc5e-0002a5d5c51b\n", uuid));
	assert_true(ffaw_uuid_parse("486178e0-e7f8-11e3-bc5e-0002a5d5c51b,486178e0", uuid));
	assert_false(ffaw_uuid_parse("486178e0-e7f8-11e3-bc5e-0002a5d5c51b ", uuid));
}

static void test_uuid_parse_of_bad_text_changes_nothing(void **state)
{
	static const char *const bad[] = {
		"",
		"-",
		",",
		"486178e0",
		"486178e0-e7f8-11e3-bc5e-0002a5d5c51",
		"486178e0-e7f8-11e3-bc5e-0002a5d5c51bb",
		"486178e0-e7f8-11e3-bc5e-0002a5d5c51b-",
		"486178e0e7f811e3bc5e0002a5d5c51b",
		"486178e-0e7f8-11e3-bc5e-0002a5d5c51b",
		"486178e0_e7f8_11e3_bc5e_0002a5d5c51b",
		"486178e0-e7f8-11e3-bc5e0-002a5d5c51b",
		"{486178e0-e7f8-11e3-bc5e-0002a5d5c51b}",
		" 486178e0-e7f8-11e3-bc5e-0002a5d5c51b",
		"g86178e0-e7f8-11e3-bc5e-0002a5d5c51b",
		"486178e0-e7f8-11e3-bc5e-0002a5d5c51g",
		"0x486178-e7f8-11e3-bc5e-0002a5d5c51b",
		"+86178e0-e7f8-11e3-bc5e-0002a5d5c51b",
		"486178e0-e7f8-11e3-bc5e-0002a5d5c5\n1",
		"486178e:-e7f8-11e3-bc5e-0002a5d5c51b",
		"486178e/-e7f8-11e3-bc5e-0002a5d5c51b",
		"486178e@-e7f8-11e3-bc5e-0002a5d5c51b",
		"486178e`-e7f8-11e3-bc5e-0002a5d5c51b",
		"486178e\xe0-e7f8-11e3-bc5e-0002a5d5c51b",
	};
	uint8_t untouched[16], uuid[16];
	size_t i;

	(void)state;
	memset(untouched, 0x5a, sizeof(untouched));
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		memset(uuid, 0x5a, sizeof(uuid));
		assert_false(ffaw_uuid_parse(bad[i], uuid));
		assert_memory_equal(uuid, untouched, sizeof(uuid));
	}
}

static void test_uuid_parse_does_not_read_past_the_end(void **state)
{
	char *text;
	uint8_t uuid[16];
	size_t len;

	(void)state;
	for (len = 0; len < FFAW_UUID_TEXT; len++) {
		text = test_malloc(len + 1);
		memcpy(text, known[0].text, len);
		text[len] = '\0';
		assert_int_equal(ffaw_uuid_parse(text, uuid), len == FFAW_UUID_TEXT - 1);
		test_free(text);
	}
}

static void test_uuid_is_nil_only_of_all_zero(void **state)
{
	uint8_t uuid[16] = { 0 };
	unsigned int i;

	(void)state;
	assert_true(ffaw_uuid_is_nil(uuid));
	for (i = 0; i < 16; i++) {
		uuid[i] = 0x80;
		assert_false(ffaw_uuid_is_nil(uuid));
		uuid[i] = 0;
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_uuid_words_of_known_uuids),
		cmocka_unit_test(test_uuid_64_bit_form_of_known_uuids),
		cmocka_unit_test(test_uuid_format_is_what_parse_read),
		cmocka_unit_test(test_uuid_parse_of_upper_case),
		cmocka_unit_test(test_uuid_parse_ends_at_newline_and_comma),
		cmocka_unit_test(test_uuid_parse_of_bad_text_changes_nothing),
		cmocka_unit_test(test_uuid_parse_does_not_read_past_the_end),
		cmocka_unit_test(test_uuid_is_nil_only_of_all_zero),
	};

	return cmocka_run_group_tests_name("uuid", tests, NULL, NULL) != 0;
}
