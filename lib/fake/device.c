/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kfake.h"

#include <kfake/slab.h>

/* Classes are static and shared by all machines: only their number is kept. */
int kfake_class_register(struct class *class)
{
	struct kfake_machine *machine = kfake_current_machine();

	WARN_ON(!class->name);
	if (kfake_slab_fails())
		return -ENOMEM;
	pthread_mutex_lock(&machine->lock);
	machine->classes++;
	pthread_mutex_unlock(&machine->lock);
	return 0;
}

void kfake_class_unregister(struct class *class)
{
	struct kfake_machine *machine = kfake_current_machine();

	(void)class;
	pthread_mutex_lock(&machine->lock);
	WARN_ON(!machine->classes--);
	pthread_mutex_unlock(&machine->lock);
}

void kfake_device_initialize(struct device *dev)
{
	kref_init(&dev->kobj.kref);
	dev->node.next = NULL;
}

static void device_release(struct kref *kref)
{
	struct device *dev = container_of(kref, struct device, kobj.kref);
	char *name = dev->kobj.name;

	WARN_ON(dev->node.next);
	if (dev->release)
		dev->release(dev);
	else if (dev->class && dev->class->dev_release)
		dev->class->dev_release(dev);
	else
		kfake_bug(name, 0, "a device without a release function");
	kfake_slab_free(name);
}

struct device *kfake_device_get(struct device *dev)
{
	if (dev)
		kref_get(&dev->kobj.kref);
	return dev;
}

void kfake_device_put(struct device *dev)
{
	if (dev)
		kref_put(&dev->kobj.kref, device_release);
}

int kfake_device_set_name(struct device *dev, const char *format, ...)
{
	char name[KFAKE_LOG_WIDTH];
	va_list args;

	va_start(args, format);
	vsnprintf(name, sizeof(name), format, args);
	va_end(args);
	kfake_slab_free(dev->kobj.name);
	dev->kobj.name = kfake_slab_dup_string(name, GFP_KERNEL);
	return dev->kobj.name ? 0 : -ENOMEM;
}

/* Names are unique within a class and on a bus. */
static struct device *device_find(struct kfake_machine *machine, const struct device *like, const char *name)
{
	struct device *dev;

	list_for_each_entry(dev, &machine->devices, node) {
		if (like && (dev->class != like->class || dev->bus != like->bus))
			continue;
		if (!strcmp(dev_name(dev), name))
			return dev;
	}
	return NULL;
}

int kfake_device_add(struct device *dev)
{
	struct kfake_machine *machine = kfake_current_machine();
	struct kobj_uevent_env env = { .len = 0 };
	int ret = 0;

	WARN_ON(!dev_name(dev) || dev->node.next);
	if (kfake_slab_fails())
		return -ENOMEM;
	pthread_mutex_lock(&machine->lock);
	if (device_find(machine, dev, dev_name(dev)))
		ret = -EEXIST;
	else
		list_add_tail(&dev->node, &machine->devices);
	pthread_mutex_unlock(&machine->lock);
	if (ret)
		return ret;
	kfake_device_get(dev->parent);
	/* Nobody listens, but the driver is asked. */
	if (dev->class && dev->class->dev_uevent)
		WARN_ON(dev->class->dev_uevent(dev, &env));
	return 0;
}

void kfake_device_del(struct device *dev)
{
	struct kfake_machine *machine = kfake_current_machine();

	pthread_mutex_lock(&machine->lock);
	list_del(&dev->node);
	pthread_mutex_unlock(&machine->lock);
	kfake_device_put(dev->parent);
}

int kfake_uevent_add(struct kobj_uevent_env *env, const char *format, ...)
{
	size_t room = sizeof(env->buf) - env->len;
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(env->buf + env->len, room, format, args);
	va_end(args);
	if (n < 0 || (size_t)n >= room)
		return -ENOMEM;
	env->len += (size_t)n + 1;
	return 0;
}

int kfake_sysfs_emit(char *buf, const char *format, ...)
{
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(buf, PAGE_SIZE, format, args);
	va_end(args);
	WARN_ON(n < 0 || (size_t)n >= PAGE_SIZE);
	return n;
}

/* ---- what sysfs and udev would show ---- */

static struct device *device_get_named(struct kfake_machine *machine, const char *name)
{
	struct device *dev;

	pthread_mutex_lock(&machine->lock);
	dev = kfake_device_get(device_find(machine, NULL, name));
	pthread_mutex_unlock(&machine->lock);
	return dev;
}

static struct device_attribute *group_attribute(struct device *dev, const struct attribute_group *group, const char *name)
{
	int i;

	for (i = 0; group->attrs[i]; i++) {
		if (strcmp(group->attrs[i]->name, name))
			continue;
		if (group->is_visible && !group->is_visible(&dev->kobj, group->attrs[i], i))
			continue;
		return container_of(group->attrs[i], struct device_attribute, attr);
	}
	return NULL;
}

static struct device_attribute *groups_attribute(struct device *dev, const struct attribute_group **groups, const char *name)
{
	struct device_attribute *attr = NULL;

	while (groups && *groups && !attr)
		attr = group_attribute(dev, *groups++, name);
	return attr;
}

ssize_t kfake_device_show(struct kfake_machine *machine, const char *device, const char *attribute, char *buf)
{
	struct device *dev = device_get_named(machine, device);
	struct device_attribute *attr;
	struct kfake_visit visit;
	ssize_t ret = -ENOENT;

	if (!dev)
		return -ENOENT;
	kfake_enter(&visit, machine);
	attr = groups_attribute(dev, dev->groups, attribute);
	if (!attr && dev->class)
		attr = groups_attribute(dev, dev->class->dev_groups, attribute);
	if (attr)
		ret = attr->show ? attr->show(dev, attr, buf) : -EIO;
	kfake_device_put(dev);
	kfake_leave(&visit);
	return ret;
}

char *kfake_device_node(struct kfake_machine *machine, const char *device, umode_t *mode)
{
	struct device *dev = device_get_named(machine, device);
	struct kfake_visit visit;
	char *path = NULL;

	if (!dev)
		return NULL;
	kfake_enter(&visit, machine);
	*mode = 0;
	if (dev->class && dev->class->devnode)
		path = dev->class->devnode(dev, mode);
	kfake_device_put(dev);
	kfake_leave(&visit);
	return path;
}

int kfake_device_uevent(struct kfake_machine *machine, const char *device, struct kobj_uevent_env *env)
{
	struct device *dev = device_get_named(machine, device);
	struct kfake_visit visit;
	int ret = 0;

	if (!dev)
		return -ENOENT;
	env->len = 0;
	kfake_enter(&visit, machine);
	if (dev->class && dev->class->dev_uevent)
		ret = dev->class->dev_uevent(dev, env);
	kfake_device_put(dev);
	kfake_leave(&visit);
	return ret;
}
