/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "common.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define UUID_LENGTH 36
#define NAME_LENGTH (UUID_LENGTH + 5) /* UUID.ID, as nodes are named */

/* UUID or UUID.ID */
static int read_uuid(const char *text, struct target *target)
{
	char uuid[UUID_LENGTH + 1] = "";
	char id[sizeof("0xffff")] = "0x";
	uint64_t number;
	size_t len = strlen(text);

	if (len != UUID_LENGTH && (len != NAME_LENGTH || text[UUID_LENGTH] != '.'))
		return -EINVAL;
	memcpy(uuid, text, UUID_LENGTH);
	target->by_uuid = 1;
	if (ffa_uuid_parse(uuid, target->uuid))
		return -EINVAL;
	if (len == UUID_LENGTH)
		return 0;
	memcpy(id + 2, text + UUID_LENGTH + 1, 4);
	target->by_id = 1;
	if (parse_number(id, UINT16_MAX, &number))
		return -EINVAL;
	target->id = (uint16_t)number;
	return 0;
}

static int parse_uuid(const char *text, struct target *target)
{
	static const uint8_t nil[16];

	if (read_uuid(text, target))
		return misused("'%s' is not a UUID, which has 8-4-4-4-12 hex digits; an ID would be as 0x8001", text);
	if (!memcmp(target->uuid, nil, sizeof(nil)))
		return misused("%s is the nil UUID, which names no service; name the partition by its ID, as in 0x8001", text);
	return 0;
}

int target_parse(const char *text, struct target *target)
{
	uint64_t number;
	int r;

	*target = (struct target){ .text = text };
	if (strchr(text, '-'))
		return parse_uuid(text, target);
	r = parse_number(text, UINT16_MAX, &number);
	if (r == -ERANGE)
		return misused("'%s' is not a partition ID; IDs have 16 bits, as in 0x8001", text);
	if (r)
		return misused("'%s' is neither a UUID (8-4-4-4-12 hex digits) nor a partition ID (as in 0x8001)", text);
	target->id = (uint16_t)number;
	target->by_id = 1;
	return 0;
}

int target_matches(const struct target *target, const struct ffa_info *info)
{
	if (target->by_uuid && memcmp(target->uuid, ffa_info_uuid(info), sizeof(target->uuid)))
		return 0;
	return !target->by_id || target->id == ffa_info_id(info);
}

static size_t count(const struct target *target, const struct ffa_list *list)
{
	size_t found = 0;
	size_t i;

	for (i = 0; i < ffa_list_count(list); i++)
		found += target_matches(target, ffa_list_get(list, i)) ? 1 : 0;
	return found;
}

static const struct ffa_info *first(const struct target *target, const struct ffa_list *list)
{
	size_t i;

	for (i = 0; i < ffa_list_count(list); i++) {
		if (target_matches(target, ffa_list_get(list, i)))
			return ffa_list_get(list, i);
	}
	return NULL;
}

static int uuid_missing(const struct target *target, const struct ffa_list *list)
{
	struct target other = *target;
	char text[UUID_LENGTH + 1];
	size_t i;

	for (i = 0; uuid_orders[i].name; i++) {
		uuid_reorder(&uuid_orders[i], target->uuid, other.uuid);
		if (!first(&other, list))
			continue;
		ffa_uuid_format(other.uuid, text);
		return failed("no partition has the UUID %s, but one has it in another byte order (%s); did you mean %s?",
			      target->text, uuid_orders[i].name, text);
	}
	return failed("no partition has the UUID %s; see what there is with: ffa-cli partition list", target->text);
}

/* 8001 may be meant as 0x8001. */
static int id_missing(const struct target *target, const struct ffa_list *list)
{
	struct target other = { .by_id = 1 };
	char text[sizeof("0xffff")];
	uint64_t number;

	snprintf(text, sizeof(text), "0x%.4s", target->text);
	if (strlen(target->text) == 4 && !parse_number(text, UINT16_MAX, &number)) {
		other.id = (uint16_t)number;
		if (first(&other, list))
			return failed("no partition has the ID %s (0x%04x); did you mean %s?", target->text, target->id, text);
	}
	return failed("no partition has the ID 0x%04x; see what there is with: ffa-cli partition list", target->id);
}

