/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#define _GNU_SOURCE
#include "capture.h"

#include "tree.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char tree_root[64];

int tree_setup(void **state)
{
	(void)state;
	snprintf(tree_root, sizeof(tree_root), "/tmp/ffa-tree.XXXXXX");
	assert_non_null(mkdtemp(tree_root));
	/* For whom the test becomes. */
	assert_int_equal(chmod(tree_root, 0755), 0);
	return 0;
}

static int remove_entry(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

int tree_teardown(void **state)
{
	(void)state;
	return nftw(tree_root, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

/* Makes all folders that path names before its last slash. */
static void full_path(const char *path, char full[512])
{
	char *slash;

	snprintf(full, 512, "%s%s", tree_root, path);
	for (slash = full + strlen(tree_root) + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		assert_true(!mkdir(full, 0755) || errno == EEXIST);
		*slash = '/';
	}
}

void tree_folder(const char *path)
{
	char full[512];

	full_path(path, full);
	assert_true(!mkdir(full, 0755) || errno == EEXIST);
}

void tree_bytes(const char *path, const void *bytes, size_t size)
{
	char full[512];
	FILE *file;

	full_path(path, full);
	file = fopen(full, "we");
	assert_non_null(file);
	assert_int_equal(fwrite(bytes, 1, size, file), size);
	assert_int_equal(fclose(file), 0);
}

void tree_file(const char *path, const char *text)
{
	tree_bytes(path, text, strlen(text));
}

void tree_remove(const char *path)
{
	char full[512];

	full_path(path, full);
	assert_int_equal(remove(full), 0);
}
