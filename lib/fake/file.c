/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "kfake.h"

#include <kfake/module.h>
#include <kfake/poll.h>

#define POLLED_QUEUES	4	/* wait queues that one poll function may name */
#define READY		(EPOLLIN | EPOLLPRI | EPOLLHUP | EPOLLERR)

/*
 * An open file. Its descriptor is an eventfd that is readable while the driver's poll function says anything that READY
 * has. poll is asked after each operation and after each wake-up of a queue that it named. The driver wakes with locks held
 * that poll may want, so waking only puts the file on machine->woken; the waking thread looks when it holds none, at the
 * latest on its way out of the driver.
 */
struct polled {
	struct kfake_waiter waiter;
	struct kfake_file *file;
};

struct kfake_file {
	struct file file;
	struct inode inode;
	struct kfake_machine *machine;
	struct device *dev;
	int fd;
	struct list_head node;		/* of machine->files, under machine->lock, as the next */
	unsigned int users;		/* who opened it, and who has it from its descriptor */

	pthread_mutex_t look_lock;	/* what follows */
	bool closed;
	bool ready;
	struct polled polled[POLLED_QUEUES];
	unsigned int polled_count;

	struct list_head woken;		/* of machine->woken, under machine->lock as the rest */
	bool is_woken;
	unsigned int refs;
};

/* ---- readiness ---- */

static void file_put(struct kfake_file *file)
{
	bool last;

	pthread_mutex_lock(&file->machine->lock);
	last = !--file->refs;
	pthread_mutex_unlock(&file->machine->lock);
	if (!last)
		return;
	pthread_mutex_destroy(&file->look_lock);
	free(file);
}

static void file_wake(struct kfake_waiter *waiter)
{
	struct kfake_file *file = container_of(waiter, struct polled, waiter)->file;

	pthread_mutex_lock(&file->machine->lock);
	if (!file->is_woken) {
		file->is_woken = true;
		file->refs++;
		list_add_tail(&file->woken, &file->machine->woken);
	}
	pthread_mutex_unlock(&file->machine->lock);
}

void kfake_file_poll_wait(struct file *file, struct wait_queue_head *queue, poll_table *table)
{
	struct kfake_file *f = container_of(file, struct kfake_file, file);
	struct polled *polled;
	unsigned int i;

	if (!table)
		return;
	for (i = 0; i < f->polled_count; i++)
		if (f->polled[i].waiter.queue == queue)
			return;
	WARN_ON(f->polled_count == POLLED_QUEUES);
	polled = &f->polled[f->polled_count++];
	polled->file = f;
	polled->waiter.wake = file_wake;
	kfake_queue_add(queue, &polled->waiter);
}

static void file_set_ready(struct kfake_file *file, bool ready)
{
	eventfd_t count;

	if (file->ready == ready)
		return;
	file->ready = ready;
	if (ready)
		eventfd_write(file->fd, 1);
	else
		eventfd_read(file->fd, &count);
}

static void file_look(struct kfake_file *file)
{
	poll_table table = { &file->file };
	__poll_t mask = EPOLLIN;

	pthread_mutex_lock(&file->look_lock);
	if (!file->closed) {
		if (file->file.f_op->poll)
			mask = file->file.f_op->poll(&file->file, &table);
		file_set_ready(file, mask & READY);
	}
	pthread_mutex_unlock(&file->look_lock);
}

static struct kfake_file *file_next_woken(struct kfake_machine *machine)
{
	struct kfake_file *file;

	pthread_mutex_lock(&machine->lock);
	file = list_first_entry_or_null(&machine->woken, struct kfake_file, woken);
	if (file) {
		list_del(&file->woken);
		file->is_woken = false;
	}
	pthread_mutex_unlock(&machine->lock);
	return file;
}

void kfake_file_look_woken(void)
{
	const struct kfake_context *context = kfake_context();
	struct kfake_file *file;

	if (!context->machine || context->atomics || context->mutexes)
		return;
	while ((file = file_next_woken(context->machine))) {
		file_look(file);
		file_put(file);
	}
}

static void file_unpoll(struct kfake_file *file)
{
	pthread_mutex_lock(&file->look_lock);
	file->closed = true;
	while (file->polled_count)
		kfake_queue_remove(&file->polled[--file->polled_count].waiter);
	pthread_mutex_unlock(&file->look_lock);
}

/* ---- operations ---- */

static fmode_t file_mode(int flags)
{
	switch (flags & O_ACCMODE) {
	case O_RDONLY:
		return FMODE_READ;
	case O_WRONLY:
		return FMODE_WRITE;
	default:
		return FMODE_READ | FMODE_WRITE;
	}
}

static struct kfake_file *file_new(struct kfake_machine *machine, struct device *dev, struct cdev *cdev, int flags)
{
	struct kfake_file *file = calloc(1, sizeof(*file));

