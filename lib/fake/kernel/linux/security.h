/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_LINUX_SECURITY_H
#define KFAKE_LINUX_SECURITY_H

#include <kfake/file.h>

static inline int security_file_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	(void)file;
	(void)cmd;
	(void)arg;
	return 0;
}

#endif
