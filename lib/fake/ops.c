/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "fake.h"
#include "kfake.h"

#include <kfake/bug.h>

#define PATH_PREFIX	"fake:"
#define SELF		"self"

/* ---- the files of libffa ---- */

static int ops_open(void *machine, const char *path, void **file)
{
	struct kfake_machine *m = kfake_fake_machine(machine);
	struct kfake_file *f = NULL;
	int err = kfake_machine_check(m);

	*file = NULL;
	if (err)
		return err;
	if (path && strncmp(path, PATH_PREFIX, strlen(PATH_PREFIX)))
		return -ENOENT;
	err = kfake_file_open(m, path ? path + strlen(PATH_PREFIX) : SELF, O_RDWR | O_CLOEXEC, &f);
	*file = f;
	/* Without a driver there is no node of its own either. */
	return !path && err == -ENOENT ? -ENODEV : err;
}

static int ops_ioctl(void *file, unsigned int request, void *arg)
{
	int err = kfake_machine_check(kfake_file_machine(file));

	return err ? err : kfake_file_ioctl(file, request, arg);
}

static int ops_poll_fd(void *file)
{
	return kfake_file_fd(file);
}

static void ops_close(void *file)
{
	int saved = errno;

	/* In the child of a fork only the descriptor is the child's own. */
	if (kfake_machine_check(kfake_file_machine(file)))
		close(kfake_file_fd(file));
	else
		kfake_file_close(file);
	errno = saved;
}

static int ops_path(void *machine, uint32_t major, uint32_t minor, char *path, size_t size)
{
	const size_t n = strlen(PATH_PREFIX);
	int err = kfake_machine_check(kfake_fake_machine(machine));

	if (err)
		return err;
	if (size <= n)
		return -ENAMETOOLONG;
	memcpy(path, PATH_PREFIX, n);
	return kfake_node_name(kfake_fake_machine(machine), major, minor, path + n, size - n);
}

static const struct ffa_ops fake_ops = {
	.open = ops_open,
	.ioctl = ops_ioctl,
	.poll_fd = ops_poll_fd,
	.close = ops_close,
	.path = ops_path,
};

int ffa_fake_open(struct ffa_ctx *ctx, struct ffa_fake *f, struct ffa_device **dev)
{
	if (dev)
		*dev = NULL;
	return f && dev ? ffa_device_open_ops(ctx, &fake_ops, f, dev) : -EINVAL;
}

/* ---- "fake:": a machine that goes with its last file ---- */

/* After a fork the child cannot even free a machine: its locks and threads are the parent's. It stays reachable. */
static void owned_abandon(struct kfake_machine *machine)
{
	static struct kfake_machine *abandoned;

	machine->abandoned = __atomic_load_n(&abandoned, __ATOMIC_RELAXED);
	while (!__atomic_compare_exchange_n(&abandoned, &machine->abandoned, machine, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
		;
}

static void owned_release(void *machine)
{
	if (kfake_machine_check(kfake_fake_machine(machine))) {
		owned_abandon(kfake_fake_machine(machine));
		return;
	}
	/* Requests that are parked without a file would keep the driver. */
	ffa_fake_unbind(machine);
	WARN_ON(ffa_fake_free(machine));
}

static int owned_new(void **machine)
{
	struct ffa_fake *f;
	int err;

	*machine = NULL;
	err = ffa_fake_new("default", &f);
	if (err)
		return err;
	err = ffa_fake_load(f, NULL);
	if (err)
		ffa_fake_free(f);
	else
		*machine = f;
	return err;
}

static const struct ffa_ops owned_ops = {
	.open = ops_open,
	.ioctl = ops_ioctl,
	.poll_fd = ops_poll_fd,
	.close = ops_close,
	.path = ops_path,
	.release = owned_release,
};

const struct ffa_fake_entry ffa_fake_entry = {
	.version = LIBFFA_VERSION,
	.ops = &owned_ops,
	.machine_new = owned_new,
};
