/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef LIBFFA_OPS_H
#define LIBFFA_OPS_H

#include <stddef.h>
#include <stdint.h>

/*
 * The one seam of libffa: where files come from. The character device and the fake implement it, unit tests put a table of
 * expected ioctls in its place. Private to libffa and libffa-fake of the same version.
 *
 * A machine is what the nodes belong to (NULL for the character device); a file is one open node. All return 0 or -errno.
 */
struct ffa_ops {
	/* Opens the node at path; path NULL: this endpoint's own node ("self"). */
	int (*open)(void *machine, const char *path, void **file);
	/* request is FFA_IOC_*, arg its struct. */
	int (*ioctl)(void *file, unsigned int request, void *arg);
	/* A descriptor for poll(2) that belongs to the file. */
	int (*poll_fd)(void *file);
	/* Keeps errno. */
	void (*close)(void *file);
	/* Path of the node with this device number, for open; -ENOENT: not to be found. */
	int (*path)(void *machine, uint32_t major, uint32_t minor, char *path, size_t size);
	/* The last object of this machine is closed; NULL if nobody wants to know. */
	void (*release)(void *machine);
};

/* What libffa-fake exports to libffa's dlopen() under the name FFA_FAKE_ENTRY_SYMBOL. */
struct ffa_fake_entry {
	const char *version;			/* must be ffa_lib_version() */
	const struct ffa_ops *ops;
	int (*machine_new)(void **machine);	/* default set, loaded; ops->release frees it */
};

#define FFA_FAKE_ENTRY_SYMBOL "ffa_fake_entry"

struct ffa_ctx;
struct ffa_device;

/*
 * Exported with version node LIBFFA_PRIVATE: a device on other ops. On success the device and what is opened from it own
 * machine until ops->release; on failure the caller still does.
 */
int ffa_device_open_ops(struct ffa_ctx *ctx, const struct ffa_ops *ops, void *machine, struct ffa_device **dev);

#endif
