/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "internal.h"

#define OPEN_FLAGS (O_CLOEXEC | O_NOCTTY)

struct chardev {
	int fd;
};

static int fd_of(const void *file)
{
	const struct chardev *chardev = file;

	return chardev->fd;
}

static void close_keeping_errno(int fd)
{
	int saved = errno;

	close(fd);
	errno = saved;
}

/* Takes fd over, also on failure. */
static int adopt(int fd, void **file)
{
	struct chardev *chardev;
	struct stat st;
	int err = -ENOTTY;

	if (fd < 0)
		return -errno;
	if (fstat(fd, &st) || !S_ISCHR(st.st_mode))
		goto out_close;
	err = -ENOMEM;
	chardev = malloc(sizeof(*chardev));
	if (!chardev)
		goto out_close;
	chardev->fd = fd;
	*file = chardev;
	return 0;

out_close:
	close(fd);
	return err;
}

int ffa_chardev_open_self(const char *path, void **file)
{
	int fd;

	fd = open(path, O_RDWR | OPEN_FLAGS);
	/* Nothing that this node does waits, and opening what is not this node must not. */
	if (fd < 0 && (errno == EACCES || errno == EPERM))
		fd = open(path, O_RDONLY | O_NONBLOCK | OPEN_FLAGS);
	return adopt(fd, file);
}

int ffa_chardev_open_fd(int fd, void **file)
{
	return adopt(fcntl(fd, F_DUPFD_CLOEXEC, 0), file);
}

int ffa_chardev_reopen(void *file, void **copy)
{
	char path[32];

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd_of(file));
	return adopt(open(path, O_RDWR | OPEN_FLAGS), copy);
}

static int chardev_open(void *machine, const char *path, void **file)
{
	(void)machine;
	if (!path)
		return ffa_chardev_open_self(FFA_SELF_PATH, file);
	return adopt(open(path, O_RDWR | OPEN_FLAGS), file);
}

static int chardev_ioctl(void *file, unsigned int request, void *arg)
{
	int ret = ioctl(fd_of(file), request, arg);

	return ret < 0 ? -errno : ret;
}

static int chardev_poll_fd(void *file)
{
	return fd_of(file);
}

static void chardev_close(void *file)
{
	close_keeping_errno(fd_of(file));
	free(file);
}

static ssize_t read_uevent(uint32_t major, uint32_t minor, char *text, size_t size)
{
	char path[64];
	ssize_t len;
	int fd;

	snprintf(path, sizeof(path), "/sys/dev/char/%u:%u/uevent", major, minor);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	len = read(fd, text, size - 1);
	close(fd);
	if (len >= 0)
		text[len] = '\0';
	return len;
}

static int chardev_path(void *machine, uint32_t major, uint32_t minor, char *path, size_t size)
{
	static const char key[] = "DEVNAME=";
	char text[4096], *line, *rest = text;
	int len;

	(void)machine;
	if (read_uevent(major, minor, text, sizeof(text)) < 0)
		return -ENOENT;
	while ((line = strsep(&rest, "\n"))) {
		if (strncmp(line, key, sizeof(key) - 1))
			continue;
		len = snprintf(path, size, "/dev/%s", line + sizeof(key) - 1);
		return len > 0 && (size_t)len < size ? 0 : -ENOENT;
	}
	return -ENOENT;
}

const struct ffa_ops ffa_chardev_ops = {
	.open = chardev_open,
	.ioctl = chardev_ioctl,
	.poll_fd = chardev_poll_fd,
	.close = chardev_close,
	.path = chardev_path,
};
