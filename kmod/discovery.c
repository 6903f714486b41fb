// SPDX-License-Identifier: GPL-2.0-only OR BSD-3-Clause
// SPDX-FileCopyrightText: The libffa contributors
/* The partitions that firmware reports. */

#include <linux/ktime.h>
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "ffac.h"

#define FFAC_SERVICES_MAX	4096
#define FFAC_LISTING_TRIES	5
#define FFAC_LISTING_NS		(5 * NSEC_PER_SEC)

/* Descriptors as firmware left them in RX. */
struct ffac_listing {
	u32 count;
	u32 stride;
	u8 descriptors[];
};

/* A copy of RX, so that firmware cannot change what is checked. */
static struct ffac_listing *ffac_listing_copy(struct ffac_host *host, const u64 x[FFAW_REGS])
{
	struct ffac_rxtx *rxtx = &host->rxtx;
	struct ffac_listing *listing;
	u32 count, stride;
	size_t size;

	if (!ffaw_partition_info_answer(x, host->version, rxtx->size, &count, &stride)) {
		dev_err_ratelimited(host->dev, "firmware says %u partitions of %u bytes in a buffer of %zu\n", count, stride,
				    rxtx->size);
		return ERR_PTR(-EPROTO);
	}
	size = (size_t)count * stride;
	listing = kmalloc(sizeof(*listing) + size, GFP_KERNEL);
	if (!listing)
		return ERR_PTR(-ENOMEM);
	listing->count = count;
	listing->stride = stride;
	memcpy(listing->descriptors, rxtx->rx, size);
	return listing;
}

/* uuid NULL: all partitions. */
static struct ffac_listing *ffac_listing_read(struct ffac_host *host, const u8 uuid[16])
{
	struct ffac_listing *listing;
	u64 x[FFAW_REGS];
	int ret;

	if (!host->rxtx.size)
		return ERR_PTR(-EOPNOTSUPP);
	mutex_lock(&host->rxtx.lock);
	ffaw_partition_info_request(x, uuid, 0);
	ret = ffac_call_simple(host, x, NULL);
	if (!ret) {
		listing = ffac_listing_copy(host, x);
		ffac_rxtx_release(host);
	} else {
		listing = ERR_PTR(ret);
	}
	mutex_unlock(&host->rxtx.lock);
	return listing;
}

bool ffac_ids_have(const struct ffac_ids *ids, u16 id)
{
	u32 i;

	for (i = 0; i < ids->count; i++) {
		if (ids->id[i] == id)
			return true;
	}
	return false;
}

static struct ffac_ids *ffac_ids_of(const struct ffac_listing *listing)
{
	struct ffac_ids *ids = kmalloc(struct_size(ids, id, listing->count), GFP_KERNEL);
	struct ffaw_partition_info info;
	u32 i;

	if (!ids)
		return ERR_PTR(-ENOMEM);
	ids->count = listing->count;
	for (i = 0; i < ids->count; i++) {
		ffaw_partition_info_parse(listing->descriptors + (size_t)i * listing->stride, listing->stride, &info);
		ids->id[i] = info.id;
	}
	return ids;
}

struct ffac_ids *ffac_discover_uuid(struct ffac_host *host, const u8 uuid[16])
{
	struct ffac_listing *listing = ffac_listing_read(host, uuid);
	struct ffac_ids *ids;

