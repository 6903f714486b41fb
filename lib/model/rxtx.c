/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "internal.h"

#define BUSY_AT_FIRST	2u

static bool valid_buffer(uint64_t address, size_t size)
{
	return address % FFAW_PAGE_SIZE == 0 && address <= UINT64_MAX - size;
}

int32_t model_rxtx_map(struct ffa_model *m, struct call *call)
{
	uint64_t tx = call->x[1];
	uint64_t rx = call->x[2];
	uint32_t pages = ffaw_w(call->x, 3);
	size_t size = (size_t)pages * FFAW_PAGE_SIZE;
	void *mapped_rx;

	if (pages == 0 || pages > FFA_MODEL_RXTX_PAGES)
		return FFAW_STATUS_INVALID_PARAMETERS;
	if (!valid_buffer(tx, size) || !valid_buffer(rx, size))
		return FFAW_STATUS_INVALID_PARAMETERS;
	if (tx < rx + size && rx < tx + size && !model_has(m, MODEL_RX_MAY_BE_TX))
		return FFAW_STATUS_INVALID_PARAMETERS;
	if (m->host.rx)
		return FFAW_STATUS_DENIED;
	mapped_rx = m->hooks.map(m->hooks.arg, rx, size);
	if (!mapped_rx || !m->hooks.map(m->hooks.arg, tx, size))
		return FFAW_STATUS_INVALID_PARAMETERS;
	m->host.rx = mapped_rx;
	m->host.rx_size = size;
	m->host.rx_full = false;
	m->host.rx_busy = model_has(m, FFA_MODEL_RX_BUSY_AT_FIRST) ? BUSY_AT_FIRST : 0;
	ffaw_success(call->x);
	return 0;
}

int32_t model_rxtx_unmap(struct ffa_model *m, struct call *call)
{
	if (!m->host.rx)
		return FFAW_STATUS_INVALID_PARAMETERS;
	m->host.rx = NULL;
	m->host.rx_size = 0;
	m->host.rx_full = false;
	ffaw_success(call->x);
	return 0;
}

int32_t model_rx_release(struct ffa_model *m, struct call *call)
{
	if (!m->host.rx_full)
		return FFAW_STATUS_DENIED;
	m->host.rx_full = false;
	ffaw_success(call->x);
	return 0;
}
