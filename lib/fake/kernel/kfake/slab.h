/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_SLAB_H
#define KFAKE_SLAB_H

/* Memory. Physical addresses are addresses of this process; a machine knows which of its pages its driver may name. */

#include <kfake/math.h>

#define GFP_KERNEL		1u
#define GFP_ATOMIC		2u
#define GFP_NOWAIT		4u
#define __GFP_ZERO		8u
#define __GFP_NOWARN		16u
#define __GFP_ACCOUNT		32u
#define GFP_KERNEL_ACCOUNT	(GFP_KERNEL | __GFP_ACCOUNT)

#define PAGE_SHIFT	12
#define PAGE_SIZE	4096ul
#define PAGE_MASK	(~(PAGE_SIZE - 1))
#define PAGE_ALIGN(n)	ALIGN(n, PAGE_SIZE)

void *kfake_slab_alloc(size_t n, size_t size, gfp_t flags);
void kfake_slab_free(const void *p);
void *kfake_slab_dup(const void *p, size_t size, gfp_t flags);
char *kfake_slab_dup_string(const char *s, gfp_t flags);
char *kfake_slab_format(gfp_t flags, const char *format, ...) __printf(2, 3);
void *kfake_pages_alloc(size_t size, gfp_t flags);
void kfake_pages_free(void *p, size_t size);

#define kmalloc(size, flags)		kfake_slab_alloc(1, size, flags)
#define kzalloc(size, flags)		kfake_slab_alloc(1, size, (flags) | __GFP_ZERO)
#define kmalloc_array(n, size, flags)	kfake_slab_alloc(n, size, flags)
#define kcalloc(n, size, flags)		kfake_slab_alloc(n, size, (flags) | __GFP_ZERO)
#define kvzalloc(size, flags)		kzalloc(size, flags)
#define kvcalloc(n, size, flags)	kcalloc(n, size, flags)
#define kvmalloc(size, flags)		kmalloc(size, flags)
#define kfree(p)			kfake_slab_free(p)
#define kvfree(p)			kfake_slab_free(p)
#define kmemdup(p, size, flags)		kfake_slab_dup(p, size, flags)
#define kstrdup(s, flags)		kfake_slab_dup_string(s, flags)
#define kasprintf(flags, ...)		kfake_slab_format(flags, __VA_ARGS__)

#define alloc_pages_exact(size, flags)	kfake_pages_alloc(size, flags)
#define free_pages_exact(p, size)	kfake_pages_free(p, size)

static inline phys_addr_t virt_to_phys(const volatile void *p)
{
	return (phys_addr_t)(uintptr_t)p;
}

#endif
