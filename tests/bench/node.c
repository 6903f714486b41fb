/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
/* What is done with nodes besides messages. */

#include "bench.h"

#include <errno.h>
#include <stdio.h>
#include <sys/ioctl.h>

#include <linux/arm_ffa_cdev.h>

#define NO_IOCTL _IO(FFA_IOC_MAGIC, 0xff)

static struct ffa_device *device;
static struct ffa_partition *partition;
static char path[128];
static size_t entries;

static void path_set(unsigned int nn)
{
	snprintf(path, sizeof(path), "/dev/arm_ffa/ffa000%02x-0000-4000-8000-000000000000", nn);
}

struct ffa_partition *partition_of(unsigned int nn)
{
	struct ffa_partition *p;

	path_set(nn);
	need(ffa_partition_open_path(NULL, path, &p), path);
	return p;
}

static void nothing(void)
{
}

static void ioctl_begin(const struct bench_op *op)
{
	partition = partition_of(op->number);
}

static void ioctl_run(size_t n)
{
	const int fd = ffa_partition_fd(partition);

	while (n--)
		need(ioctl(fd, NO_IOCTL, NULL) < 0 && errno == ENOTTY ? 0 : -EPROTO, "an ioctl that does not exist");
}

static void ioctl_end(void)
{
	ffa_partition_close(partition);
}

static void list_begin(const struct bench_op *op)
{
	need(ffa_device_open(NULL, NULL, &device), "the device");
	entries = op->number;
}

static void list_run(size_t n)
{
	struct ffa_list *list;

	while (n--) {
		need(ffa_device_list(device, NULL, &list), "a list");
		need(ffa_list_count(list) == entries ? 0 : -EPROTO, "the number of entries");
		ffa_list_free(list);
	}
}

static void list_end(void)
{
	ffa_device_close(device);
}

static void open_begin(const struct bench_op *op)
{
	path_set(op->number);
}

static void open_run(size_t n)
{
	struct ffa_partition *p;

	while (n--) {
		need(ffa_partition_open_path(NULL, path, &p), path);
		ffa_partition_close(p);
	}
}

const struct bench_op node_ops[] = {
	{ "ioctl-empty", ioctl_begin, ioctl_run, nothing, ioctl_end, 960, 1 },
	{ "partition-list-5", list_begin, list_run, nothing, list_end, 9, 5 },
	{ "partition-list-60", list_begin, list_run, nothing, list_end, 1, 60 },
	{ "open-close", open_begin, open_run, nothing, nothing, 48, 1 },
	{ 0 },
};
