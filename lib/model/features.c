/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "internal.h"

static bool is_denied(uint32_t id)
{
	switch (id) {
	case FFAW_ID_GET:
	case FFAW_RUN:
	case FFAW_RXTX_MAP:
	case FFAW_RXTX_MAP_64:
	case FFAW_PARTITION_INFO_GET_REGS_64:
	case FFAW_DIRECT_REQ2_64:
		return true;
	default:
		return false;
	}
}

static bool has_feature(const struct ffa_model *m, uint32_t version, uint32_t id, uint32_t *w2)
{
	const struct ffaw_rxtx rxtx = { FFAW_PAGE_SIZE, FFA_MODEL_RXTX_PAGES };

	if (m->features)
		return m->features(version, id, w2);
	if (!model_implements(m, version, id))
		return false;
	/* Before 1.2 there is the granule only, and that of 4K is 0. */
	if (version >= FFAW_VERSION_1_2 && (id == FFAW_RXTX_MAP || id == FFAW_RXTX_MAP_64))
		*w2 = ffaw_rxtx_pack(&rxtx);
	return true;
}

int32_t model_features(struct ffa_model *m, struct call *call)
{
	uint32_t id = ffaw_w(call->x, 1);
	uint32_t w2 = 0;
	bool found = has_feature(m, call->version, id, &w2);

	if (model_has(m, FFA_MODEL_FEATURES_CLAIM) && ffaw_call_name(id))
		found = true;
	if (model_has(m, FFA_MODEL_FEATURES_DENY) && is_denied(id))
		found = false;
	if (!found)
		return FFAW_STATUS_NOT_SUPPORTED;
	ffaw_success(call->x);
	call->x[2] = w2;
	return 0;
}
