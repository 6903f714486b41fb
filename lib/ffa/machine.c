/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <stdlib.h>

#include "internal.h"

struct ffa_machine *ffa_machine_new(struct ffa_ctx *ctx, const struct ffa_ops *ops, void *opaque)
{
	struct ffa_machine *machine = calloc(1, sizeof(*machine));

	if (!machine)
		return NULL;
	atomic_init(&machine->refs, 1);
	machine->ctx = ffa_ctx_ref(ctx);
	machine->ops = ops;
	machine->opaque = opaque;
	return machine;
}

struct ffa_machine *ffa_machine_ref(struct ffa_machine *machine)
{
	atomic_fetch_add(&machine->refs, 1);
	return machine;
}

void ffa_machine_put(struct ffa_machine *machine)
{
	int saved = errno;

	if (atomic_fetch_sub(&machine->refs, 1) != 1)
		return;
	if (machine->owned && machine->ops->release)
		machine->ops->release(machine->opaque);
	ffa_ctx_free(machine->ctx);
	free(machine);
	errno = saved;
}

void ffa_node_close(struct ffa_node *node)
{
	node->machine->ops->close(node->file);
	ffa_machine_put(node->machine);
}

int ffa_node_failure(const struct ffa_node *node, const char *name, int err)
{
	if (err > 0)
		err = -EPROTO;
	/* A request that is parked is an everyday failure, and naming it costs. */
	if (node->machine->ctx)
		ffa_ctx_log(node->machine->ctx, FFA_LOG_DEBUG, "%s: %s", name, ffa_strerror(err));
	return err;
}

int ffa_node_probe(const struct ffa_node *node, unsigned int request, const char *name, void *arg)
{
	int err = ffa_node_ioctl(node, request, name, arg);

	/* Ours never answers so, and many a driver says EINVAL to an ioctl that it does not know. */
	return err == -EINVAL || err == -EPROTO ? -ENOTTY : err;
}
