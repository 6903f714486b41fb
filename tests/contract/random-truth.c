/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "random.h"

#include <errno.h>
#include <string.h>

#define INFO		FFA_FN_PARTITION_INFO_GET
#define INFO_REGS	FFA_FN_PARTITION_INFO_GET_REGS_64
#define FRAMEWORK	0x80000000u

static int errno_of(int32_t status)
{
	static const int errors[] = {
		0, -EOPNOTSUPP, -EINVAL, -ENOMEM, -EBUSY, -EAGAIN, -EACCES, -EAGAIN, -ECANCELED, -ENODATA, -EAGAIN,
	};

	return status < FFA_STATUS_NOT_READY ? -EIO : errors[-status];
}

/* Of FFA_ERROR: a code that is none is taken as NOT_SUPPORTED. */
static int truth_of_error(const uint64_t x[REGS], int32_t *status)
{
	*status = (int32_t)(uint32_t)x[2];
	if (*status >= 0)
		*status = FFA_STATUS_NOT_SUPPORTED;
	return errno_of(*status);
}

int truth_of_call(const uint64_t x[REGS], int32_t *status)
{
	*status = 0;
	switch ((uint32_t)x[0]) {
	case FFA_FN_SUCCESS:
	case FFA_FN_SUCCESS_64:
		return 0;
	case FFA_FN_ERROR:
		return truth_of_error(x, status);
	default:
		return -EPROTO;
	}
}

int is_message(uint32_t fid)
{
	return fid == FFA_FN_DIRECT_REQ || fid == FFA_FN_DIRECT_REQ_64 || fid == FFA_FN_DIRECT_REQ2_64;
}

static uint32_t response_to(uint32_t fid)
{
	if (fid == FFA_FN_DIRECT_REQ)
		return FFA_FN_DIRECT_RESP;
	return fid == FFA_FN_DIRECT_REQ_64 ? FFA_FN_DIRECT_RESP_64 : FFA_FN_DIRECT_RESP2_64;
}

int truth_of_message(const uint64_t request[REGS], const uint64_t x[REGS], int32_t *status)
{
	const uint32_t pair = (uint32_t)request[1], fid = (uint32_t)x[0];

	*status = 0;
	if (fid == FFA_FN_INTERRUPT || fid == FFA_FN_YIELD)
		return 1;
	if (fid == FFA_FN_ERROR)
		return truth_of_error(x, status);
	if (fid != response_to((uint32_t)request[0]) || (uint32_t)x[1] != (pair << 16 | pair >> 16))
		return -EPROTO;
	if (fid != FFA_FN_DIRECT_RESP2_64 && x[2] & FRAMEWORK)
		return -EPROTO;
	return 0;
}

size_t truth_of_words(const uint64_t x[REGS], uint64_t words[WORDS])
{
	const uint32_t fid = (uint32_t)x[0];
	size_t i;

	if (fid == FFA_FN_DIRECT_RESP2_64) {
		memcpy(words, x + 4, WORDS * sizeof(*words));
		return WORDS;
	}
	for (i = 0; i < 5; i++)
		words[i] = fid == FFA_FN_DIRECT_RESP ? (uint32_t)x[3 + i] : x[3 + i];
	return 5;
}

void truth_uuid(const uint8_t uuid[16], uint64_t regs[2])
{
	size_t i;

	regs[0] = regs[1] = 0;
	for (i = 0; i < 16; i++)
		regs[i / 8] |= (uint64_t)uuid[i] << 8 * (i % 8);
}

/* ---- messages ---- */

struct chain *truth_chain(struct truth *truth, uint64_t number)
{
	struct chain *chain;

	for (chain = truth->chains; chain < truth->chains + CHAINS; chain++) {
		if (chain->number == number)
			return chain;
	}
	return NULL;
}

struct chain *truth_chain_named(struct truth *truth, uint32_t name)
{
	struct chain *chain;

	for (chain = truth->chains; chain < truth->chains + CHAINS; chain++) {
		if (chain->number && chain->suspended && !chain->over && chain->name == name)
			return chain;
	}
	return NULL;
}

