/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_H
#define KFAKE_H

/*
 * What surrounds the driver: everything that a kernel would keep for one machine, and the way of a thread into it and out
 * again. Private to libffa-fake and its tests.
 *
 * Locks, outer to inner: bind_lock, a file's look_lock, the driver's own, wait queues, lock. work_lock is a leaf.
 */

#include <pthread.h>

#include <kfake/file.h>
#include <kfake/list.h>

#define KFAKE_LOG_LINES	32
#define KFAKE_LOG_WIDTH	160

struct platform_driver;

struct kfake_machine {
	pid_t pid;			/* who may use it: not the child of a fork */
	pthread_mutex_t bind_lock;	/* load, unload, bind and unbind */
	bool loaded;
	struct platform_driver *driver;
	int module_refs;		/* atomic; -1: going */

	pthread_mutex_t lock;
	struct list_head devices;	/* device->node */
	unsigned int classes;		/* registered */
	unsigned int regions;		/* of device numbers, allocated */
	unsigned int majors;		/* ever given out */
	struct list_head pages;		/* that may be shared with firmware */
	bool firmware_keeps_pages;	/* or might: a driver must not free them */
	struct list_head files;		/* open ones */
	struct list_head woken;		/* files whose readiness may have changed */
	char log[KFAKE_LOG_LINES][KFAKE_LOG_WIDTH];
	unsigned int log_count;		/* ever written */

	pthread_mutex_t work_lock;
	pthread_cond_t work_done;
	struct list_head workers;
	unsigned int runs;		/* of any work, ever */

	struct kfake_machine *abandoned;	/* the next of those that a child of a fork could not free */
};

void kfake_machine_init(struct kfake_machine *machine);
/* Everything must be gone. */
void kfake_machine_destroy(struct kfake_machine *machine);
/* It is a bug if the driver has not given everything back after what. */
void kfake_machine_check_clean(struct kfake_machine *machine, const char *what);
/* -ECHILD in the child of a fork. */
int kfake_machine_check(const struct kfake_machine *machine);

/* ---- context.c: a thread in a machine ---- */

struct kfake_context {
	struct kfake_machine *machine;
	unsigned int cpu;	/* and one; 0: none yet */
	unsigned int pins;	/* migrate_disable() */
	unsigned int atomics;	/* preempt_disable(), spin locks */
	unsigned int mutexes;
	bool bound;		/* a worker on the CPU of its work */
	bool signalled;		/* a wait of this system call was interrupted */
};

struct kfake_visit {
	struct kfake_context outer;
	int cancel;
};

struct kfake_context *kfake_context(void);
struct kfake_machine *kfake_current_machine(void);
/* Every way into the driver is between these two. Visits nest: a partition may use another machine. */
void kfake_enter(struct kfake_visit *visit, struct kfake_machine *machine);
void kfake_leave(const struct kfake_visit *visit);
/* The driver holds nothing when it gives its thread back. */
void kfake_context_check(void);
/* Sleeping is allowed here: no spin lock is held and the thread may move to another CPU. */
void kfake_context_check_sleep(void);

/* ---- file.c: what a process does with nodes; all but open and fd from the process that opened ---- */

struct kfake_file;

/* flags as open(2). */
int kfake_file_open(struct kfake_machine *machine, const char *name, int flags, struct kfake_file **file);
int kfake_file_ioctl(struct kfake_file *file, unsigned int cmd, void *arg);
int kfake_file_fd(const struct kfake_file *file);
struct kfake_machine *kfake_file_machine(const struct kfake_file *file);
void kfake_file_close(struct kfake_file *file);
/* Looks at all files that were woken, unless this thread holds a lock that their poll may want. */
void kfake_file_look_woken(void);

/* ---- node.c ---- */

/* The open-able device of this name, or NULL; a reference for the caller. */
struct device *kfake_node_find(struct kfake_machine *machine, const char *name, struct cdev **cdev);
/* Writes the name; -ENOENT: no such node. */
int kfake_node_name(struct kfake_machine *machine, unsigned int major, unsigned int minor, char *name, size_t size);

/* ---- device.c, platform.c: what sysfs and udev would show ---- */

/* -ENOENT: no such device or attribute. buf has PAGE_SIZE bytes. */
ssize_t kfake_device_show(struct kfake_machine *machine, const char *device, const char *attribute, char *buf);
/* Path below /dev and its mode; the caller frees it. NULL: no such device. */
char *kfake_device_node(struct kfake_machine *machine, const char *device, umode_t *mode);
int kfake_device_uevent(struct kfake_machine *machine, const char *device, struct kobj_uevent_env *env);
/* As sysfs unbind does. -ENODEV: nothing is bound. */
int kfake_platform_unbind(struct kfake_machine *machine);
/* As reboot and kexec do. */
void kfake_platform_shutdown(struct kfake_machine *machine);

/* ---- module.c ---- */

/* As insmod: -EEXIST, or what the module's init says. */
int kfake_module_load(struct kfake_machine *machine, const char *params);
/* As rmmod: -EBUSY, -ENODEV: not loaded. */
int kfake_module_unload(struct kfake_machine *machine);

/* ---- work.c ---- */

/* Waits until all work that runs now has returned; what waits for its time may wait. */
void kfake_work_settle(struct kfake_machine *machine);

/* ---- log.c, slab.c ---- */

/* Do the machine's last lines have this text? */
bool kfake_log_has(struct kfake_machine *machine, const char *text);
/* The nth allocation from now on fails, in any machine; 0: none. */
void kfake_slab_fail(unsigned int nth);
/* Did the allocation come that had to fail? */
bool kfake_slab_failed(void);
/* For what allocates in a kernel and not here. */
bool kfake_slab_fails(void);
/* Those that firmware kept end with the machine. */
void kfake_pages_free_all(struct kfake_machine *machine);
/* The memory at a physical address that the driver may name; NULL: it may not. */
void *kfake_pages_at(struct kfake_machine *machine, u64 address, size_t size);

#endif
