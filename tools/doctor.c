/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* device doctor: all that lies on the way to a partition. */

#include "checks.h"
#include "common.h"

#include <errno.h>
#include <ffa/abi.h>
#include <string.h>
#include <sys/utsname.h>

enum { CHECK, STATE, FOUND, ADVICE };

static const struct column columns[] = {
	[CHECK] = { "check", COLUMN_TEXT },
	[STATE] = { "state", COLUMN_TEXT },
	[FOUND] = { "found", COLUMN_TEXT },
	[ADVICE] = { "advice", COLUMN_TEXT },
	{ 0 },
};

static const char *const states[] = {
	[FINDING_UNKNOWN] = "unknown",
	[FINDING_OK] = "ok",
	[FINDING_MISSING] = "missing",
	[FINDING_WRONG] = "wrong",
};

static void add(struct table *table, const char *check, const struct finding *finding)
{
	table_row(table);
	table_set(table, CHECK, check);
	table_set(table, STATE, states[finding->state]);
	table_set(table, FOUND, finding->found);
	table_set(table, ADVICE, *finding->advice ? finding->advice : NULL);
}

/* Nothing of this is below the fake. */
static void add_system(struct table *table, const struct cli *cli)
{
	struct utsname names = { 0 };
	struct place place = { .root = "", .machine = names.machine, .release = names.release, .self = device_name(cli) };
	const struct check *check;
	struct finding finding;

	uname(&names);
	for (check = checks; check->name; check++) {
		if (device_is_fake(cli))
			finding_set(&finding, FINDING_OK, NULL, "does not matter to the fake device");
		else
			check->look(&place, &finding);
		add(table, check->name, &finding);
	}
}

static void look_at_device(struct cli *cli, struct finding *finding)
{
	char hint[160];
	int r = device_try(cli);

	if (!r) {
		finding_set(finding, FINDING_OK, NULL, "%s opens", device_name(cli));
		return;
	}
	device_hint(cli, r, hint, sizeof(hint));
	finding_set(finding, r == -ENOENT || r == -EACCES ? FINDING_MISSING : FINDING_WRONG, hint, "cannot open %s: %s",
		    device_name(cli), ffa_strerror(r));
}

static void look_at_versions(const struct cli *cli, struct finding *finding)
{
	uint32_t firmware, negotiated, driver;
	char text[32];
	int older;

	if (!cli->device || ffa_device_versions(cli->device, &firmware, &negotiated, &driver)) {
		finding_set(finding, FINDING_UNKNOWN, NULL, "ffa-cli %s; there is no driver to ask", ffa_lib_version());
		return;
	}
	snprintf(text, sizeof(text), "%u.%u.%u", driver >> 16, driver >> 8 & 0xff, driver & 0xff);
	older = version_is_older(text, ffa_lib_version());
	finding_set(finding, older ? FINDING_WRONG : FINDING_OK, older ? "install a driver of ffa-cli's version" : NULL,
		    "FF-A %u.%u, firmware has %u.%u; driver %s, ffa-cli %s", negotiated >> 16, negotiated & 0xffff,
		    firmware >> 16, firmware & 0xffff, text, ffa_lib_version());
}

/* How many of a list can be opened and take messages; *why is what the last one that cannot says. */
static size_t count_usable(const struct cli *cli, const struct ffa_list *list, int *why)
{
	struct ffa_partition *partition;
	const struct ffa_info *info;
	size_t usable = 0;
	size_t i;
	int r;

	*why = -ENOENT;
	for (i = 0; i < ffa_list_count(list); i++) {
		info = ffa_list_get(list, i);
		r = -EOPNOTSUPP;
		if (ffa_info_properties(info) & (FFA_PROP_DIRECT_RECV | FFA_PROP_REQ2_RECV))
			r = ffa_partition_open(cli->device, info, &partition);
		if (r)
			*why = r;
		else
			ffa_partition_close(partition);
		usable += !r;
	}
	return usable;
}

static void look_at_partitions(const struct cli *cli, struct finding *finding)
{
	struct ffa_list *list = NULL;
	size_t usable;
	int r = cli->device ? ffa_device_list(cli->device, NULL, &list) : -ENODEV;

	if (r) {
		finding_set(finding, FINDING_MISSING, cli->device ? "see the kernel log" : "get the device to open first",
			    "none can be listed: %s", ffa_strerror(r));
		return;
	}
	usable = count_usable(cli, list, &r);
	if (usable)
		finding_set(finding, FINDING_OK, NULL, "%zu of %zu services can be opened and take messages", usable,
			    ffa_list_count(list));
	else
		finding_set(finding, FINDING_MISSING, "see which there are with: ffa-cli partition list, and the kernel log",
			    "none of %zu services can be opened and takes messages: %s", ffa_list_count(list),
			    ffa_strerror(r));
	ffa_list_free(list);
}

int device_doctor(struct cli *cli, int argc, char **argv)
{
	struct finding finding;
	struct table table;
	int r;

	(void)argc;
	(void)argv;
	table_new(&table, cli, "checks", columns);
	add_system(&table, cli);
	look_at_device(cli, &finding);
	add(&table, "device", &finding);
	look_at_versions(cli, &finding);
	add(&table, "versions", &finding);
	look_at_partitions(cli, &finding);
	add(&table, "partitions", &finding);
	r = table_print(&table);
	if (r || finding.state == FINDING_OK)
		return r;
	return failed("no partition can be used; do what the table advises, from its top");
}
