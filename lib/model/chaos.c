/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "internal.h"

#define ALL_ONES	0xffffffffu
#define UPPER_HALF	0xffffffff00000000u
#define OTHER_SENDER	0x8001u
#define OTHER_RECEIVER	0x0005u
#define FRAMEWORK	0x80000000u

/* What the first word asks for. */
enum {
	OTHER_WIDTH = 1,
	WRONG_SENDER,
	WRONG_RECEIVER,
	DIRTY_HALVES,
	FLAG_IN_W2,
	FRAMEWORK_IN_W2,
	ERROR,
	INTERRUPTS,
	OTHER_FUNCTION,
	ABORTED,
	EXTRA_REGISTERS,
};

static uint32_t other_response(uint32_t response)
{
	return response == FFAW_DIRECT_RESP ? FFAW_DIRECT_RESP_64 : FFAW_DIRECT_RESP;
}

static void set_ones(uint64_t *x, const uint64_t *end, uint64_t ones)
{
	for (; x < end; x++)
		*x |= ones;
}

static void dirty_halves(uint64_t x[FFAW_REGS])
{
	set_ones(x, x + (ffaw_w(x, 0) == FFAW_DIRECT_RESP ? 8 : 3), UPPER_HALF);
}

static void extra_registers(uint64_t x[FFAW_REGS])
{
	if (ffaw_w(x, 0) == FFAW_DIRECT_RESP2_64)
		set_ones(x + 2, x + 4, UINT64_MAX);
	else
		set_ones(x + 8, x + FFAW_REGS, UINT64_MAX);
}

/* x is the answer of echo to a request with these words. */
static void spoil(uint64_t x[FFAW_REGS], const uint64_t words[FFAW_DIRECT2_WORDS])
{
	uint16_t self = ffaw_high(ffaw_w(x, 1));
	uint16_t caller = ffaw_low(ffaw_w(x, 1));

	switch (words[0]) {
	case OTHER_WIDTH:
		ffaw_direct(x, other_response(ffaw_w(x, 0)), self, caller, words);
		break;
	case WRONG_SENDER:
		x[1] = ffaw_pair(OTHER_SENDER, caller);
		break;
	case WRONG_RECEIVER:
		x[1] = ffaw_pair(self, OTHER_RECEIVER);
		break;
	case DIRTY_HALVES:
		dirty_halves(x);
		break;
	case FLAG_IN_W2:
		x[2] = 1;
		break;
	case FRAMEWORK_IN_W2:
		x[2] = ffaw_w(x, 0) == FFAW_DIRECT_RESP2_64 ? 0 : FRAMEWORK;
		break;
	case ERROR:
		ffaw_error(x, (int32_t)(uint32_t)words[1]);
		break;
	case OTHER_FUNCTION:
		x[0] = (uint32_t)words[1];
		break;
	case ABORTED:
		ffaw_error(x, FFAW_STATUS_ABORTED);
		break;
	case EXTRA_REGISTERS:
		extra_registers(x);
		break;
	}
}

static void begin(struct chaos *state, const uint64_t x[FFAW_REGS])
{
	uint64_t words[FFAW_DIRECT2_WORDS];

	ffaw_direct_words(x, words);
	__builtin_memcpy(state->request, x, sizeof(state->request));
	state->interrupts = words[0] == INTERRUPTS ? words[1] : 0;
}

static bool interrupts(struct chaos *state)
{
	if (!state->interrupts)
		return false;
	if ((uint32_t)state->interrupts != ALL_ONES)
		state->interrupts--;
	return true;
}

void model_chaos(struct ffa_model_partition *p, unsigned int vcpu, uint64_t x[FFAW_REGS], void *arg)
{
	uint64_t words[FFAW_DIRECT2_WORDS];
	struct chaos *state = arg;
	bool fresh = model_is_request(x);

	(void)vcpu;
	if (fresh)
		begin(state, x);
	if (interrupts(state)) {
		ffaw_request(x, FFAW_INTERRUPT);
		return;
	}
	__builtin_memcpy(x, state->request, sizeof(state->request));
	ffaw_direct_words(x, words);
	model_echo(p, x);
	if (fresh)
		spoil(x, words);
}
