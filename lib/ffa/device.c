/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <stdlib.h>

#include "internal.h"

_Static_assert((int)FFA_LIMIT_DIRECT_WORDS == FFA_IOC_LIMIT_DIRECT_WORDS, "limits are passed on as they are");
_Static_assert((int)FFA_LIMIT_RXTX_BYTES == FFA_IOC_LIMIT_RXTX_BYTES, "limits are passed on as they are");

struct ffa_device {
	struct ffa_node node;
};

static int device_info(const struct ffa_device *dev, struct ffa_ioc_device_info *raw)
{
	*raw = (struct ffa_ioc_device_info){ .size = sizeof(*raw) };
	return ffa_ioctl(&dev->node, FFA_IOC_DEVICE_INFO, raw);
}

/* Takes file over, also on failure; machine is the caller's until success. */
static int device_new(struct ffa_ctx *ctx, const struct ffa_ops *ops, void *opaque, void *file, struct ffa_device **dev)
{
	struct ffa_ioc_device_info raw = { .size = sizeof(raw) };
	struct ffa_device *d;
	int err = -ENOMEM;

	d = calloc(1, sizeof(*d));
	if (!d)
		goto out_close;
	d->node.file = file;
	d->node.machine = ffa_machine_new(ctx, ops, opaque);
	if (!d->node.machine)
		goto out_free;
	err = ffa_probe(&d->node, FFA_IOC_DEVICE_INFO, &raw);
	if (err)
		goto out_put;
	d->node.machine->owned = true;
	*dev = d;
	return 0;

out_put:
	ffa_machine_put(d->node.machine);
out_free:
	free(d);
out_close:
	ops->close(file);
	return err;
}

int ffa_device_open_ops(struct ffa_ctx *ctx, const struct ffa_ops *ops, void *machine, struct ffa_device **dev)
{
	void *file;
	int err;

	*dev = NULL;
	err = ops->open(machine, NULL, &file);
	if (err)
		return err;
	return device_new(ctx, ops, machine, file, dev);
}

static int open_chardev(struct ffa_ctx *ctx, const char *path, struct ffa_device **dev)
{
	void *file;
	int err;

	err = ffa_chardev_open_self(path, &file);
	if (err)
		return err;
	return device_new(ctx, &ffa_chardev_ops, NULL, file, dev);
}

int ffa_device_open(struct ffa_ctx *ctx, const char *uri, struct ffa_device **dev)
{
	int err;

	if (!dev)
		return ffa_bug(ctx, "dev is NULL");
	*dev = NULL;
	if (!uri)
		uri = FFA_SELF_PATH;
	if (ffa_fake_uri(uri))
		err = ffa_fake_device(ctx, uri, dev);
	else
		err = open_chardev(ctx, uri, dev);
	if (err)
		ffa_ctx_log(ctx, FFA_LOG_ERROR, "cannot open \"%s\": %s", uri, ffa_strerror(err));
	return err;
}

int ffa_device_open_fd(struct ffa_ctx *ctx, int fd, struct ffa_device **dev)
{
	void *file;
	int err;

	if (!dev)
		return ffa_bug(ctx, "dev is NULL");
	*dev = NULL;
	err = ffa_chardev_open_fd(fd, &file);
	if (!err)
		err = device_new(ctx, &ffa_chardev_ops, NULL, file, dev);
	if (err)
		ffa_ctx_log(ctx, FFA_LOG_ERROR, "cannot open the device on descriptor %d: %s", fd, ffa_strerror(err));
	return err;
}

void ffa_device_close(struct ffa_device *dev)
{
	if (!dev)
		return;
	ffa_node_close(&dev->node);
	free(dev);
}

const struct ffa_node *ffa_device_node(const struct ffa_device *dev)
{
	return &dev->node;
}

int ffa_device_versions(struct ffa_device *dev, uint32_t *firmware, uint32_t *negotiated, uint32_t *driver)
{
	struct ffa_ioc_device_info raw;
	int err = -EINVAL;

	if (dev)
		err = device_info(dev, &raw);
	if (firmware)
		*firmware = err ? 0 : raw.firmware;
	if (negotiated)
		*negotiated = err ? 0 : raw.negotiated;
	if (driver)
		*driver = err ? 0 : raw.driver;
	return err;
}

static uint32_t attributes_from_uapi(uint32_t raw)
{
	return (raw & FFA_IOC_HAS_HVC ? FFA_DEVICE_HVC : 0) | (raw & FFA_IOC_HAS_INFO_REGS ? FFA_DEVICE_INFO_REGS : 0);
}

int ffa_device_attributes(struct ffa_device *dev, uint32_t *attributes)
{
	struct ffa_ioc_device_info raw;
	int err;

	if (attributes)
		*attributes = 0;
	if (!dev)
		return -EINVAL;
	if (!attributes)
		return ffa_bug(dev->node.machine->ctx, "attributes is NULL");
	err = device_info(dev, &raw);
	if (!err)
		*attributes = attributes_from_uapi(raw.attributes);
	return err;
}

int ffa_device_ids(struct ffa_device *dev, uint16_t *own, uint16_t *spmc)
{
	struct ffa_ioc_device_info raw;
	int err = -EINVAL;

	if (dev)
		err = device_info(dev, &raw);
	if (own)
		*own = err ? 0 : raw.own_id;
	if (!err && spmc && !(raw.attributes & FFA_IOC_HAS_SPMC_ID))
		err = -ENODATA;
	if (spmc)
		*spmc = err ? 0 : raw.spmc_id;
	return err;
}

int ffa_device_feature(struct ffa_device *dev, uint32_t id, uint32_t input, uint32_t *w2, uint32_t *w3)
{
	struct ffa_ioc_feature raw = { .size = sizeof(raw), .id = id, .input = input };
	int err = -EINVAL;

	if (dev)
		err = ffa_ioctl(&dev->node, FFA_IOC_FEATURE, &raw);
	if (w2)
		*w2 = err ? 0 : raw.w2;
	if (w3)
		*w3 = err ? 0 : raw.w3;
	return err;
}

int ffa_device_limit(struct ffa_device *dev, enum ffa_limit what, uint64_t *value)
{
	struct ffa_ioc_limit raw = { .size = sizeof(raw), .limit = (uint32_t)what };
	int err;

	if (value)
		*value = 0;
	if (!dev)
		return -EINVAL;
	if (!value)
		return ffa_bug(dev->node.machine->ctx, "value is NULL");
	err = ffa_ioctl(&dev->node, FFA_IOC_LIMIT, &raw);
	if (!err)
		*value = raw.value;
	return err;
}
