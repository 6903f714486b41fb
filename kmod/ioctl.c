// SPDX-License-Identifier: GPL-2.0-only OR BSD-3-Clause
// SPDX-FileCopyrightText: The libffa contributors
/* Dispatch: finds the ioctl, copies its struct in once and back once. */

#include <linux/mm.h>
#include <linux/string.h>
#include <linux/uaccess.h>

#include "ffac.h"

static const struct ffac_ioctl *ffac_ioctl_find(const struct ffac_ioctl *table, size_t n, unsigned int cmd)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (table[i].cmd == cmd)
			return &table[i];
	}
	return NULL;
}

long ffac_ioctl(struct ffac_host *host, struct file *file, const struct ffac_ioctl *table, size_t n, unsigned int cmd,
		unsigned long arg)
{
	const struct ffac_ioctl *op = ffac_ioctl_find(table, n, cmd);
	u64 copy[DIV_ROUND_UP(FFAC_IOCTL_SIZE_MAX, sizeof(u64))];
	void __user *user = (void __user *)arg;
	u32 size;
	int ret;

	if (!op)
		return -ENOTTY;
	if (get_user(size, (u32 __user *)user))
		return -EFAULT;
	if (size < op->min_size)
		return -EINVAL;
	if (size > PAGE_SIZE)
		return -E2BIG;
	ret = copy_struct_from_user(copy, op->size, user, size);
	if (ret)
		return ret;
	/* The caller may have changed it between the two reads. */
	memcpy(copy, &size, sizeof(size));
	/* What cannot be written back is not carried out. */
	if (put_user(size, (u32 __user *)user))
		return -EFAULT;
	ret = op->here && ffac_host_is_gone(host) ? -ENODEV : op->fn(file, copy);
	if (copy_to_user(user, copy, min(size, op->size)))
		return -EFAULT;
	return ret;
}
