/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "random.h"

#include <string.h>

#define MANY_PAGES	16

/* ---- for any call ---- */

static const uint32_t functions[] = {
	FFA_FN_ERROR, FFA_FN_SUCCESS, FFA_FN_SUCCESS_64, FFA_FN_INTERRUPT, FFA_FN_VERSION, FFA_FN_MSG_WAIT, FFA_FN_YIELD, FFA_FN_RUN,
	FFA_FN_DIRECT_REQ, FFA_FN_DIRECT_REQ_64, FFA_FN_DIRECT_RESP, FFA_FN_DIRECT_RESP_64, FFA_FN_DIRECT_REQ2_64,
	FFA_FN_DIRECT_RESP2_64, FFA_FN_MEM_RETRIEVE_RESP, FFA_FN_PARTITION_INFO_GET_REGS_64, 0, UINT32_MAX,
};

static void all_random(struct dice *dice, uint64_t x[REGS])
{
	size_t i;

	for (i = 0; i < REGS; i++)
		x[i] = chance(dice, 500) ? roll(dice) : roll_edge(dice);
}

static void random_function(struct dice *dice, uint64_t x[REGS])
{
	x[0] = functions[below(dice, ARRAY_SIZE(functions))];
}

static void one_register(struct dice *dice, uint64_t x[REGS])
{
	x[below(dice, 8)] = roll_edge(dice);
}

static void one_bit(struct dice *dice, uint64_t x[REGS])
{
	x[below(dice, REGS)] ^= 1ULL << below(dice, 64);
}

/* BUSY is rare: the driver sleeps for it. */
static void an_error(struct dice *dice, uint64_t x[REGS])
{
	static const int32_t codes[] = { -1, -2, -3, -5, -6, -7, -8, -9, -10, -11, 0, 1, INT32_MIN, INT32_MAX };
	const int32_t code = chance(dice, 20) ? FFA_STATUS_BUSY : codes[below(dice, ARRAY_SIZE(codes))];

	memset(x, 0, REGS * sizeof(*x));
	x[0] = FFA_FN_ERROR;
	x[2] = chance(dice, 500) ? (uint32_t)code : (uint64_t)(int64_t)code;
}

/* What a reader of 32-bit registers does not see. */
static void dirt(struct dice *dice, uint64_t x[REGS])
{
	x[0] |= roll(dice) << 32;
	x[1] |= roll(dice) << 32;
}

static void any(struct dice *dice, uint64_t x[REGS])
{
	static void (*const ways[])(struct dice *dice, uint64_t x[REGS]) = {
		all_random, random_function, one_register, one_register, one_bit, an_error, dirt,
	};

	ways[below(dice, ARRAY_SIZE(ways))](dice, x);
}

/* ---- direct messages ---- */

static uint32_t pair_back(const uint64_t request[REGS])
{
	return (uint32_t)request[1] << 16 | (uint32_t)request[1] >> 16;
}

/* A right answer, with random words. */
static void respond(struct dice *dice, const uint64_t request[REGS], uint64_t x[REGS])
{
	size_t i;

	for (i = 0; i < REGS; i++)
		x[i] = roll(dice);
	x[0] = (uint32_t)request[0] + 1;
	x[1] = pair_back(request);
	x[2] = chance(dice, 800) ? 0 : roll(dice) & 0x7fffffff;
}

/* One that is wrong in one field, or, with luck, in none. */
static void respond_wrongly(struct dice *dice, const uint64_t request[REGS], uint64_t x[REGS])
{
	respond(dice, request, x);
	switch (below(dice, 5)) {
	case 0:
		random_function(dice, x);
		break;
	case 1:
		x[1] ^= 1u << below(dice, 32);
		break;
	case 2:
		x[1] = request[1];
		break;
	case 3:
		x[2] = roll_edge(dice);
		break;
	default:
		dirt(dice, x);
	}
}

/* A context of a name that no other has: who runs it says for which message. */
static void suspend(struct firmware *firmware, uint64_t x[REGS])
{
	struct dice *dice = &firmware->dice;

	memset(x, 0, REGS * sizeof(*x));
	x[0] = chance(dice, 700) ? FFA_FN_INTERRUPT : FFA_FN_YIELD;
	x[1] = (uint64_t)below(dice, 0x8000) << 16 | (firmware->calls & 0xffff);
	x[2] = chance(dice, 995) ? below(dice, 1000000) : roll_edge(dice);
	x[3] = chance(dice, 999) ? 0 : roll_edge(dice);
	if (chance(dice, 300))
		dirt(dice, x);
}

static void answer_message(struct firmware *firmware, const uint64_t request[REGS], uint64_t x[REGS])
{
	struct dice *dice = &firmware->dice;
	const uint32_t what = below(dice, 100);

	if (what < 30)
		respond(dice, request, x);
	else if (what < 60)
		respond_wrongly(dice, request, x);
	else if (what < 72)
		an_error(dice, x);
	else if (what < 84)
		suspend(firmware, x);
	else if (what < 92)
		any(dice, x);
	else
		all_random(dice, x);
}

