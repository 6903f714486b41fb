/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#include <stdbool.h>
#include <stddef.h>

#include "alloc.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
char *__real_strdup(const char *s);
void __real_free(void *p);

void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
char *__wrap_strdup(const char *s);
void __wrap_free(void *p);

static unsigned int countdown;
static bool failed;
static long live;
static unsigned long count;

void alloc_fail(unsigned int nth)
{
	countdown = nth;
	failed = false;
}

bool alloc_failed(void)
{
	return failed;
}

long alloc_live(void)
{
	return live;
}

unsigned long alloc_count(void)
{
	return count;
}

static bool fails(void)
{
	count++;
	if (!countdown || --countdown)
		return false;
	failed = true;
	return true;
}

static void *counted(void *p)
{
	if (p)
		live++;
	return p;
}

void *__wrap_malloc(size_t size)
{
	return fails() ? NULL : counted(__real_malloc(size));
}

void *__wrap_calloc(size_t n, size_t size)
{
	return fails() ? NULL : counted(__real_calloc(n, size));
}

char *__wrap_strdup(const char *s)
{
	return fails() ? NULL : counted(__real_strdup(s));
}

void __wrap_free(void *p)
{
	if (p)
		live--;
	__real_free(p);
}
