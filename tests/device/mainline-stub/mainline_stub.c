// SPDX-License-Identifier: GPL-2.0-only OR BSD-3-Clause
// SPDX-FileCopyrightText: The libffa contributors
/* What another module can see of the kernel's own FF-A driver after it has found a partition: its symbols, its bus, a device. */

#include <linux/device.h>
#include <linux/err.h>
#include <linux/module.h>
#include <linux/slab.h>

struct ffa_driver;

int ffa_driver_register(struct ffa_driver *driver, struct module *owner, const char *mod_name);

extern struct bus_type ffa_bus_type;
struct bus_type ffa_bus_type = {
	.name = "arm_ffa",
};
EXPORT_SYMBOL_GPL(ffa_bus_type);

int ffa_driver_register(struct ffa_driver *driver, struct module *owner, const char *mod_name)
{
	return -EOPNOTSUPP;
}
EXPORT_SYMBOL_GPL(ffa_driver_register);

static struct device *mainline_stub_device;

static void mainline_stub_release(struct device *dev)
{
	kfree(dev);
}

static int mainline_stub_add_device(void)
{
	struct device *dev = kzalloc(sizeof(*dev), GFP_KERNEL);
	int ret;

	if (!dev)
		return -ENOMEM;
	dev->bus = &ffa_bus_type;
	dev->release = mainline_stub_release;
	dev_set_name(dev, "arm-ffa-1");
	ret = device_register(dev);
	if (ret)
		put_device(dev);
	else
		mainline_stub_device = dev;
	return ret;
}

static int __init mainline_stub_init(void)
{
	int ret = bus_register(&ffa_bus_type);

	if (ret)
		return ret;
	ret = mainline_stub_add_device();
	if (ret)
		bus_unregister(&ffa_bus_type);
	return ret;
}

static void __exit mainline_stub_exit(void)
{
	device_unregister(mainline_stub_device);
	bus_unregister(&ffa_bus_type);
}

module_init(mainline_stub_init);
module_exit(mainline_stub_exit);
MODULE_DESCRIPTION("A stand-in for the kernel's own FF-A driver");
MODULE_LICENSE("Dual BSD/GPL");
