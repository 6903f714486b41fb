// SPDX-License-Identifier: GPL-2.0-only OR BSD-3-Clause
// SPDX-FileCopyrightText: The libffa contributors
/* /dev/arm_ffa/self: this endpoint. */

#include <linux/module.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "ffac.h"

static int ffac_self_device_info(struct file *file, void *arg)
{
	const struct ffac_host *host = file->private_data;
	struct ffa_ioc_device_info *info = arg;

	if (info->flags)
		return -EINVAL;
	info->firmware = host->firmware_version;
	info->negotiated = host->version;
	info->driver = FFAC_DRIVER_VERSION;
	info->own_id = host->id;
	info->spmc_id = host->spmc_id;
	info->attributes = host->has_spmc_id ? FFA_IOC_HAS_SPMC_ID : 0;
	if (host->hvc)
		info->attributes |= FFA_IOC_HAS_HVC;
	if (host->info_regs)
		info->attributes |= FFA_IOC_HAS_INFO_REGS;
	return 0;
}

static int ffac_self_feature(struct file *file, void *arg)
{
	struct ffac_host *host = file->private_data;
	struct ffa_ioc_feature *feature = arg;
	u64 x[FFAW_REGS];
	int ret, idx;

	if (feature->flags || memchr_inv(feature->pad, 0, sizeof(feature->pad)))
		return -EINVAL;
	feature->status = 0;
	ffaw_features_request(x, feature->id, feature->input);
	idx = srcu_read_lock(&host->srcu);
	ret = ffac_host_is_gone(host) ? -ENODEV : ffac_call_simple(host, x, &feature->status);
	srcu_read_unlock(&host->srcu, idx);
	feature->w2 = ret ? 0 : ffaw_w(x, 2);
	feature->w3 = ret ? 0 : ffaw_w(x, 3);
	feature->origin = ret ? FFA_IOC_ORIGIN_FRAMEWORK : FFA_IOC_ORIGIN_NONE;
	return ret;
}

static int ffac_self_limit(struct file *file, void *arg)
{
	const struct ffac_host *host = file->private_data;
	struct ffa_ioc_limit *limit = arg;

	if (limit->flags || limit->pad)
		return -EINVAL;
	switch (limit->limit) {
	case FFA_IOC_LIMIT_DIRECT_WORDS:
		limit->value = host->version < FFAW_VERSION_1_2 ? FFAW_DIRECT_WORDS : FFAW_DIRECT2_WORDS;
		return 0;
	case FFA_IOC_LIMIT_RXTX_BYTES:
		limit->value = host->rxtx.size;
		return host->rxtx.size ? 0 : -ENODATA;
	case FFA_IOC_LIMIT_REGIONS:
	case FFA_IOC_LIMIT_REGION_BYTES:
	case FFA_IOC_LIMIT_RANGES:
	case FFA_IOC_LIMIT_INDIRECT_BYTES:
		return -ENODATA;
	default:
		return -EINVAL;
	}
}

void ffac_service_info(const struct ffac_service *service, struct ffa_ioc_partition_info *info)
{
	memcpy(info->uuid, service->info.uuid, sizeof(info->uuid));
	info->id = service->info.id;
	info->contexts = service->info.contexts;
	info->properties = service->info.properties;
	info->major = MAJOR(service->devt);
	info->minor = MINOR(service->devt);
	info->attributes = service->denied ? FFA_IOC_DENIED : 0;
}

/* What a list is asked for: everything or a UUID; ids is what firmware found under it, NULL if it was not asked. */
struct ffac_self_query {
	const u8 *uuid;
	struct ffac_ids *ids;
};

static bool ffac_self_has_uuid(const struct ffac_service *service, const u8 uuid[16])
{
	return !memcmp(service->info.uuid, uuid, sizeof(service->info.uuid));
}

/* The service that stands for its partition under uuid, which none of the partition's services is listed with: the first. */
static bool ffac_self_stands_in(const struct ffac_host *host, const struct ffac_service *service, const u8 uuid[16])
{
	const struct ffac_service *other = host->services;

	for (; other < host->services + host->service_count; other++) {
		if (other->info.id == service->info.id && (other < service || ffac_self_has_uuid(other, uuid)))
			return false;
	}
	return true;
}

static bool ffac_self_lists(const struct ffac_host *host, unsigned int i, const struct ffac_self_query *query)
{
	const struct ffac_service *service = &host->services[i];

	if (ffaw_uuid_is_nil(query->uuid) || ffac_self_has_uuid(service, query->uuid))
		return true;
	return query->ids && ffac_ids_have(query->ids, service->info.id) && ffac_self_stands_in(host, service, query->uuid);
}

