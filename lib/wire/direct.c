/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "wire.h"

#define UUID_REG	2

void ffaw_direct(uint64_t x[FFAW_REGS], uint32_t fid, uint16_t from, uint16_t to, const uint64_t *words)
{
	unsigned int i;

	if (ffaw_direct_is_2(fid)) {
		ffaw_direct14(x, fid, from, to, words);
		return;
	}
	ffaw_direct5(x, fid, from, to, words);
	for (i = 0; !(fid & FFAW_WIDTH_64) && i < FFAW_DIRECT_WORDS; i++)
		x[FFAW_DIRECT_FIRST + i] = (uint32_t)words[i];
}

void ffaw_direct_set_uuid(uint64_t x[FFAW_REGS], const uint8_t uuid[16])
{
	ffaw_uuid_to_regs(uuid, x + UUID_REG);
}

void ffaw_direct_uuid(const uint64_t x[FFAW_REGS], uint8_t uuid[16])
{
	ffaw_uuid_from_regs(x + UUID_REG, uuid);
}

void ffaw_run(uint64_t x[FFAW_REGS], uint32_t pair)
{
	ffaw_request(x, FFAW_RUN);
	x[1] = pair;
}

uint64_t ffaw_yield_timeout(const uint64_t x[FFAW_REGS])
{
	return (uint64_t)ffaw_w(x, 3) << 32 | ffaw_w(x, 2);
}
