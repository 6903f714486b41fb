/* SPDX-License-Identifier: BSD-3-Clause */
/* SPDX-FileCopyrightText: The libffa contributors */
#ifndef FFA_CLI_PLACE_H
#define FFA_CLI_PLACE_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* A system to look at. Paths are absolute, without root; functions that fail give -errno. */
struct place {
	const char *root;	/* "": the one that we run on */
	const char *machine;	/* as uname(2) has it: "aarch64" */
	const char *release;	/* of the kernel */
	const char *self;	/* the node of this endpoint */
};

#define PLACE_PATH 512

/* The path with root. */
void place_path(const struct place *place, const char *path, char out[PLACE_PATH]);

int place_has(const struct place *place, const char *path);

/* The first size - 1 bytes, with a NUL behind them and without a newline at their end. How many there are, or -errno. */
int place_read(const struct place *place, const char *path, char *text, size_t size);

/* How many entries a folder has. */
int place_count(const struct place *place, const char *path);

/* Options of the kernel's configuration. */
struct place_option {
	const char *name;	/* "CONFIG_..." */
	char value;		/* 'y', 'm' or 'n' */
};

/* Fills in the values and the path of the file that has them. -ENOENT: there is none that can be read. */
int place_config(const struct place *place, struct place_option *options, size_t n, char path[PLACE_PATH]);

/* The path of the module's file below /lib/modules/RELEASE. -ENOENT: it is not installed; another: that cannot be known. */
int place_module(const struct place *place, const char *name, char path[PLACE_PATH]);

#endif
