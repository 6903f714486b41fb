/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_COMPILER_H
#define KFAKE_COMPILER_H

/* What kernel code says to the compiler. */

#include <assert.h>

#define __user
#define __iomem
#define __force
#define __init
#define __exit
#define __must_check	__attribute__((__warn_unused_result__))
#define __maybe_unused	__attribute__((__unused__))
#define __printf(a, b)	__attribute__((__format__(__printf__, a, b)))
#ifndef __packed
#define __packed	__attribute__((__packed__))
#endif
#ifndef __aligned
#define __aligned(x)	__attribute__((__aligned__(x)))
#endif
#define noinline	__attribute__((__noinline__))
#define fallthrough	__attribute__((__fallthrough__))
#define likely(x)	__builtin_expect(!!(x), 1)
#define unlikely(x)	__builtin_expect(!!(x), 0)
#define __acquires(x)
#define __releases(x)
#define __stringify(x)	__stringify_1(x)
#define __stringify_1(x) #x

#define BUILD_BUG_ON(condition)	static_assert(!(condition), #condition)
#define BUILD_BUG_ON_ZERO(condition) ((int)(sizeof(char[1 - 2 * !!(condition)]) - 1))
#define barrier()	__asm__ __volatile__("" : : : "memory")

/* These two let a scalar cross threads; everything else in kernel code that does needs a lock or an atomic. */
#define READ_ONCE(x)		__atomic_load_n(&(x), __ATOMIC_RELAXED)
#define WRITE_ONCE(x, value)	__atomic_store_n(&(x), (value), __ATOMIC_RELAXED)

#define smp_load_acquire(p)		__atomic_load_n((p), __ATOMIC_ACQUIRE)
#define smp_store_release(p, value)	__atomic_store_n((p), (value), __ATOMIC_RELEASE)
#define xchg(p, value)			__atomic_exchange_n((p), (value), __ATOMIC_SEQ_CST)
#define cmpxchg(p, old, new) ({									\
	__typeof__(*(p)) kfake_old = (old);							\
	__atomic_compare_exchange_n((p), &kfake_old, (new), 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);	\
	kfake_old; })

#endif
