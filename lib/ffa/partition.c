/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

struct ffa_partition {
	struct ffa_node node;
	struct ffa_info info;
};

/*
 * Takes file over, also on failure, and a reference of its own on machine. expected is what the node has to be, NULL if any
 * will do: numbers of nodes are used again.
 */
static int partition_new(struct ffa_machine *machine, void *file, const struct ffa_info *expected, struct ffa_partition **p)
{
	struct ffa_ioc_partition_info raw = { .size = sizeof(raw) };
	struct ffa_partition *new;
	int err;

	new = calloc(1, sizeof(*new));
	if (!new) {
		machine->ops->close(file);
		return -ENOMEM;
	}
	new->node.machine = ffa_machine_ref(machine);
	new->node.file = file;
	err = ffa_probe(&new->node, FFA_IOC_PARTITION_INFO, &raw);
	if (err)
		goto out_close;
	ffa_info_from_uapi(&new->info, machine, &raw);
	if (expected && !ffa_info_is_node(expected, &new->info)) {
		err = -ENOENT;
		goto out_close;
	}
	if (expected)
		memcpy(new->info.uuid, expected->uuid, sizeof(new->info.uuid));
	*p = new;
	return 0;

out_close:
	ffa_partition_close(new);
	return err;
}

static int log_failure(struct ffa_ctx *ctx, const char *what, int err)
{
	if (err)
		ffa_ctx_log(ctx, FFA_LOG_ERROR, "cannot open %s: %s", what, ffa_strerror(err));
	return err;
}

int ffa_partition_open(struct ffa_device *dev, const struct ffa_info *info, struct ffa_partition **p)
{
	struct ffa_machine *machine;
	void *file;
	int err;

	if (p)
		*p = NULL;
	if (!dev)
		return -EINVAL;
	machine = ffa_device_node(dev)->machine;
	if (!p || !info)
		return ffa_bug(machine->ctx, "info or p is NULL");
	if (info->denied)
		return log_failure(machine->ctx, "the partition", -EPERM);
	if (!info->path[0])
		return log_failure(machine->ctx, "the partition", -ENODEV);
	err = machine->ops->open(machine->opaque, info->path, &file);
	if (!err)
		err = partition_new(machine, file, info, p);
	return log_failure(machine->ctx, info->path, err);
}

int ffa_partition_open_uuid(struct ffa_device *dev, const uint8_t uuid[16], struct ffa_partition **p)
{
	struct ffa_list *list;
	int err;

	if (p)
		*p = NULL;
	if (!dev)
		return -EINVAL;
	if (!p || !uuid)
		return ffa_bug(ffa_device_node(dev)->machine->ctx, "uuid or p is NULL");
	err = ffa_device_list(dev, uuid, &list);
	if (err)
		return err;
	if (ffa_list_count(list) == 1)
		err = ffa_partition_open(dev, ffa_list_get(list, 0), p);
	else
		err = -ENOTUNIQ;
	ffa_list_free(list);
	return err;
}

static int open_chardev(struct ffa_ctx *ctx, void *file, struct ffa_partition **p)
{
	struct ffa_machine *machine;
	int err;

	machine = ffa_machine_new(ctx, &ffa_chardev_ops, NULL);
	if (!machine) {
		ffa_chardev_ops.close(file);
		return -ENOMEM;
	}
	err = partition_new(machine, file, NULL, p);
	ffa_machine_put(machine);
	return err;
}

int ffa_partition_open_path(struct ffa_ctx *ctx, const char *path, struct ffa_partition **p)
{
	void *file;
	int err;

	if (p)
		*p = NULL;
	if (!p || !path)
		return ffa_bug(ctx, "path or p is NULL");
	if (ffa_fake_uri(path))
		return log_failure(ctx, path, -EOPNOTSUPP);
	err = ffa_chardev_ops.open(NULL, path, &file);
	if (!err)
		err = open_chardev(ctx, file, p);
	return log_failure(ctx, path, err);
}

int ffa_partition_open_fd(struct ffa_ctx *ctx, int fd, struct ffa_partition **p)
{
	void *file;
	int err;

	if (!p)
		return ffa_bug(ctx, "p is NULL");
	*p = NULL;
	err = ffa_chardev_open_fd(fd, &file);
	if (!err)
		err = open_chardev(ctx, file, p);
	return log_failure(ctx, "the descriptor", err);
}

static int reopen(const struct ffa_partition *p, void **file)
{
	const struct ffa_machine *machine = p->node.machine;
	int err = -ENODEV;

	if (p->info.path[0])
		err = machine->ops->open(machine->opaque, p->info.path, file);
	/* A partition that came over a socket need not have a path here. */
	if ((err == -ENODEV || err == -ENOENT) && machine->ops == &ffa_chardev_ops)
		err = ffa_chardev_reopen(p->node.file, file);
	return err;
}

int ffa_partition_dup(struct ffa_partition *p, struct ffa_partition **copy)
{
	void *file;
	int err;

	if (copy)
		*copy = NULL;
	if (!p)
		return -EINVAL;
	if (!copy)
		return ffa_bug(p->node.machine->ctx, "copy is NULL");
	err = reopen(p, &file);
	if (!err)
		err = partition_new(p->node.machine, file, &p->info, copy);
	return log_failure(p->node.machine->ctx, "the partition again", err);
}

void ffa_partition_close(struct ffa_partition *p)
{
	if (!p)
		return;
	ffa_node_close(&p->node);
	free(p);
}

const struct ffa_node *ffa_partition_node(const struct ffa_partition *p)
{
	return &p->node;
}

const struct ffa_info *ffa_partition_info(const struct ffa_partition *p)
{
	return &p->info;
}

int ffa_partition_fd(const struct ffa_partition *p)
{
	return p->node.machine->ops->poll_fd(p->node.file);
}
