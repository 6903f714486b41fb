/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef FFAW_WIRE_H
#define FFAW_WIRE_H

/*
 * FF-A's registers and structures, packed and parsed. Registers are x[0..17]; "words" are the 32-bit halves that the calling
 * convention names w0, w1, ... No allocation, no I/O, no state.
 */

#include "table.h"
#include "types.h"

#define FFAW_REGS		18
#define FFAW_PAGE_SIZE		4096u	/* FF-A's own unit, whatever the kernel's page size is */
#define FFAW_VERSION_1_0	0x00010000u
#define FFAW_VERSION_1_1	0x00010001u
#define FFAW_VERSION_1_2	0x00010002u
#define FFAW_DIRECT_WORDS	5

/* ---- names and numbers (call.c) ---- */

/* "DIRECT_REQ" for either form that exists, NULL for any other number. */
const char *ffaw_call_name(uint32_t fid);
/* "DENIED", NULL for an unknown code. */
const char *ffaw_status_name(int32_t status);
/* Is fid an FF-A call, known or not: fast, standard secure service, number 0x60-0xff? The SVE hint (bit 16) does not count. */
bool ffaw_call_is_ffa(uint32_t fid);

/* ---- the frame of every call (call.c) ---- */

/* A request: x0 = fid, the rest zero. */
void ffaw_request(uint64_t x[FFAW_REGS], uint32_t fid);
/* A completion: FFA_SUCCESS (32 bit) with the rest zero; FFA_ERROR with status, zero-extended, in w2. */
void ffaw_success(uint64_t x[FFAW_REGS]);
void ffaw_error(uint64_t x[FFAW_REGS], int32_t status);

static inline uint32_t ffaw_w(const uint64_t x[FFAW_REGS], unsigned int i)
{
	return (uint32_t)x[i];
}

/* Endpoint pair or execution context in w1: sender or endpoint in the upper half, receiver or vCPU in the lower. */
static inline uint32_t ffaw_pair(uint16_t high, uint16_t low)
{
	return (uint32_t)high << 16 | low;
}

static inline uint16_t ffaw_high(uint32_t pair)
{
	return (uint16_t)(pair >> 16);
}

static inline uint16_t ffaw_low(uint32_t pair)
{
	return (uint16_t)pair;
}

/*
 * What a completion says of a call that answers SUCCESS or ERROR: 0 for SUCCESS (either width), the negative status of an
 * ERROR (an ERROR with code 0 or above is NOT_SUPPORTED), 1 for any other frame. The code is signed and 32 bits wide,
 * whatever the upper half of x2 holds.
 */
int32_t ffaw_completion(const uint64_t x[FFAW_REGS]);

/* ---- VERSION, FEATURES, IDs (setup.c) ---- */

void ffaw_version_request(uint64_t x[FFAW_REGS], uint32_t version);
/* The version that firmware implements, 0 for "no FF-A" or "not compatible" ((int32_t)w0 < 0). */
uint32_t ffaw_version_answer(const uint64_t x[FFAW_REGS]);
/*
 * The version to speak: own if firmware has the same major and at least its minor, firmware's if its minor is smaller, 0 if
 * the major differs.
 */
uint32_t ffaw_version_common(uint32_t own, uint32_t firmware);

void ffaw_features_request(uint64_t x[FFAW_REGS], uint32_t id, uint32_t input);

/* RX/TX buffers as FEATURES(RXTX_MAP) wants them: smallest size and alignment in bytes, largest in 4K pages (0: not stated). */
struct ffaw_rxtx {
	uint32_t min_size;
	uint32_t max_pages;
};
/* From w2; false if the granule is the reserved value. */
bool ffaw_rxtx_parse(uint32_t w2, struct ffaw_rxtx *rxtx);
/* To w2. min_size is 4096, 16384 or 65536. */
uint32_t ffaw_rxtx_pack(const struct ffaw_rxtx *rxtx);

void ffaw_rxtx_map_request(uint64_t x[FFAW_REGS], uint64_t tx, uint64_t rx, uint32_t pages);

/* ---- PARTITION_INFO_GET (partition.c) ---- */

#define FFAW_PARTITION_COUNT_ONLY	1u	/* flag in w5 */
#define FFAW_PROP_DIRECT_RECV		(1u << 0)
#define FFAW_PROP_AARCH64		(1u << 8)
#define FFAW_PARTITION_INFO_SIZE	24u	/* descriptor of 1.1 and 1.2; firmware may use a longer stride */

struct ffaw_partition_info {
	uint16_t id;
	uint16_t contexts;
	uint32_t properties;
	uint8_t uuid[16];
};

/* uuid NULL: the nil UUID, all partitions. */
void ffaw_partition_info_request(uint64_t x[FFAW_REGS], const uint8_t uuid[16], uint32_t flags);
/*
 * Count and stride of an answer, checked against an RX buffer of size bytes: false unless stride is at least
 * FFAW_PARTITION_INFO_SIZE and count * stride fits.
 */
bool ffaw_partition_info_answer(const uint64_t x[FFAW_REGS], size_t size, uint32_t *count, uint32_t *stride);
/* One descriptor, little-endian, FFAW_PARTITION_INFO_SIZE bytes at p. */
void ffaw_partition_info_parse(const void *p, struct ffaw_partition_info *info);
void ffaw_partition_info_pack(void *p, const struct ffaw_partition_info *info);

/* ---- direct messages (direct.c) ---- */

/* A direct request or response of a partition (fid is FFAW_DIRECT_REQ[_64] or _RESP[_64]): from -> to, five words. */
void ffaw_direct(uint64_t x[FFAW_REGS], uint32_t fid, uint16_t from, uint16_t to, const uint64_t words[FFAW_DIRECT_WORDS]);
/*
 * The words of such a frame: upper halves are dropped for a 32-bit fid.
 */
void ffaw_direct_words(const uint64_t x[FFAW_REGS], uint64_t words[FFAW_DIRECT_WORDS]);
/*
 * Is x the answer to a request that was sent with function request by from to to: a response of the same width with the
 * endpoints swapped, and no framework message?
 */
bool ffaw_direct_answers(const uint64_t x[FFAW_REGS], uint32_t request, uint16_t from, uint16_t to);

/* FFA_RUN of the execution context in pair, exactly as INTERRUPT or YIELD named it. */
void ffaw_run(uint64_t x[FFAW_REGS], uint32_t pair);
/* Time-out of a YIELD in ns, w2 and w3. */
uint64_t ffaw_yield_timeout(const uint64_t x[FFAW_REGS]);

/* ---- UUIDs (uuid.c): byte i of the text form is byte i of the little-endian words ---- */

#define FFAW_UUID_TEXT 37 /* with NUL */

/* 36 characters of 8-4-4-4-12 hex digits and then NUL, newline or comma; false if it is none. */
bool ffaw_uuid_parse(const char *text, uint8_t uuid[16]);
void ffaw_uuid_format(const uint8_t uuid[16], char text[FFAW_UUID_TEXT]);
void ffaw_uuid_to_words(const uint8_t uuid[16], uint32_t words[4]);
void ffaw_uuid_from_words(const uint32_t words[4], uint8_t uuid[16]);
bool ffaw_uuid_is_nil(const uint8_t uuid[16]);

#endif
