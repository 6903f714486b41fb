/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */

/* What the compiler may call and the model may use. Bytewise: memory is Device memory here and an unaligned word would fault. */

#include <stddef.h>

void *memcpy(void *restrict to, const void *restrict from, size_t len);
void *memmove(void *to, const void *from, size_t len);
void *memset(void *to, int c, size_t len);
int memcmp(const void *a, const void *b, size_t len);

void *memcpy(void *restrict to, const void *restrict from, size_t len)
{
	return memmove(to, from, len);
}

void *memmove(void *to, const void *from, size_t len)
{
	unsigned char *d = to;
	const unsigned char *s = from;
	size_t i;

	if (d < s)
		for (i = 0; i < len; i++)
			d[i] = s[i];
	else
		for (i = len; i > 0; i--)
			d[i - 1] = s[i - 1];
	return to;
}

void *memset(void *to, int c, size_t len)
{
	unsigned char *d = to;
	size_t i;

	for (i = 0; i < len; i++)
		d[i] = (unsigned char)c;
	return to;
}

int memcmp(const void *a, const void *b, size_t len)
{
	const unsigned char *p = a;
	const unsigned char *q = b;
	size_t i;

	for (i = 0; i < len; i++)
		if (p[i] != q[i])
			return p[i] < q[i] ? -1 : 1;
	return 0;
}
