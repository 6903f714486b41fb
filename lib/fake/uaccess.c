/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#include "kfake.h"

#include <kfake/cpu.h>
#include <kfake/slab.h>
#include <kfake/uaccess.h>

#define CHUNK	256

typedef ssize_t vm_copy(pid_t pid, const struct iovec *local, unsigned long locals, const struct iovec *remote,
			unsigned long remotes, unsigned long flags);

/*
 * Lets the kernel do the copy first, which finds bad pointers. Where it may not, the pointer is trusted. The copy is then made
 * again by this code, so that sanitizers and valgrind see it.
 */
static bool user_copy(vm_copy *copy, void *kernel, const void *user, size_t size)
{
	struct iovec local = { kernel, size };
	struct iovec remote = { (void *)(uintptr_t)user, size };
	ssize_t n;

	kfake_might_sleep();
	if (!size)
		return true;
	if ((uintptr_t)user < PAGE_SIZE)
		return false;
	n = copy(getpid(), &local, 1, &remote, 1, 0);
	return n < 0 ? errno != EFAULT : (size_t)n == size;
}

unsigned long kfake_copy_from_user(void *to, const void __user *from, unsigned long size)
{
	if (!user_copy(process_vm_readv, to, from, size))
		return size;
	memcpy(to, from, size);
	return 0;
}

unsigned long kfake_copy_to_user(void __user *to, const void *from, unsigned long size)
{
	if (!user_copy(process_vm_writev, (void *)(uintptr_t)from, to, size))
		return size;
	memcpy(to, from, size);
	return 0;
}

unsigned long kfake_clear_user(void __user *to, unsigned long size)
{
	static const char zeroes[CHUNK];
	size_t done, n;

	for (done = 0; done < size; done += n) {
		n = min_t(size_t, size - done, CHUNK);
		if (kfake_copy_to_user((char __user *)to + done, zeroes, n))
			return size - done;
	}
	return 0;
}

static bool user_is_zero(const char *p, size_t size)
{
	size_t i;

	for (i = 0; i < size; i++)
		if (p[i])
			return false;
	return true;
}

int kfake_check_zeroed_user(const void __user *from, size_t size)
{
	char chunk[CHUNK];
	size_t done, n;

	for (done = 0; done < size; done += n) {
		n = min_t(size_t, size - done, CHUNK);
		if (kfake_copy_from_user(chunk, (const char __user *)from + done, n))
			return -EFAULT;
		if (!user_is_zero(chunk, n))
			return 0;
	}
	return 1;
}

int kfake_copy_struct_from_user(void *to, size_t size, const void __user *from, size_t user_size)
{
	size_t known = min(size, user_size);
	int ret;

	if (user_size > size) {
		ret = kfake_check_zeroed_user((const char __user *)from + size, user_size - size);
		if (ret <= 0)
			return ret ? ret : -E2BIG;
	}
	if (kfake_copy_from_user(to, from, known))
		return -EFAULT;
	memset((char *)to + known, 0, size - known);
	return 0;
}
