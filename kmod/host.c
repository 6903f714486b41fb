// SPDX-License-Identifier: GPL-2.0-only OR BSD-3-Clause
// SPDX-FileCopyrightText: The libffa contributors
/* One binding to firmware, from the first FFA_VERSION to the unmapping of the buffers. */

#include <linux/slab.h>
#include <linux/string.h>

#include "ffac.h"

/* Asks to speak version. Firmware takes a version that it has; one that is too new it answers with its own or not at all. */
static bool ffac_host_speaks(struct ffac_host *host, u32 version)
{
	u64 x[FFAW_REGS];
	u32 answer;

	ffaw_version_request(x, version);
	ffac_call(host, x);
	answer = ffaw_version_answer(x);
	if (!host->firmware_version)
		host->firmware_version = answer;
	return ffaw_version_common(version, answer) == version;
}

static int ffac_host_version(struct ffac_host *host)
{
	u32 version;

	for (version = FFAC_SPEAKS; version >= FFAW_VERSION_1_0; version--) {
		if (ffac_host_speaks(host, version)) {
			host->version = version;
			return 0;
		}
	}
	if (host->firmware_version)
		dev_err(host->dev, "firmware speaks FF-A %u.%u, this driver 1.0 to %u.%u\n", host->firmware_version >> 16,
			host->firmware_version & 0xffff, FFAC_SPEAKS >> 16, FFAC_SPEAKS & 0xffff);
	else
		dev_err(host->dev, "firmware has no FF-A\n");
	return -ENODEV;
}

static int ffac_host_ids(struct ffac_host *host)
{
	u64 x[FFAW_REGS];
	int ret;

	ffaw_request(x, FFAW_ID_GET);
	ret = ffac_call_simple(host, x, NULL);
	if (ret) {
		dev_err(host->dev, "firmware does not tell this endpoint's ID (%d)\n", ret);
		return ret;
	}
	host->id = ffaw_w(x, 2);

	if (host->version < FFAW_VERSION_1_1)
		return 0;
	ffaw_request(x, FFAW_SPM_ID_GET);
	host->has_spmc_id = !ffac_call_simple(host, x, NULL);
	if (host->has_spmc_id)
		host->spmc_id = ffaw_w(x, 2);
	return 0;
}

static int ffac_host_meet(struct ffac_host *host)
{
	int ret;

	ret = ffac_host_version(host);
	if (ret)
		return ret;
	ret = ffac_host_ids(host);
	if (ret)
		return ret;
	ret = ffac_rxtx_map(host);
	/* Since 1.2 partitions can be listed without buffers. */
	if (ret && (ret != -EOPNOTSUPP || host->version < FFAW_VERSION_1_2))
		return ret;
	return ffac_discover(host);
}

static void ffac_host_release(struct kref *ref)
{
	struct ffac_host *host = container_of(ref, struct ffac_host, ref);

	cleanup_srcu_struct(&host->srcu);
	kvfree(host->services);
	kfree(host);
}

void ffac_host_get(struct ffac_host *host)
{
	kref_get(&host->ref);
}

void ffac_host_put(struct ffac_host *host)
{
	kref_put(&host->ref, ffac_host_release);
}

struct ffac_host *ffac_host_new(struct device *dev)
{
	struct ffac_host *host = kzalloc(sizeof(*host), GFP_KERNEL);
	int ret;

	if (!host)
		return ERR_PTR(-ENOMEM);
	ret = init_srcu_struct(&host->srcu);
	if (ret) {
		kfree(host);
		return ERR_PTR(ret);
	}
	kref_init(&host->ref);
	host->dev = dev;
	host->hvc = ffac_call_is_hvc();
	mutex_init(&host->rxtx.lock);
	spin_lock_init(&host->requests_lock);
	INIT_LIST_HEAD(&host->requests);

	host->wq = alloc_workqueue(FFAC_NAME, WQ_CPU_INTENSIVE | WQ_FREEZABLE, 0);
	ret = host->wq ? ffac_host_meet(host) : -ENOMEM;
	if (ret) {
		ffac_host_stop(host);
		ffac_host_put(host);
		return ERR_PTR(ret);
	}
	return host;
}

void ffac_host_stop(struct ffac_host *host)
{
	if (xchg(&host->gone, true))
		return;
	ffac_request_wake_all(host);
	ffac_request_wait_all(host);
	synchronize_srcu(&host->srcu);
	ffac_request_end_all(host);
	ffac_rxtx_unmap(host);
	if (host->wq)
		destroy_workqueue(host->wq);
}

/* "<uuid>"; "<uuid>.<id>" where an earlier service has that name; "<id>" where firmware tells no UUID. */
static void ffac_host_name(const struct ffac_host *host, const struct ffac_service *service, char *name, size_t size)
{
	const struct ffaw_partition_info *info = &service->info;
	const struct ffac_service *other;
	char uuid[FFAW_UUID_TEXT];

	if (ffaw_uuid_is_nil(info->uuid)) {
		snprintf(name, size, "%04x", info->id);
		return;
	}
	ffaw_uuid_format(info->uuid, uuid);
	for (other = host->services; other < service; other++) {
		if (!memcmp(other->info.uuid, info->uuid, sizeof(info->uuid))) {
			snprintf(name, size, "%s.%04x", uuid, info->id);
			return;
		}
	}
	snprintf(name, size, "%s", uuid);
}

static int ffac_host_publish_service(struct ffac_host *host, struct ffac_service *service)
{
	char name[FFAW_UUID_TEXT + sizeof(".ffff")];
	struct ffac_node *node;

	if (service->denied)
		return 0;
	service->devt = host->devt + 1 + (service - host->services);
	ffac_host_name(host, service, name, sizeof(name));
	node = ffac_node_new(host, service, name, service->devt, &ffac_partition_fops);
	if (IS_ERR(node))
		return PTR_ERR(node);
	service->node = node;
	return 0;
}

int ffac_host_publish(struct ffac_host *host)
{
	struct ffac_node *self;
	unsigned int i;
	int ret;

	ret = alloc_chrdev_region(&host->devt, 0, host->service_count + 1, FFAC_NAME);
	if (ret) {
		host->devt = 0;
		return ret;
	}
	for (i = 0; i < host->service_count; i++) {
		ret = ffac_host_publish_service(host, &host->services[i]);
		if (ret)
			return ret;
	}
	self = ffac_node_new(host, NULL, "self", host->devt, &ffac_self_fops);
	if (IS_ERR(self))
		return PTR_ERR(self);
	host->self = self;
	return 0;
}

void ffac_host_unpublish(struct ffac_host *host)
{
	unsigned int i;

	ffac_node_remove(host->self);
	for (i = host->service_count; i-- > 0; )
		ffac_node_remove(host->services[i].node);
	if (host->devt)
		unregister_chrdev_region(host->devt, host->service_count + 1);
}
