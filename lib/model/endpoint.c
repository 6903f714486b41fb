/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "internal.h"

#define RESERVED_BIT	0x80000000u
#define MAJOR(version)	((version) >> 16)

uint32_t model_spoken(const struct ffa_model *m)
{
	if (model_has(m, FFA_MODEL_VERSION_1_0_FOR_EVER))
		return FFAW_VERSION_1_0;
	if (!m->host.version && model_has(m, FFA_MODEL_VERSION_OPTIONAL))
		return FFAW_VERSION_1_0;
	return m->host.version;
}

static int32_t negotiate(struct ffa_model *m, uint32_t wanted)
{
	bool greater_minor = MAJOR(wanted) == MAJOR(m->version) && wanted > m->version;
	bool open = !m->host.version_locked || model_has(m, FFA_MODEL_VERSION_RENEGOTIATED);

	if (wanted & RESERVED_BIT || (!open && wanted != m->host.version))
		return FFAW_STATUS_NOT_SUPPORTED;
	if (greater_minor && model_has(m, FFA_MODEL_VERSION_STRICT))
		return FFAW_STATUS_NOT_SUPPORTED;
	if (MAJOR(wanted) == MAJOR(m->version) && !greater_minor)
		m->host.version = wanted;
	return 0;
}

int32_t model_version(struct ffa_model *m, struct call *call)
{
	uint32_t answer = m->version;
	int32_t status = 0;

	if (model_has(m, FFA_MODEL_VERSION_1_0_FOR_EVER))
		answer = FFAW_VERSION_1_0;
	else
		status = negotiate(m, ffaw_w(call->x, 1));
	ffaw_request(call->x, answer);
	return status;
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
