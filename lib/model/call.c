/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "internal.h"

#define WIDTH_64	0x40000000u
#define LAST_OF_FEW	0x97u

#define BIT(n)		(1u << (n))
#define X2		BIT(2)
#define X2_X3		(BIT(2) | BIT(3))
#define ALL		UINT32_MAX
#define NO_RXTX		BIT(FFA_MODEL_NO_RXTX)
#define NO_INFO_REGS	BIT(FFA_MODEL_NO_INFO_REGS)
#define NO_REQ2		BIT(MODEL_NO_REQ2)

/*
 * since: the first version that has it. off: quirks that take it away. unused: the first parameter register without a meaning,
 * FFAW_REGS if none is looked at. results: see model_results(). Without a handler: a completion only.
 */
static const struct {
	uint32_t fid;
	uint32_t since;
	uint32_t off;
	unsigned int unused;
	uint32_t results;
	model_handler *handler;
} calls[] = {
	{ FFAW_ERROR, FFAW_VERSION_1_0, 0, 0, 0, NULL },
	{ FFAW_SUCCESS, FFAW_VERSION_1_0, 0, 0, 0, NULL },
	{ FFAW_SUCCESS_64, FFAW_VERSION_1_2, 0, 0, 0, NULL },
	{ FFAW_INTERRUPT, FFAW_VERSION_1_0, 0, 0, 0, NULL },
	{ FFAW_VERSION, FFAW_VERSION_1_0, 0, FFAW_REGS, 0, model_version },
	{ FFAW_FEATURES, FFAW_VERSION_1_0, 0, FFAW_REGS, X2_X3, model_features },
	{ FFAW_ID_GET, FFAW_VERSION_1_0, 0, 1, X2, model_id_get },
	{ FFAW_SPM_ID_GET, FFAW_VERSION_1_1, 0, 1, X2, model_spm_id_get },
	{ FFAW_RXTX_MAP, FFAW_VERSION_1_0, NO_RXTX, 4, 0, model_rxtx_map },
	{ FFAW_RXTX_MAP_64, FFAW_VERSION_1_0, NO_RXTX, 4, 0, model_rxtx_map },
	{ FFAW_RXTX_UNMAP, FFAW_VERSION_1_0, NO_RXTX, 1, 0, model_rxtx_unmap },
	{ FFAW_RX_RELEASE, FFAW_VERSION_1_0, NO_RXTX, 1, 0, model_rx_release },
	{ FFAW_PARTITION_INFO_GET, FFAW_VERSION_1_0, NO_RXTX, 6, X2_X3, model_partition_info_get },
	{ FFAW_PARTITION_INFO_GET_REGS_64, FFAW_VERSION_1_2, NO_INFO_REGS, 4, ALL, model_partition_info_get_regs },
	{ FFAW_DIRECT_REQ, FFAW_VERSION_1_0, 0, 8, ALL, model_direct_request },
	{ FFAW_DIRECT_REQ_64, FFAW_VERSION_1_0, 0, 8, ALL, model_direct_request },
	{ FFAW_DIRECT_REQ2_64, FFAW_VERSION_1_2, NO_REQ2, FFAW_REGS, ALL, model_direct_request2 },
	{ FFAW_DIRECT_RESP, FFAW_VERSION_1_0, 0, 0, 0, NULL },
	{ FFAW_DIRECT_RESP_64, FFAW_VERSION_1_0, 0, 0, 0, NULL },
	{ FFAW_DIRECT_RESP2_64, FFAW_VERSION_1_2, NO_REQ2, 0, 0, NULL },
	{ FFAW_RUN, FFAW_VERSION_1_0, 0, 2, ALL, model_run },
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

static bool offers(const struct ffa_model *m, uint32_t version, size_t i)
{
	if (i == NO_CALL || m->quirks & calls[i].off)
		return false;
	return version >= calls[i].since || model_has(m, MODEL_CALLS_OF_ANY_VERSION);
}

bool model_implements(const struct ffa_model *m, uint32_t version, uint32_t fid)
{
	return offers(m, version, find_call(fid));
}

uint32_t model_results(uint32_t fid)
{
	size_t i = find_call(fid);

	return i == NO_CALL ? 0 : calls[i].results;
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

static bool must_fail(struct ffa_model *m, uint32_t fid)
{
	if (!m->failure.nth || (m->failure.fid && m->failure.fid != fid))
		return false;
	return --m->failure.nth == 0;
}

static bool is_clean(const struct ffa_model *m, const struct call *call, unsigned int unused)
{
	/* x8..x17 of a caller that has none are not the caller's. */
	unsigned int end = call->version < FFAW_VERSION_1_2 ? 8 : FFAW_REGS;
	unsigned int reg;

	if (model_has(m, MODEL_MBZ_UNCHECKED))
		return true;
	for (reg = unused; reg < end; reg++)
		if (call->x[reg])
			return false;
	return true;
}

static int32_t carry_out(struct ffa_model *m, uint16_t caller, uint32_t fid, struct call *call)
{
	size_t i = find_call(fid);

	m->seen++;
	++*seen_of(m, fid);
	if (must_fail(m, fid))
		return m->failure.status;
	if (caller != HOST_ID)
		return FFAW_STATUS_NOT_SUPPORTED;
	if (fid == FFAW_VERSION)
		return model_version(m, call);
	call->version = model_spoken(m);
	m->host.version_locked = m->host.version != 0;
	if (!call->version || !offers(m, call->version, i) || !calls[i].handler)
		return FFAW_STATUS_NOT_SUPPORTED;
	if (!is_clean(m, call, calls[i].unused))
		return FFAW_STATUS_INVALID_PARAMETERS;
	return calls[i].handler(m, call);
}

/* x8..x17 are parameters of the extended calls; FFA_RUN wants them to be zero. */
static bool has_18_registers(uint32_t fid)
{
	return fid == FFAW_PARTITION_INFO_GET_REGS_64 || fid == FFAW_DIRECT_REQ2_64 || fid == FFAW_RUN;
}

static void serve(struct ffa_model *m, uint16_t caller, uint32_t fid, struct call *call)
{
	int32_t status;

	model_lock(m);
	status = carry_out(m, caller, fid, call);
	if (status == 0 && call->enter)
		model_context_enter(m, call);
	model_unlock(m);
	/* VERSION has no error frame: its error is a bare status, and NOT_SUPPORTED is its "no such version". */
	if (status != 0 && fid == FFAW_VERSION)
		ffaw_request(call->x, (uint32_t)status);
	else if (status != 0)
		ffaw_error(call->x, status);
}

static bool is_call(const struct ffa_model *m, uint32_t fid)
{
	if (model_has(m, MODEL_FEW_CALLS) && (fid & 0xffff) > LAST_OF_FEW)
		return false;
	return ffaw_call_is_ffa(fid);
}

static void complete(struct ffa_model *m, uint16_t caller, unsigned int cpu, const uint64_t request[FFAW_REGS],
		     uint64_t x[FFAW_REGS])
{
	uint32_t fid = ffaw_w(request, 0) & ~SVE_HINT;
	struct call call = { .cpu = cpu };
	unsigned int i;

	if (!is_call(m, fid)) {
		x[0] = UINT64_MAX;
		return;
	}
	call.x[0] = fid;
	for (i = 1; i < 8; i++)
		call.x[i] = fid & WIDTH_64 ? request[i] : ffaw_w(request, i);
	for (; i < FFAW_REGS && has_18_registers(fid); i++)
		call.x[i] = request[i];
	serve(m, caller, fid, &call);
	for (i = 0; i < (call.extended ? FFAW_REGS : 8); i++)
		x[i] = call.x[i];
	model_disturb(m, fid, request, x);
}

void ffa_model_call(struct ffa_model *m, uint16_t caller, unsigned int vcpu, uint64_t regs[18])
{
	uint64_t request[FFAW_REGS];

	__builtin_memcpy(request, regs, sizeof(request));
	complete(m, caller, vcpu, request, regs);
	if (m->completed)
		m->completed(m->completed_arg, request, regs);
}
