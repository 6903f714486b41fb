// SPDX-License-Identifier: GPL-2.0-only OR BSD-3-Clause
// SPDX-FileCopyrightText: The libffa contributors
/* The module, and its synthetic platform device: FF-A is not in the device tree. */

#include <linux/module.h>
#include <linux/platform_device.h>
#include <linux/version.h>

#include "ffac.h"

static void ffac_unbind(struct ffac_host *host)
{
	ffac_host_unpublish(host);
	ffac_host_stop(host);
	ffac_host_put(host);
}

static int ffac_probe(struct platform_device *pdev)
{
	struct ffac_host *host;
	int ret;

	ret = ffac_call_check(&pdev->dev);
	if (ret)
		return ret;
	/* Again, for a driver that came between unbind and bind. */
	ret = ffac_mainline_check();
	if (ret)
		return ret;
	host = ffac_host_new(&pdev->dev);
	if (IS_ERR(host))
		return PTR_ERR(host);
	ret = ffac_host_publish(host);
	if (ret) {
		ffac_unbind(host);
		return ret;
	}
	platform_set_drvdata(pdev, host);
	dev_info(&pdev->dev, "FF-A %u.%u (firmware %u.%u), ID %#06x, %u services\n", host->version >> 16,
		 host->version & 0xffff, host->firmware_version >> 16, host->firmware_version & 0xffff, host->id,
		 host->service_count);
	return 0;
}

#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 11, 0)
static void ffac_remove(struct platform_device *pdev)
{
	ffac_unbind(platform_get_drvdata(pdev));
}
#else
static int ffac_remove(struct platform_device *pdev)
{
	ffac_unbind(platform_get_drvdata(pdev));
	return 0;
}
#endif

/* Also before kexec: the next kernel wants to map buffers of its own. */
static void ffac_shutdown(struct platform_device *pdev)
{
	ffac_host_stop(platform_get_drvdata(pdev));
}

static struct platform_driver ffac_driver = {
	.driver = {
		.name = FFAC_NAME,
		.probe_type = PROBE_FORCE_SYNCHRONOUS,
	},
	.probe = ffac_probe,
	.remove = ffac_remove,
	.shutdown = ffac_shutdown,
};

/* A device whose probe failed is no reason to stay. The driver core keeps probe's errno to itself. */
static int ffac_add_device(void)
{
	struct platform_device *pdev;

	pdev = platform_device_register_simple(FFAC_NAME, PLATFORM_DEVID_NONE, NULL, 0);
	if (IS_ERR(pdev))
		return PTR_ERR(pdev);
	if (pdev->dev.driver)
		return 0;
	platform_device_unregister(pdev);
	return -ENODEV;
}

static void ffac_remove_device(void)
{
	struct device *dev = platform_find_device_by_driver(NULL, &ffac_driver.driver);

	if (!dev)
		return;
	platform_device_unregister(to_platform_device(dev));
	put_device(dev);
}

static int __init ffac_init(void)
{
	int ret;

	ret = ffac_policy_check();
	if (ret)
		return ret;
	ret = ffac_mainline_check();
	if (ret)
		return ret;
	ret = class_register(&ffac_class);
	if (ret)
		return ret;
	ret = platform_driver_register(&ffac_driver);
	if (ret)
		goto err_class;
	ret = ffac_add_device();
	if (ret)
		goto err_driver;
	return 0;

err_driver:
	platform_driver_unregister(&ffac_driver);
err_class:
	class_unregister(&ffac_class);
	return ret;
}

static void __exit ffac_exit(void)
{
	ffac_remove_device();
	platform_driver_unregister(&ffac_driver);
	class_unregister(&ffac_class);
}

module_init(ffac_init);
module_exit(ffac_exit);

MODULE_DESCRIPTION("Arm FF-A partitions as character devices");
MODULE_AUTHOR("The libffa contributors");
MODULE_LICENSE("Dual BSD/GPL");
MODULE_VERSION("0.1.0");
