/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>

#include <kfake/math.h>
#include <kfake/string.h>

ssize_t kfake_strscpy(char *to, const char *from, size_t size)
{
	size_t n = strnlen(from, size);

	if (!size)
		return -E2BIG;
	if (n < size) {
		memcpy(to, from, n + 1);
		return (ssize_t)n;
	}
	memcpy(to, from, size - 1);
	to[size - 1] = '\0';
	return -E2BIG;
}

int kfake_scnprintf(char *to, size_t size, const char *format, ...)
{
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(to, size, format, args);
	va_end(args);
	if (n >= 0 && (size_t)n >= size)
		n = size ? (int)size - 1 : 0;
	return n;
}

char *kfake_strim(char *s)
{
	size_t n = strlen(s);

	while (n && isspace((unsigned char)s[n - 1]))
		s[--n] = '\0';
	while (isspace((unsigned char)*s))
		s++;
	return s;
}

int kfake_strtobool(const char *s, bool *value)
{
	if (!s || !*s || !strchr("yYtT1nNfF0", *s))
		return -EINVAL;
	*value = strchr("yYtT1", *s);
	return 0;
}

int kfake_strtou64(const char *s, unsigned int base, u64 *value)
{
	unsigned long long n;
	char *end;

	if (!isxdigit((unsigned char)*s))
		return -EINVAL;
	errno = 0;
	n = strtoull(s, &end, (int)base);
	if (errno)
		return -ERANGE;
	if (end == s || (*end && strcmp(end, "\n")))
		return -EINVAL;
	*value = n;
	return 0;
}

int kfake_strtou32(const char *s, unsigned int base, u32 *value)
{
	u64 wide;
	int ret = kfake_strtou64(s, base, &wide);

	if (ret)
		return ret;
	if (wide > U32_MAX)
		return -ERANGE;
	*value = (u32)wide;
	return 0;
}

void *kfake_memchr_inv(const void *p, int c, size_t size)
{
	const unsigned char *byte = p;

	for (; size; byte++, size--)
		if (*byte != (unsigned char)c)
			return (void *)(uintptr_t)byte;
	return NULL;
}
