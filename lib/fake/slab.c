/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kfake.h"

#include <kfake/bug.h>
#include <kfake/cpu.h>
#include <kfake/slab.h>

struct pages {
	struct list_head node;	/* of machine->pages */
	void *start;
	size_t size;
};

static unsigned int fail_countdown;

void kfake_slab_fail(unsigned int nth)
{
	__atomic_store_n(&fail_countdown, nth, __ATOMIC_RELAXED);
}

bool kfake_slab_failed(void)
{
	return !__atomic_load_n(&fail_countdown, __ATOMIC_RELAXED);
}

bool kfake_slab_fails(void)
{
	unsigned int left = __atomic_load_n(&fail_countdown, __ATOMIC_RELAXED);

	while (left)
		if (__atomic_compare_exchange_n(&fail_countdown, &left, left - 1, 0, __ATOMIC_RELAXED, __ATOMIC_RELAXED))
			return left == 1;
	return false;
}

void *kfake_slab_alloc(size_t n, size_t size, gfp_t flags)
{
	size_t bytes = size_mul(n, size);

	if (flags & GFP_KERNEL)
		kfake_might_sleep();
	if (kfake_slab_fails() || bytes > PTRDIFF_MAX)
		return NULL;
	/* Nothing at all still has an address. */
	bytes += !bytes;
	return flags & __GFP_ZERO ? calloc(1, bytes) : malloc(bytes);
}

void kfake_slab_free(const void *p)
{
	free((void *)(uintptr_t)p);
}

void *kfake_slab_dup(const void *p, size_t size, gfp_t flags)
{
	void *copy = kfake_slab_alloc(1, size, flags);

	return copy ? memcpy(copy, p, size) : NULL;
}

char *kfake_slab_dup_string(const char *s, gfp_t flags)
{
	return s ? kfake_slab_dup(s, strlen(s) + 1, flags) : NULL;
}

char *kfake_slab_format(gfp_t flags, const char *format, ...)
{
	va_list args;
	char *s;
	int n;

	va_start(args, format);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	if (n < 0)
		return NULL;
	s = kfake_slab_alloc(1, (size_t)n + 1, flags);
	if (!s)
		return NULL;
	va_start(args, format);
	vsnprintf(s, (size_t)n + 1, format, args);
	va_end(args);
	return s;
}

/* ---- pages ---- */

/* Aligned as the kernel's are: to the power of two that holds them. */
static size_t pages_alignment(size_t size)
{
	size_t alignment = PAGE_SIZE;

	while (alignment < size)
		alignment *= 2;
	return alignment;
}

void *kfake_pages_alloc(size_t size, gfp_t flags)
{
	struct kfake_machine *machine = kfake_current_machine();
	struct pages *pages;

	if (kfake_slab_fails())
		return NULL;
	pages = calloc(1, sizeof(*pages));
	if (!pages)
		return NULL;
	pages->size = PAGE_ALIGN(size);
	if (posix_memalign(&pages->start, pages_alignment(size), pages->size)) {
		free(pages);
		return NULL;
	}
	if (flags & __GFP_ZERO)
		memset(pages->start, 0, pages->size);
	pthread_mutex_lock(&machine->lock);
	list_add_tail(&pages->node, &machine->pages);
	pthread_mutex_unlock(&machine->lock);
	return pages->start;
}

static struct pages *pages_find(struct kfake_machine *machine, u64 address, size_t size)
{
	struct pages *pages;

	list_for_each_entry(pages, &machine->pages, node) {
		u64 offset = address - virt_to_phys(pages->start);

		if (offset < pages->size && size <= pages->size - offset)
			return pages;
	}
	return NULL;
}

void kfake_pages_free(void *p, size_t size)
{
	struct kfake_machine *machine = kfake_current_machine();
	struct pages *pages;

	if (!p)
		return;
	pthread_mutex_lock(&machine->lock);
	pages = pages_find(machine, virt_to_phys(p), size);
	WARN_ON(!pages || pages->start != p || pages->size != PAGE_ALIGN(size));
	list_del(&pages->node);
	pthread_mutex_unlock(&machine->lock);
	free(pages->start);
	free(pages);
}

void kfake_pages_free_all(struct kfake_machine *machine)
{
	struct pages *pages, *next;

	list_for_each_entry_safe(pages, next, &machine->pages, node) {
		list_del(&pages->node);
		free(pages->start);
		free(pages);
	}
}

void *kfake_pages_at(struct kfake_machine *machine, u64 address, size_t size)
{
	struct pages *pages;
	void *p = NULL;

	pthread_mutex_lock(&machine->lock);
	pages = pages_find(machine, address, size);
	if (pages)
		p = (char *)pages->start + (address - virt_to_phys(pages->start));
	pthread_mutex_unlock(&machine->lock);
	return p;
}
