/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "kfake.h"

#include <kfake/slab.h>

/* One driver a machine. Probe and remove run on the thread that brings them about, one at a time. */

struct bus_type kfake_platform_bus = { .name = "platform" };

static struct device *platform_next(struct kfake_machine *machine, const struct device_driver *driver)
{
	struct device *dev, *found = NULL;

	pthread_mutex_lock(&machine->lock);
	list_for_each_entry(dev, &machine->devices, node) {
		if (dev->bus == &kfake_platform_bus && dev->driver == driver) {
			found = kfake_device_get(dev);
			break;
		}
	}
	pthread_mutex_unlock(&machine->lock);
	return found;
}

static void platform_bind(struct platform_device *pdev)
{
	struct platform_driver *driver = kfake_current_machine()->driver;

	if (!driver || pdev->dev.driver || strcmp(driver->driver.name, pdev->name))
		return;
	pdev->dev.driver = &driver->driver;
	if (!driver->probe(pdev))
		return;
	pdev->dev.driver = NULL;
	pdev->dev.driver_data = NULL;
}

static void platform_release(struct platform_device *pdev)
{
	struct platform_driver *driver;

	if (!pdev->dev.driver)
		return;
	driver = container_of(pdev->dev.driver, struct platform_driver, driver);
	if (driver->remove)
		driver->remove(pdev);
	pdev->dev.driver = NULL;
	pdev->dev.driver_data = NULL;
}

int kfake_platform_driver_register(struct platform_driver *driver)
{
	struct kfake_machine *machine = kfake_current_machine();
	struct device *dev;

	WARN_ON(machine->driver);
	if (kfake_slab_fails())
		return -ENOMEM;
	machine->driver = driver;
	dev = platform_next(machine, NULL);
	if (dev)
		platform_bind(to_platform_device(dev));
	kfake_device_put(dev);
	return 0;
}

void kfake_platform_driver_unregister(struct platform_driver *driver)
{
	struct kfake_machine *machine = kfake_current_machine();
	struct device *dev;

	WARN_ON(machine->driver != driver);
	while ((dev = platform_next(machine, &driver->driver))) {
		platform_release(to_platform_device(dev));
		kfake_device_put(dev);
	}
	machine->driver = NULL;
}

static void platform_free(struct device *dev)
{
	free(to_platform_device(dev));
}

struct platform_device *kfake_platform_device_new(const char *name, int id)
{
	struct platform_device *pdev = kfake_slab_alloc(1, sizeof(*pdev), GFP_KERNEL | __GFP_ZERO);
	int ret;

	if (!pdev)
		return ERR_PTR(-ENOMEM);
	pdev->name = name;
	pdev->id = id;
	kfake_device_initialize(&pdev->dev);
	pdev->dev.release = platform_free;
	pdev->dev.bus = &kfake_platform_bus;
	if (id == PLATFORM_DEVID_NONE)
		ret = kfake_device_set_name(&pdev->dev, "%s", name);
	else
		ret = kfake_device_set_name(&pdev->dev, "%s.%d", name, id);
	if (!ret)
		ret = kfake_device_add(&pdev->dev);
	if (ret) {
		kfake_device_put(&pdev->dev);
		return ERR_PTR(ret);
	}
	platform_bind(pdev);
	return pdev;
}

void kfake_platform_device_remove(struct platform_device *pdev)
{
	if (IS_ERR_OR_NULL(pdev))
		return;
	platform_release(pdev);
	kfake_device_del(&pdev->dev);
	kfake_device_put(&pdev->dev);
}

/* As the kernel's: by name, whether it is bound or not. */
struct device *kfake_platform_find(const struct device_driver *driver)
{
	struct kfake_machine *machine = kfake_current_machine();
	struct device *dev, *found = NULL;

	pthread_mutex_lock(&machine->lock);
	list_for_each_entry(dev, &machine->devices, node) {
		if (dev->bus == &kfake_platform_bus && !strcmp(to_platform_device(dev)->name, driver->name)) {
			found = kfake_device_get(dev);
			break;
		}
	}
	pthread_mutex_unlock(&machine->lock);
	return found;
}

int kfake_bus_for_each_dev(struct bus_type *bus, struct device *start, void *data, int (*fn)(struct device *dev, void *data))
{
	struct kfake_machine *machine = kfake_current_machine();
	struct device *dev;
	int ret = 0;

	WARN_ON(start);
	pthread_mutex_lock(&machine->lock);
	list_for_each_entry(dev, &machine->devices, node) {
		if (dev->bus != bus)
			continue;
		ret = fn(dev, data);
		if (ret)
			break;
	}
	pthread_mutex_unlock(&machine->lock);
	return ret;
}

struct device *kfake_bus_find(struct bus_type *bus, const char *name)
{
	struct kfake_machine *machine = kfake_current_machine();
	struct device *dev, *found = NULL;

	pthread_mutex_lock(&machine->lock);
	list_for_each_entry(dev, &machine->devices, node) {
		if (dev->bus == bus && !strcmp(dev_name(dev), name)) {
			found = kfake_device_get(dev);
			break;
		}
	}
	pthread_mutex_unlock(&machine->lock);
	return found;
}

/* ---- what an administrator does ---- */

int kfake_platform_unbind(struct kfake_machine *machine)
{
	struct device *dev = NULL;
	struct kfake_visit visit;

	pthread_mutex_lock(&machine->bind_lock);
	kfake_enter(&visit, machine);
	if (machine->loaded && machine->driver)
		dev = platform_next(machine, &machine->driver->driver);
	if (dev) {
		platform_release(to_platform_device(dev));
		kfake_device_put(dev);
	}
	kfake_leave(&visit);
	pthread_mutex_unlock(&machine->bind_lock);
	return dev ? 0 : -ENODEV;
}

void kfake_platform_shutdown(struct kfake_machine *machine)
{
	struct device *dev = NULL;
	struct kfake_visit visit;

	pthread_mutex_lock(&machine->bind_lock);
	kfake_enter(&visit, machine);
	if (machine->loaded && machine->driver && machine->driver->shutdown)
		dev = platform_next(machine, &machine->driver->driver);
	if (dev) {
		machine->driver->shutdown(to_platform_device(dev));
		kfake_device_put(dev);
	}
	kfake_leave(&visit);
	pthread_mutex_unlock(&machine->bind_lock);
}
