/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */

/*
 * kexec KERNEL INITRD START END: boots that kernel with this one's device tree, whose /chosen says that the initrd is in
 * START..END. Debian's arm64 kernels have no kexec_file_load(). The other addresses are RAM of QEMU's virt.
 */

#define _GNU_SOURCE
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/kexec.h>
#include <linux/reboot.h>

#define KERNEL_AT 0x50000000ul
#define TREE_AT 0x58000000ul
#define ENTRY_AT 0x58200000ul
#define IMAGE_SIZE_AT 16 /* in the header of an arm64 kernel: what it needs in memory */
#define ROOM (64ul << 20)
#define PAGE 4096ul

/* x0 = device tree, and into the kernel. */
static const uint64_t entry[] = {
	0x580000e4580000c0, /* x0 = TREE_AT, x4 = KERNEL_AT */
	0xaa1f03e2aa1f03e1, /* x1 = x2 = 0 */
	0xd61f0080aa1f03e3, /* x3 = 0; br x4 */
	TREE_AT,
	KERNEL_AT,
};

static struct kexec_segment segment_of(const void *data, size_t size, size_t memory, unsigned long address)
{
	if (memory < size)
		memory = size;
	return (struct kexec_segment){ data, size, (void *)address, (memory + PAGE - 1) / PAGE * PAGE };
}

static struct kexec_segment segment_of_file(const char *path, unsigned long address, size_t memory)
{
	char *data = malloc(ROOM);
	const int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got = 1;
	size_t size = 0;

	while (data && fd >= 0 && got > 0) {
		got = read(fd, data + size, ROOM - size);
		size += got > 0 ? (size_t)got : 0;
	}
	if (got || !size) {
		fprintf(stderr, "kexec: cannot read %s\n", path);
		exit(1);
	}
	return segment_of(data, size, memory, address);
}

int main(int argc, char **argv)
{
	struct kexec_segment segments[4];
	unsigned long start;
	uint64_t size;

	if (argc != 5) {
		fprintf(stderr, "usage: kexec KERNEL INITRD START END\n");
		return 1;
	}
	start = strtoul(argv[3], NULL, 0);
	segments[0] = segment_of_file(argv[2], start, strtoul(argv[4], NULL, 0) - start);
	segments[1] = segment_of_file(argv[1], KERNEL_AT, 0);
	memcpy(&size, (const char *)segments[1].buf + IMAGE_SIZE_AT, sizeof(size));
	segments[1] = segment_of(segments[1].buf, segments[1].bufsz, size, KERNEL_AT);
	segments[2] = segment_of_file("/sys/firmware/fdt", TREE_AT, 0);
	segments[3] = segment_of(entry, sizeof(entry), 0, ENTRY_AT);
	if (syscall(SYS_kexec_load, ENTRY_AT, 4ul, segments, KEXEC_ARCH_DEFAULT))
		perror("kexec_load");
	else if (syscall(SYS_reboot, LINUX_REBOOT_MAGIC1, LINUX_REBOOT_MAGIC2, LINUX_REBOOT_CMD_KEXEC, NULL))
		perror("reboot");
	return 1;
}
