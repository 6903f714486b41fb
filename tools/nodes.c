/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* Checks of device doctor: the nodes, and the caller's rights on them. */

#define _GNU_SOURCE
#include "checks.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "common.h"

#define CLASS_FOLDER "/sys/class/arm_ffa"
#define NODE_FOLDER "/dev/arm_ffa"
#define SELF "self"

/* The nodes of partitions, and on how many of them the caller may send. */
struct nodes {
	int count;
	int usable;
	char refused[PLACE_PATH]; /* one that is not, with root */
};

static int may(const char *path, int mode)
{
	return !faccessat(AT_FDCWD, path, mode, AT_EACCESS);
}

static void count_node(struct nodes *nodes, const char *root, const char *name)
{
	char path[PLACE_PATH];

	snprintf(path, sizeof(path), "%s" NODE_FOLDER "/%.64s", root, name);
	nodes->count++;
	if (may(path, R_OK | W_OK))
		nodes->usable++;
	else
		memcpy(nodes->refused, path, sizeof(path));
}

/* 0 or -errno. */
static int nodes_read(const struct place *place, struct nodes *nodes)
{
	const struct dirent *entry;
	char full[PLACE_PATH];
	DIR *dir;

	*nodes = (struct nodes){ 0 };
	place_path(place, NODE_FOLDER, full);
	dir = opendir(full);
	if (!dir)
		return -errno;
	while ((entry = readdir(dir))) {
		if (entry->d_name[0] != '.' && strcmp(entry->d_name, SELF))
			count_node(nodes, place->root, entry->d_name);
	}
	closedir(dir);
	return 0;
}

static void no_nodes(const struct place *place, struct finding *finding)
{
	if (place_count(place, CLASS_FOLDER) > 0)
		finding_set(finding, FINDING_MISSING, "mount devtmpfs on /dev, or let udev make the nodes",
			    "no %s, although the driver has nodes in " CLASS_FOLDER, place->self);
	else if (place_has(place, MODULE_FOLDER) && !place_has(place, MODULE_BOUND))
		finding_set(finding, FINDING_MISSING,
			    "echo " MODULE " > /sys/bus/platform/drivers/" MODULE "/bind, and see the kernel log if that fails",
			    "no %s: the module is loaded, but its driver is not bound", place->self);
	else
		finding_set(finding, FINDING_MISSING, "load the " MODULE " module", "no %s", place->self);
}

void look_at_nodes(const struct place *place, struct finding *finding)
{
	struct nodes nodes;
	int r = nodes_read(place, &nodes);

	if (r && r != -ENOENT)
		finding_set(finding, FINDING_UNKNOWN, "look again as root", "cannot read " NODE_FOLDER ": %s", ffa_strerror(r));
	else if (!place_has(place, place->self))
		no_nodes(place, finding);
	else if (!nodes.count)
		finding_set(finding, FINDING_MISSING,
			    "firmware has no partition, or the module's allow= and deny= leave none; see the kernel log",
			    "%s and no partition in " NODE_FOLDER, place->self);
	else
		finding_set(finding, FINDING_OK, NULL, "%s and %d nodes of partitions", place->self, nodes.count);
}

static int names_uuid(const char *name)
{
	uint8_t uuid[16];
	char text[37];

	if (strlen(name) < sizeof(text) - 1)
		return 0;
	snprintf(text, sizeof(text), "%s", name);
	return !ffa_uuid_parse(text, uuid);
}

/* All may read self, which sends nothing; a service is given to a group. */
static const char *rights_advice(const char *path, const char *name, char *text, size_t size)
{
	char hint[160];

	rights_hint(path, hint, sizeof(hint));
	if (!strcmp(name, SELF))
		snprintf(text, size, "%s; the rule: SUBSYSTEM==\"arm_ffa\", KERNEL==\"" SELF "\", MODE=\"0664\"", hint);
	else if (names_uuid(name))
		snprintf(text, size, "%s; the rule: SUBSYSTEM==\"arm_ffa\", ENV{FFA_UUID}==\"%.36s\", GROUP=\"YOUR_GROUP\"",
			 hint, name);
	else
		snprintf(text, size, "%s; the rule: SUBSYSTEM==\"arm_ffa\", KERNEL==\"%.64s\", GROUP=\"YOUR_GROUP\"", hint,
			 name);
	return text;
}

void look_at_rights(const struct place *place, struct finding *finding)
{
	struct nodes nodes;
	char self[PLACE_PATH];
	char advice[384];

	place_path(place, place->self, self);
	nodes_read(place, &nodes);
	if (!place_has(place, place->self))
		finding_set(finding, FINDING_UNKNOWN, NULL, "there is no node to have rights on");
	else if (!may(self, R_OK))
		finding_set(finding, FINDING_MISSING, rights_advice(self, SELF, advice, sizeof(advice)),
			    "%s may not be read", place->self);
	else if (nodes.count && !nodes.usable)
		finding_set(finding, FINDING_MISSING, rights_advice(nodes.refused, strrchr(nodes.refused, '/') + 1, advice, sizeof(advice)),
			    "%s may be read, but none of %d nodes of partitions may be written", place->self, nodes.count);
	else
		finding_set(finding, FINDING_OK, NULL, "%s, and %d of %d nodes of partitions", place->self, nodes.usable,
			    nodes.count);
}
