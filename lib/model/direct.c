/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "internal.h"

#define FRAMEWORK	0x80000000u	/* flag in w2 */
#define VERSION_REQ	(FRAMEWORK | 8)
#define VERSION_RESP	(FRAMEWORK | 9)
#define LAST_VM		0x7ffeu

/* A single context migrates to the calling CPU, one of several is pinned to its own. */
static struct context *context_for(struct ffa_model_partition *p, unsigned int cpu)
{
	if (p->contexts == 1)
		return &p->context[0];
	return cpu < p->contexts ? &p->context[cpu] : NULL;
}

/* The receiver, if it is there and the sender is one that the host may send for. */
static struct ffa_model_partition *receiver_of(struct ffa_model *m, uint32_t pair)
{
	uint16_t sender = ffaw_high(pair);

	if (sender != HOST_ID && (!model_has(m, FFA_MODEL_SENDER_VM) || sender > LAST_VM))
		return NULL;
	return model_partition_find(m, ffaw_low(pair));
}

static int32_t enter(struct call *call, struct ffa_model_partition *p)
{
	struct context *context = context_for(p, call->cpu);

	if (!context)
		return FFAW_STATUS_INVALID_PARAMETERS;
	if (context->state != CONTEXT_WAITING)
		return FFAW_STATUS_BUSY;
	/* w1 is a word in 64-bit calls, too. */
	call->x[1] = ffaw_w(call->x, 1);
	call->enter = context;
	return 0;
}

static int32_t framework_request(struct ffa_model *m, struct call *call)
{
	uint64_t words[FFAW_DIRECT_WORDS] = { m->version };
	uint32_t pair = ffaw_w(call->x, 1);

	if (ffaw_w(call->x, 2) != VERSION_REQ)
		return FFAW_STATUS_NOT_SUPPORTED;
	ffaw_direct(call->x, ffaw_direct_response(ffaw_w(call->x, 0)), ffaw_low(pair), ffaw_high(pair), words);
	call->x[2] = VERSION_RESP;
	return 0;
}

int32_t model_direct_request(struct ffa_model *m, struct call *call)
{
	struct ffa_model_partition *p = receiver_of(m, ffaw_w(call->x, 1));
	uint32_t flags = ffaw_w(call->x, 2);

	if (!p || (flags && !model_has(m, MODEL_MBZ_UNCHECKED)))
		return FFAW_STATUS_INVALID_PARAMETERS;
	if (flags & FRAMEWORK && model_has(m, MODEL_FRAMEWORK_VERSION))
		return framework_request(m, call);
	if (!(p->properties & FFA_PROP_DIRECT_RECV))
		return FFAW_STATUS_DENIED;
	call->x[2] = 0;
	return enter(call, p);
}

int32_t model_direct_request2(struct ffa_model *m, struct call *call)
{
	struct ffa_model_partition *p = receiver_of(m, ffaw_w(call->x, 1));
	uint8_t uuid[16];

	ffaw_direct_uuid(call->x, uuid);
	if (!p || (!ffaw_uuid_is_nil(uuid) && !model_partition_serves(p, uuid)))
		return FFAW_STATUS_INVALID_PARAMETERS;
	if (!(p->properties & FFA_PROP_REQ2_RECV))
		return FFAW_STATUS_DENIED;
	return enter(call, p);
}
