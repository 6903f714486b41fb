/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

#define FIRST_ROOM 32u
#define MOST_ENTRIES 4096u
#define TRIES 8

struct ffa_list {
	size_t count;
	struct ffa_info infos[];
};

/* What the driver answered, before it becomes a list. */
struct answer {
	struct ffa_ioc_partition_info *entries;
	uint32_t room;
	uint32_t count;
};

static int ask(const struct ffa_node *self, const uint8_t uuid[16], struct answer *answer)
{
	struct ffa_ioc_list raw = { .size = sizeof(raw), .count = answer->room, .stride = sizeof(*answer->entries) };
	int err;

	answer->entries = calloc(answer->room, sizeof(*answer->entries));
	if (!answer->entries)
		return -ENOMEM;
	raw.entries = (uintptr_t)answer->entries;
	if (uuid)
		memcpy(raw.uuid, uuid, sizeof(raw.uuid));
	err = ffa_ioctl(self, FFA_IOC_LIST, &raw);
	answer->count = raw.count;
	if (!err && raw.count > answer->room)
		err = -EPROTO;
	if (err)
		free(answer->entries);
	return err;
}

/* Partitions may come while we ask, so that what was enough a moment ago no longer is. */
static int ask_with_room(const struct ffa_node *self, const uint8_t uuid[16], struct answer *answer)
{
	int err, i;

	answer->room = FIRST_ROOM;
	for (i = 0; i < TRIES; i++) {
		err = ask(self, uuid, answer);
		if (err != -EMSGSIZE)
			return err;
		if (answer->count <= answer->room || answer->count > MOST_ENTRIES)
			break;
		answer->room = answer->count;
	}
	ffa_ctx_log(self->machine->ctx, FFA_LOG_ERROR, "the driver's list has no end: %u entries", answer->count);
	return -EPROTO;
}

static struct ffa_list *list_new(const struct ffa_machine *machine, const struct answer *answer)
{
	struct ffa_list *list;
	size_t i;

	list = calloc(1, sizeof(*list) + answer->count * sizeof(list->infos[0]));
	if (!list)
		return NULL;
	list->count = answer->count;
	for (i = 0; i < list->count; i++)
		ffa_info_from_uapi(&list->infos[i], machine, &answer->entries[i]);
	return list;
}

int ffa_device_list(struct ffa_device *dev, const uint8_t uuid[16], struct ffa_list **list)
{
	static const uint8_t nil[16];
	const struct ffa_node *self;
	struct answer answer;
	int err;

	if (list)
		*list = NULL;
	if (!dev)
		return -EINVAL;
	self = ffa_device_node(dev);
	if (!list)
		return ffa_bug(self->machine->ctx, "list is NULL");
	/* To the driver the nil UUID means all. */
	if (uuid && !memcmp(uuid, nil, sizeof(nil)))
		return -ENOENT;
	err = ask_with_room(self, uuid, &answer);
	if (err)
		return err;
	if (uuid && !answer.count) {
		err = -ENOENT;
	} else {
		*list = list_new(self->machine, &answer);
		err = *list ? 0 : -ENOMEM;
	}
	free(answer.entries);
	return err;
}

void ffa_list_free(struct ffa_list *list)
{
	free(list);
}

size_t ffa_list_count(const struct ffa_list *list)
{
	return list->count;
}

const struct ffa_info *ffa_list_get(const struct ffa_list *list, size_t i)
{
	return i < list->count ? &list->infos[i] : NULL;
}
