/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "internal.h"

#define ID		0x8001u
#define CONTEXTS	4u	/* as many as it says it has; it serves all CPUs of the model */
#define SRI		2u	/* feature IDs */
#define MEI		3u
#define BAD_PARAMETERS	0xffff0006u
#define PROPERTIES	(FFA_PROP_DIRECT_RECV | FFA_PROP_DIRECT_SEND | FFA_PROP_AARCH64)

static const uint8_t service[16] = {
	0x48, 0x61, 0x78, 0xe0, 0xe7, 0xf8, 0x11, 0xe3, 0xbc, 0x5e, 0x00, 0x02, 0xa5, 0xd5, 0xc5, 0x1b,
};

/* What FFA_FEATURES says yes to, from which version and with which properties. */
static const struct {
	uint32_t id;
	uint32_t since;
	uint32_t w2;
} known[] = {
	{ SRI, FFAW_VERSION_1_0, 8 },
	{ MEI, FFAW_VERSION_1_0, 0 },
	{ FFAW_ERROR, FFAW_VERSION_1_0, 0 },
	{ FFAW_SUCCESS, FFAW_VERSION_1_0, 0 },
	{ FFAW_SUCCESS_64, FFAW_VERSION_1_0, 0 },
	{ FFAW_INTERRUPT, FFAW_VERSION_1_0, 0 },
	{ FFAW_VERSION, FFAW_VERSION_1_0, 0 },
	{ FFAW_FEATURES, FFAW_VERSION_1_0, 0 },
	{ FFAW_RX_RELEASE, FFAW_VERSION_1_0, 0 },
	{ FFAW_RXTX_MAP, FFAW_VERSION_1_0, 0 },
	{ FFAW_RXTX_MAP_64, FFAW_VERSION_1_0, 0 },
	{ FFAW_RXTX_UNMAP, FFAW_VERSION_1_0, 0 },
	{ FFAW_PARTITION_INFO_GET, FFAW_VERSION_1_0, 0 },
	{ FFAW_DIRECT_REQ, FFAW_VERSION_1_0, 0 },
	{ FFAW_DIRECT_REQ_64, FFAW_VERSION_1_0, 0 },
	{ FFAW_MEM_SHARE, FFAW_VERSION_1_0, 1 },
	{ FFAW_MEM_SHARE_64, FFAW_VERSION_1_0, 1 },
	{ FFAW_MEM_RECLAIM, FFAW_VERSION_1_0, 0 },
	{ FFAW_MEM_FRAG_TX, FFAW_VERSION_1_0, 0 },
	{ FFAW_NOTIFICATION_BITMAP_CREATE, FFAW_VERSION_1_0, 0 },
	{ FFAW_NOTIFICATION_BITMAP_DESTROY, FFAW_VERSION_1_0, 0 },
	{ FFAW_NOTIFICATION_BIND, FFAW_VERSION_1_0, 0 },
	{ FFAW_NOTIFICATION_UNBIND, FFAW_VERSION_1_0, 0 },
	{ FFAW_NOTIFICATION_SET, FFAW_VERSION_1_0, 0 },
	{ FFAW_NOTIFICATION_GET, FFAW_VERSION_1_0, 0 },
	{ FFAW_NOTIFICATION_INFO_GET, FFAW_VERSION_1_0, 0 },
	{ FFAW_NOTIFICATION_INFO_GET_64, FFAW_VERSION_1_0, 0 },
	{ FFAW_SPM_ID_GET, FFAW_VERSION_1_0, 0 },
	{ FFAW_DIRECT_REQ2_64, FFAW_VERSION_1_2, 0 },
	{ FFAW_DIRECT_RESP2_64, FFAW_VERSION_1_2, 0 },
};

static bool features(uint32_t version, uint32_t id, uint32_t *w2)
{
	size_t i;

	for (i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (known[i].id != id || version < known[i].since)
			continue;
		*w2 = known[i].w2;
		return true;
	}
	return false;
}

/* The fast calls, selected by w3: API version, OS version, capabilities. Whatever else there is needs shared memory. */
static void run(struct ffa_model_partition *p, unsigned int vcpu, uint64_t x[FFAW_REGS], void *arg)
{
	static const uint64_t answers[][FFAW_DIRECT_WORDS] = {
		{ 1, 0 },
		{ 4, 10, 0xd5001fe0 },
		{ 0, 4, 7 },
		{ BAD_PARAMETERS },
	};
	const uint32_t unknown = sizeof(answers) / sizeof(answers[0]) - 1;
	uint32_t call = ffaw_w(x, 3) < unknown ? ffaw_w(x, 3) : unknown;

	(void)vcpu;
	(void)arg;
	ffaw_direct(x, ffaw_direct_response(ffaw_w(x, 0)), p->id, ffaw_high(ffaw_w(x, 1)), answers[call]);
}

static const uint8_t quirks[] = {
	FFA_MODEL_UNKNOWN_UUID_EMPTY,
	FFA_MODEL_VERSION_RENEGOTIATED,
	FFA_MODEL_VERSION_OPTIONAL,
	FFA_MODEL_NO_INFO_REGS,
	FFA_MODEL_SENDER_VM,
	MODEL_MBZ_UNCHECKED,
	MODEL_CALLS_OF_ANY_VERSION,
	MODEL_UUID_REPEATED,
	MODEL_RX_MAY_BE_TX,
	MODEL_FRAMEWORK_VERSION,
	MODEL_NO_REQ2,
	MODEL_FEW_CALLS,
};

int ffa_model_add_optee(struct ffa_model *m)
{
	struct ffa_model_partition *p;
	size_t i;
	int ret;

	if (m->seen)
		return ERR_INVAL;
	ret = ffa_model_add(m, ID, FFA_MODEL_CONTEXTS, PROPERTIES, run, NULL, &p);
	if (ret == 0)
		ret = ffa_model_add_uuid(p, service);
	if (ret)
		return ret;
	p->listed_contexts = CONTEXTS;
	m->version = FFAW_VERSION_1_2;
	m->features = features;
	for (i = 0; i < sizeof(quirks); i++)
		m->quirks |= 1u << quirks[i];
	return 0;
}