/* What the message was that a context works at. */
static const uint64_t *request_of(struct truth *truth, const uint64_t request[REGS])
{
	const struct chain *chain = truth_chain_named(truth, (uint32_t)request[1]);

	return chain ? chain->request : request;
}

/* A name that two contexts have would not say for which message FFA_RUN is. */
static void keep_names_apart(struct firmware *firmware, const uint64_t request[REGS], uint64_t x[REGS])
{
	const uint32_t fid = (uint32_t)x[0];

	if (fid != FFA_FN_INTERRUPT && fid != FFA_FN_YIELD)
		return;
	if ((uint32_t)request[0] == FFA_FN_RUN && (uint32_t)request[1] == (uint32_t)x[1])
		return;
	while (truth_chain_named(&firmware->truth, (uint32_t)x[1]))
		x[1] = roll(&firmware->dice);
}

/* ---- lists ---- */

static void answer_registers(struct dice *dice, const uint64_t request[REGS], uint64_t x[REGS])
{
	const unsigned int field = below(dice, 4) * 16;
	const uint64_t start = (uint16_t)request[3];

	if (chance(dice, 300)) {
		any(dice, x);
		return;
	}
	if (chance(dice, 300)) {
		all_random(dice, x);
		x[0] = FFA_FN_SUCCESS_64;
		x[2] = 24ULL << 48 | 1ULL << 32 | (start + below(dice, 5)) << 16 | (start + below(dice, 12));
	}
	if (chance(dice, 600))
		x[2] = (x[2] & ~(0xffffULL << field)) | (roll_edge(dice) & 0xffff) << field;
	else if (chance(dice, 300))
		x[2] = (x[2] & ~(0xffffULL << 16)) | ((start + below(dice, 8) - 1) & 0xffff) << 16;
}

static void scribble(struct dice *dice, uint8_t *rx, size_t size)
{
	size_t i, n = chance(dice, 200) ? size : below(dice, 64);

	for (i = 0; i < n; i++)
		rx[chance(dice, 500) ? below(dice, 256) : below(dice, (uint32_t)size)] = (uint8_t)roll(dice);
}

static void answer_memory(struct firmware *firmware, uint64_t x[REGS])
{
	struct dice *dice = &firmware->dice;

	if (firmware->truth.rx && chance(dice, 700))
		scribble(dice, firmware->truth.rx, firmware->truth.rx_size);
	if (chance(dice, 300)) {
		any(dice, x);
		return;
	}
	memset(x, 0, REGS * sizeof(*x));
	x[0] = FFA_FN_SUCCESS;
	x[2] = chance(dice, 600) ? below(dice, 200) : roll_edge(dice);
	x[3] = chance(dice, 600) ? 24 : roll_edge(dice);
}

/* ---- setup ---- */

static void answer_version(struct dice *dice, uint64_t x[REGS])
{
	static const uint32_t answers[] = { 0x10000, 0x10001, 0x10002, 0x10003, 0x1ffff, 0x20000, 0, UINT32_MAX, 0x80010002 };

	if (chance(dice, 800))
		x[0] = answers[below(dice, ARRAY_SIZE(answers))];
	else
		any(dice, x);
}

static void answer_features(struct dice *dice, uint64_t x[REGS])
{
	if (chance(dice, 500))
		x[2] = (uint64_t)below(dice, MANY_PAGES) << 16 | below(dice, 4);
	else
		any(dice, x);
}

static void answer(struct firmware *firmware, const uint64_t request[REGS], uint64_t x[REGS])
{
	const uint32_t fid = (uint32_t)request[0];

	if (is_message(fid))
		answer_message(firmware, request, x);
	else if (fid == FFA_FN_RUN)
		answer_message(firmware, request_of(&firmware->truth, request), x);
	else if (fid == FFA_FN_PARTITION_INFO_GET_REGS_64)
		answer_registers(&firmware->dice, request, x);
	else if (fid == FFA_FN_PARTITION_INFO_GET)
		answer_memory(firmware, x);
	else if (fid == FFA_FN_VERSION)
		answer_version(&firmware->dice, x);
	else if (fid == FFA_FN_FEATURES)
		answer_features(&firmware->dice, x);
	else
		any(&firmware->dice, x);
}

static void completed(void *arg, const uint64_t request[REGS], uint64_t completion[REGS])
{
	struct firmware *firmware = arg;
	uint64_t before[REGS];
	const char *wrong;

	memcpy(before, completion, sizeof(before));
	pthread_mutex_lock(&firmware->lock);
	firmware->calls++;
	if (chance(&firmware->dice, firmware->hostility))
		answer(firmware, request, completion);
	if (is_message((uint32_t)request[0]) || (uint32_t)request[0] == FFA_FN_RUN)
		keep_names_apart(firmware, request, completion);
	firmware->rewritten += memcmp(before, completion, sizeof(before)) != 0;
	wrong = truth_note(&firmware->truth, request, completion);
	if (wrong && !firmware->wrong)
		firmware->wrong = wrong;
	pthread_mutex_unlock(&firmware->lock);
}

void firmware_attach(struct firmware *firmware, struct ffa_fake *f)
{
	pthread_mutex_init(&firmware->lock, NULL);
	ffa_model_on_completion(ffa_fake_model(f), completed, firmware);
}
