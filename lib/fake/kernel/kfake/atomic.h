/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_ATOMIC_H
#define KFAKE_ATOMIC_H

/* Atomic counters, references and bits. Orders are the kernel's: what returns a value is fully ordered, the rest is not. */

#include <kfake/bug.h>
#include <kfake/math.h>

typedef struct {
	int counter;
} atomic_t;

typedef struct {
	s64 counter;
} atomic64_t;

#define ATOMIC_INIT(n)		{ (n) }
#define ATOMIC64_INIT(n)	{ (n) }

#define atomic_read(v)			__atomic_load_n(&(v)->counter, __ATOMIC_RELAXED)
#define atomic_set(v, n)		__atomic_store_n(&(v)->counter, (n), __ATOMIC_RELAXED)
#define atomic_read_acquire(v)		__atomic_load_n(&(v)->counter, __ATOMIC_ACQUIRE)
#define atomic_set_release(v, n)	__atomic_store_n(&(v)->counter, (n), __ATOMIC_RELEASE)
#define atomic_inc(v)			((void)__atomic_add_fetch(&(v)->counter, 1, __ATOMIC_RELAXED))
#define atomic_dec(v)			((void)__atomic_sub_fetch(&(v)->counter, 1, __ATOMIC_RELAXED))
#define atomic_add(n, v)		((void)__atomic_add_fetch(&(v)->counter, (n), __ATOMIC_RELAXED))
#define atomic_sub(n, v)		((void)__atomic_sub_fetch(&(v)->counter, (n), __ATOMIC_RELAXED))
#define atomic_inc_return(v)		__atomic_add_fetch(&(v)->counter, 1, __ATOMIC_SEQ_CST)
#define atomic_dec_return(v)		__atomic_sub_fetch(&(v)->counter, 1, __ATOMIC_SEQ_CST)
#define atomic_add_return(n, v)		__atomic_add_fetch(&(v)->counter, (n), __ATOMIC_SEQ_CST)
#define atomic_fetch_add(n, v)		__atomic_fetch_add(&(v)->counter, (n), __ATOMIC_SEQ_CST)
#define atomic_dec_and_test(v)		(atomic_dec_return(v) == 0)
#define atomic_inc_not_zero(v)		kfake_inc_not_zero(&(v)->counter)
#define atomic_xchg(v, n)		__atomic_exchange_n(&(v)->counter, (n), __ATOMIC_SEQ_CST)
#define atomic_cmpxchg(v, old, new)	cmpxchg(&(v)->counter, old, new)
#define atomic_try_cmpxchg(v, old, new) \
	__atomic_compare_exchange_n(&(v)->counter, (old), (new), 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)

#define atomic64_read(v)		atomic_read(v)
#define atomic64_set(v, n)		atomic_set(v, n)
#define atomic64_inc(v)			atomic_inc(v)
#define atomic64_add(n, v)		atomic_add(n, v)
#define atomic64_inc_return(v)		atomic_inc_return(v)

static inline bool kfake_inc_not_zero(int *counter)
{
	int old = __atomic_load_n(counter, __ATOMIC_RELAXED);

	while (old)
		if (__atomic_compare_exchange_n(counter, &old, old + 1, 0, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED))
			return true;
	return false;
}

typedef struct {
	int refs;
} refcount_t;

#define REFCOUNT_INIT(n)	{ (n) }

static inline void refcount_set(refcount_t *r, int n)
{
	__atomic_store_n(&r->refs, n, __ATOMIC_RELAXED);
}

static inline unsigned int refcount_read(const refcount_t *r)
{
	return (unsigned int)__atomic_load_n(&r->refs, __ATOMIC_RELAXED);
}

static inline void refcount_inc(refcount_t *r)
{
	WARN_ON(__atomic_fetch_add(&r->refs, 1, __ATOMIC_RELAXED) <= 0);
}

static inline bool refcount_inc_not_zero(refcount_t *r)
{
	return kfake_inc_not_zero(&r->refs);
}

static inline bool refcount_dec_and_test(refcount_t *r)
{
	int old = __atomic_fetch_sub(&r->refs, 1, __ATOMIC_ACQ_REL);

	WARN_ON(old <= 0);
	return old == 1;
}

struct kref {
	refcount_t refcount;
};

static inline void kref_init(struct kref *kref)
{
	refcount_set(&kref->refcount, 1);
}

static inline unsigned int kref_read(const struct kref *kref)
{
	return refcount_read(&kref->refcount);
}

static inline void kref_get(struct kref *kref)
{
	refcount_inc(&kref->refcount);
}

static inline bool kref_get_unless_zero(struct kref *kref)
{
	return refcount_inc_not_zero(&kref->refcount);
}

static inline int kref_put(struct kref *kref, void (*release)(struct kref *kref))
{
	if (!refcount_dec_and_test(&kref->refcount))
		return 0;
	release(kref);
	return 1;
}

#define BITS_PER_LONG	(8 * (unsigned int)sizeof(long))
#define BITS_TO_LONGS(n) DIV_ROUND_UP(n, BITS_PER_LONG)
#define DECLARE_BITMAP(name, bits) unsigned long name[BITS_TO_LONGS(bits)]

static inline bool test_bit(unsigned int n, const unsigned long *map)
{
	return __atomic_load_n(&map[n / BITS_PER_LONG], __ATOMIC_RELAXED) >> n % BITS_PER_LONG & 1;
}

static inline bool test_and_set_bit(unsigned int n, unsigned long *map)
{
	return __atomic_fetch_or(&map[n / BITS_PER_LONG], BIT(n % BITS_PER_LONG), __ATOMIC_SEQ_CST) >> n % BITS_PER_LONG & 1;
}

static inline bool test_and_clear_bit(unsigned int n, unsigned long *map)
{
	return __atomic_fetch_and(&map[n / BITS_PER_LONG], ~BIT(n % BITS_PER_LONG), __ATOMIC_SEQ_CST) >> n % BITS_PER_LONG & 1;
}

#define set_bit(n, map)		((void)test_and_set_bit(n, map))
#define clear_bit(n, map)	((void)test_and_clear_bit(n, map))

#endif
