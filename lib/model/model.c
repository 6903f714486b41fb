/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "internal.h"

#define ARENA_ALIGN	16u

static size_t aligned(size_t size)
{
	return (size + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
}

void *model_alloc(struct ffa_model *m, size_t size)
{
	uint8_t *p = m->free;

	size = aligned(size);
	if (size > m->room)
		return NULL;
	__builtin_memset(p, 0, size);
	m->free += size;
	m->room -= size;
	return p;
}

void model_lock(struct ffa_model *m)
{
	if (m->hooks.lock)
		m->hooks.lock(m->hooks.arg);
}

void model_unlock(struct ffa_model *m)
{
	if (m->hooks.unlock)
		m->hooks.unlock(m->hooks.arg);
}

int ffa_model_new(void *arena, size_t size, const struct ffa_model_hooks *hooks, struct ffa_model **out)
{
	struct ffa_model *m = arena;

	if (!out)
		return ERR_INVAL;
	*out = NULL;
	if (!arena || (uintptr_t)arena % ARENA_ALIGN || !hooks || !hooks->map || !hooks->lock != !hooks->unlock)
		return ERR_INVAL;
	if (size < aligned(sizeof(*m)))
		return ERR_NOMEM;
	__builtin_memset(m, 0, sizeof(*m));
	m->free = (uint8_t *)arena + aligned(sizeof(*m));
	m->room = size - aligned(sizeof(*m));
	m->hooks = *hooks;
	m->partitions_end = &m->partitions;
	*out = m;
	return 0;
}

int ffa_model_fail(struct ffa_model *m, uint32_t fid, unsigned int nth, int32_t status)
{
	if (nth && status >= 0)
		return ERR_INVAL;
	model_lock(m);
	m->failure.fid = fid & ~SVE_HINT;
	m->failure.nth = nth;
	m->failure.status = status;
	model_unlock(m);
	return 0;
}

static uint64_t *seen_of(struct ffa_model *m, uint32_t fid)
{
	return &m->seen_of[fid >> 30 & 1][(fid & 0xffff) - FIRST_CALL];
}

uint64_t ffa_model_count(struct ffa_model *m, uint32_t fid)
{
	uint64_t count;

	if (fid && !ffaw_call_is_ffa(fid))
		return 0;
	model_lock(m);
	count = fid ? *seen_of(m, fid) : m->seen;
	model_unlock(m);
	return count;
}

/* unused: the first parameter register that has no meaning, or FFAW_REGS if none is looked at. */
static const struct {
	uint32_t fid;
	unsigned int unused;
	model_handler *handler;
} calls[] = {
	{ FFAW_VERSION, FFAW_REGS, model_version },
	{ FFAW_FEATURES, FFAW_REGS, model_features },
	{ FFAW_ID_GET, 1, model_id_get },
	{ FFAW_SPM_ID_GET, 1, model_spm_id_get },
	{ FFAW_RXTX_MAP, 4, model_rxtx_map },
	{ FFAW_RXTX_MAP_64, 4, model_rxtx_map },
	{ FFAW_RXTX_UNMAP, 1, model_rxtx_unmap },
	{ FFAW_RX_RELEASE, 1, model_rx_release },
	{ FFAW_PARTITION_INFO_GET, 6, model_partition_info_get },
	{ FFAW_DIRECT_REQ, 8, model_direct_request },
	{ FFAW_DIRECT_REQ_64, 8, model_direct_request },
	{ FFAW_RUN, 2, model_run },
};

#define NO_CALL	(sizeof(calls) / sizeof(calls[0]))

static size_t find_call(uint32_t fid)
{
	size_t i;

	for (i = 0; i < NO_CALL; i++)
		if (calls[i].fid == fid)
			break;
	return i;
}

bool model_implements(uint32_t fid)
{
	return fid == FFAW_ERROR || fid == FFAW_SUCCESS || fid == FFAW_INTERRUPT || find_call(fid) != NO_CALL;
}

static bool must_fail(struct ffa_model *m, uint32_t fid)
{
	if (!m->failure.nth || (m->failure.fid && m->failure.fid != fid))
		return false;
	return --m->failure.nth == 0;
}

static int32_t carry_out(struct ffa_model *m, uint16_t caller, uint32_t fid, struct call *call)
{
	size_t i = find_call(fid);
	unsigned int reg;

	m->seen++;
	++*seen_of(m, fid);
	if (must_fail(m, fid))
		return m->failure.status;
	if (caller != HOST_ID)
		return FFAW_STATUS_NOT_SUPPORTED;
	if (fid != FFAW_VERSION) {
		if (!m->host.version)
			return FFAW_STATUS_NOT_SUPPORTED;
		m->host.version_locked = true;
	}
	if (i == NO_CALL)
		return FFAW_STATUS_NOT_SUPPORTED;
	for (reg = calls[i].unused; reg < FFAW_REGS; reg++)
		if (call->x[reg])
			return FFAW_STATUS_INVALID_PARAMETERS;
	return calls[i].handler(m, call);
}

void ffa_model_call(struct ffa_model *m, uint16_t caller, unsigned int vcpu, uint64_t regs[18])
{
	uint32_t fid = ffaw_w(regs, 0) & ~SVE_HINT;
	struct call call = { .cpu = vcpu };
	unsigned int i;
	int32_t status;

	if (!ffaw_call_is_ffa(fid)) {
		regs[0] = UINT64_MAX;
		return;
	}
	call.x[0] = fid;
	/* x8..x17 do not take part in calls of FF-A 1.1. */
	for (i = 1; i < 8; i++)
		call.x[i] = fid & 0x40000000 ? regs[i] : ffaw_w(regs, i);
	model_lock(m);
	status = carry_out(m, caller, fid, &call);
	if (status == 0 && call.enter)
		model_context_enter(m, &call);
	model_unlock(m);
	/* VERSION has no error frame: its error is a bare status, and NOT_SUPPORTED is its "no such version". */
	if (status != 0 && fid == FFAW_VERSION)
		ffaw_request(call.x, (uint32_t)status);
	else if (status != 0)
		ffaw_error(call.x, status);
	for (i = 0; i < 8; i++)
		regs[i] = call.x[i];
}
