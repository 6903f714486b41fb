/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef TESTS_CLI_TREE_H
#define TESTS_CLI_TREE_H

#include <stddef.h>

/* A made-up root folder. Its path is in tree_root between setup and teardown. */
extern char tree_root[64];

int tree_setup(void **state);
int tree_teardown(void **state);

/* Paths are absolute, without tree_root; folders above are made. */
void tree_folder(const char *path);
void tree_bytes(const char *path, const void *bytes, size_t size);
void tree_file(const char *path, const char *text);
void tree_remove(const char *path);

#endif
