// SPDX-License-Identifier: GPL-2.0-only OR BSD-3-Clause
// SPDX-FileCopyrightText: The libffa contributors
/* /dev/arm_ffa/<uuid>: one service of one partition. */

#include <linux/file.h>
#include <linux/module.h>
#include <linux/sched/signal.h>
#include <linux/security.h>
#include <linux/uaccess.h>

#include "ffac.h"

static int ffac_partition_info(struct file *file, void *arg)
{
	const struct ffac_request *req = file->private_data;
	struct ffa_ioc_partition_info *info = arg;

	if (info->flags || info->pad)
		return -EINVAL;
	ffac_service_info(req->service, info);
	return 0;
}

static int ffac_partition_send_entry(struct ffa_ioc_send_entry __user *user)
{
	struct ffa_ioc_send_entry entry;
	long ret = -EBADF;
	struct file *file;

	if (copy_from_user(&entry, user, sizeof(entry)))
		return -EFAULT;
	file = fget(entry.fd);
	if (file && file->f_op == &ffac_partition_fops) {
		/* What ioctl(2) asks before an ioctl on that file. */
		ret = security_file_ioctl(file, FFA_IOC_SEND, entry.message);
		if (!ret)
			ret = ffac_message_ioctl(file, entry.message);
	}
	if (file)
		fput(file);
	return put_user((s32)ret, &user->error);
}

static int ffac_partition_send_many(struct file *file, void *arg)
{
	struct ffa_ioc_send_many *many = arg;
	u64 user = many->entries;
	u32 count = many->count;
	int ret = 0;

	many->count = 0;
	if (many->flags || many->pad || count > FFA_IOC_SEND_MANY_MAX)
		return -EINVAL;
	for (; many->count < count; many->count++, user += sizeof(struct ffa_ioc_send_entry)) {
		cond_resched();
		if (fatal_signal_pending(current))
			return -EINTR;
		ret = ffac_partition_send_entry(u64_to_user_ptr(user));
		if (ret)
			break;
	}
	return ret;
}

static const struct ffac_ioctl ffac_partition_ioctls[] = {
	FFAC_IOCTL(FFA_IOC_SEND_MANY, struct ffa_ioc_send_many, FFA_IOC_SEND_MANY_SIZE_VER0, false, ffac_partition_send_many),
	FFAC_IOCTL(FFA_IOC_RESUME, struct ffa_ioc_message, FFA_IOC_MESSAGE_SIZE_VER0, true, ffac_message_resume),
	FFAC_IOCTL(FFA_IOC_PARTITION_INFO, struct ffa_ioc_partition_info, FFA_IOC_PARTITION_INFO_SIZE_VER0, true,
		   ffac_partition_info),
};

static long ffac_partition_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct ffac_request *req = file->private_data;

	if (cmd == FFA_IOC_SEND)
		return ffac_message_ioctl(file, arg);
	return ffac_ioctl(req->host, file, ffac_partition_ioctls, ARRAY_SIZE(ffac_partition_ioctls), cmd, arg);
}

static __poll_t ffac_partition_poll(struct file *file, struct poll_table_struct *wait)
{
	struct ffac_request *req = file->private_data;
	__poll_t mask = 0;

	poll_wait(file, &req->wait, wait);
	if (ffac_host_is_gone(req->host))
		mask |= EPOLLHUP;
	if (atomic_read_acquire(&req->state) == FFAC_REQUEST_DONE)
		mask |= EPOLLPRI;
	return mask;
}

static int ffac_partition_open(struct inode *inode, struct file *file)
{
	struct ffac_node *node = ffac_node_of(inode);
	struct ffac_request *req = ffac_request_new(node->host, node->service);

	if (!req)
		return -ENOMEM;
	file->private_data = req;
	return nonseekable_open(inode, file);
}

static int ffac_partition_release(struct inode *inode, struct file *file)
{
	ffac_request_close(file->private_data);
	return 0;
}

const struct file_operations ffac_partition_fops = {
	.owner = THIS_MODULE,
	.open = ffac_partition_open,
	.release = ffac_partition_release,
	.unlocked_ioctl = ffac_partition_ioctl,
	.compat_ioctl = compat_ptr_ioctl,
	.poll = ffac_partition_poll,
};
