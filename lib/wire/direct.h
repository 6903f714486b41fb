/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef FFAW_DIRECT_H
#define FFAW_DIRECT_H

/* Direct messages; included by wire.h. What every message passes is inline, and written out rather than in loops. */

#define FFAW_DIRECT_WORDS	5	/* of REQ and RESP, x3..x7 */
#define FFAW_DIRECT2_WORDS	14	/* of REQ2 and RESP2, x4..x17 */
#define FFAW_DIRECT_FIRST	3
#define FFAW_DIRECT2_FIRST	4
#define FFAW_DIRECT_FRAMEWORK	0x80000000u	/* flag in w2 of REQ and RESP */
#define FFAW_WIDTH_64		0x40000000u	/* in a function ID */

static inline bool ffaw_direct_is_2(uint32_t fid)
{
	return fid == FFAW_DIRECT_REQ2_64 || fid == FFAW_DIRECT_RESP2_64;
}

/* How many words frames of function fid have: 14 for REQ2 and RESP2, else 5. */
static inline unsigned int ffaw_direct_count(uint32_t fid)
{
	return ffaw_direct_is_2(fid) ? FFAW_DIRECT2_WORDS : FFAW_DIRECT_WORDS;
}

/* The function that answers request; in each form it has the next number. */
static inline uint32_t ffaw_direct_response(uint32_t request)
{
	return request + 1;
}

/* A frame of REQ or RESP: from -> to; for a 32-bit fid the words must have no more than 32 bits. */
static inline void ffaw_direct5(uint64_t x[FFAW_REGS], uint32_t fid, uint16_t from, uint16_t to,
				const uint64_t words[FFAW_DIRECT_WORDS])
{
	x[0] = fid;
	x[1] = ffaw_pair(from, to);
	x[2] = 0;
	x[3] = words[0];
	x[4] = words[1];
	x[5] = words[2];
	x[6] = words[3];
	x[7] = words[4];
	x[8] = x[9] = x[10] = x[11] = x[12] = 0;
	x[13] = x[14] = x[15] = x[16] = x[17] = 0;
}

/* A frame of REQ2 or RESP2, with the nil UUID. */
static inline void ffaw_direct14(uint64_t x[FFAW_REGS], uint32_t fid, uint16_t from, uint16_t to,
				 const uint64_t words[FFAW_DIRECT2_WORDS])
{
	x[0] = fid;
	x[1] = ffaw_pair(from, to);
	x[2] = 0;
	x[3] = 0;
	__builtin_memcpy(x + FFAW_DIRECT2_FIRST, words, FFAW_DIRECT2_WORDS * sizeof(*words));
}

/* Either of them; words are ffaw_direct_count(fid), of which a 32-bit fid takes the lower halves. */
void ffaw_direct(uint64_t x[FFAW_REGS], uint32_t fid, uint16_t from, uint16_t to, const uint64_t *words);

/* The UUID of a REQ2, as x2 and x3 have it. */
void ffaw_direct_set_uuid(uint64_t x[FFAW_REGS], const uint8_t uuid[16]);
void ffaw_direct_uuid(const uint64_t x[FFAW_REGS], uint8_t uuid[16]);

/* The words of a REQ or RESP. */
static inline void ffaw_direct5_words(const uint64_t x[FFAW_REGS], uint64_t words[FFAW_DIRECT_WORDS])
{
	uint64_t mask = (uint32_t)x[0] & FFAW_WIDTH_64 ? ~(uint64_t)0 : 0xffffffffu;

	words[0] = x[3] & mask;
	words[1] = x[4] & mask;
	words[2] = x[5] & mask;
	words[3] = x[6] & mask;
	words[4] = x[7] & mask;
}

/* The words of such a frame and their number, ffaw_direct_count() of its x0; the upper halves of a 32-bit one are dropped. */
static inline unsigned int ffaw_direct_words(const uint64_t x[FFAW_REGS], uint64_t words[FFAW_DIRECT2_WORDS])
{
	if (ffaw_direct_is_2((uint32_t)x[0])) {
		__builtin_memcpy(words, x + FFAW_DIRECT2_FIRST, FFAW_DIRECT2_WORDS * sizeof(*words));
		return FFAW_DIRECT2_WORDS;
	}
	ffaw_direct5_words(x, words);
	return FFAW_DIRECT_WORDS;
}

/* Is x the answer to a REQ request from -> to: a RESP of the same width, endpoints swapped, and no framework message? */
static inline bool ffaw_direct5_answers(const uint64_t x[FFAW_REGS], uint32_t request, uint16_t from, uint16_t to)
{
	return ffaw_w(x, 0) == ffaw_direct_response(request) && ffaw_w(x, 1) == ffaw_pair(to, from) &&
	       !(ffaw_w(x, 2) & FFAW_DIRECT_FRAMEWORK);
}

/* The same for any request. */
static inline bool ffaw_direct_answers(const uint64_t x[FFAW_REGS], uint32_t request, uint16_t from, uint16_t to)
{
	if (!ffaw_direct_is_2(request))
		return ffaw_direct5_answers(x, request, from, to);
	return ffaw_w(x, 0) == ffaw_direct_response(request) && ffaw_w(x, 1) == ffaw_pair(to, from);
}

/* FFA_RUN of the execution context in pair, exactly as INTERRUPT or YIELD named it. */
void ffaw_run(uint64_t x[FFAW_REGS], uint32_t pair);
/* Time-out of a YIELD in ns, w2 and w3. */
uint64_t ffaw_yield_timeout(const uint64_t x[FFAW_REGS]);

#endif
