/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */

/* insert FILE [PARAMETERS]: loads a module. Busybox's insmod tries twice when a module refuses, so its log lines come twice. */

#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	const int fd = argc > 1 ? open(argv[1], O_RDONLY | O_CLOEXEC) : -1;

	if (fd < 0 || syscall(SYS_finit_module, fd, argc > 2 ? argv[2] : "", 0)) {
		perror(argc > 1 ? argv[1] : "usage: insert FILE [PARAMETERS]");
		return 1;
	}
	return 0;
}
