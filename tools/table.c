/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#define _GNU_SOURCE
#include "common.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <libsmartcols.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char none[] = "-";

static void note(struct table *table, int r)
{
	if (r && !table->error)
		table->error = r;
}

/* libsmartcols makes [null] of an array without items, but leaves what it takes for a number as it is. */
static int json_type(enum column_kind kind)
{
	return kind == COLUMN_TEXT ? SCOLS_JSON_STRING : SCOLS_JSON_NUMBER;
}

static void add_column(struct table *table, const struct column *column)
{
	char heading[32];
	struct libscols_column *added;
	size_t i;

	snprintf(heading, sizeof(heading), "%s", column->name);
	for (i = 0; !table->json && heading[i]; i++)
		heading[i] = (char)toupper((unsigned char)heading[i]);
	added = scols_table_new_column(table->scols, heading, 0, column->kind == COLUMN_NUMBER ? SCOLS_FL_RIGHT : 0);
	note(table, added ? scols_column_set_json_type(added, json_type(column->kind)) : -ENOMEM);
}

static struct libscols_table *new_scols(void)
{
	struct libscols_table *scols = scols_new_table();

	if (!scols)
		return NULL;
	scols_table_set_termforce(scols, SCOLS_TERMFORCE_NEVER);
	scols_table_enable_nowrap(scols, 1);
	scols_table_set_stream(scols, stdout);
	return scols;
}

void table_new(struct table *table, const struct cli *cli, const char *name, const struct column *columns)
{
	*table = (struct table){ .scols = new_scols(), .columns = columns, .json = cli->json };
	if (!table->scols) {
		table->error = -ENOMEM;
		return;
	}
	note(table, scols_table_set_name(table->scols, name));
	note(table, scols_table_enable_json(table->scols, table->json));
	for (; columns->name; columns++)
		add_column(table, columns);
}

void table_row(struct table *table)
{
	size_t i;

	if (table->error)
		return;
	table->row = scols_table_new_line(table->scols, NULL);
	if (!table->row) {
		table->error = -ENOMEM;
		return;
	}
	for (i = 0; table->columns[i].name; i++)
		table_set(table, i, NULL);
}

static int json_array(const char *words, char **array)
{
	static const char separators[] = ", ";
	FILE *out;
	size_t size;
	size_t len;
	int items = 0;

	*array = NULL;
	out = open_memstream(array, &size);
	if (!out)
		return -ENOMEM;
	fputc('[', out);
	for (words += strspn(words, separators); *words; words += len, words += strspn(words, separators)) {
		len = strcspn(words, separators);
		fprintf(out, "%s\"%.*s\"", items++ ? "," : "", (int)len, words);
	}
	fputc(']', out);
	return fclose(out) ? -ENOMEM : 0;
}

static void set_array(struct table *table, size_t column, const char *words)
{
	char *array;
	int r = json_array(words, &array);

	note(table, r ? r : scols_line_set_data(table->row, column, array));
	free(array);
}

void table_set(struct table *table, size_t column, const char *text)
{
	if (table->error)
		return;
	if (!table->json)
		note(table, scols_line_set_data(table->row, column, text && *text ? text : none));
	else if (text && table->columns[column].kind == COLUMN_WORDS)
		set_array(table, column, text);
	else
		note(table, scols_line_set_data(table->row, column, text));
}

void table_set_number(struct table *table, size_t column, uint64_t value)
{
	const char *quote = table->json && value > UINT32_MAX ? "\"" : "";

	table_setf(table, column, "%s%" PRIu64 "%s", quote, value, quote);
}

void table_setf(struct table *table, size_t column, const char *format, ...)
{
	char text[128];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	table_set(table, column, text);
}

void table_free(struct table *table)
{
	scols_unref_table(table->scols);
	table->scols = NULL;
}

void table_set_uuid(struct table *table, size_t column, const uint8_t uuid[16])
{
	static const uint8_t unknown[16];
	char text[37];

	ffa_uuid_format(uuid, text);
	table_set(table, column, memcmp(uuid, unknown, sizeof(unknown)) ? text : NULL);
}

static int finish(struct table *table, struct libscols_table *print)
{
	if (!table->error)
		note(table, scols_print_table(print));
	if (print != table->scols)
		scols_unref_table(print);
	table_free(table);
	return table->error ? failed("cannot make a table: %s; free some memory", ffa_strerror(table->error)) : DONE;
}

int table_print(struct table *table)
{
	return finish(table, table->scols);
}

static void add_cell(struct table *table, struct libscols_table *print, size_t column)
{
	struct libscols_line *line = scols_table_new_line(print, NULL);
	char label[32];

	if (!line) {
		note(table, -ENOMEM);
		return;
	}
	snprintf(label, sizeof(label), "%s:", table->columns[column].name);
	note(table, scols_line_set_data(line, 0, label));
	note(table, scols_line_set_data(line, 1, scols_cell_get_data(scols_line_get_cell(table->row, column))));
}

int table_print_record(struct table *table)
{
	struct libscols_table *print;
	size_t i;

	if (table->error || table->json)
		return finish(table, table->scols);
	print = new_scols();
	if (!print || !scols_table_new_column(print, "name", 0, 0) || !scols_table_new_column(print, "value", 0, 0)) {
		note(table, -ENOMEM);
		return finish(table, print ? print : table->scols);
	}
	scols_table_enable_noheadings(print, 1);
	for (i = 0; table->columns[i].name; i++) {
		if (table->columns[i].kind != COLUMN_JSON)
			add_cell(table, print, i);
	}
	return finish(table, print);
}
