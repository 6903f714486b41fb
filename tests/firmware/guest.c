/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include "monitor.h"

/* EL2 runs without MMU: a physical address is a pointer. */
void *guest_map(void *arg, uint64_t address, size_t len)
{
	const uint64_t end = (uintptr_t)monitor_image;

	(void)arg;
	if (address < GUEST_BASE || address >= end || len > end - address)
		return NULL;
	return (void *)(uintptr_t)address;
}
