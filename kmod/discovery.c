// SPDX-License-Identifier: GPL-2.0-only OR BSD-3-Clause
// SPDX-FileCopyrightText: The libffa contributors
/* The partitions that firmware reports. */

#include <linux/slab.h>
#include <linux/string.h>

#include "ffac.h"

/* A copy of RX, so that firmware cannot change what is checked. */
static void *ffac_discovery_read(struct ffac_host *host, u32 *count, u32 *stride)
{
	struct ffac_rxtx *rxtx = &host->rxtx;
	u64 x[FFAW_REGS];
	void *copy;
	int ret;

	lockdep_assert_held(&rxtx->lock);
	ffaw_partition_info_request(x, NULL, 0);
	ret = ffac_call_simple(host, x, NULL);
	if (ret) {
		dev_err(host->dev, "firmware does not list its partitions (%d)\n", ret);
		return ERR_PTR(ret);
	}
	if (ffaw_partition_info_answer(x, rxtx->size, count, stride)) {
		copy = kmemdup(rxtx->rx, (size_t)*count * *stride, GFP_KERNEL);
		if (!copy)
			copy = ERR_PTR(-ENOMEM);
	} else {
		dev_err(host->dev, "firmware says %u partitions of %u bytes in a buffer of %zu\n", ffaw_w(x, 2), ffaw_w(x, 3),
			rxtx->size);
		copy = ERR_PTR(-EPROTO);
	}
	ffac_rxtx_release(host);
	return copy;
}

static bool ffac_discovery_known(const struct ffac_host *host, const struct ffaw_partition_info *info)
{
	unsigned int i;

	for (i = 0; i < host->service_count; i++) {
		const struct ffaw_partition_info *old = &host->services[i].info;

		if (old->id == info->id && !memcmp(old->uuid, info->uuid, sizeof(old->uuid)))
			return true;
	}
	return false;
}

static void ffac_discovery_add(struct ffac_host *host, const void *descriptor)
{
	struct ffac_service *service = &host->services[host->service_count];
	struct ffaw_partition_info info;

	ffaw_partition_info_parse(descriptor, &info);
	if (ffac_discovery_known(host, &info)) {
		dev_warn(host->dev, "firmware lists a service of partition %#06x twice: the second is dropped\n", info.id);
		return;
	}
	service->info = info;
	host->service_count++;
}

/* Direct messages carry no UUID: who may not talk to one service of a partition could do so under the name of another. */
static bool ffac_discovery_denied(const struct ffac_host *host, const struct ffac_service *service)
{
	unsigned int i;

	if (ffac_policy_denies(service->info.uuid))
		return true;
	for (i = 0; i < host->service_count; i++) {
		const struct ffaw_partition_info *other = &host->services[i].info;

		if (other->id == service->info.id && ffac_policy_denies(other->uuid))
			return !ffac_policy_allows(service->info.uuid);
	}
	return false;
}

int ffac_discover(struct ffac_host *host)
{
	u32 count, stride, i;
	u8 *list;
	int ret = 0;

	mutex_lock(&host->rxtx.lock);
	list = ffac_discovery_read(host, &count, &stride);
	mutex_unlock(&host->rxtx.lock);
	if (IS_ERR(list))
		return PTR_ERR(list);

	host->services = kcalloc(count, sizeof(*host->services), GFP_KERNEL);
	if (host->services) {
		for (i = 0; i < count; i++)
			ffac_discovery_add(host, list + (size_t)i * stride);
		for (i = 0; i < host->service_count; i++)
			host->services[i].denied = ffac_discovery_denied(host, &host->services[i]);
	} else {
		ret = -ENOMEM;
	}
	kfree(list);
	return ret;
}
