/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "internal.h"

/* A single context migrates to the calling CPU, one of several is pinned to its own. */
static struct context *context_for(struct ffa_model_partition *p, unsigned int cpu)
{
	if (p->contexts == 1)
		return &p->context[0];
	return cpu < p->contexts ? &p->context[cpu] : NULL;
}

int32_t model_direct_request(struct ffa_model *m, struct call *call)
{
	uint32_t pair = ffaw_w(call->x, 1);
	struct ffa_model_partition *p = model_partition_find(m, ffaw_low(pair));
	struct context *context;

	if (ffaw_high(pair) != HOST_ID || !p || ffaw_w(call->x, 2))
		return FFAW_STATUS_INVALID_PARAMETERS;
	if (!(p->properties & FFA_PROP_DIRECT_RECV))
		return FFAW_STATUS_DENIED;
	context = context_for(p, call->cpu);
	if (!context)
		return FFAW_STATUS_INVALID_PARAMETERS;
	if (context->state != CONTEXT_WAITING)
		return FFAW_STATUS_BUSY;
	/* w1 and w2 are words in the 64-bit call, too. */
	call->x[1] = pair;
	call->x[2] = 0;
	call->enter = context;
	return 0;
}
