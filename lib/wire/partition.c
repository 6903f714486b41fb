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

bool ffaw_partition_info_answer(const uint64_t x[FFAW_REGS], uint32_t version, size_t size, uint32_t *count, uint32_t *stride)
{
	bool sized = version >= FFAW_VERSION_1_1;

	*count = ffaw_w(x, 2);
	*stride = sized ? ffaw_w(x, 3) : FFAW_PARTITION_INFO_SIZE_1_0;
	if (sized && *count && *stride < FFAW_PARTITION_INFO_SIZE_1_1)
		return false;
	return (uint64_t)*count * *stride <= size;
}

void ffaw_partition_info_parse(const void *p, uint32_t stride, struct ffaw_partition_info *info)
{
	const uint8_t *bytes = p;

	info->id = (uint16_t)get_le(bytes, 2);
	info->contexts = (uint16_t)get_le(bytes + 2, 2);
	info->properties = get_le(bytes + 4, 4);
	if (stride >= FFAW_PARTITION_INFO_SIZE_1_1)
		__builtin_memcpy(info->uuid, bytes + UUID_OFFSET, sizeof(info->uuid));
	else
		__builtin_memset(info->uuid, 0, sizeof(info->uuid));
}

void ffaw_partition_info_pack(void *p, uint32_t stride, const struct ffaw_partition_info *info)
{
	uint8_t *bytes = p;

	__builtin_memset(bytes, 0, stride);
	put_le(bytes, 2, info->id);
	put_le(bytes + 2, 2, info->contexts);
	put_le(bytes + 4, 4, info->properties);
	if (stride >= FFAW_PARTITION_INFO_SIZE_1_1)
		__builtin_memcpy(bytes + UUID_OFFSET, info->uuid, sizeof(info->uuid));
}

#define FIRST_INFO_REG	3u

void ffaw_info_regs_request(uint64_t x[FFAW_REGS], const uint8_t uuid[16], uint16_t start, uint16_t tag)
{
	ffaw_request(x, FFAW_PARTITION_INFO_GET_REGS_64);
	if (uuid)
		ffaw_uuid_to_regs(uuid, x + 1);
	x[3] = ffaw_pair(tag, start);
}

bool ffaw_info_regs_answer(const uint64_t x[FFAW_REGS], uint16_t start, struct ffaw_info_regs *answer)
{
	answer->last = (uint16_t)x[2];
	answer->index = (uint16_t)(x[2] >> 16);
	answer->tag = (uint16_t)(x[2] >> 32);
	answer->stride = (uint16_t)(x[2] >> 48);
	if (ffaw_w(x, 0) != FFAW_SUCCESS_64 || answer->index < start || answer->index > answer->last)
		return false;
	if (answer->stride < FFAW_PARTITION_INFO_SIZE_1_1 || answer->stride % sizeof(x[0]))
		return false;
	return (answer->index - start + 1u) * answer->stride <= FFAW_INFO_REGS_BYTES;
}

void ffaw_info_regs_parse(const uint64_t x[FFAW_REGS], uint32_t stride, unsigned int i, struct ffaw_partition_info *info)
{
	const uint64_t *regs = x + FIRST_INFO_REG + i * stride / sizeof(x[0]);

	info->id = (uint16_t)regs[0];
	info->contexts = (uint16_t)(regs[0] >> 16);
	info->properties = (uint32_t)(regs[0] >> 32);
	ffaw_uuid_from_regs(regs + 1, info->uuid);
}

void ffaw_info_regs_success(uint64_t x[FFAW_REGS], const struct ffaw_info_regs *answer)
{
	ffaw_request(x, FFAW_SUCCESS_64);
	x[2] = (uint64_t)answer->stride << 48 | (uint64_t)answer->tag << 32 | ffaw_pair(answer->index, answer->last);
}

void ffaw_info_regs_pack(uint64_t x[FFAW_REGS], uint32_t stride, unsigned int i, const struct ffaw_partition_info *info)
{
	uint64_t *regs = x + FIRST_INFO_REG + i * stride / sizeof(x[0]);

	regs[0] = (uint64_t)info->properties << 32 | ffaw_pair(info->contexts, info->id);
	ffaw_uuid_to_regs(info->uuid, regs + 1);
}
