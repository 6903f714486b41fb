/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */

/*
 * hold NODE: opens it, says "open", waits for a line on stdin, uses the file and says how that ended: "ok" or the error.
 * For cases that take the device away in between.
 */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>

#include <linux/arm_ffa_cdev.h>

static int use(int fd, const char *node)
{
	struct ffa_ioc_device_info device = { .size = sizeof(device) };
	struct ffa_ioc_partition_info partition = { .size = sizeof(partition) };
	const char *name = strrchr(node, '/');

	if (name && !strcmp(name, "/self"))
		return ioctl(fd, FFA_IOC_DEVICE_INFO, &device);
	return ioctl(fd, FFA_IOC_PARTITION_INFO, &partition);
}

int main(int argc, char **argv)
{
	const int fd = argc == 2 ? open(argv[1], O_RDWR | O_CLOEXEC) : -1;

	if (fd < 0) {
		perror(argc == 2 ? argv[1] : "usage: hold NODE");
		return 1;
	}
	puts("open");
	fflush(stdout);
	getchar();
	puts(use(fd, argv[1]) ? strerrorname_np(errno) : "ok");
	return 0;
}
