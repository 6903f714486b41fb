/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "common.h"

#include <ffa/abi.h>
#include <stdio.h>

enum { ID, PARTITION_UUID, EXEC_CONTEXTS, PROPERTIES, PATH };

static const struct column columns[] = {
	[ID] = { "id", COLUMN_TEXT },
	[PARTITION_UUID] = { "uuid", COLUMN_TEXT },
	[EXEC_CONTEXTS] = { "exec_contexts", COLUMN_NUMBER },
	[PROPERTIES] = { "properties", COLUMN_WORDS },
	[PATH] = { "path", COLUMN_TEXT },
	{ 0 },
};

static const struct {
	uint32_t bit;
	const char *word;
} properties[] = {
	{ FFA_PROP_DIRECT_RECV, "direct-recv" },
	{ FFA_PROP_DIRECT_SEND, "direct-send" },
	{ FFA_PROP_REQ2_RECV, "req2-recv" },
	{ FFA_PROP_REQ2_SEND, "req2-send" },
	{ FFA_PROP_INDIRECT, "indirect" },
	{ FFA_PROP_NOTIFY, "notify" },
	{ FFA_PROP_AARCH64, "aarch64" },
	{ FFA_PROP_VM_CREATED, "vm-created" },
	{ FFA_PROP_VM_DESTROYED, "vm-destroyed" },
};

static void set_properties(struct table *table, uint32_t bits)
{
	char words[128] = "";
	size_t used = 0;
	size_t i;

	for (i = 0; i < sizeof(properties) / sizeof(properties[0]); i++) {
		if (bits & properties[i].bit)
			used += (size_t)snprintf(words + used, sizeof(words) - used, "%s%s", used ? "," : "",
						 properties[i].word);
	}
	table_set(table, PROPERTIES, words);
}

static void add(struct table *table, const struct ffa_info *info)
{
	table_row(table);
	table_setf(table, ID, "0x%04x", ffa_info_id(info));
	table_set_uuid(table, PARTITION_UUID, ffa_info_uuid(info));
	table_set_number(table, EXEC_CONTEXTS, ffa_info_contexts(info));
	set_properties(table, ffa_info_properties(info));
	table_set(table, PATH, *ffa_info_path(info) ? ffa_info_path(info) : NULL);
}

static int list_all(struct cli *cli, int argc, char **argv)
{
	static const struct target any;
	struct ffa_list *all;
	struct table table;
	size_t i;
	int r = target_read(cli, &any, &all);

	(void)argc;
	(void)argv;
	if (r)
		return r;
	table_new(&table, cli, "partitions", columns);
	for (i = 0; i < ffa_list_count(all); i++)
		add(&table, ffa_list_get(all, i));
	ffa_list_free(all);
	return table_print(&table);
}

static size_t add_matches(struct table *table, const struct target *target, const struct ffa_list *all)
{
	size_t found = 0;
	size_t i;

	for (i = 0; i < ffa_list_count(all); i++) {
		if (!target_matches(target, ffa_list_get(all, i)))
			continue;
		add(table, ffa_list_get(all, i));
		found++;
	}
	return found;
}

static int show(struct cli *cli, int argc, char **argv)
{
	struct target target;
	struct ffa_list *all;
	struct table table;
	int r = target_parse(argv[0], &target);

	(void)argc;
	if (!r)
		r = target_read(cli, &target, &all);
	if (r)
		return r;
	table_new(&table, cli, "partitions", columns);
	if (add_matches(&table, &target, all)) {
		r = table_print(&table);
	} else {
		r = target_missing(&target, all);
		table_free(&table);
	}
	ffa_list_free(all);
	return r;
}

const struct verb partition_verbs[] = {
	{ "partition", "list", "", "all partitions, one entry per service (UUID)", 0, 0, 0, list_all },
	{ "partition", "show", "UUID|ID", "the services of one partition, or the partitions of one service", 1, 1, 0, show },
	{ "partition", "wait", "UUID|ID [--timeout MS]", "wait until a partition can be opened", 1, 1, OPTION_TIMEOUT,
	  partition_wait },
	{ 0 },
};
