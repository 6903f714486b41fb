/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "internal.h"

#define ALIAS_ID	0x80f0u
#define ALL_ONES	0xffffffffu

bool model_is_request(const uint64_t x[FFAW_REGS])
{
	uint32_t fid = ffaw_w(x, 0);

	return fid == FFAW_DIRECT_REQ || fid == FFAW_DIRECT_REQ_64 || fid == FFAW_DIRECT_REQ2_64;
}

static void answer(const struct ffa_model_partition *p, uint64_t x[FFAW_REGS], const uint64_t words[FFAW_DIRECT2_WORDS])
{
	ffaw_direct(x, ffaw_direct_response(ffaw_w(x, 0)), ffa_model_partition_id(p), ffaw_high(ffaw_w(x, 1)), words);
}

void model_echo(const struct ffa_model_partition *p, uint64_t x[FFAW_REGS])
{
	uint64_t words[FFAW_DIRECT2_WORDS];

	ffaw_direct_words(x, words);
	answer(p, x, words);
}

static void echo(struct ffa_model_partition *p, unsigned int vcpu, uint64_t x[FFAW_REGS], void *arg)
{
	(void)vcpu;
	(void)arg;
	model_echo(p, x);
}

static void twin(struct ffa_model_partition *p, unsigned int vcpu, uint64_t x[FFAW_REGS], void *arg)
{
	uint64_t words[FFAW_DIRECT2_WORDS];

	(void)vcpu;
	(void)arg;
	ffaw_direct_words(x, words);
	words[0] = ffa_model_partition_id(p);
	answer(p, x, words);
}

/* One request of slow, per context. */
struct slow {
	uint64_t request[FFAW_REGS];
	uint64_t interrupts;
	uint64_t yields;
	uint64_t timeout;
	bool alias;
};

static void slow_begin(struct slow *state, const uint64_t x[FFAW_REGS])
{
	uint64_t words[FFAW_DIRECT2_WORDS];

	ffaw_direct_words(x, words);
	__builtin_memcpy(state->request, x, sizeof(state->request));
	state->interrupts = words[0];
	state->yields = words[1];
	state->timeout = words[2];
	state->alias = words[3] & 1;
}

static void slow(struct ffa_model_partition *p, unsigned int vcpu, uint64_t x[FFAW_REGS], void *arg)
{
	struct slow *state = (struct slow *)arg + vcpu;

	if (model_is_request(x))
		slow_begin(state, x);
	if (state->interrupts) {
		state->interrupts--;
		ffaw_request(x, FFAW_INTERRUPT);
		x[1] = state->alias ? ffaw_pair(ALIAS_ID, (uint16_t)vcpu) : 0;
	} else if (state->yields) {
		state->yields--;
		ffaw_request(x, FFAW_YIELD);
		x[2] = (uint32_t)state->timeout;
		x[3] = state->timeout >> 32;
	} else {
		__builtin_memcpy(x, state->request, sizeof(state->request));
		model_echo(p, x);
	}
}

/* forever: until a request with w3 = 0; else the next one is answered once left is 0. */
struct busy {
	bool counting;
	bool forever;
	uint64_t left;
};

static bool busy_accepts(struct busy *state, uint64_t word)
{
	if (!state->counting) {
		state->counting = true;
		state->forever = (uint32_t)word == ALL_ONES;
		state->left = word;
	}
	if (state->forever ? word != 0 : state->left != 0) {
		state->left--;
		return false;
	}
	state->counting = false;
	return true;
}

static void busy(struct ffa_model_partition *p, unsigned int vcpu, uint64_t x[FFAW_REGS], void *arg)
{
	uint64_t words[FFAW_DIRECT2_WORDS];

	(void)vcpu;
	ffaw_direct_words(x, words);
	if (busy_accepts(arg, words[0]))
		model_echo(p, x);
	else
		ffaw_error(x, FFAW_STATUS_BUSY);
}

#define NORMAL	(FFA_PROP_DIRECT_RECV | FFA_PROP_AARCH64)
#define BOTH	(NORMAL | FFA_PROP_REQ2_RECV)

/* services: NN of the UUIDs ffa000NN-0000-4000-8000-000000000000, 0 is none. state: bytes that run gets as arg. */
static const struct {
	uint16_t id;
	uint8_t services[2];
	unsigned int contexts;
	uint32_t properties;
	ffa_model_run_fn *run;
	size_t state;
} set[] = {
	{ 0x8001, { 0x01 }, FFA_MODEL_CONTEXTS, BOTH, echo, 0 },
	{ 0x8002, { 0x02 }, FFA_MODEL_CONTEXTS, BOTH, slow, FFA_MODEL_CONTEXTS * sizeof(struct slow) },
	{ 0x8003, { 0x03 }, 1, NORMAL, busy, sizeof(struct busy) },
	{ 0x8004, { 0x04 }, FFA_MODEL_CONTEXTS, BOTH, twin, 0 },
	{ 0x8005, { 0x04 }, FFA_MODEL_CONTEXTS, BOTH, twin, 0 },
	{ 0x8006, { 0x05, 0x06 }, 1, BOTH, echo, 0 },
	{ 0x8007, { 0x07 }, FFA_MODEL_CONTEXTS, FFA_PROP_AARCH64, echo, 0 },
	{ 0x8008, { 0x08 }, 1, BOTH, model_chaos, sizeof(struct chaos) },
};

static int add_service(struct ffa_model_partition *p, uint8_t number)
{
	const uint8_t uuid[16] = { 0xff, 0xa0, 0x00, number, 0x00, 0x00, 0x40, 0x00, 0x80 };

	return number ? ffa_model_add_uuid(p, uuid) : 0;
}

static int add(struct ffa_model *m, size_t i)
{
	struct ffa_model_partition *p;
	void *state = NULL;
	int ret;

	if (set[i].state) {
		state = model_alloc(m, set[i].state);
		if (!state)
			return ERR_NOMEM;
	}
	ret = ffa_model_add(m, set[i].id, set[i].contexts, set[i].properties, set[i].run, state, &p);
	if (ret == 0)
		ret = add_service(p, set[i].services[0]);
	if (ret == 0)
		ret = add_service(p, set[i].services[1]);
	return ret;
}

int ffa_model_add_default(struct ffa_model *m)
{
	size_t i;
	int ret = 0;

	for (i = 0; i < sizeof(set) / sizeof(set[0]) && ret == 0; i++)
		ret = add(m, i);
	return ret;
}