/* A request that was BUSY is sent again, as it was. */
static const char *chain_begin(struct truth *truth, const uint64_t request[REGS], struct chain **chain)
{
	const uint64_t number = (uint32_t)request[0] == FFA_FN_DIRECT_REQ2_64 ? request[8] : request[7];

	*chain = truth_chain(truth, number);
	if (*chain)
		return memcmp((*chain)->request, request, sizeof((*chain)->request)) ? "a request changed while it was sent again" :
		       (*chain)->suspended || truth_of_message(request, (*chain)->last, &(int32_t){ 0 }) != -EBUSY ?
		       "a request that was accepted was sent again" : NULL;
	*chain = truth_chain(truth, 0);
	if (!*chain)
		return "more messages than the test has";
	memset(*chain, 0, sizeof(**chain));
	(*chain)->number = number;
	memcpy((*chain)->request, request, sizeof((*chain)->request));
	return NULL;
}

static const char *note_message(struct truth *truth, const uint64_t request[REGS], const uint64_t x[REGS])
{
	struct chain *chain = NULL;
	const char *wrong = NULL;
	int32_t status;
	int result;

	if ((uint32_t)request[0] == FFA_FN_RUN)
		chain = truth_chain_named(truth, (uint32_t)request[1]);
	else
		wrong = chain_begin(truth, request, &chain);
	if (!chain || wrong)
		return wrong ? wrong : "FFA_RUN of a context that was not named";
	memcpy(chain->last, x, sizeof(chain->last));
	result = truth_of_message(chain->request, x, &status);
	if (result == 1) {
		chain->suspended++;
		chain->name = (uint32_t)x[1];
	}
	/* FFA_RUN that is BUSY is tried again, and whether a request is depends on the caller's time. */
	chain->over = result != 1 && result != -EBUSY;
	return NULL;
}

/* ---- lists ---- */

/* An entry that is there already or is of the caller itself is none, and properties are those that the version has. */
static void listing_add(const struct truth *truth, struct listing *listing, struct entry entry)
{
	static const uint32_t properties[] = { 0x7, 0x1ff, UINT32_MAX };
	size_t i;

	if (entry.id == truth->own_id)
		return;
	for (i = 0; i < listing->count; i++) {
		if (listing->entries[i].id == entry.id && !memcmp(listing->entries[i].uuid, entry.uuid, sizeof(entry.uuid)))
			return;
	}
	entry.properties &= properties[truth->negotiated & 3];
	listing->entries[listing->count++] = entry;
}

static void uuid_of_regs(const uint64_t regs[2], uint8_t uuid[16])
{
	size_t i;

	for (i = 0; i < 16; i++)
		uuid[i] = (uint8_t)(regs[i / 8] >> 8 * (i % 8));
}

static int registers_are_right(const struct listing *listing, uint32_t start, const uint64_t x[REGS])
{
	const uint32_t last = (uint16_t)x[2], index = (uint16_t)(x[2] >> 16), stride = (uint32_t)(x[2] >> 48);

	if ((uint32_t)x[0] != FFA_FN_SUCCESS_64 || start != listing->next || index < start || index > last)
		return 0;
	if (start && (last != listing->last || (uint16_t)(x[2] >> 32) != listing->tag))
		return 0;
	return last < MOST_SERVICES && stride >= 24 && stride % 8 == 0 && (index - start + 1) * stride <= 15 * 8;
}

static void note_registers(struct truth *truth, const uint64_t request[REGS], const uint64_t x[REGS])
{
	struct listing *listing = &truth->registers;
	const uint32_t start = (uint16_t)request[3], index = (uint16_t)(x[2] >> 16), stride = (uint32_t)(x[2] >> 48);
	int32_t status;
	uint32_t i;

	if (truth_of_call(x, &status) == -EBUSY)
		return;
	if (!start)
		listing->next = 0, listing->count = 0;
	listing->complete = 0;
	if (!registers_are_right(listing, start, x)) {
		listing->next = UINT32_MAX;
		return;
	}
	for (i = 0; i <= index - start; i++) {
		const uint64_t *regs = x + 3 + i * stride / 8;
		struct entry entry = { .id = (uint16_t)regs[0], .contexts = (uint16_t)(regs[0] >> 16),
				       .properties = (uint32_t)(regs[0] >> 32) };

		uuid_of_regs(regs + 1, entry.uuid);
		listing_add(truth, listing, entry);
	}
	listing->last = (uint16_t)x[2];
	listing->tag = (uint16_t)(x[2] >> 32);
	listing->next = index + 1;
	listing->complete = index == listing->last;
}

