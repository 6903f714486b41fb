/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <linux/cdev.h>
#include <linux/delay.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/kref.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/platform_device.h>
#include <linux/poll.h>
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/srcu.h>
#include <linux/uaccess.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#include "kfake-toy.h"

struct toy {
	struct device dev;
	struct cdev cdev;
	struct srcu_struct srcu;
	struct workqueue_struct *queue;
	struct delayed_work work;
	wait_queue_head_t wait;
	struct mutex lock;
	bool flag;		/* under lock */
	bool gone;
	unsigned int count;
	dev_t devt;
};

static char *label = "none";
module_param(label, charp, 0444);
static bool fail;
module_param(fail, bool, 0444);
static unsigned int count = 7;
module_param(count, uint, 0444);
MODULE_PARM_DESC(count, "shown by an attribute");

/* ---- the flag ---- */

static bool toy_flag(struct toy *toy)
{
	bool flag;

	mutex_lock(&toy->lock);
	flag = toy->flag;
	mutex_unlock(&toy->lock);
	return flag || READ_ONCE(toy->gone);
}

static void toy_set(struct toy *toy, bool flag)
{
	mutex_lock(&toy->lock);
	toy->flag = flag;
	mutex_unlock(&toy->lock);
	wake_up_all(&toy->wait);
}

static void toy_work(struct work_struct *work)
{
	struct toy *toy = container_of(to_delayed_work(work), struct toy, work);

	toy_set(toy, true);
	module_put(THIS_MODULE);
}

/* ---- the file ---- */

static long toy_wait(struct toy *toy, const struct toy_wait *wait)
{
	long ret;

	if (wait->mode == TOY_SLEEP)
		return msleep_interruptible(wait->timeout_ns / NSEC_PER_MSEC) ? -ERESTARTSYS : 0;
	ret = wait_event_interruptible_hrtimeout(toy->wait, toy_flag(toy), wait->timeout_ns);
	if (wait->mode == TOY_TWICE)
		ret = wait_event_interruptible_hrtimeout(toy->wait, toy_flag(toy), wait->timeout_ns);
	return ret;
}

static long toy_do(struct toy *toy, unsigned int cmd, void __user *arg)
{
	struct toy_wait wait;
	u32 ms;

	switch (cmd) {
	case TOY_SET:
	case TOY_CLEAR:
		toy_set(toy, cmd == TOY_SET);
		return 0;
	case TOY_SET_LOCKED:
		mutex_lock(&toy->lock);
		toy->flag = true;
		wake_up_interruptible(&toy->wait);
		mutex_unlock(&toy->lock);
		return 0;
	case TOY_WAIT:
		return copy_from_user(&wait, arg, sizeof(wait)) ? -EFAULT : toy_wait(toy, &wait);
	case TOY_SET_LATER:
		if (get_user(ms, (u32 __user *)arg))
			return -EFAULT;
		__module_get(THIS_MODULE);
		if (queue_delayed_work(toy->queue, &toy->work, msecs_to_jiffies(ms)))
			return 0;
		module_put(THIS_MODULE);
		return -EBUSY;
	case TOY_SIGNALLED:
		return put_user((u32)signal_pending(current), (u32 __user *)arg);
	case TOY_RESTART:
		return -ERESTARTSYS;
	default:
		return -ENOIOCTLCMD;
	}
}

static long toy_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct toy *toy = file->private_data;
	int index = srcu_read_lock(&toy->srcu);
	long ret = READ_ONCE(toy->gone) ? -ENODEV : toy_do(toy, cmd, (void __user *)arg);

	srcu_read_unlock(&toy->srcu, index);
	return ret;
}

static __poll_t toy_poll(struct file *file, struct poll_table_struct *table)
{
	struct toy *toy = file->private_data;

	poll_wait(file, &toy->wait, table);
	return (toy_flag(toy) ? EPOLLPRI : 0) | (READ_ONCE(toy->gone) ? EPOLLHUP : 0);
}

static int toy_open(struct inode *inode, struct file *file)
{
	if (file->f_flags & O_NONBLOCK)
		return -EACCES;
	file->private_data = container_of(inode->i_cdev, struct toy, cdev);
	return nonseekable_open(inode, file);
}

static const struct file_operations toy_fops = {
	.owner = THIS_MODULE,
	.open = toy_open,
	.unlocked_ioctl = toy_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
	.poll = toy_poll,
};

/* ---- the device ---- */

static ssize_t count_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	return sysfs_emit(buf, "%u\n", container_of(dev, struct toy, dev)->count);
}
static DEVICE_ATTR_RO(count);

static ssize_t hidden_show(struct device *dev, struct device_attribute *attr, char *buf)
{
	return -EIO;
}
static DEVICE_ATTR_RO(hidden);

static umode_t toy_is_visible(struct kobject *kobj, struct attribute *attr, int n)
{
	return kobj_to_dev(kobj)->devt && attr == &dev_attr_hidden.attr ? 0 : attr->mode;
}

