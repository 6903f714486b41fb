/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "wire.h"

#define MAJOR_MASK	0xffff0000u

void ffaw_version_request(uint64_t x[FFAW_REGS], uint32_t version)
{
	ffaw_request(x, FFAW_VERSION);
	x[1] = version;
}

uint32_t ffaw_version_answer(const uint64_t x[FFAW_REGS])
{
	uint32_t version = ffaw_w(x, 0);

	return (int32_t)version < 0 ? 0 : version;
}

uint32_t ffaw_version_common(uint32_t own, uint32_t firmware)
{
	if ((own & MAJOR_MASK) != (firmware & MAJOR_MASK))
		return 0;
	return firmware < own ? firmware : own;
}

void ffaw_features_request(uint64_t x[FFAW_REGS], uint32_t id, uint32_t input)
{
	ffaw_request(x, FFAW_FEATURES);
	x[1] = id;
	x[2] = input;
}

bool ffaw_rxtx_parse(uint32_t w2, struct ffaw_rxtx *rxtx)
{
	static const uint32_t sizes[] = { 4096, 65536, 16384, 0 };

	rxtx->min_size = sizes[w2 & 3];
	rxtx->max_pages = w2 >> 16;
	return rxtx->min_size != 0;
}

uint32_t ffaw_rxtx_pack(const struct ffaw_rxtx *rxtx)
{
	uint32_t granule = rxtx->min_size == 65536 ? 1 : rxtx->min_size == 16384 ? 2 : 0;

	return rxtx->max_pages << 16 | granule;
}

void ffaw_rxtx_map_request(uint64_t x[FFAW_REGS], uint64_t tx, uint64_t rx, uint32_t pages)
{
	ffaw_request(x, FFAW_RXTX_MAP_64);
	x[1] = tx;
	x[2] = rx;
	x[3] = pages;
}
