/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "internal.h"

#define MAX_ENTRIES	0x10000u	/* indices of PARTITION_INFO_GET_REGS have 16 bits */

/* Entries first..first + room - 1 are put into memory or x, the others only counted; filter NULL takes all. */
struct listing {
	const struct ffa_model *model;
	const uint8_t *filter;
	uint32_t version;
	uint32_t stride;
	uint8_t *memory;
	uint64_t *x;
	uint32_t first;
	uint32_t room;
	uint32_t count;
};

static uint32_t properties_of(uint32_t version)
{
	return version >= FFAW_VERSION_1_2 ? 0x7ff : version >= FFAW_VERSION_1_1 ? 0x1ff : 0x7;
}

static uint32_t stride_of(const struct ffa_model *m, uint32_t version)
{
	if (version < FFAW_VERSION_1_1)
		return FFAW_PARTITION_INFO_SIZE_1_0;
	return model_has(m, FFA_MODEL_LONG_DESCRIPTORS) ? FFAW_PARTITION_INFO_SIZE_1_3 : FFAW_PARTITION_INFO_SIZE_1_1;
}

static void list_entry(struct listing *list, const struct ffa_model_partition *p, const struct service *s)
{
	struct ffaw_partition_info info = {
		.id = p->id,
		.contexts = p->listed_contexts,
		.properties = p->properties & properties_of(list->version),
	};
	uint32_t i = list->count++ - list->first;

	if (list->count <= list->first || i >= list->room)
		return;
	/* Who asks for one UUID gets it back as zero. */
	if (s && (!list->filter || model_has(list->model, MODEL_UUID_REPEATED)))
		__builtin_memcpy(info.uuid, s->uuid, sizeof(info.uuid));
	if (list->x)
		ffaw_info_regs_pack(list->x, list->stride, i, &info);
	else
		ffaw_partition_info_pack(list->memory + (size_t)i * list->stride, list->stride, &info);
}

static void list_partition(struct listing *list, const struct ffa_model_partition *p)
{
	const struct service *s;

	if (!p->services && !list->filter)
		list_entry(list, p, NULL);
	for (s = p->services; s; s = s->next) {
		if (list->filter && !model_same_uuid(s->uuid, list->filter))
			continue;
		list_entry(list, p, s);
		if (list->version < FFAW_VERSION_1_1)
			break;
	}
}

static uint32_t list_all(struct listing *list)
{
	const struct ffa_model_partition *p;

	list->count = 0;
	for (p = list->model->partitions; p; p = p->next)
		list_partition(list, p);
	return list->count;
}

static void complete(struct call *call, uint32_t count, uint32_t stride)
{
	ffaw_success(call->x);
	call->x[2] = count;
	call->x[3] = call->version < FFAW_VERSION_1_1 ? 0 : stride;
}

static int32_t fill_rx(struct ffa_model *m, struct call *call, struct listing *list)
{
	uint32_t count = list->count;

	if (!m->host.rx || m->host.rx_full)
		return model_has(m, FFA_MODEL_RX_DENIED) ? FFAW_STATUS_DENIED : FFAW_STATUS_BUSY;
	if (count > m->host.rx_size / list->stride)
		return FFAW_STATUS_NO_MEMORY;
	list->memory = m->host.rx;
	list->room = count;
	list_all(list);
	m->host.rx_full = true;
	complete(call, count, list->stride);
	return 0;
}

int32_t model_partition_info_get(struct ffa_model *m, struct call *call)
{
	const uint32_t words[4] = { ffaw_w(call->x, 1), ffaw_w(call->x, 2), ffaw_w(call->x, 3), ffaw_w(call->x, 4) };
	uint32_t known_flags = call->version < FFAW_VERSION_1_1 ? 0 : FFAW_PARTITION_COUNT_ONLY;
	struct listing list = { .model = m, .version = call->version, .stride = stride_of(m, call->version) };
	uint32_t flags = ffaw_w(call->x, 5);
	uint8_t uuid[16];

	if (m->host.rx_busy) {
		m->host.rx_busy--;
		return FFAW_STATUS_BUSY;
	}
	if (flags & ~known_flags && !model_has(m, MODEL_MBZ_UNCHECKED))
		return FFAW_STATUS_INVALID_PARAMETERS;
	ffaw_uuid_from_words(words, uuid);
	list.filter = ffaw_uuid_is_nil(uuid) ? NULL : uuid;
	if (!list_all(&list) && list.filter && !model_has(m, FFA_MODEL_UNKNOWN_UUID_EMPTY))
		return FFAW_STATUS_INVALID_PARAMETERS;
	if (!(flags & FFAW_PARTITION_COUNT_ONLY))
		return fill_rx(m, call, &list);
	complete(call, list.count, 0);
	return 0;
}

/* Is this the call that finds the information changed in the middle of a listing? */
static bool tag_changes(struct ffa_model *m)
{
	if (!model_has(m, FFA_MODEL_INFO_TAG_CHANGES) || m->info_changed)
		return false;
	m->info_changed = true;
	m->info_tag = m->info_tag == UINT16_MAX ? 1 : (uint16_t)(m->info_tag + 1);
	return true;
}

static void fill_registers(struct ffa_model *m, struct call *call, struct listing *list)
{
	struct ffaw_info_regs answer = {
		.last = (uint16_t)(list->count - 1),
		.tag = m->info_tag,
		.stride = (uint16_t)list->stride,
	};

	list->x = call->x;
	list->room = FFAW_INFO_REGS_BYTES / list->stride;
	answer.index = answer.last;
	if (list->count - list->first > list->room)
		answer.index = (uint16_t)(list->first + list->room - 1);
	ffaw_info_regs_success(call->x, &answer);
	list_all(list);
	call->extended = true;
	if (list->first && answer.index == answer.last)
		m->info_changed = false;
}

int32_t model_partition_info_get_regs(struct ffa_model *m, struct call *call)
{
	struct listing list = { .model = m, .version = call->version, .stride = stride_of(m, call->version) };
	uint16_t tag = (uint16_t)(call->x[3] >> 16);
	uint8_t uuid[16];

	list.first = (uint16_t)call->x[3];
	if (call->x[3] >> 32 || (!list.first && tag))
		return FFAW_STATUS_INVALID_PARAMETERS;
	if (list.first && (tag != m->info_tag || tag_changes(m)))
		return FFAW_STATUS_RETRY;
	ffaw_uuid_from_regs(call->x + 1, uuid);
	list.filter = ffaw_uuid_is_nil(uuid) ? NULL : uuid;
	if (list.first >= list_all(&list))
		return FFAW_STATUS_INVALID_PARAMETERS;
	if (list.count > MAX_ENTRIES)
		return FFAW_STATUS_NO_MEMORY;
	fill_registers(m, call, &list);
	return 0;
}