static struct attribute *toy_attrs[] = { &dev_attr_count.attr, &dev_attr_hidden.attr, NULL };
static const struct attribute_group toy_group = { .attrs = toy_attrs, .is_visible = toy_is_visible };
static const struct attribute_group *toy_groups[] = { &toy_group, NULL };

static char *toy_devnode(struct device *dev, umode_t *mode)
{
	*mode = 0640;
	return kasprintf(GFP_KERNEL, "toys/%s", dev_name(dev));
}

static int toy_uevent(struct device *dev, struct kobj_uevent_env *env)
{
	return add_uevent_var(env, "TOY_COUNT=%u", container_of(dev, struct toy, dev)->count);
}

static struct class toy_class = {
	.name = "toys",
	.dev_groups = toy_groups,
	.devnode = toy_devnode,
	.dev_uevent = toy_uevent,
};

static void toy_release(struct device *dev)
{
	struct toy *toy = container_of(dev, struct toy, dev);

	cleanup_srcu_struct(&toy->srcu);
	kfree(toy);
}

static struct toy *toy_new(struct device *parent)
{
	struct toy *toy = kzalloc(sizeof(*toy), GFP_KERNEL);

	if (!toy)
		return NULL;
	init_srcu_struct(&toy->srcu);
	init_waitqueue_head(&toy->wait);
	mutex_init(&toy->lock);
	INIT_DELAYED_WORK(&toy->work, toy_work);
	toy->count = count;
	device_initialize(&toy->dev);
	toy->dev.class = &toy_class;
	toy->dev.parent = parent;
	toy->dev.release = toy_release;
	cdev_init(&toy->cdev, &toy_fops);
	toy->cdev.owner = THIS_MODULE;
	return toy;
}

static int toy_publish(struct toy *toy)
{
	int ret = alloc_chrdev_region(&toy->devt, 0, 1, "toy");

	if (ret)
		return ret;
	toy->dev.devt = toy->devt;
	ret = dev_set_name(&toy->dev, "toy");
	if (!ret)
		ret = cdev_device_add(&toy->cdev, &toy->dev);
	if (ret)
		unregister_chrdev_region(toy->devt, 1);
	return ret;
}

static int toy_probe(struct platform_device *pdev)
{
	struct toy *toy;
	int ret;

	if (fail)
		return dev_err_probe(&pdev->dev, -EIO, "told to fail\n");
	toy = toy_new(&pdev->dev);
	if (!toy)
		return -ENOMEM;
	ret = -ENOMEM;
	toy->queue = alloc_workqueue("toy", WQ_CPU_INTENSIVE, 0);
	if (!toy->queue)
		goto err_put;
	ret = toy_publish(toy);
	if (ret)
		goto err_queue;
	platform_set_drvdata(pdev, toy);
	dev_info(&pdev->dev, "label %s\n", label);
	return 0;

err_queue:
	destroy_workqueue(toy->queue);
err_put:
	put_device(&toy->dev);
	return ret;
}

static int toy_remove(struct platform_device *pdev)
{
	struct toy *toy = platform_get_drvdata(pdev);

	cdev_device_del(&toy->cdev, &toy->dev);
	unregister_chrdev_region(toy->devt, 1);
	WRITE_ONCE(toy->gone, true);
	wake_up_all(&toy->wait);
	synchronize_srcu(&toy->srcu);
	if (cancel_delayed_work_sync(&toy->work))
		module_put(THIS_MODULE);
	destroy_workqueue(toy->queue);
	put_device(&toy->dev);
	return 0;
}

static void toy_shutdown(struct platform_device *pdev)
{
	dev_info(&pdev->dev, "shut down\n");
}

static struct platform_driver toy_driver = {
	.driver = { .name = "toy-platform" },
	.probe = toy_probe,
	.remove = toy_remove,
	.shutdown = toy_shutdown,
};

static int toy_add_device(void)
{
	struct platform_device *pdev = platform_device_register_simple("toy-platform", PLATFORM_DEVID_NONE, NULL, 0);

	if (IS_ERR(pdev))
		return PTR_ERR(pdev);
	if (pdev->dev.driver)
		return 0;
	platform_device_unregister(pdev);
	return -ENODEV;
}

static int __init toy_init(void)
{
	int ret = class_register(&toy_class);

	if (ret)
		return ret;
	ret = platform_driver_register(&toy_driver);
	if (ret)
		goto err_class;
	ret = toy_add_device();
	if (ret)
		goto err_driver;
	return 0;

err_driver:
	platform_driver_unregister(&toy_driver);
err_class:
	class_unregister(&toy_class);
	return ret;
}

static void __exit toy_exit(void)
{
	struct device *dev = bus_find_device_by_name(&platform_bus_type, NULL, "toy-platform");

	platform_device_unregister(to_platform_device(dev));
	put_device(dev);
	platform_driver_unregister(&toy_driver);
	class_unregister(&toy_class);
}

module_init(toy_init);
module_exit(toy_exit);
MODULE_LICENSE("Dual BSD/GPL");
