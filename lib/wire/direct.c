/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "wire.h"

#define WIDTH_64	0x40000000u
#define FRAMEWORK	0x80000000u	/* flag in w2 */
#define FIRST_WORD	3

static bool is_64(uint32_t fid)
{
	return fid & WIDTH_64;
}

void ffaw_direct(uint64_t x[FFAW_REGS], uint32_t fid, uint16_t from, uint16_t to, const uint64_t words[FFAW_DIRECT_WORDS])
{
	unsigned int i;

	ffaw_request(x, fid);
	x[1] = ffaw_pair(from, to);
	for (i = 0; i < FFAW_DIRECT_WORDS; i++)
		x[FIRST_WORD + i] = is_64(fid) ? words[i] : (uint32_t)words[i];
}

void ffaw_direct_words(const uint64_t x[FFAW_REGS], uint64_t words[FFAW_DIRECT_WORDS])
{
	bool wide = is_64(ffaw_w(x, 0));
	unsigned int i;

	for (i = 0; i < FFAW_DIRECT_WORDS; i++)
		words[i] = wide ? x[FIRST_WORD + i] : ffaw_w(x, FIRST_WORD + i);
}

bool ffaw_direct_answers(const uint64_t x[FFAW_REGS], uint32_t request, uint16_t from, uint16_t to)
{
	uint32_t response = is_64(request) ? FFAW_DIRECT_RESP_64 : FFAW_DIRECT_RESP;

	if (ffaw_w(x, 0) != response || ffaw_w(x, 1) != ffaw_pair(to, from))
		return false;
	return !(ffaw_w(x, 2) & FRAMEWORK);
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
