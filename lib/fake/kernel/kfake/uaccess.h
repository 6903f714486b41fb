/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_UACCESS_H
#define KFAKE_UACCESS_H

/* Memory of the caller, which is this process. A bad pointer is EFAULT as in the kernel, not a crash. */

#include <kfake/bug.h>

/* Bytes that could not be copied. */
unsigned long kfake_copy_from_user(void *to, const void __user *from, unsigned long size);
unsigned long kfake_copy_to_user(void __user *to, const void *from, unsigned long size);
unsigned long kfake_clear_user(void __user *to, unsigned long size);
/* 1: all zero, 0: not, -EFAULT */
int kfake_check_zeroed_user(const void __user *from, size_t size);
int kfake_copy_struct_from_user(void *to, size_t size, const void __user *from, size_t user_size);

#define copy_from_user(to, from, size)		kfake_copy_from_user(to, from, size)
#define copy_to_user(to, from, size)		kfake_copy_to_user(to, from, size)
#define clear_user(to, size)			kfake_clear_user(to, size)
#define check_zeroed_user(from, size)		kfake_check_zeroed_user(from, size)
#define copy_struct_from_user(to, size, from, user_size) kfake_copy_struct_from_user(to, size, from, user_size)

#define get_user(x, ptr) ({								\
	__typeof__(*(ptr)) kfake_value = 0;						\
	int kfake_fault = kfake_copy_from_user(&kfake_value, (ptr), sizeof(kfake_value)) ? -EFAULT : 0; \
	(x) = kfake_value;								\
	kfake_fault; })
#define put_user(x, ptr) ({								\
	__typeof__(*(ptr)) kfake_value = (x);						\
	kfake_copy_to_user((ptr), &kfake_value, sizeof(kfake_value)) ? -EFAULT : 0; })

static inline void __user *u64_to_user_ptr(u64 address)
{
	return (void __user *)(uintptr_t)address;
}

#endif
