/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "common.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { DEVICE, FIRMWARE, NEGOTIATED, DRIVER, CONDUIT, DISCOVERY, ID, SPMC_ID, DIRECT_WORDS, RXTX_BYTES };

static const struct column columns[] = {
	[DEVICE] = { "device", COLUMN_TEXT },
	[FIRMWARE] = { "firmware", COLUMN_TEXT },
	[NEGOTIATED] = { "negotiated", COLUMN_TEXT },
	[DRIVER] = { "driver", COLUMN_TEXT },
	[CONDUIT] = { "conduit", COLUMN_TEXT },
	[DISCOVERY] = { "discovery", COLUMN_TEXT },
	[ID] = { "id", COLUMN_TEXT },
	[SPMC_ID] = { "spmc_id", COLUMN_TEXT },
	[DIRECT_WORDS] = { "direct_words", COLUMN_NUMBER },
	[RXTX_BYTES] = { "rxtx_bytes", COLUMN_NUMBER },
	{ 0 },
};

const char *device_name(const struct cli *cli)
{
	return cli->uri ? cli->uri : "/dev/arm_ffa/self";
}

int device_is_fake(const struct cli *cli)
{
	return cli->uri && !strcmp(cli->uri, "fake:");
}

void device_hint(const struct cli *cli, int r, char *text, size_t size)
{
	const char *hint = cli->uri ? "check the path" : "see the kernel log";

	if (device_is_fake(cli))
		hint = r == -EOPNOTSUPP ? "install libffa-fake of this version" : "try again, or use a real device";
	else if (r == -ENOTTY)
		hint = "that is not the FF-A device";
	else if (r == -ENXIO || r == -ENODEV || (r == -ENOENT && !cli->uri))
		hint = "load the arm_ffa_cdev module";
	if (r == -EACCES && !device_is_fake(cli))
		rights_hint(device_name(cli), text, size);
	else
		snprintf(text, size, "%s", hint);
}

int device_try(struct cli *cli)
{
	return device_is_fake(cli) ? fake_open(cli) : ffa_device_open(NULL, cli->uri, &cli->device);
}

int device_open(struct cli *cli)
{
	char hint[160];
	int r = device_try(cli);

	if (!r)
		return 0;
	device_hint(cli, r, hint, sizeof(hint));
	if (device_is_fake(cli))
		return failed("cannot open the fake device (--device fake:): %s; %s", ffa_strerror(r), hint);
	return failed("cannot open %s: %s; %s, or try --device fake:", device_name(cli), ffa_strerror(r), hint);
}

void device_close(struct cli *cli)
{
	ffa_device_close(cli->device);
	cli->device = NULL;
	fake_close(cli);
}

static int set_versions(struct table *table, struct ffa_device *device)
{
	uint32_t firmware;
	uint32_t negotiated;
	uint32_t driver;
	int r = ffa_device_versions(device, &firmware, &negotiated, &driver);

	if (r)
		return r;
	table_setf(table, FIRMWARE, "%u.%u", firmware >> 16, firmware & 0xffff);
	table_setf(table, NEGOTIATED, "%u.%u", negotiated >> 16, negotiated & 0xffff);
	table_setf(table, DRIVER, "%u.%u.%u", driver >> 16, driver >> 8 & 0xff, driver & 0xff);
	return 0;
}

static int set_attributes(struct table *table, struct ffa_device *device)
{
	uint32_t attributes;
	int r = ffa_device_attributes(device, &attributes);

	if (r)
		return r;
	table_set(table, CONDUIT, attributes & FFA_DEVICE_HVC ? "hvc" : "smc");
	table_set(table, DISCOVERY, attributes & FFA_DEVICE_INFO_REGS ? "registers" : "buffer");
	return 0;
}

static int set_ids(struct table *table, struct ffa_device *device)
{
	uint16_t own;
	uint16_t spmc;
	int r = ffa_device_ids(device, &own, &spmc);

	if (r && r != -ENODATA)
		return r;
	table_setf(table, ID, "0x%04x", own);
	if (!r)
		table_setf(table, SPMC_ID, "0x%04x", spmc);
	return 0;
}

/* What the driver does not do, or is too old to know, has no limit. */
static int set_limit(struct table *table, size_t column, struct ffa_device *device, enum ffa_limit what)
{
	uint64_t value;
	int r = ffa_device_limit(device, what, &value);

	if (r == -ENODATA || r == -EINVAL)
		return 0;
	if (!r)
		table_set_number(table, column, value);
	return r;
}

static int set_all(struct table *table, struct ffa_device *device)
{
	int r = set_versions(table, device);

	if (!r)
		r = set_attributes(table, device);
	if (!r)
		r = set_ids(table, device);
	if (!r)
		r = set_limit(table, DIRECT_WORDS, device, FFA_LIMIT_DIRECT_WORDS);
	if (!r)
		r = set_limit(table, RXTX_BYTES, device, FFA_LIMIT_RXTX_BYTES);
	return r;
}

static int cannot_read(const struct cli *cli, struct table *table, int r)
{
	table_free(table);
	return failed("cannot read %s: %s; see the kernel log", device_name(cli), ffa_strerror(r));
}

static int info(struct cli *cli, int argc, char **argv)
{
	struct table table;
	int r = device_open(cli);

	(void)argc;
	(void)argv;
	if (r)
		return r;
	table_new(&table, cli, "devices", columns);
	table_row(&table);
	table_set(&table, DEVICE, device_name(cli));
	r = set_all(&table, cli->device);
	if (!r)
		return table_print_record(&table);
	return cannot_read(cli, &table, r);
}

enum { LIMIT_NAME, LIMIT_VALUE };

static const struct column limit_columns[] = {
	[LIMIT_NAME] = { "limit", COLUMN_TEXT },
	[LIMIT_VALUE] = { "value", COLUMN_NUMBER },
	{ 0 },
};

static const struct {
	const char *name;
	enum ffa_limit what;
} known_limits[] = {
	{ "direct_words", FFA_LIMIT_DIRECT_WORDS },
	{ "rxtx_bytes", FFA_LIMIT_RXTX_BYTES },
};

static int limits(struct cli *cli, int argc, char **argv)
{
	struct table table;
	int r = device_open(cli);
	size_t i;

	(void)argc;
	(void)argv;
	if (r)
		return r;
	table_new(&table, cli, "limits", limit_columns);
	for (i = 0; i < sizeof(known_limits) / sizeof(known_limits[0]) && !r; i++) {
		table_row(&table);
		table_set(&table, LIMIT_NAME, known_limits[i].name);
		r = set_limit(&table, LIMIT_VALUE, cli->device, known_limits[i].what);
	}
	return r ? cannot_read(cli, &table, r) : table_print(&table);
}

const struct verb device_verbs[] = {
	{ "device", "info", "", "versions, IDs and limits of this endpoint", 0, 0, 0, info },
	{ "device", "features", "", "what firmware says of each function and feature of FF-A", 0, 0, 0, device_features },
	{ "device", "limits", "", "the limits of driver and firmware", 0, 0, 0, limits },
	{ "device", "doctor", "", "what is missing on the way to a partition, and what to do", 0, 0, 0, device_doctor },
	{ 0 },
};
