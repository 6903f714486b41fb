/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_FILE_H
#define KFAKE_FILE_H

/* Character devices and their open files. */

#include <fcntl.h>

#include <kfake/device.h>
#include <kfake/wait.h>

#define MINORBITS	20
#define MINORMASK	((1u << MINORBITS) - 1)
#define MAJOR(devt)	((unsigned int)((devt) >> MINORBITS))
#define MINOR(devt)	((unsigned int)((devt) & MINORMASK))
#define MKDEV(major, minor) ((dev_t)(major) << MINORBITS | (minor))

#define FMODE_READ	(1u << 0)
#define FMODE_WRITE	(1u << 1)
#define FMODE_LSEEK	(1u << 2)

typedef unsigned int __poll_t;

struct cdev;
struct file_operations;

struct inode {
	struct cdev *i_cdev;
	dev_t i_rdev;
};

struct file {
	const struct file_operations *f_op;
	struct inode *f_inode;
	void *private_data;
	fmode_t f_mode;
	unsigned int f_flags;
};

typedef struct poll_table_struct {
	struct file *file;
} poll_table;

struct vm_area_struct;

struct file_operations {
	struct module *owner;
	int (*open)(struct inode *inode, struct file *file);
	int (*release)(struct inode *inode, struct file *file);
	long (*unlocked_ioctl)(struct file *file, unsigned int cmd, unsigned long arg);
	long (*compat_ioctl)(struct file *file, unsigned int cmd, unsigned long arg);
	__poll_t (*poll)(struct file *file, struct poll_table_struct *table);
	int (*mmap)(struct file *file, struct vm_area_struct *area);
	loff_t (*llseek)(struct file *file, loff_t offset, int whence);
};

struct cdev {
	const struct file_operations *ops;
	struct module *owner;
	struct device *dev;
};

int kfake_chrdev_alloc(dev_t *devt, unsigned int first, unsigned int count);
void kfake_chrdev_free(dev_t devt, unsigned int count);
void kfake_cdev_init(struct cdev *cdev, const struct file_operations *ops);
int kfake_cdev_add(struct cdev *cdev, struct device *dev);
void kfake_cdev_del(struct cdev *cdev, struct device *dev);
/* The open file behind a descriptor of the machine that the thread is in; NULL if there is none. */
struct file *kfake_file_get(int fd);
void kfake_file_put(struct file *file);
int kfake_file_stream(struct inode *inode, struct file *file);
long kfake_file_compat_ioctl(struct file *file, unsigned int cmd, unsigned long arg);
void kfake_file_poll_wait(struct file *file, struct wait_queue_head *queue, poll_table *table);

#define alloc_chrdev_region(devt, first, count, name) ((void)(name), kfake_chrdev_alloc(devt, first, count))
#define unregister_chrdev_region(devt, count)	kfake_chrdev_free(devt, count)
#define cdev_init(cdev, ops)			kfake_cdev_init(cdev, ops)
#define cdev_device_add(cdev, dev)		kfake_cdev_add(cdev, dev)
#define cdev_device_del(cdev, dev)		kfake_cdev_del(cdev, dev)
#define nonseekable_open(inode, file)		kfake_file_stream(inode, file)
#define stream_open(inode, file)		kfake_file_stream(inode, file)
#define compat_ptr_ioctl			kfake_file_compat_ioctl
#define no_llseek				NULL
#define poll_wait(file, queue, table)		kfake_file_poll_wait(file, queue, table)
#define fget(fd)				kfake_file_get(fd)
#define fput(file)				kfake_file_put(file)
#define file_inode(file)			((file)->f_inode)
#define imajor(inode)				MAJOR((inode)->i_rdev)
#define iminor(inode)				MINOR((inode)->i_rdev)

#endif
