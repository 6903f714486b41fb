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

/* ---- names and numbers (call.c) ---- */

/* "DIRECT_REQ" for either form that exists, NULL for any other number. */
const char *ffaw_call_name(uint32_t fid);
/* "DENIED", NULL for an unknown code. */
const char *ffaw_status_name(int32_t status);
/* Is fid an FF-A call, known or not: fast, standard secure service, number 0x60-0xff? The SVE hint (bit 16) does not count. */
bool ffaw_call_is_ffa(uint32_t fid);

/* ---- the frame of every call (call.c) ---- */

/* A request: x0 = fid, the rest zero. */
static inline void ffaw_request(uint64_t x[FFAW_REGS], uint32_t fid)
{
	x[0] = fid;
	__builtin_memset(x + 1, 0, (FFAW_REGS - 1) * sizeof(x[0]));
}

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

/* ---- PARTITION_INFO_GET and _REGS (partition.c) ---- */

#define FFAW_PARTITION_COUNT_ONLY	1u	/* flag in w5, since 1.1 */
#define FFAW_PROP_DIRECT_RECV		(1u << 0)
#define FFAW_PROP_AARCH64		(1u << 8)	/* since 1.1 */
#define FFAW_PROP_REQ2_RECV		(1u << 9)
#define FFAW_PROPS_1_0			0x7u	/* all that 1.0 has */
#define FFAW_PROPS_1_1			0x1ffu
/* Sizes of a descriptor; firmware may use a longer stride. */
#define FFAW_PARTITION_INFO_SIZE_1_0	8u
#define FFAW_PARTITION_INFO_SIZE_1_1	24u
#define FFAW_PARTITION_INFO_SIZE_1_3	48u

struct ffaw_partition_info {
	uint16_t id;
	uint16_t contexts;
	uint32_t properties;
	uint8_t uuid[16];
};

/* uuid NULL: the nil UUID, all partitions. */
void ffaw_partition_info_request(uint64_t x[FFAW_REGS], const uint8_t uuid[16], uint32_t flags);
/*
 * Count and stride of an answer to a caller that speaks version, checked against an RX buffer of size bytes: false unless
 * stride is at least that version's, if there is any, and count * stride fits. In 1.0 there is no stride in the answer: it is 8.
 */
bool ffaw_partition_info_answer(const uint64_t x[FFAW_REGS], uint32_t version, size_t size, uint32_t *count, uint32_t *stride);
/* One descriptor of stride bytes at p, little-endian; one shorter than FFAW_PARTITION_INFO_SIZE_1_1 has no UUID: nil. */
void ffaw_partition_info_parse(const void *p, uint32_t stride, struct ffaw_partition_info *info);
/* stride is one of the sizes above; what info does not have is zero. */
void ffaw_partition_info_pack(void *p, uint32_t stride, const struct ffaw_partition_info *info);

/* What x2 of PARTITION_INFO_GET_REGS says: indices of the last entry of all and of the last one in these registers. */
struct ffaw_info_regs {
	uint16_t last;
	uint16_t index;
	uint16_t tag;
	uint16_t stride;	/* in bytes */
};

#define FFAW_INFO_REGS_BYTES	120u	/* x3..x17 */

void ffaw_info_regs_request(uint64_t x[FFAW_REGS], const uint8_t uuid[16], uint16_t start, uint16_t tag);
/*
 * Checks an answer to a request that began with entry start: false unless it is an FFA_SUCCESS_64, start <= index <= last,
 * stride is at least FFAW_PARTITION_INFO_SIZE_1_1 and a multiple of 8, and entries start..index fit into the registers.
 */
bool ffaw_info_regs_answer(const uint64_t x[FFAW_REGS], uint16_t start, struct ffaw_info_regs *answer);
/* The i-th entry in the registers, 0 .. index - start. */
void ffaw_info_regs_parse(const uint64_t x[FFAW_REGS], uint32_t stride, unsigned int i, struct ffaw_partition_info *info);
/* An answer; then its entries, stride 24 or 48. */
void ffaw_info_regs_success(uint64_t x[FFAW_REGS], const struct ffaw_info_regs *answer);
void ffaw_info_regs_pack(uint64_t x[FFAW_REGS], uint32_t stride, unsigned int i, const struct ffaw_partition_info *info);

/* ---- direct messages (direct.c) ---- */

#include "direct.h"

/* ---- UUIDs (uuid.c): byte i of the text form is byte i of the little-endian words ---- */

#define FFAW_UUID_TEXT 37 /* with NUL */

/* 36 characters of 8-4-4-4-12 hex digits and then NUL, newline or comma; false if it is none. */
bool ffaw_uuid_parse(const char *text, uint8_t uuid[16]);
void ffaw_uuid_format(const uint8_t uuid[16], char text[FFAW_UUID_TEXT]);
void ffaw_uuid_to_words(const uint8_t uuid[16], uint32_t words[4]);
void ffaw_uuid_from_words(const uint32_t words[4], uint8_t uuid[16]);
/* The same as two 64-bit registers, the low one first. */
void ffaw_uuid_to_regs(const uint8_t uuid[16], uint64_t regs[2]);
void ffaw_uuid_from_regs(const uint64_t regs[2], uint8_t uuid[16]);
bool ffaw_uuid_is_nil(const uint8_t uuid[16]);

#endif
