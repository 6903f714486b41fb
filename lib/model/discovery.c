/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "internal.h"

/* Bits 9 and above came with FF-A 1.2. */
#define PROPERTIES_1_1	0x1ffu

/* Entries are only counted while out is NULL; filter NULL takes all. */
struct listing {
	const uint8_t *filter;
	uint8_t *out;
	uint32_t count;
};

static void list_entry(struct listing *list, const struct ffa_model_partition *p, const uint8_t uuid[16])
{
	struct ffaw_partition_info info = {
		.id = p->id,
		.contexts = (uint16_t)p->contexts,
		.properties = p->properties & PROPERTIES_1_1,
	};

	/* Who asks for one UUID gets it back as zero. */
	if (uuid && !list->filter)
		__builtin_memcpy(info.uuid, uuid, sizeof(info.uuid));
	if (list->out)
		ffaw_partition_info_pack(list->out + (size_t)list->count * FFAW_PARTITION_INFO_SIZE, &info);
	list->count++;
}

static bool same_uuid(const uint8_t a[16], const uint8_t b[16])
{
	uint8_t difference = 0;
	unsigned int i;

	for (i = 0; i < 16; i++)
		difference |= a[i] ^ b[i];
	return difference == 0;
}

static void list_partition(struct listing *list, const struct ffa_model_partition *p)
{
	const struct service *s;

	if (!p->services && !list->filter)
		list_entry(list, p, NULL);
	for (s = p->services; s; s = s->next)
		if (!list->filter || same_uuid(s->uuid, list->filter))
			list_entry(list, p, s->uuid);
}

static uint32_t list_all(const struct ffa_model *m, const uint8_t *filter, uint8_t *out)
{
	struct listing list = { .filter = filter, .out = out };
	const struct ffa_model_partition *p;

	for (p = m->partitions; p; p = p->next)
		list_partition(&list, p);
	return list.count;
}

static void complete(struct call *call, uint32_t count, uint32_t stride)
{
	ffaw_success(call->x);
	call->x[2] = count;
	call->x[3] = stride;
}

int32_t model_partition_info_get(struct ffa_model *m, struct call *call)
{
	const uint32_t words[4] = { ffaw_w(call->x, 1), ffaw_w(call->x, 2), ffaw_w(call->x, 3), ffaw_w(call->x, 4) };
	uint32_t flags = ffaw_w(call->x, 5);
	const uint8_t *filter;
	uint8_t uuid[16];
	uint32_t count;

	if (flags & ~FFAW_PARTITION_COUNT_ONLY)
		return FFAW_STATUS_INVALID_PARAMETERS;
	ffaw_uuid_from_words(words, uuid);
	filter = ffaw_uuid_is_nil(uuid) ? NULL : uuid;
	count = list_all(m, filter, NULL);
	if (filter && count == 0)
		return FFAW_STATUS_INVALID_PARAMETERS;
	if (flags & FFAW_PARTITION_COUNT_ONLY) {
		complete(call, count, 0);
		return 0;
	}
	if (!m->host.rx || m->host.rx_full)
		return FFAW_STATUS_BUSY;
	if (count > m->host.rx_size / FFAW_PARTITION_INFO_SIZE)
		return FFAW_STATUS_NO_MEMORY;
	list_all(m, filter, m->host.rx);
	m->host.rx_full = true;
	complete(call, count, FFAW_PARTITION_INFO_SIZE);
	return 0;
}
