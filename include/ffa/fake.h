/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef FFA_FAKE_H
#define FFA_FAKE_H

/*
 * <ffa/fake.h>, libffa-fake: a machine in this process. A struct ffa_fake is a model SPMC (<ffa/model.h>) below the driver's
 * own sources; what ffa_fake_open() gives behaves as /dev/arm_ffa/self does, without Arm, root or a kernel module. Several
 * fakes live side by side; each has its own driver state, partitions and threads. Device URIs:
 *
 *   "fake:"  ffa_fake_new("default"), ffa_fake_load() and ffa_fake_open() in one: a new machine per ffa_device_open(), gone
 *            when the device and all that was opened from it are closed.
 *
 * Differences from the real device: descriptors are eventfds, so POLLIN stands for POLLPRI and POLLHUP, too; a descriptor
 * opens (ffa_*_open_fd) only with the real device; after fork every verb in the child is -ECHILD; a signal is noticed only
 * while a call waits. Closing the last object of a "fake:" with a request still parked gives it a second to end.
 *
 * Threads: new, load and free of one fake from one thread at a time; the rest as <ffa/ffa.h> says.
 */

#include <ffa/ffa.h>
#include <ffa/model.h>

#ifdef __cplusplus
extern "C" {
#endif

struct ffa_fake;

/*
 * Makes a machine with the named set of partitions: "default" (see ffa_model_add_default()), "optee" (ffa_model_add_optee()) or
 * "empty". The driver is not yet loaded.
 * -EINVAL: unknown set. -ENOMEM.
 */
int ffa_fake_new(const char *set, struct ffa_fake **f);

/* The machine's model, to add partitions before ffa_fake_load() and to order failures at any time. Lives as long as f. */
struct ffa_model *ffa_fake_model(struct ffa_fake *f);

/*
 * Loads the driver, as insmod does. params is NULL or the driver's parameters as on insmod's command line, "name=value"
 * separated by spaces.
 * -errno as the module's init gives: -ENODEV: no FF-A. -EINVAL: a parameter that the driver refuses. -EEXIST: loaded already.
 */
int ffa_fake_load(struct ffa_fake *f, const char *params);

/*
 * Opens the machine's device. The device does not own f: free f after it and all that was opened from it are closed.
 * -ENODEV: not loaded. -ENOMEM.
 */
int ffa_fake_open(struct ffa_ctx *ctx, struct ffa_fake *f, struct ffa_device **dev);

/*
 * Takes the driver off the machine while files may be open, as sysfs unbind does: open files answer -ENODEV from now on.
 * -ENODEV: not loaded.
 */
int ffa_fake_unbind(struct ffa_fake *f);

/*
 * Unloads the driver, as rmmod does, and frees the machine. NULL is fine.
 * -EBUSY: files are open or a request is still parked; nothing was done. A request that never ends goes with
 * ffa_fake_unbind().
 */
int ffa_fake_free(struct ffa_fake *f);

#ifdef __cplusplus
}
#endif

#endif
