/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#define _GNU_SOURCE
#include "common.h"

#include <errno.h>
#include <grp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>

/* UTF-8 of U+0080 to U+009f, which a terminal obeys as it does escape sequences. */
static int starts_c1(const char *text)
{
	return (unsigned char)text[0] == 0xc2 && (unsigned char)text[1] >= 0x80 && (unsigned char)text[1] <= 0x9f;
}

static char *visible(const char *text)
{
	char *out = malloc(strlen(text) * 4 + 1);
	char *end = out;

	for (; out && *text; text++) {
		if ((unsigned char)*text < ' ' || *text == 0x7f || starts_c1(text))
			end += sprintf(end, "\\x%02x", (unsigned char)*text);
		else
			*end++ = *text;
	}
	if (out)
		*end = '\0';
	return out;
}

static void say(const char *format, va_list args)
{
	char *line = NULL;
	char *safe = NULL;

	if (vasprintf(&line, format, args) < 0)
		line = NULL;
	if (line)
		safe = visible(line);
	fprintf(stderr, "ffa-cli: %s\n", safe ? safe : "out of memory");
	free(safe);
	free(line);
}

int failed(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(format, args);
	va_end(args);
	return FAILED;
}

int misused(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	say(format, args);
	va_end(args);
	return MISUSED;
}

int64_t now_ns(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int parse_number(const char *text, uint64_t max, uint64_t *value)
{
	int hex = !strncasecmp(text, "0x", 2);
	const char *digits = hex ? text + 2 : text;
	const char *allowed = hex ? "0123456789abcdefABCDEF" : "0123456789";
	unsigned long long number;

	*value = 0;
	if (!*digits || digits[strspn(digits, allowed)])
		return -EINVAL;
	errno = 0;
	number = strtoull(digits, NULL, hex ? 16 : 10);
	if (errno || number > max)
		return -ERANGE;
	*value = number;
	return 0;
}

void rights_hint(const char *path, char *text, size_t size)
{
	const struct group *group = NULL;
	struct stat st;

	if (!stat(path, &st) && st.st_gid && (st.st_mode & 0060) == 0060)
		group = getgrgid(st.st_gid);
	if (group)
		snprintf(text, size, "join the group %s or run as root", group->gr_name);
	else
		snprintf(text, size, "get rights on that node (a udev rule can give it to your group) or run as root");
}
