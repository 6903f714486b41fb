/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef KFAKE_STRING_H
#define KFAKE_STRING_H

/* Strings and numbers in them, where libc has no function of the same name and meaning. */

#include <stdio.h>
#include <string.h>

#include <kfake/types.h>

ssize_t kfake_strscpy(char *to, const char *from, size_t size);
int kfake_scnprintf(char *to, size_t size, const char *format, ...) __printf(3, 4);
char *kfake_strim(char *s);
int kfake_strtobool(const char *s, bool *value);
int kfake_strtou32(const char *s, unsigned int base, u32 *value);
int kfake_strtou64(const char *s, unsigned int base, u64 *value);
void *kfake_memchr_inv(const void *p, int c, size_t size);

#define strscpy(to, from, size)		kfake_strscpy(to, from, size)
#define scnprintf(to, size, ...)	kfake_scnprintf(to, size, __VA_ARGS__)
#define strim(s)			kfake_strim(s)
#define kstrtobool(s, value)		kfake_strtobool(s, value)
#define kstrtou32(s, base, value)	kfake_strtou32(s, base, value)
#define kstrtouint(s, base, value)	kfake_strtou32(s, base, value)
#define kstrtou64(s, base, value)	kfake_strtou64(s, base, value)
#define memchr_inv(p, c, size)		kfake_memchr_inv(p, c, size)

#endif
