/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "internal.h"

#define OWN_VERSION	FFAW_VERSION_1_1

int32_t model_version(struct ffa_model *m, struct call *call)
{
	uint32_t version = ffaw_version_common(OWN_VERSION, ffaw_w(call->x, 1));

	if (ffaw_w(call->x, 1) & 0x80000000)
		return FFAW_STATUS_NOT_SUPPORTED;
	if (m->host.version_locked && version != m->host.version)
		return FFAW_STATUS_NOT_SUPPORTED;
	if (version)
		m->host.version = version;
	ffaw_request(call->x, OWN_VERSION);
	return 0;
}

int32_t model_features(struct ffa_model *m, struct call *call)
{
	const struct ffaw_rxtx rxtx = { FFAW_PAGE_SIZE, FFA_MODEL_RXTX_PAGES };
	uint32_t id = ffaw_w(call->x, 1);

	(void)m;
	if (!model_implements(id))
		return FFAW_STATUS_NOT_SUPPORTED;
	ffaw_success(call->x);
	if (id == FFAW_RXTX_MAP || id == FFAW_RXTX_MAP_64)
		call->x[2] = ffaw_rxtx_pack(&rxtx);
	return 0;
}

int32_t model_id_get(struct ffa_model *m, struct call *call)
{
	(void)m;
	ffaw_success(call->x);
	call->x[2] = HOST_ID;
	return 0;
}

int32_t model_spm_id_get(struct ffa_model *m, struct call *call)
{
	(void)m;
	ffaw_success(call->x);
	call->x[2] = SPMC_ID;
	return 0;
}