static u32 ffac_self_count(const struct ffac_host *host, const struct ffac_self_query *query)
{
	unsigned int i;
	u32 count = 0;

	for (i = 0; i < host->service_count; i++)
		count += ffac_self_lists(host, i, query);
	return count;
}

/* Firmware's word on a UUID. It may know it in partitions that it lists without it. */
static int ffac_self_ask(struct ffac_host *host, struct ffac_self_query *query)
{
	struct ffac_ids *ids;
	int idx;

	idx = srcu_read_lock(&host->srcu);
	ids = ffac_host_is_gone(host) ? ERR_PTR(-ENODEV) : ffac_discover_uuid(host, query->uuid);
	srcu_read_unlock(&host->srcu, idx);
	if (!IS_ERR(ids))
		query->ids = ids;
	return PTR_ERR_OR_ZERO(ids) == -ENOENT ? 0 : PTR_ERR_OR_ZERO(ids);
}

static int ffac_self_copy_entry(const struct ffac_service *service, const struct ffac_self_query *query, void __user *user,
				u32 stride)
{
	struct ffa_ioc_partition_info info = { };
	u32 size = min_t(u32, stride, sizeof(info));

	ffac_service_info(service, &info);
	if (!ffaw_uuid_is_nil(query->uuid))
		memcpy(info.uuid, query->uuid, sizeof(info.uuid));
	if (copy_to_user(user, &info, size) || clear_user(user + size, stride - size))
		return -EFAULT;
	return 0;
}

static int ffac_self_copy(const struct ffac_host *host, const struct ffac_self_query *query, struct ffa_ioc_list *list,
			  u32 room)
{
	u64 user = list->entries;
	unsigned int i;
	int ret = 0;

	list->count = ffac_self_count(host, query);
	if (!list->count && !ffaw_uuid_is_nil(query->uuid))
		return -ENOENT;
	if (list->count > room)
		return -EMSGSIZE;
	for (i = 0; i < host->service_count && !ret; i++) {
		if (!ffac_self_lists(host, i, query))
			continue;
		ret = ffac_self_copy_entry(&host->services[i], query, u64_to_user_ptr(user), list->stride);
		user += list->stride;
	}
	return ret;
}

static int ffac_self_list(struct file *file, void *arg)
{
	struct ffac_host *host = file->private_data;
	struct ffa_ioc_list *list = arg;
	struct ffac_self_query query = { .uuid = list->uuid };
	u32 room = list->count;
	int ret = 0;

	if (list->flags || list->stride < FFA_IOC_PARTITION_INFO_SIZE_VER0 || list->stride > PAGE_SIZE)
		return -EINVAL;
	list->count = 0;
	if (host->version < FFAW_VERSION_1_2 && !ffaw_uuid_is_nil(list->uuid))
		ret = ffac_self_ask(host, &query);
	if (!ret)
		ret = ffac_self_copy(host, &query, list, room);
	kfree(query.ids);
	return ret;
}

static const struct ffac_ioctl ffac_self_ioctls[] = {
	FFAC_IOCTL(FFA_IOC_DEVICE_INFO, struct ffa_ioc_device_info, FFA_IOC_DEVICE_INFO_SIZE_VER0, true,
		   ffac_self_device_info),
	FFAC_IOCTL(FFA_IOC_FEATURE, struct ffa_ioc_feature, FFA_IOC_FEATURE_SIZE_VER0, true, ffac_self_feature),
	FFAC_IOCTL(FFA_IOC_LIMIT, struct ffa_ioc_limit, FFA_IOC_LIMIT_SIZE_VER0, true, ffac_self_limit),
	FFAC_IOCTL(FFA_IOC_LIST, struct ffa_ioc_list, FFA_IOC_LIST_SIZE_VER0, true, ffac_self_list),
};

static long ffac_self_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	return ffac_ioctl(file->private_data, file, ffac_self_ioctls, ARRAY_SIZE(ffac_self_ioctls), cmd, arg);
}

static int ffac_self_open(struct inode *inode, struct file *file)
{
	/* The open cdev keeps the node, and the node its host. */
	file->private_data = ffac_node_of(inode)->host;
	return nonseekable_open(inode, file);
}

const struct file_operations ffac_self_fops = {
	.owner = THIS_MODULE,
	.open = ffac_self_open,
	.unlocked_ioctl = ffac_self_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
};
