/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_DEVICE_H
#define KFAKE_DEVICE_H

/* The device model: counted devices, classes with attributes and uevents, the platform bus. */

#include <kfake/atomic.h>
#include <kfake/list.h>
#include <kfake/log.h>

struct attribute_group;
struct cdev;
struct device;

struct kobject {
	struct kref kref;
	char *name;
};

struct bus_type {
	const char *name;
};

enum probe_type {
	PROBE_DEFAULT_STRATEGY,
	PROBE_PREFER_ASYNCHRONOUS,
	PROBE_FORCE_SYNCHRONOUS,
};

struct module;

struct device_driver {
	const char *name;
	struct module *owner;
	enum probe_type probe_type;
	bool suppress_bind_attrs;
};

#define UEVENT_SIZE	512

struct kobj_uevent_env {
	char buf[UEVENT_SIZE];	/* strings, each with its NUL */
	size_t len;
};

struct class {
	const char *name;
	struct module *owner;
	const struct attribute_group **dev_groups;
	char *(*devnode)(struct device *dev, umode_t *mode);
	int (*dev_uevent)(struct device *dev, struct kobj_uevent_env *env);
	void (*dev_release)(struct device *dev);
};

struct device {
	struct kobject kobj;
	struct device *parent;
	struct bus_type *bus;
	const struct device_driver *driver;
	struct class *class;
	dev_t devt;
	const struct attribute_group **groups;
	void *driver_data;
	void (*release)(struct device *dev);
	struct list_head node;		/* of machine->devices, while added */
	struct cdev *cdev;		/* while it can be opened; under machine->lock */
};

#define kobj_to_dev(k)		container_of(k, struct device, kobj)
#define dev_name(dev)		((const char *)(dev)->kobj.name)
#define dev_get_drvdata(dev)	((dev)->driver_data)
#define dev_set_drvdata(dev, p)	((void)((dev)->driver_data = (p)))

int kfake_class_register(struct class *class);
void kfake_class_unregister(struct class *class);
void kfake_device_initialize(struct device *dev);
int kfake_device_add(struct device *dev);
void kfake_device_del(struct device *dev);
struct device *kfake_device_get(struct device *dev);
void kfake_device_put(struct device *dev);
int kfake_device_set_name(struct device *dev, const char *format, ...) __printf(2, 3);
int kfake_bus_for_each_dev(struct bus_type *bus, struct device *start, void *data, int (*fn)(struct device *dev, void *data));
struct device *kfake_bus_find(struct bus_type *bus, const char *name);
int kfake_uevent_add(struct kobj_uevent_env *env, const char *format, ...) __printf(2, 3);

#define class_register(class)		kfake_class_register(class)
#define class_unregister(class)		kfake_class_unregister(class)
#define device_initialize(dev)		kfake_device_initialize(dev)
#define device_add(dev)			kfake_device_add(dev)
#define device_del(dev)			kfake_device_del(dev)
#define device_register(dev)		(kfake_device_initialize(dev), kfake_device_add(dev))
#define device_unregister(dev)		(kfake_device_del(dev), kfake_device_put(dev))
#define get_device(dev)			kfake_device_get(dev)
#define put_device(dev)			kfake_device_put(dev)
#define dev_set_name(dev, ...)		kfake_device_set_name(dev, __VA_ARGS__)
#define bus_for_each_dev(bus, start, data, fn) kfake_bus_for_each_dev(bus, start, data, fn)
#define bus_find_device_by_name(bus, start, name) ((void)(start), kfake_bus_find(bus, name))
#define add_uevent_var(env, ...)	kfake_uevent_add(env, __VA_ARGS__)

/* ---- attributes ---- */

struct attribute {
	const char *name;
	umode_t mode;
};

struct attribute_group {
	const char *name;
	umode_t (*is_visible)(struct kobject *kobj, struct attribute *attr, int n);
	struct attribute **attrs;
};

struct device_attribute {
	struct attribute attr;
	ssize_t (*show)(struct device *dev, struct device_attribute *attr, char *buf);
	ssize_t (*store)(struct device *dev, struct device_attribute *attr, const char *buf, size_t count);
};

#define DEVICE_ATTR_RO(name_) \
	struct device_attribute dev_attr_##name_ = { .attr = { #name_, 0444 }, .show = name_##_show }
#define DEVICE_ATTR_RW(name_) \
	struct device_attribute dev_attr_##name_ = { .attr = { #name_, 0644 }, .show = name_##_show, .store = name_##_store }
#define DEVICE_ATTR_WO(name_) \
	struct device_attribute dev_attr_##name_ = { .attr = { #name_, 0200 }, .store = name_##_store }
#define ATTRIBUTE_GROUPS(name_)								\
	static const struct attribute_group name_##_group = { .attrs = name_##_attrs };	\
	static const struct attribute_group *name_##_groups[] = { &name_##_group, NULL }

int kfake_sysfs_emit(char *buf, const char *format, ...) __printf(2, 3);

#define sysfs_emit(buf, ...)	kfake_sysfs_emit(buf, __VA_ARGS__)

/* ---- platform bus: a device is bound to the driver of its name, whichever comes first ---- */

struct resource;

struct platform_device {
	const char *name;
	int id;
	struct device dev;
};

struct platform_driver {
	int (*probe)(struct platform_device *pdev);
	int (*remove)(struct platform_device *pdev);
	void (*shutdown)(struct platform_device *pdev);
	struct device_driver driver;
};

#define PLATFORM_DEVID_NONE	(-1)

extern struct bus_type kfake_platform_bus;

int kfake_platform_driver_register(struct platform_driver *driver);
void kfake_platform_driver_unregister(struct platform_driver *driver);
struct platform_device *kfake_platform_device_new(const char *name, int id);
void kfake_platform_device_remove(struct platform_device *pdev);
struct device *kfake_platform_find(const struct device_driver *driver);

#define platform_bus_type			kfake_platform_bus
#define platform_driver_register(driver)	kfake_platform_driver_register(driver)
#define platform_driver_unregister(driver)	kfake_platform_driver_unregister(driver)
#define platform_device_register_simple(name, id, resources, n) \
	((void)(resources), (void)(n), kfake_platform_device_new(name, id))
#define platform_device_unregister(pdev)	kfake_platform_device_remove(pdev)
#define platform_find_device_by_driver(start, driver) ((void)(start), kfake_platform_find(driver))
#define to_platform_device(d)			container_of(d, struct platform_device, dev)
#define platform_get_drvdata(pdev)		dev_get_drvdata(&(pdev)->dev)
#define platform_set_drvdata(pdev, p)		dev_set_drvdata(&(pdev)->dev, p)

#endif
