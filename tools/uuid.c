/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "common.h"

#include <inttypes.h>
#include <string.h>

enum { UUID, WORDS, DOUBLEWORDS, FIRST_ORDER };

static const struct column columns[] = {
	[UUID] = { "uuid", COLUMN_TEXT },
	[WORDS] = { "words", COLUMN_WORDS },
	[DOUBLEWORDS] = { "doublewords", COLUMN_WORDS },
	[FIRST_ORDER] = { "guid_order", COLUMN_TEXT },
	{ "big_endian_words", COLUMN_TEXT },
	{ "reversed_groups", COLUMN_TEXT },
	{ 0 },
};

const struct uuid_order uuid_orders[] = {
	{ "GUID order", { 3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15 } },
	{ "big-endian words", { 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12 } },
	{ "reversed groups", { 3, 2, 1, 0, 5, 4, 7, 6, 9, 8, 15, 14, 13, 12, 11, 10 } },
	{ 0 },
};

void uuid_reorder(const struct uuid_order *order, const uint8_t uuid[16], uint8_t out[16])
{
	size_t i;

	for (i = 0; i < 16; i++)
		out[i] = uuid[order->from[i]];
}

static uint64_t little_endian(const uint8_t *bytes, size_t n)
{
	uint64_t value = 0;

	while (n--)
		value = value << 8 | bytes[n];
	return value;
}

static void set_registers(struct table *table, const uint8_t uuid[16])
{
	table_setf(table, WORDS, "0x%08" PRIx64 " 0x%08" PRIx64 " 0x%08" PRIx64 " 0x%08" PRIx64, little_endian(uuid, 4),
		   little_endian(uuid + 4, 4), little_endian(uuid + 8, 4), little_endian(uuid + 12, 4));
	table_setf(table, DOUBLEWORDS, "0x%016" PRIx64 " 0x%016" PRIx64, little_endian(uuid, 8), little_endian(uuid + 8, 8));
}

static int show(struct cli *cli, int argc, char **argv)
{
	uint8_t uuid[16];
	uint8_t other[16];
	char text[37];
	struct table table;
	size_t i;

	(void)argc;
	if (ffa_uuid_parse(argv[0], uuid))
		return misused("'%s' is not a UUID; it has 8-4-4-4-12 hex digits", argv[0]);
	table_new(&table, cli, "uuids", columns);
	table_row(&table);
	ffa_uuid_format(uuid, text);
	table_set(&table, UUID, text);
	set_registers(&table, uuid);
	for (i = 0; uuid_orders[i].name; i++) {
		uuid_reorder(&uuid_orders[i], uuid, other);
		ffa_uuid_format(other, text);
		table_set(&table, FIRST_ORDER + i, text);
	}
	return table_print_record(&table);
}

const struct verb uuid_verbs[] = {
	{ "uuid", "show", "UUID", "a UUID as text, as registers, and as others write it by mistake", 1, 1, 0, show },
	{ 0 },
};
