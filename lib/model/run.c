/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "internal.h"

#define WIDTH_64	0x40000000u

static uint32_t own_name(const struct context *context)
{
	return ffaw_pair(context->partition->id, (uint16_t)context->number);
}

static bool is_suspended(const struct context *context)
{
	return context->state == CONTEXT_PREEMPTED || context->state == CONTEXT_BLOCKED;
}

/*
 * The context that a completion named so and that can be resumed; failing that one that goes by this name, which tells an
 * error of state from an unknown name. NULL if there is none.
 */
static struct context *find_context(struct ffa_model *m, uint32_t name)
{
	struct context *other = NULL;
	struct ffa_model_partition *p;
	struct context *context;

	for (p = m->partitions; p; p = p->next) {
		for (context = p->context; context < p->context + p->contexts; context++) {
			if (context->name == name && is_suspended(context))
				return context;
			if (context->name == name || own_name(context) == name)
				other = context;
		}
	}
	return other;
}

int32_t model_run(struct ffa_model *m, struct call *call)
{
	uint32_t name = ffaw_w(call->x, 1);
	struct context *context = find_context(m, name);

	if (!context || (context->partition->contexts > 1 && context->number != call->cpu))
		return FFAW_STATUS_INVALID_PARAMETERS;
	if (context->state == CONTEXT_RUNNING)
		return FFAW_STATUS_BUSY;
	if (context->state == CONTEXT_ABORTED)
		return FFAW_STATUS_ABORTED;
	/* Also if it is suspended but under another name: only that one resumes it. */
	if (context->state == CONTEXT_WAITING || context->name != name)
		return FFAW_STATUS_DENIED;
	if (context->state == CONTEXT_PREEMPTED)
		ffaw_run(call->x, own_name(context));
	else
		ffaw_success(call->x);
	call->enter = context;
	return 0;
}

static bool dies(const struct ffa_model *m, const uint64_t x[FFAW_REGS])
{
	return model_has(m, FFA_MODEL_ABORTED_THEN_BUSY) && ffaw_completion(x) == FFAW_STATUS_ABORTED;
}

/* What the context did last decides how it goes on; whatever is no INTERRUPT or YIELD ends its work. */
static void settle(const struct ffa_model *m, struct context *context, uint64_t x[FFAW_REGS])
{
	uint32_t w1 = ffaw_w(x, 1);
	uint64_t timeout = ffaw_yield_timeout(x);

	context->state = dies(m, x) ? CONTEXT_ABORTED : CONTEXT_WAITING;
	context->name = own_name(context);
	switch (ffaw_w(x, 0)) {
	case FFAW_INTERRUPT:
		context->state = CONTEXT_PREEMPTED;
		if (w1)
			context->name = w1;
		ffaw_request(x, FFAW_INTERRUPT);
		x[1] = context->name;
		break;
	case FFAW_YIELD:
		context->state = CONTEXT_BLOCKED;
		ffaw_request(x, FFAW_YIELD);
		x[1] = context->name;
		x[2] = (uint32_t)timeout;
		x[3] = timeout >> 32;
		break;
	}
}

void model_context_enter(struct ffa_model *m, struct call *call)
{
	struct ffa_model_partition *p = call->enter->partition;

	call->enter->state = CONTEXT_RUNNING;
	model_unlock(m);
	p->run(p, call->enter->number, call->x, p->arg);
	model_lock(m);
	settle(m, call->enter, call->x);
	call->extended = call->version >= FFAW_VERSION_1_2 && ffaw_w(call->x, 0) & WIDTH_64;
}
