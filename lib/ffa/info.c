/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <string.h>

#include <ffa/abi.h>

#include "internal.h"

static void find_path(struct ffa_info *info, const struct ffa_machine *machine, uint32_t major, uint32_t minor)
{
	if (!major || machine->ops->path(machine->opaque, major, minor, info->path, sizeof(info->path)))
		info->path[0] = '\0';
	info->path[sizeof(info->path) - 1] = '\0';
}

void ffa_info_from_uapi(struct ffa_info *info, const struct ffa_machine *machine, const struct ffa_ioc_partition_info *raw)
{
	memcpy(info->uuid, raw->uuid, sizeof(info->uuid));
	info->properties = raw->properties;
	info->id = raw->id;
	info->contexts = raw->contexts;
	info->denied = raw->attributes & FFA_IOC_DENIED;
	find_path(info, machine, raw->major, raw->minor);
}

/* Firmware older than FF-A 1.2 finds partitions under UUIDs that their nodes do not have; only REQ2 carries one. */
bool ffa_info_is_node(const struct ffa_info *entry, const struct ffa_info *node)
{
	if (entry->id != node->id)
		return false;
	return !memcmp(entry->uuid, node->uuid, sizeof(entry->uuid)) || !(node->properties & FFA_PROP_REQ2_RECV);
}

uint16_t ffa_info_id(const struct ffa_info *info)
{
	return info->id;
}

const uint8_t *ffa_info_uuid(const struct ffa_info *info)
{
	return info->uuid;
}

uint16_t ffa_info_contexts(const struct ffa_info *info)
{
	return info->contexts;
}

uint32_t ffa_info_properties(const struct ffa_info *info)
{
	return info->properties;
}

const char *ffa_info_path(const struct ffa_info *info)
{
	return info->path;
}