	if (IS_ERR(listing))
		return ERR_PTR(PTR_ERR(listing) == -EINVAL ? -ENOENT : PTR_ERR(listing));
	/* Firmware says either that it does not know the UUID or that nobody has it. */
	ids = listing->count ? ffac_ids_of(listing) : ERR_PTR(-ENOENT);
	kfree(listing);
	return ids;
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

/* In 1.0 there is no property that tells the width. */
static u8 ffac_discovery_methods(const struct ffac_host *host, u32 properties)
{
	u8 methods = 0;

	if (properties & FFAW_PROP_DIRECT_RECV) {
		methods |= BIT(FFA_IOC_DIRECT32);
		if (host->version < FFAW_VERSION_1_1 || properties & FFAW_PROP_AARCH64)
			methods |= BIT(FFA_IOC_DIRECT64);
	}
	if (properties & FFAW_PROP_REQ2_RECV)
		methods |= BIT(FFA_IOC_DIRECT_REQ2);
	return methods;
}

/* Those that the version has. */
static u32 ffac_discovery_properties(const struct ffac_host *host, u32 properties)
{
	if (host->version < FFAW_VERSION_1_1)
		return properties & FFAW_PROPS_1_0;
	return host->version < FFAW_VERSION_1_2 ? properties & FFAW_PROPS_1_1 : properties;
}

static void ffac_discovery_add(struct ffac_host *host, const struct ffaw_partition_info *info)
{
	struct ffac_service *service = &host->services[host->service_count];

	/* A hypervisor may list its caller, too. */
	if (info->id == host->id)
		return;
	if (ffac_discovery_known(host, info)) {
		dev_warn_ratelimited(host->dev, "firmware lists a service of partition %#06x twice: the second is dropped\n",
				     info->id);
		return;
	}
	service->info = *info;
	service->info.properties = ffac_discovery_properties(host, info->properties);
	service->methods = ffac_discovery_methods(host, service->info.properties);
	host->service_count++;
}

static int ffac_discovery_alloc(struct ffac_host *host, u32 count)
{
	if (count > FFAC_SERVICES_MAX) {
		dev_err(host->dev, "firmware lists %u services, more than %u are not believed\n", count, FFAC_SERVICES_MAX);
		return -EPROTO;
	}
	kvfree(host->services);
	host->service_count = 0;
	host->services = kvcalloc(count, sizeof(*host->services), GFP_KERNEL);
	return host->services ? 0 : -ENOMEM;
}

static int ffac_discovery_buffer(struct ffac_host *host)
{
	struct ffac_listing *listing = ffac_listing_read(host, NULL);
	struct ffaw_partition_info info;
	int ret;
	u32 i;

	if (IS_ERR(listing)) {
		dev_err(host->dev, "firmware does not list its partitions (%ld)\n", PTR_ERR(listing));
		return PTR_ERR(listing);
	}
	ret = ffac_discovery_alloc(host, listing->count);
	for (i = 0; !ret && i < listing->count; i++) {
		ffaw_partition_info_parse(listing->descriptors + (size_t)i * listing->stride, listing->stride, &info);
		ffac_discovery_add(host, &info);
	}
	kfree(listing);
	return ret;
}

/* One call of a listing by registers, from entry part->index + 1 on, or from 0 if first. */
static int ffac_discovery_part(struct ffac_host *host, struct ffaw_info_regs *part, bool first)
{
	const struct ffaw_info_regs before = *part;
	u16 start = first ? 0 : before.index + 1;
	struct ffaw_partition_info info;
	u64 x[FFAW_REGS];
	unsigned int i;
	int ret;

	ffaw_info_regs_request(x, NULL, start, first ? 0 : before.tag);
	ret = ffac_call_simple(host, x, NULL);
	if (ret)
		return ret;
	if (!ffaw_info_regs_answer(x, start, part))
		return -EPROTO;
	if (!first && (part->last != before.last || part->tag != before.tag))
		return -EAGAIN;
	if (first)
		ret = ffac_discovery_alloc(host, part->last + 1);
	for (i = 0; !ret && i <= part->index - start; i++) {
		ffaw_info_regs_parse(x, part->stride, i, &info);
		ffac_discovery_add(host, &info);
	}
	return ret;
}

/* One listing by registers; -EAGAIN: partitions changed meanwhile. */
static int ffac_discovery_pass(struct ffac_host *host, u64 end)
{
	struct ffaw_info_regs part = { };
	int ret;

	ret = ffac_discovery_part(host, &part, true);
	while (!ret && part.index < part.last) {
		if (ktime_get_ns() >= end)
			return -ETIMEDOUT;
		ret = ffac_discovery_part(host, &part, false);
	}
	return ret;
}

static int ffac_discovery_regs(struct ffac_host *host)
{
	u64 end = ktime_get_ns() + FFAC_LISTING_NS;
	int tries, ret = -EAGAIN;

	for (tries = 0; ret == -EAGAIN && tries < FFAC_LISTING_TRIES; tries++)
		ret = ffac_discovery_pass(host, end);
	host->info_regs = !ret;
	if (ret && ret != -EOPNOTSUPP && ret != -ENOMEM)
		dev_warn(host->dev, "firmware does not list its partitions in registers (%d)\n", ret);
	return ret;
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

static void ffac_discovery_mark(struct ffac_host *host, const struct ffac_ids *ids, bool denied)
{
	struct ffac_service *service = host->services;

	for (; service < host->services + host->service_count; service++) {
		if (!ffac_ids_have(ids, service->info.id) || ffac_policy_allows(service->info.uuid))
			continue;
		if (denied || ffaw_uuid_is_nil(service->info.uuid))
			service->denied = denied;
	}
}

/* Asks who has the UUIDs of deny= (with those that need allow=) or of allow=. */
static int ffac_discovery_ask(struct ffac_host *host, bool denied)
{
	char text[FFAW_UUID_TEXT];
	struct ffac_ids *ids;
	unsigned int i;
	u8 uuid[16];

	for (i = 0; denied ? ffac_policy_denied(i, uuid) : ffac_policy_allowed(i, uuid); i++) {
		/* deny= wins over allow=, and allow= over what is denied by default. */
		if (ffac_policy_denies(uuid) != denied)
			continue;
		ids = ffac_discover_uuid(host, uuid);
		if (!IS_ERR(ids)) {
			ffac_discovery_mark(host, ids, denied);
			kfree(ids);
		} else if (PTR_ERR(ids) != -ENOENT) {
			ffaw_uuid_format(uuid, text);
			dev_err(host->dev, "firmware does not tell who has %s, which policy names (%ld)\n", text, PTR_ERR(ids));
			/* Who is not known to be allowed stays denied. */
			if (denied)
				return PTR_ERR(ids);
		}
	}
	return 0;
}

static bool ffac_discovery_any_nil(const struct ffac_host *host)
{
	unsigned int i;

	for (i = 0; i < host->service_count; i++) {
		if (ffaw_uuid_is_nil(host->services[i].info.uuid))
			return true;
	}
	return false;
}

/* A partition may be listed without the UUID that policy knows: before 1.2, and where it is listed with none. */
static int ffac_discovery_police(struct ffac_host *host)
{
	unsigned int i;
	int ret;

	for (i = 0; i < host->service_count; i++)
		host->services[i].denied = ffac_discovery_denied(host, &host->services[i]);
	if (!host->rxtx.size || (host->version >= FFAW_VERSION_1_2 && !ffac_discovery_any_nil(host)))
		return 0;
	ret = ffac_discovery_ask(host, true);
	return ret ? ret : ffac_discovery_ask(host, false);
}

int ffac_discover(struct ffac_host *host)
{
	int ret = -EOPNOTSUPP;

	if (host->version >= FFAW_VERSION_1_2)
		ret = ffac_discovery_regs(host);
	if (ret && ret != -ENOMEM)
		ret = ffac_discovery_buffer(host);
	return ret ? ret : ffac_discovery_police(host);
}