	if (!file)
		return NULL;
	pthread_mutex_init(&file->look_lock, NULL);
	file->machine = machine;
	file->dev = dev;
	file->inode.i_cdev = cdev;
	file->inode.i_rdev = dev->devt;
	file->file.f_op = cdev->ops;
	file->file.f_inode = &file->inode;
	file->file.f_mode = file_mode(flags);
	file->file.f_flags = (unsigned int)flags;
	file->refs = 1;
	file->users = 1;
	return file;
}

static int file_start(struct kfake_file *file)
{
	int ret = 0;

	file->fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (file->fd < 0)
		return -errno;
	if (file->file.f_op->open)
		ret = file->file.f_op->open(&file->inode, &file->file);
	if (ret) {
		close(file->fd);
		return ret;
	}
	pthread_mutex_lock(&file->machine->lock);
	list_add_tail(&file->node, &file->machine->files);
	pthread_mutex_unlock(&file->machine->lock);
	file_look(file);
	return 0;
}

/* As in a kernel an open file holds the module, and the device through its cdev. Takes dev over on success. */
static int file_open(struct kfake_machine *machine, struct device *dev, struct cdev *cdev, int flags, struct kfake_file **file)
{
	struct kfake_file *f;
	int ret = -ENOMEM;

	if (!kfake_module_get())
		return -ENXIO;
	f = file_new(machine, dev, cdev, flags);
	if (f)
		ret = file_start(f);
	if (!ret) {
		*file = f;
		return 0;
	}
	if (f)
		file_put(f);
	kfake_module_put();
	return ret;
}

/* Errors that only a kernel knows. */
static int file_errno(long ret)
{
	switch (ret) {
	case -ERESTARTSYS:
	case -ERESTARTNOINTR:
	case -ERESTARTNOHAND:
	case -ERESTART_RESTARTBLOCK:
		return -EINTR;
	case -ENOIOCTLCMD:
		return -ENOTTY;
	default:
		return (int)ret;
	}
}

int kfake_file_open(struct kfake_machine *machine, const char *name, int flags, struct kfake_file **file)
{
	struct kfake_visit visit;
	struct cdev *cdev = NULL;
	struct device *dev;
	int ret;

	*file = NULL;
	kfake_enter(&visit, machine);
	dev = kfake_node_find(machine, name, &cdev);
	ret = dev ? file_open(machine, dev, cdev, flags, file) : -ENOENT;
	if (ret)
		kfake_device_put(dev);
	kfake_leave(&visit);
	return file_errno(ret);
}

int kfake_file_ioctl(struct kfake_file *file, unsigned int cmd, void *arg)
{
	const struct file_operations *ops = file->file.f_op;
	struct kfake_visit visit;
	long ret = -ENOTTY;

	kfake_enter(&visit, file->machine);
	if (ops->unlocked_ioctl)
		ret = ops->unlocked_ioctl(&file->file, cmd, (unsigned long)arg);
	file_look(file);
	kfake_leave(&visit);
	return file_errno(ret);
}

int kfake_file_fd(const struct kfake_file *file)
{
	return file->fd;
}

struct kfake_machine *kfake_file_machine(const struct kfake_file *file)
{
	return file->machine;
}

static void file_release(struct kfake_file *file)
{
	file_unpoll(file);
	if (file->file.f_op->release)
		file->file.f_op->release(&file->inode, &file->file);
	kfake_device_put(file->dev);
	close(file->fd);
	file_put(file);
}

/* True: that was the last one. */
static bool file_leave(struct kfake_file *file)
{
	bool last;

	pthread_mutex_lock(&file->machine->lock);
	last = !--file->users;
	if (last)
		list_del(&file->node);
	pthread_mutex_unlock(&file->machine->lock);
	return last;
}

void kfake_file_close(struct kfake_file *file)
{
	struct kfake_machine *machine = file->machine;
	struct kfake_visit visit;
	bool last;

	kfake_enter(&visit, machine);
	last = file_leave(file);
	if (last)
		file_release(file);
	kfake_leave(&visit);
	/* The last touch: from here on another thread may free the machine. */
	if (last)
		kfake_module_put_of(machine);
}

struct file *kfake_file_get(int fd)
{
	struct kfake_machine *machine = kfake_current_machine();
	struct kfake_file *file, *found = NULL;

	pthread_mutex_lock(&machine->lock);
	list_for_each_entry(file, &machine->files, node) {
		if (file->fd == fd) {
			found = file;
			found->users++;
			break;
		}
	}
	pthread_mutex_unlock(&machine->lock);
	return found ? &found->file : NULL;
}

/* Within an operation on another file, which keeps the machine. */
void kfake_file_put(struct file *file)
{
	struct kfake_file *f = container_of(file, struct kfake_file, file);

	/* What was done with it is an operation on it. */
	file_look(f);
	if (!file_leave(f))
		return;
	file_release(f);
	kfake_module_put();
}

int kfake_file_stream(struct inode *inode, struct file *file)
{
	(void)inode;
	file->f_mode &= ~FMODE_LSEEK;
	return 0;
}

long kfake_file_compat_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	return file->f_op->unlocked_ioctl ? file->f_op->unlocked_ioctl(file, cmd, arg) : -ENOIOCTLCMD;
}
