// SPDX-License-Identifier: GPL-2.0-only OR BSD-3-Clause
// SPDX-FileCopyrightText: The libffa contributors
/* The RX and TX buffers that this endpoint shares with firmware. */

#include <linux/crash_dump.h>
#include <linux/gfp.h>
#include <linux/io.h>
#include <linux/mm.h>

#include "ffac.h"

/*
 * FF-A counts in 4 KiB whatever the kernel's page size is. The smallest size that firmware takes is used: a larger one makes
 * nothing faster before there are memory transactions, and some firmware refuses more than it needs.
 */
static int ffac_rxtx_size(struct ffac_host *host)
{
	struct ffaw_rxtx wants = { .min_size = FFAW_PAGE_SIZE };
	u64 x[FFAW_REGS];

	ffaw_features_request(x, FFAW_RXTX_MAP_64, 0);
	if (!ffac_call_simple(host, x, NULL) && !ffaw_rxtx_parse(ffaw_w(x, 2), &wants)) {
		dev_err(host->dev, "firmware wants RX/TX buffers of a reserved granule (%#x)\n", ffaw_w(x, 2));
		return -EPROTO;
	}
	host->rxtx.size = wants.min_size;
	return 0;
}

static void ffac_rxtx_free(struct ffac_rxtx *rxtx)
{
	if (rxtx->tx)
		free_pages_exact(rxtx->tx, rxtx->size);
	if (rxtx->rx)
		free_pages_exact(rxtx->rx, rxtx->size);
	rxtx->tx = NULL;
	rxtx->rx = NULL;
}

static int ffac_rxtx_alloc(struct ffac_rxtx *rxtx)
{
	rxtx->tx = alloc_pages_exact(rxtx->size, GFP_KERNEL | __GFP_ZERO);
	rxtx->rx = alloc_pages_exact(rxtx->size, GFP_KERNEL | __GFP_ZERO);
	if (rxtx->tx && rxtx->rx)
		return 0;
	ffac_rxtx_free(rxtx);
	return -ENOMEM;
}

static int ffac_rxtx_try(struct ffac_host *host, s32 *status)
{
	struct ffac_rxtx *rxtx = &host->rxtx;
	u64 x[FFAW_REGS];

	ffaw_rxtx_map_request(x, virt_to_phys(rxtx->tx), virt_to_phys(rxtx->rx), rxtx->size / FFAW_PAGE_SIZE);
	return ffac_call_simple(host, x, status);
}

/* A crash kernel finds the buffers of the one that crashed. They are nobody else's. */
static int ffac_rxtx_try_again(struct ffac_host *host, s32 *status)
{
	u64 x[FFAW_REGS];

	ffaw_request(x, FFAW_RXTX_UNMAP);
	ffac_call_simple(host, x, NULL);
	return ffac_rxtx_try(host, status);
}

int ffac_rxtx_map(struct ffac_host *host)
{
	struct ffac_rxtx *rxtx = &host->rxtx;
	s32 status;
	int ret;

	ret = ffac_rxtx_size(host);
	if (ret)
		return ret;
	ret = ffac_rxtx_alloc(rxtx);
	if (ret)
		return ret;
	ret = ffac_rxtx_try(host, &status);
	if (status == FFAW_STATUS_DENIED && is_kdump_kernel())
		ret = ffac_rxtx_try_again(host, &status);
	if (!ret) {
		rxtx->mapped = true;
		return 0;
	}
	if (ret == -EOPNOTSUPP && host->version >= FFAW_VERSION_1_2)
		dev_info(host->dev, "firmware takes no RX/TX buffers\n");
	else
		dev_err(host->dev, "firmware refuses the RX/TX buffers, %zu bytes each (%d, FF-A code %d)%s\n", rxtx->size,
			ret, status, status == FFAW_STATUS_DENIED ? ": another driver has mapped its own" : "");
	/* An answer that is none may have mapped them: then they stay allocated. */
	if (ret != -EPROTO)
		ffac_rxtx_free(rxtx);
	rxtx->size = 0;
	return ret;
}

void ffac_rxtx_unmap(struct ffac_host *host)
{
	struct ffac_rxtx *rxtx = &host->rxtx;
	u64 x[FFAW_REGS];

	mutex_lock(&rxtx->lock);
	if (rxtx->mapped) {
		rxtx->mapped = false;
		ffaw_request(x, FFAW_RXTX_UNMAP);
		if (!ffac_call_simple(host, x, NULL)) {
			ffac_rxtx_free(rxtx);
		} else {
			/* Firmware may still write to them: they are nobody's any more. */
			dev_err(host->dev, "firmware does not give the RX/TX buffers back: %zu bytes are lost\n",
				2 * rxtx->size);
			rxtx->tx = NULL;
			rxtx->rx = NULL;
		}
	}
	mutex_unlock(&rxtx->lock);
}

void ffac_rxtx_release(struct ffac_host *host)
{
	u64 x[FFAW_REGS];
	s32 status;
	int ret;

	lockdep_assert_held(&host->rxtx.lock);
	ffaw_request(x, FFAW_RX_RELEASE);
	ret = ffac_call_simple(host, x, &status);
	if (ret)
		dev_warn_ratelimited(host->dev, "firmware does not take the RX buffer back (%d, FF-A code %d)\n", ret, status);
}