static uint32_t little(const uint8_t *p, unsigned int bytes)
{
	return bytes ? little(p + 1, bytes - 1) << 8 | *p : 0;
}

static void note_memory(const struct truth *truth, struct listing *listing, const uint64_t x[REGS])
{
	const uint64_t count = (uint32_t)x[2], stride = truth->negotiated == FFA_VERSION_1_0 ? 8 : (uint32_t)x[3];
	const uint64_t least = truth->negotiated == FFA_VERSION_1_0 ? 8 : 24;
	int32_t status;
	uint64_t i;

	listing->count = 0;
	listing->complete = 0;
	/* What there is none of has any size. */
	if (truth_of_call(x, &status) || (count && stride < least) || count * stride > truth->rx_size)
		return;
	for (i = 0; i < count; i++) {
		const uint8_t *p = truth->rx + i * stride;
		struct entry entry = { .id = (uint16_t)little(p, 2), .contexts = (uint16_t)little(p + 2, 2),
				       .properties = little(p + 4, 4) };

		if (stride >= 24)
			memcpy(entry.uuid, p + 8, sizeof(entry.uuid));
		listing_add(truth, listing, entry);
	}
	listing->complete = listing != &truth->memory || count <= MOST_SERVICES;
}

static const char *note_lookup(struct truth *truth, const uint64_t request[REGS], const uint64_t x[REGS])
{
	const int all = !(request[1] | request[2] | request[3] | request[4]);

	if (!truth->rx)
		return "PARTITION_INFO_GET without buffers";
	memcpy(truth->lookup, x, sizeof(truth->lookup));
	note_memory(truth, all ? &truth->memory : &truth->found, x);
	return NULL;
}

/* ---- the rest ---- */

static void note_version(struct truth *truth, const uint64_t request[REGS], const uint64_t x[REGS])
{
	const int32_t answer = (int32_t)(uint32_t)x[0];
	const uint32_t asked = (uint32_t)request[1];

	if (answer > 0 && !truth->firmware)
		truth->firmware = (uint32_t)answer;
	if (answer > 0 && (uint32_t)answer >> 16 == asked >> 16 && (uint32_t)answer >= asked)
		truth->negotiated = asked;
}

static void note_buffers(struct truth *truth, const uint64_t request[REGS], const uint64_t x[REGS])
{
	const uintptr_t rx = (uintptr_t)request[2];
	int32_t status;

	truth->rx = NULL;
	if ((uint32_t)request[0] == FFA_FN_RXTX_UNMAP || truth_of_call(x, &status))
		return;
	memcpy(&truth->rx, &rx, sizeof(rx));
	truth->rx_size = request[3] * PAGE;
}

static void note_id(uint16_t *id, int *known, const uint64_t x[REGS])
{
	int32_t status;

	*known = !truth_of_call(x, &status);
	*id = *known ? (uint16_t)x[2] : 0;
}

const char *truth_note(struct truth *truth, const uint64_t request[REGS], const uint64_t x[REGS])
{
	const uint32_t fid = (uint32_t)request[0];
	int known;

	if (fid == FFA_FN_RUN || is_message(fid))
		return note_message(truth, request, x);
	if (fid == FFA_FN_VERSION)
		note_version(truth, request, x);
	else if (fid == FFA_FN_ID_GET)
		note_id(&truth->own_id, &known, x);
	else if (fid == FFA_FN_SPM_ID_GET)
		note_id(&truth->spmc_id, &truth->has_spmc_id, x);
	else if (fid == FFA_FN_RXTX_MAP_64 || fid == FFA_FN_RXTX_UNMAP)
		note_buffers(truth, request, x);
	else if (fid == FFA_FN_FEATURES)
		memcpy(truth->feature, x, sizeof(truth->feature));
	else if (fid == INFO_REGS)
		note_registers(truth, request, x);
	else if (fid == INFO)
		return note_lookup(truth, request, x);
	else if (fid != FFA_FN_RX_RELEASE)
		return "a call that the driver has no business to make";
	return NULL;
}
