/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "internal.h"

#define STALE	0x57a1e57a1e570000u

static const char *const names[FFA_MODEL_QUIRKS] = {
	[FFA_MODEL_SIGN_EXTENDED_ERRORS] = "sign-extended-errors",
	[FFA_MODEL_ECHOED_INPUTS] = "echoed-inputs",
	[FFA_MODEL_STALE_REGISTERS] = "stale-registers",
	[FFA_MODEL_FEATURES_DENY] = "features-deny",
	[FFA_MODEL_FEATURES_CLAIM] = "features-claim",
	[FFA_MODEL_UNKNOWN_UUID_EMPTY] = "unknown-uuid-empty",
	[FFA_MODEL_VERSION_1_0_FOR_EVER] = "version-1-0-for-ever",
	[FFA_MODEL_VERSION_RENEGOTIATED] = "version-renegotiated",
	[FFA_MODEL_VERSION_OPTIONAL] = "version-optional",
	[FFA_MODEL_VERSION_STRICT] = "version-strict",
	[FFA_MODEL_LONG_DESCRIPTORS] = "long-descriptors",
	[FFA_MODEL_NO_INFO_REGS] = "no-info-regs",
	[FFA_MODEL_NO_RXTX] = "no-rxtx",
	[FFA_MODEL_RX_DENIED] = "rx-denied",
	[FFA_MODEL_RX_BUSY_AT_FIRST] = "rx-busy-at-first",
	[FFA_MODEL_ABORTED_THEN_BUSY] = "aborted-then-busy",
	[FFA_MODEL_INFO_TAG_CHANGES] = "info-tag-changes",
	[FFA_MODEL_SENDER_VM] = "sender-vm",
};

const char *ffa_model_quirk_name(unsigned int quirk)
{
	return quirk < FFA_MODEL_QUIRKS ? names[quirk] : NULL;
}

int ffa_model_set_quirk(struct ffa_model *m, unsigned int quirk, int on)
{
	if (quirk >= FFA_MODEL_QUIRKS)
		return ERR_INVAL;
	if (on)
		m->quirks |= 1u << quirk;
	else
		m->quirks &= ~(1u << quirk);
	return 0;
}

bool model_has(const struct ffa_model *m, unsigned int quirk)
{
	return m->quirks >> quirk & 1;
}

/* The registers that mean something in a completion of fid, bit n for xn. */
static uint32_t defined(uint32_t fid, const uint64_t x[FFAW_REGS])
{
	if (fid == FFAW_VERSION)
		return 1u << 0;
	switch (ffaw_w(x, 0)) {
	case FFAW_ERROR:
		return 1u << 2;
	case FFAW_SUCCESS:
		return model_results(fid);
	case FFAW_INTERRUPT:
		return 1u << 1;
	case FFAW_YIELD:
		return 1u << 1 | 1u << 2 | 1u << 3;
	default:
		return UINT32_MAX;
	}
}

static bool has_18_registers(const uint64_t x[FFAW_REGS])
{
	return ffaw_w(x, 0) == FFAW_DIRECT_RESP2_64 || ffaw_w(x, 0) == FFAW_SUCCESS_64;
}

void model_disturb(const struct ffa_model *m, uint32_t fid, const uint64_t request[FFAW_REGS], uint64_t x[FFAW_REGS])
{
	bool stale = model_has(m, FFA_MODEL_STALE_REGISTERS);
	bool echoed = model_has(m, FFA_MODEL_ECHOED_INPUTS);
	uint32_t kept = defined(fid, x);
	unsigned int i;

	for (i = 1; i < 8 && (stale || echoed); i++)
		if (!(kept >> i & 1))
			x[i] = echoed ? request[i] : STALE + i;
	for (i = 8; i < FFAW_REGS && stale && !has_18_registers(x); i++)
		x[i] = STALE + i;
	if (model_has(m, FFA_MODEL_SIGN_EXTENDED_ERRORS) && fid != FFAW_VERSION && ffaw_w(x, 0) == FFAW_ERROR)
		x[2] = (uint64_t)(int64_t)(int32_t)ffaw_w(x, 2);
}
