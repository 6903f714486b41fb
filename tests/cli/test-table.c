/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "capture.h"

#include "common.h"

enum { NAME, SIZE, WORDS };

static const struct column columns[] = {
	[NAME] = { "name", COLUMN_TEXT },
	[SIZE] = { "size", COLUMN_NUMBER },
	[WORDS] = { "words", COLUMN_WORDS },
	{ 0 },
};

#define CELLS(name, size, words) \
	"         \"name\": " name ",\n         \"size\": " size ",\n         \"words\": " words "\n"
#define FIRST(name, size, words) "{\n   \"things\": [\n      {\n" CELLS(name, size, words)
#define NEXT(name, size, words) "      },{\n" CELLS(name, size, words)
#define END "      }\n   ]\n}\n"

struct plan {
	struct cli cli;
	void (*fill)(struct table *table);
	int (*print)(struct table *table);
};

static int make(void *arg)
{
	struct plan *plan = arg;
	struct table table;

	table_new(&table, &plan->cli, "things", columns);
	plan->fill(&table);
	return plan->print(&table);
}

static void expect(struct plan plan, const char *text)
{
	struct capture seen;

	capture(&seen, make, &plan);
	assert_int_equal(seen.r, DONE);
	assert_string_equal(seen.err, "");
	assert_string_equal(seen.out, text);
}

static void expect_both(void (*fill)(struct table *table), const char *text, const char *json)
{
	expect((struct plan){ .fill = fill, .print = table_print }, text);
	expect((struct plan){ .cli.json = 1, .fill = fill, .print = table_print }, json);
}

static void add(struct table *table, const char *name, uint64_t size, const char *words)
{
	table_row(table);
	table_set(table, NAME, name);
	table_set_number(table, SIZE, size);
	table_set(table, WORDS, words);
}

static void nothing(struct table *table)
{
	(void)table;
}

static void full(struct table *table)
{
	add(table, "one", 1, "a");
	add(table, "fifteen", 15, "a,bc,d");
	add(table, "two", 2, "0x1 0x2");
}

static void no_words(struct table *table)
{
	add(table, "none", 0, "");
}

static void unset(struct table *table)
{
	static const uint8_t nil[16];

	table_row(table);
	table_row(table);
	table_set_uuid(table, NAME, nil);
}

static void large(struct table *table)
{
	add(table, "fits", UINT32_MAX, "");
	add(table, "large", UINT64_MAX, "");
}

static void strange(struct table *table)
{
	add(table, "a \"b\" \\ \n", 0, "");
}

static void test_table_empty(void **state)
{
	(void)state;
	expect_both(nothing, "", "{\n   \"things\": [\n\n   ]\n}\n");
}

static void test_table_full(void **state)
{
	(void)state;
	expect_both(full,
		    "NAME    SIZE WORDS\n"
		    "one        1 a\n"
		    "fifteen   15 a,bc,d\n"
		    "two        2 0x1 0x2\n",
		    FIRST("\"one\"", "1", "[\"a\"]") NEXT("\"fifteen\"", "15", "[\"a\",\"bc\",\"d\"]")
		    NEXT("\"two\"", "2", "[\"0x1\",\"0x2\"]") END);
}

static void test_table_array_without_words(void **state)
{
	(void)state;
	expect_both(no_words, "NAME SIZE WORDS\nnone    0 -\n", FIRST("\"none\"", "0", "[]") END);
}

static void test_table_cells_not_set(void **state)
{
	(void)state;
	expect_both(unset, "NAME SIZE WORDS\n-       - -\n-       - -\n",
		    FIRST("null", "null", "null") NEXT("null", "null", "null") END);
}

static void test_table_numbers_over_32_bits(void **state)
{
	(void)state;
	expect_both(large, "NAME                  SIZE WORDS\nfits            4294967295 -\nlarge 18446744073709551615 -\n",
		    FIRST("\"fits\"", "4294967295", "[]") NEXT("\"large\"", "\"18446744073709551615\"", "[]") END);
}

static void test_table_strange_characters(void **state)
{
	(void)state;
	expect((struct plan){ .cli.json = 1, .fill = strange, .print = table_print },
	       FIRST("\"a \\\"b\\\" \\\\ \\n\"", "0", "[]") END);
}

static void test_table_record(void **state)
{
	(void)state;
	expect((struct plan){ .fill = no_words, .print = table_print_record }, "name:  none\nsize:  0\nwords: -\n");
	expect((struct plan){ .cli.json = 1, .fill = no_words, .print = table_print_record }, FIRST("\"none\"", "0", "[]") END);
}

static const struct column document_columns[] = {
	{ "name", COLUMN_TEXT },
	{ "document", COLUMN_JSON },
	{ 0 },
};

static int make_document(void *arg)
{
	const struct cli *cli = arg;
	struct table table;

	table_new(&table, cli, "things", document_columns);
	table_row(&table);
	table_set(&table, 0, "one");
	table_set(&table, 1, "[{\"a\":1},{\"b\":null}]");
	return table_print_record(&table);
}

static void test_table_document_is_for_json_only(void **state)
{
	struct cli cli = { 0 };
	struct capture seen;

	(void)state;
	capture(&seen, make_document, &cli);
	assert_string_equal(seen.out, "name: one\n");
	cli.json = 1;
	capture(&seen, make_document, &cli);
	assert_string_equal(seen.out, "{\n   \"things\": [\n      {\n         \"name\": \"one\",\n"
				      "         \"document\": [{\"a\":1},{\"b\":null}]\n      }\n   ]\n}\n");
}

static void broken(struct table *table)
{
	full(table);
	table->error = -12;
}

static void test_table_out_of_memory(void **state)
{
	struct plan plan = { .fill = broken, .print = table_print };
	struct capture seen;

	(void)state;
	capture(&seen, make, &plan);
	assert_int_equal(seen.r, FAILED);
	assert_string_equal(seen.out, "");
	assert_string_equal(seen.err, "ffa-cli: cannot make a table: No memory; free some memory\n");
	plan.print = table_print_record;
	capture(&seen, make, &plan);
	assert_int_equal(seen.r, FAILED);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table_empty),
		cmocka_unit_test(test_table_full),
		cmocka_unit_test(test_table_array_without_words),
		cmocka_unit_test(test_table_cells_not_set),
		cmocka_unit_test(test_table_numbers_over_32_bits),
		cmocka_unit_test(test_table_strange_characters),
		cmocka_unit_test(test_table_record),
		cmocka_unit_test(test_table_document_is_for_json_only),
		cmocka_unit_test(test_table_out_of_memory),
	};

	return cmocka_run_group_tests_name("cli-table", tests, NULL, NULL) != 0;
}
