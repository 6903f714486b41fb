/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "kfake.h"

#include <kfake/module.h>

#define LAST_MAJOR	511u	/* dynamic device numbers are given out from here downwards */

int kfake_chrdev_alloc(dev_t *devt, unsigned int first, unsigned int count)
{
	struct kfake_machine *machine = kfake_current_machine();

	WARN_ON(first > MINORMASK || count > MINORMASK + 1 - first);
	if (kfake_slab_fails())
		return -ENOMEM;
	pthread_mutex_lock(&machine->lock);
	*devt = MKDEV(LAST_MAJOR - machine->majors++ % LAST_MAJOR, first);
	machine->regions++;
	pthread_mutex_unlock(&machine->lock);
	return 0;
}

void kfake_chrdev_free(dev_t devt, unsigned int count)
{
	struct kfake_machine *machine = kfake_current_machine();

	WARN_ON(!MAJOR(devt) || !count);
	pthread_mutex_lock(&machine->lock);
	WARN_ON(!machine->regions--);
	pthread_mutex_unlock(&machine->lock);
}

void kfake_cdev_init(struct cdev *cdev, const struct file_operations *ops)
{
	memset(cdev, 0, sizeof(*cdev));
	cdev->ops = ops;
}

static void node_publish(struct device *dev, struct cdev *cdev)
{
	struct kfake_machine *machine = kfake_current_machine();

	pthread_mutex_lock(&machine->lock);
	dev->cdev = cdev;
	pthread_mutex_unlock(&machine->lock);
}

int kfake_cdev_add(struct cdev *cdev, struct device *dev)
{
	int ret;

	WARN_ON(!MAJOR(dev->devt) || !cdev->ops);
	if (kfake_slab_fails())
		return -ENOMEM;
	cdev->dev = dev;
	ret = kfake_device_add(dev);
	if (!ret)
		node_publish(dev, cdev);
	return ret;
}

void kfake_cdev_del(struct cdev *cdev, struct device *dev)
{
	WARN_ON(cdev->dev != dev);
	node_publish(dev, NULL);
	kfake_device_del(dev);
}

struct device *kfake_node_find(struct kfake_machine *machine, const char *name, struct cdev **cdev)
{
	struct device *dev, *found = NULL;

	pthread_mutex_lock(&machine->lock);
	list_for_each_entry(dev, &machine->devices, node) {
		if (dev->cdev && !strcmp(dev_name(dev), name)) {
			found = kfake_device_get(dev);
			*cdev = dev->cdev;
			break;
		}
	}
	pthread_mutex_unlock(&machine->lock);
	return found;
}

int kfake_node_name(struct kfake_machine *machine, unsigned int major, unsigned int minor, char *name, size_t size)
{
	struct device *dev;
	int ret = -ENOENT;

	pthread_mutex_lock(&machine->lock);
	list_for_each_entry(dev, &machine->devices, node) {
		if (!dev->cdev || dev->devt != MKDEV(major, minor))
			continue;
		ret = (size_t)snprintf(name, size, "%s", dev_name(dev)) < size ? 0 : -ENAMETOOLONG;
		break;
	}
	pthread_mutex_unlock(&machine->lock);
	return ret;
}
