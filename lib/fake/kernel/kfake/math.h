/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_MATH_H
#define KFAKE_MATH_H

/* Arithmetic, bounds and the way from a member to its struct. */

#include <limits.h>

#include <kfake/types.h>

#define ARRAY_SIZE(a)		(sizeof(a) / sizeof((a)[0]))
#define sizeof_field(type, member) sizeof(((type *)0)->member)
#define offsetofend(type, member) (offsetof(type, member) + sizeof_field(type, member))

#define container_of(ptr, type, member) ({								\
	static_assert(__builtin_types_compatible_p(__typeof__(*(ptr)), __typeof__(((type *)0)->member)) ||	\
		      __builtin_types_compatible_p(__typeof__(*(ptr)), void), "container_of: wrong type");	\
	(type *)((char *)(ptr) - offsetof(type, member)); })

#define kfake_compare(x, op, y) ({		\
	__auto_type kfake_x = (x);		\
	__auto_type kfake_y = (y);		\
	(void)(&kfake_x == &kfake_y);		\
	kfake_x op kfake_y ? kfake_x : kfake_y; })
#define min(x, y)		kfake_compare(x, <, y)
#define max(x, y)		kfake_compare(x, >, y)
#define min_t(type, x, y)	kfake_compare((type)(x), <, (type)(y))
#define max_t(type, x, y)	kfake_compare((type)(x), >, (type)(y))
#define clamp(x, low, high) ({				\
	__auto_type kfake_v = (x);			\
	__auto_type kfake_low = (low);			\
	__auto_type kfake_high = (high);		\
	(void)(&kfake_v == &kfake_low);			\
	(void)(&kfake_v == &kfake_high);		\
	kfake_v < kfake_low ? kfake_low : kfake_v > kfake_high ? kfake_high : kfake_v; })
#define clamp_t(type, x, low, high) clamp((type)(x), (type)(low), (type)(high))

#define DIV_ROUND_UP(n, d)	(((n) + (d) - 1) / (d))
#define DIV_ROUND_UP_ULL(n, d) DIV_ROUND_UP((unsigned long long)(n), (unsigned long long)(d))
#define ALIGN(x, a)		(((x) + ((__typeof__(x))(a) - 1)) & ~((__typeof__(x))(a) - 1))
#define IS_ALIGNED(x, a)	(((x) & ((__typeof__(x))(a) - 1)) == 0)
#define round_up(x, a)		ALIGN(x, a)
#define round_down(x, a)	((x) & ~((__typeof__(x))(a) - 1))

#define BIT(n)			(1ul << (n))
#define BIT_ULL(n)		(1ull << (n))
#define GENMASK(h, l)		((~0ul << (l)) & (~0ul >> (8 * sizeof(long) - 1 - (h))))

#define U8_MAX			UINT8_MAX
#define U16_MAX			UINT16_MAX
#define U32_MAX			UINT32_MAX
#define U64_MAX			UINT64_MAX
#define S32_MAX			INT32_MAX
#define S64_MAX			INT64_MAX

#define SZ_4K			0x1000
#define SZ_16K			0x4000
#define SZ_64K			0x10000

#define upper_32_bits(n)	((u32)((u64)(n) >> 32))
#define lower_32_bits(n)	((u32)(n))

#define check_add_overflow(a, b, d)	__builtin_add_overflow(a, b, d)
#define check_sub_overflow(a, b, d)	__builtin_sub_overflow(a, b, d)
#define check_mul_overflow(a, b, d)	__builtin_mul_overflow(a, b, d)

static inline size_t size_mul(size_t a, size_t b)
{
	size_t bytes;

	return __builtin_mul_overflow(a, b, &bytes) ? SIZE_MAX : bytes;
}

static inline size_t size_add(size_t a, size_t b)
{
	size_t bytes;

	return __builtin_add_overflow(a, b, &bytes) ? SIZE_MAX : bytes;
}

#define array_size(n, size)	size_mul(n, size)
#define struct_size(p, member, count)	size_add(sizeof(*(p)), size_mul(count, sizeof(*(p)->member)))

#endif