int target_missing(const struct target *target, const struct ffa_list *list)
{
	return target->by_uuid ? uuid_missing(target, list) : id_missing(target, list);
}

int target_read(struct cli *cli, const struct target *target, struct ffa_list **list)
{
	int r = device_open(cli);

	*list = NULL;
	if (r)
		return r;
	r = -ENOENT;
	if (target->by_uuid)
		r = ffa_device_list(cli->device, target->uuid, list);
	/* For its UUIDs in another order. */
	if (r == -ENOENT)
		r = ffa_device_list(cli->device, NULL, list);
	return r ? failed("cannot list the partitions of %s: %s; see the kernel log", device_name(cli), ffa_strerror(r)) : 0;
}

/* The shortest name of info that fits nothing else in list. */
static void unique_name(const struct ffa_list *list, const struct ffa_info *info, char name[NAME_LENGTH + 1])
{
	struct target by_id = { .id = ffa_info_id(info), .by_id = 1 };
	struct target by_uuid = { .by_uuid = 1 };
	char uuid[UUID_LENGTH + 1];

	memcpy(by_uuid.uuid, ffa_info_uuid(info), sizeof(by_uuid.uuid));
	ffa_uuid_format(by_uuid.uuid, uuid);
	if (count(&by_id, list) == 1)
		snprintf(name, NAME_LENGTH + 1, "0x%04x", by_id.id);
	else if (count(&by_uuid, list) == 1)
		snprintf(name, NAME_LENGTH + 1, "%s", uuid);
	else
		snprintf(name, NAME_LENGTH + 1, "%s.%04x", uuid, by_id.id);
}

static void print_names(const struct target *target, const struct ffa_list *list, const struct ffa_list *all,
			char *names, size_t size)
{
	char name[NAME_LENGTH + 1];
	size_t used = 0;
	size_t i;

	for (i = 0; i < ffa_list_count(list) && used < size; i++) {
		if (!target_matches(target, ffa_list_get(list, i)))
			continue;
		unique_name(all, ffa_list_get(list, i), name);
		used += (size_t)snprintf(names + used, size - used, "%s%s", used ? ", " : "", name);
	}
}

static int ambiguous(const struct cli *cli, const struct target *target, const struct ffa_list *list)
{
	struct ffa_list *all = NULL;
	char names[512] = "";

	print_names(target, list, ffa_device_list(cli->device, NULL, &all) ? list : all, names, sizeof(names));
	ffa_list_free(all);
	return failed("%s names %s; choose one of them: %s", target->text,
		      target->by_uuid ? "several partitions" : "a partition with several services", names);
}

static int cannot_open(const struct cli *cli, const struct ffa_info *info, int r)
{
	const char *hint = "see the kernel log";
	char rights[160];
	char uuid[UUID_LENGTH + 1];

	ffa_uuid_format(ffa_info_uuid(info), uuid);
	if (r == -EACCES) {
		rights_hint(ffa_info_path(info), rights, sizeof(rights));
		hint = rights;
	} else if (r == -EPERM) {
		hint = "allow it with the module parameter allow=";
	} else if (r == -ENOENT || r == -ENODEV) {
		hint = "it went away or has no node; see what there is with: ffa-cli partition list";
	}
	return failed("cannot open partition 0x%04x %s (%s): %s; %s%s", ffa_info_id(info), uuid,
		      *ffa_info_path(info) ? ffa_info_path(info) : device_name(cli), ffa_strerror(r), hint,
		      r == -EPERM ? uuid : "");
}

static int open_match(struct cli *cli, const struct target *target, const struct ffa_list *list,
		      struct ffa_partition **partition)
{
	size_t found = count(target, list);
	int r;

	if (!found)
		return target_missing(target, list);
	if (found > 1)
		return ambiguous(cli, target, list);
	r = ffa_partition_open(cli->device, first(target, list), partition);
	return r ? cannot_open(cli, first(target, list), r) : 0;
}

int target_open(struct cli *cli, const struct target *target, struct ffa_partition **partition)
{
	struct ffa_list *list;
	int r = target_read(cli, target, &list);

	if (!r)
		r = open_match(cli, target, list, partition);
	ffa_list_free(list);
	return r;
}
