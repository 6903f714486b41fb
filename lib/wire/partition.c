/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "wire.h"

#define UUID_OFFSET	8

static uint32_t get_le(const uint8_t *p, unsigned int bytes)
{
	uint32_t value = 0;

	while (bytes--)
		value = value << 8 | p[bytes];
	return value;
}

static void put_le(uint8_t *p, unsigned int bytes, uint32_t value)
{
	unsigned int i;

	for (i = 0; i < bytes; i++)
		p[i] = (uint8_t)(value >> 8 * i);
}

void ffaw_partition_info_request(uint64_t x[FFAW_REGS], const uint8_t uuid[16], uint32_t flags)
{
	uint32_t words[4];
	unsigned int i;

	ffaw_request(x, FFAW_PARTITION_INFO_GET);
	x[5] = flags;
	if (!uuid)
		return;
	ffaw_uuid_to_words(uuid, words);
	for (i = 0; i < 4; i++)
		x[1 + i] = words[i];
}

bool ffaw_partition_info_answer(const uint64_t x[FFAW_REGS], size_t size, uint32_t *count, uint32_t *stride)
{
	*count = ffaw_w(x, 2);
	*stride = ffaw_w(x, 3);
	return *stride >= FFAW_PARTITION_INFO_SIZE && (uint64_t)*count * *stride <= size;
}

void ffaw_partition_info_parse(const void *p, struct ffaw_partition_info *info)
{
	const uint8_t *bytes = p;

	info->id = (uint16_t)get_le(bytes, 2);
	info->contexts = (uint16_t)get_le(bytes + 2, 2);
	info->properties = get_le(bytes + 4, 4);
	__builtin_memcpy(info->uuid, bytes + UUID_OFFSET, sizeof(info->uuid));
}

void ffaw_partition_info_pack(void *p, const struct ffaw_partition_info *info)
{
	uint8_t *bytes = p;

	put_le(bytes, 2, info->id);
	put_le(bytes + 2, 2, info->contexts);
	put_le(bytes + 4, 4, info->properties);
	__builtin_memcpy(bytes + UUID_OFFSET, info->uuid, sizeof(info->uuid));
}
