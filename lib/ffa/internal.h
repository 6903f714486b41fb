/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef LIBFFA_INTERNAL_H
#define LIBFFA_INTERNAL_H

#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Everything is compiled with hidden visibility; these two headers are what libffa.map may export. */
#pragma GCC visibility push(default)
#include <ffa/ffa.h>
#include "ops.h"
#pragma GCC visibility pop

#include <linux/arm_ffa_cdev.h>

/* ---- ctx.c: each takes NULL ---- */

struct ffa_ctx *ffa_ctx_ref(struct ffa_ctx *ctx);
void ffa_ctx_log(struct ffa_ctx *ctx, enum ffa_log level, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Logs wrong use of the library; gives -EINVAL. */
int ffa_ctx_bug(struct ffa_ctx *ctx, const char *function, const char *what);

#define ffa_bug(ctx, what) ffa_ctx_bug(ctx, __func__, what)

/* ---- machine.c: what the nodes belong to, shared by all that were opened from one device ---- */

struct ffa_machine {
	atomic_uint refs;
	struct ffa_ctx *ctx;
	const struct ffa_ops *ops;
	void *opaque;
	bool owned;	/* the last put calls ops->release */
};

/* NULL: no memory. */
struct ffa_machine *ffa_machine_new(struct ffa_ctx *ctx, const struct ffa_ops *ops, void *opaque);
struct ffa_machine *ffa_machine_ref(struct ffa_machine *machine);
/* Keeps errno. */
void ffa_machine_put(struct ffa_machine *machine);

/* An open node; holds a reference on its machine. */
struct ffa_node {
	struct ffa_machine *machine;
	void *file;
};

void ffa_node_close(struct ffa_node *node);
/* What an ioctl's failure is to the caller, with a line for the log. */
int ffa_node_failure(const struct ffa_node *node, const char *name, int err);

static inline int ffa_node_ioctl(const struct ffa_node *node, unsigned int request, const char *name, void *arg)
{
	int err = node->machine->ops->ioctl(node->file, request, arg);

	return err ? ffa_node_failure(node, name, err) : 0;
}

/* The first ioctl on a node that may be anything: -ENOTTY if it is not ours. */
int ffa_node_probe(const struct ffa_node *node, unsigned int request, const char *name, void *arg);

#define ffa_ioctl(node, request, arg) ffa_node_ioctl(node, request, #request, arg)
#define ffa_probe(node, request, arg) ffa_node_probe(node, request, #request, arg)

/* ---- chardev.c, fake.c ---- */

extern const struct ffa_ops ffa_chardev_ops;

#define FFA_SELF_PATH "/dev/arm_ffa/self"

/* Reading is enough. */
int ffa_chardev_open_self(const char *path, void **file);
int ffa_chardev_open_fd(int fd, void **file);
/* A new file on the node that file is open on, whatever its path is. */
int ffa_chardev_reopen(void *file, void **copy);

#define FFA_FAKE_URI "fake:"

bool ffa_fake_uri(const char *uri);
int ffa_fake_device(struct ffa_ctx *ctx, const char *uri, struct ffa_device **dev);

/* ---- info.c, device.c, partition.c ---- */

struct ffa_info {
	uint8_t uuid[16];
	uint32_t properties;
	uint16_t id;
	uint16_t contexts;
	bool denied;
	char path[256];
};

void ffa_info_from_uapi(struct ffa_info *info, const struct ffa_machine *machine, const struct ffa_ioc_partition_info *raw);
/* Whether the node is that of a list's entry. */
bool ffa_info_is_node(const struct ffa_info *entry, const struct ffa_info *node);
const struct ffa_node *ffa_device_node(const struct ffa_device *dev);
const struct ffa_node *ffa_partition_node(const struct ffa_partition *p);

#endif
