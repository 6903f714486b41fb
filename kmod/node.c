// SPDX-License-Identifier: GPL-2.0-only OR BSD-3-Clause
// SPDX-FileCopyrightText: The libffa contributors
/* Device nodes: /dev/arm_ffa/<name> and /sys/class/arm_ffa/<name>. */

#include <linux/module.h>
#include <linux/slab.h>
#include <linux/sysfs.h>
#include <linux/version.h>

#include "ffac.h"

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 2, 0)
typedef const struct device ffac_class_device;
#else
typedef struct device ffac_class_device;
#endif

static const struct ffac_service *ffac_service_of(const struct device *dev)
{
	return container_of(dev, struct ffac_node, dev)->service;
}

static ssize_t id_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "0x%04x\n", ffac_service_of(dev)->info.id);
}
static DEVICE_ATTR_RO(id);

static ssize_t uuid_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	char uuid[FFAW_UUID_TEXT];

	ffaw_uuid_format(ffac_service_of(dev)->info.uuid, uuid);
	return sysfs_emit(buf, "%s\n", uuid);
}
static DEVICE_ATTR_RO(uuid);

static ssize_t contexts_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%u\n", ffac_service_of(dev)->info.contexts);
}
static DEVICE_ATTR_RO(contexts);

static ssize_t properties_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "0x%08x\n", ffac_service_of(dev)->info.properties);
}
static DEVICE_ATTR_RO(properties);

static struct attribute *ffac_service_attrs[] = {
	&dev_attr_id.attr,
	&dev_attr_uuid.attr,
	&dev_attr_contexts.attr,
	&dev_attr_properties.attr,
	NULL
};
ATTRIBUTE_GROUPS(ffac_service);

static char *ffac_devnode(ffac_class_device *dev, umode_t *mode)
{
	if (mode)
		*mode = 0660;
	return kasprintf(GFP_KERNEL, "arm_ffa/%s", dev_name(dev));
}

static int ffac_uevent(ffac_class_device *dev, struct kobj_uevent_env *env)
{
	const struct ffac_service *service = ffac_service_of(dev);
	char uuid[FFAW_UUID_TEXT];
	int ret;

	if (!service)
		return 0;
	ffaw_uuid_format(service->info.uuid, uuid);
	ret = add_uevent_var(env, "FFA_ID=0x%04x", service->info.id);
	return ret ? ret : add_uevent_var(env, "FFA_UUID=%s", uuid);
}

struct class ffac_class = {
	.name = "arm_ffa",
	.devnode = ffac_devnode,
	.dev_uevent = ffac_uevent,
};

static void ffac_node_release(struct device *dev)
{
	struct ffac_node *node = container_of(dev, struct ffac_node, dev);

	ffac_host_put(node->host);
	kfree(node);
}

struct ffac_node *ffac_node_new(struct ffac_host *host, const struct ffac_service *service, const char *name, dev_t devt,
				const struct file_operations *fops)
{
	struct ffac_node *node = kzalloc(sizeof(*node), GFP_KERNEL);
	int ret;

	if (!node)
		return ERR_PTR(-ENOMEM);
	ffac_host_get(host);
	node->host = host;
	node->service = service;
	device_initialize(&node->dev);
	node->dev.class = &ffac_class;
	node->dev.parent = host->dev;
	node->dev.devt = devt;
	node->dev.release = ffac_node_release;
	if (service)
		node->dev.groups = ffac_service_groups;
	cdev_init(&node->cdev, fops);
	node->cdev.owner = THIS_MODULE;

	ret = dev_set_name(&node->dev, "%s", name);
	if (!ret)
		ret = cdev_device_add(&node->cdev, &node->dev);
	if (ret) {
		dev_err(host->dev, "cannot make the node %s (%d)\n", name, ret);
		put_device(&node->dev);
		return ERR_PTR(ret);
	}
	return node;
}

void ffac_node_remove(struct ffac_node *node)
{
	if (!node)
		return;
	cdev_device_del(&node->cdev, &node->dev);
	put_device(&node->dev);
}
